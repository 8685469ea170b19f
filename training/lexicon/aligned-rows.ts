import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One row of aligned text. `source` is the id that SOURCES.md of the data explains. */
export interface AlignedRow {
  readonly source: string;
  readonly english: string;
  readonly french: string;
}

/** Lines of an xz-compressed file, through the `xz` program. */
async function* readCompressedLines(path: string): AsyncGenerator<string> {
  const decompressor = spawn('xz', ['-dc', path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = new Promise<number | null>((resolve, reject) => {
    decompressor.once('error', reject);
    decompressor.once('close', resolve);
  });
  yield* createInterface({ input: decompressor.stdout, crlfDelay: Number.POSITIVE_INFINITY });
  const code = await exit;
  if (code !== 0) throw new Error(`xz could not read ${path} (exit code ${code})`);
}

/** Rows of `parallel/pairs-human.tsv.xz` or `pairs-machine.tsv.xz`, in document order inside each source. */
export async function* readPairs(dataFolder: string, kind: 'human' | 'machine'): AsyncGenerator<AlignedRow> {
  for await (const line of readCompressedLines(join(dataFolder, 'parallel', `pairs-${kind}.tsv.xz`))) {
    const [source, english, french] = line.split('\t');
    if (source && english && french) yield { source, english, french };
  }
}

/** Rows of `parallel/dictionary.tsv.xz`: terms, names and short headings. */
export async function* readDictionary(dataFolder: string): AsyncGenerator<AlignedRow> {
  for await (const line of readCompressedLines(join(dataFolder, 'parallel', 'dictionary.tsv.xz'))) {
    const [english, french, source] = line.split('\t');
    if (source && english && french) yield { source, english, french };
  }
}
