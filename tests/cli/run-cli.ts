import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { main } from '../../src/cli.ts';

export interface Workplace {
  readonly folder: string;
  readonly corpusDir: string;
  readonly indexDir: string;
  write(name: string, content: string | Uint8Array): void;
  remove(): void;
}

/** A corpus folder and an index folder of their own, outside the repository. */
export function makeWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-cli-'));
  const corpusDir = join(folder, 'corpus');
  mkdirSync(corpusDir);
  return {
    folder,
    corpusDir,
    indexDir: join(folder, 'index'),
    write: (name, content) => {
      mkdirSync(dirname(join(corpusDir, name)), { recursive: true });
      writeFileSync(join(corpusDir, name), content);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface Outcome {
  readonly out: string;
  readonly err: string;
  readonly exitCode: number;
}

/** Stands for the end of the process, which commander asks for after a help text or a usage error. */
class Exit extends Error {}

/** Runs one command in this process and gives what it printed and how it ended. */
export async function runCli(workplace: Workplace, ...words: string[]): Promise<Outcome> {
  let [out, err] = ['', ''];
  const capture = (add: (text: string) => void) => (text: string | Uint8Array) => {
    add(String(text));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(
      capture((text) => {
        out += text;
      }),
    ),
    vi.spyOn(process.stderr, 'write').mockImplementation(
      capture((text) => {
        err += text;
      }),
    ),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      process.exitCode = code ?? 0;
      throw new Exit();
    }),
  ];
  vi.stubEnv('CORPUS_DIR', workplace.corpusDir);
  vi.stubEnv('INDEX_DIR', workplace.indexDir);
  vi.stubEnv('LANG', 'en_GB.UTF-8');
  vi.stubEnv('LC_ALL', '');
  process.exitCode = undefined;
  try {
    await main(words);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
  const exitCode = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { out, err, exitCode };
}
