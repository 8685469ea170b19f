import { ChildProcess } from 'node:child_process';
import dns from 'node:dns';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { readDocument } from '../../src/documents/read-document.ts';
import { seededRandom } from '../bench/random.ts';
import { MutatedFiles } from './mutate.ts';

/** Reads mutated files in its own thread, where each way out of the process is refused and counted. Prints the counts. */
const [count = '0', seed = '0'] = process.argv.slice(2);
const files = new MutatedFiles(seededRandom(Number(seed)));

// Readers are loaded before anything is refused: loading them is no fault of a file.
for (const file of files.shipped) await readDocument(file).catch(() => {});

let calls = 0;
function refuse(holder: object, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(holder, name, {
      value: () => {
        calls++;
        throw new Error(`${name} is refused`);
      },
    });
  }
}
refuse(net.Socket.prototype, ['connect']);
refuse(dns, ['lookup', 'resolve']);
refuse(ChildProcess.prototype, ['spawn']);
const WRITING = ['writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'rename', 'copyFile', 'symlink', 'unlink', 'rm'];
refuse(fs, [...WRITING, ...WRITING.map((name) => `${name}Sync`), 'createWriteStream']);
refuse(fs.promises, WRITING);
refuse(globalThis, ['fetch']);
syncBuiltinESMExports();

let read = 0;
for (; read < Number(count); read++) await readDocument(files.next()).catch(() => {});
process.stdout.write(`read ${read}, calls ${calls}\n`, () => process.exit());
