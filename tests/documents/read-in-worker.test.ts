import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readDocument } from '../../src/documents/read-document.ts';
import { DocumentReader, type ReadingLimits } from '../../src/documents/read-in-worker.ts';

const CORPUS = join(import.meta.dirname, '../../corpus');
const SHIPPED = readdirSync(CORPUS).filter((name) => /\.(?:pdf|docx|html|md|txt)$/.test(name) && name !== 'README.md');

const GENEROUS: ReadingLimits = { timeMs: 30_000, timePerMegabyteMs: 0, memoryMb: 512 };

function reader(limits: Partial<ReadingLimits> = {}): DocumentReader {
  const made = new DocumentReader({ ...GENEROUS, ...limits });
  onTestFinished(() => made.close());
  return made;
}

function file(fileName: string, bytes: Uint8Array | string) {
  return { fileName, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes };
}

describe('a file that is read in a thread of its own', () => {
  it('gives what it gives without one, in every format', async () => {
    const threaded = reader();
    for (const name of SHIPPED) {
      const each = file(name, readFileSync(join(CORPUS, name)));
      expect(await threaded.read(each)).toEqual(await readDocument(each));
    }
  });

  it('is refused with the same code, and the next one is read', async () => {
    const threaded = reader();
    await expect(threaded.read(file('vide.pdf', ''))).rejects.toMatchObject({ code: 'file_empty' });
    await expect(threaded.read(file('a.xyz', 'a'))).rejects.toMatchObject({
      code: 'file_type_unsupported',
      parameters: { extension: '.xyz' },
    });
    expect(await threaded.read(file('a.txt', 'Une phrase.'))).toMatchObject({ text: 'Une phrase.' });
  });

  it('is given up when it takes too long, and the next one is read', async () => {
    const threaded = reader({ timeMs: 5_000, timePerMegabyteMs: -4_999 });
    const large = file('long.html', `<p>${'a '.repeat(600_000)}</p>`);
    await expect(threaded.read(large)).rejects.toMatchObject({ code: 'file_too_demanding' });
    expect(await threaded.read(file('a.txt', 'Une phrase.'))).toMatchObject({ text: 'Une phrase.' });
  });

  it('is given up when it takes too much memory, and the next one is read', async () => {
    const threaded = reader({ memoryMb: 48 });
    const deep = file('large.html', '<p><b>mot</b> mot</p>'.repeat(200_000));
    await expect(threaded.read(deep)).rejects.toMatchObject({ code: 'file_too_demanding' });
    expect(await threaded.read(file('a.txt', 'Une phrase.'))).toMatchObject({ text: 'Une phrase.' });
  });

  it('does not hold up another that waits beside it', async () => {
    const threaded = reader();
    const all = [1, 2, 3].map((number) => threaded.read(file(`${number}.txt`, `Phrase ${number}.`)));
    expect((await Promise.all(all)).map(({ text }) => text)).toEqual(['Phrase 1.', 'Phrase 2.', 'Phrase 3.']);
  });
});
