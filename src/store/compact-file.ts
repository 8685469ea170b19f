import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CompactVectors } from './compact-vectors.ts';
import type { Database } from './database.ts';
import { compactFileName, isIntact, writeAll, writeDerivedFile } from './derived-file.ts';
import { listPassageRows, type PassageRows, VectorRows } from './passage-rows.ts';
import { createPause } from './pause.ts';
import { STAGED } from './schema.ts';
import { distinct, type RebuildOptions } from './vector-file.ts';

interface CompactFileOptions {
  readonly database: Database;
  readonly indexDir: string;
  readonly dimensions: number;
}

/**
 * The vectors of passages and headings that lie beside the graph of a published generation: from their file, or, where
 * that is missing or damaged, from the database; then the file is written anew if it can. A generation that shares the
 * graph of the one before may have headings of its own, which the file lacks.
 */
export async function loadCompactVectors(
  options: CompactFileOptions & RebuildOptions,
  vectorsFile: string,
  passageRows: PassageRows,
): Promise<CompactVectors> {
  const path = join(options.indexDir, compactFileName(vectorsFile));
  const stored = await readIntact(path, options.dimensions);
  if (stored !== null) return stored;
  options.beforeRebuild();
  const built = await collect(options, passageRows, null);
  // A reader can do without the file; the next one will try again.
  await writeDerivedFile(path, (temporary) => writeAll(temporary, built.encode())).catch(() => undefined);
  return built;
}

/**
 * Writes that file for the generation being prepared, where its graph is a new one.
 *
 * @param previousVectorsFile of the last generation, where it was made with the same settings
 */
export async function prepareCompactFile(
  options: CompactFileOptions,
  vectorsFile: string,
  previousVectorsFile: string | null,
): Promise<void> {
  if (vectorsFile === previousVectorsFile) return;
  const { indexDir, dimensions } = options;
  const previous =
    previousVectorsFile === null
      ? null
      : await readIntact(join(indexDir, compactFileName(previousVectorsFile)), dimensions);
  const vectors = await collect(options, listPassageRows(options.database, STAGED), previous);
  const path = join(indexDir, compactFileName(vectorsFile));
  await writeDerivedFile(path, (temporary) => writeAll(temporary, vectors.encode()));
}

async function readIntact(path: string, dimensions: number): Promise<CompactVectors | null> {
  if (!(await isIntact(path))) return null;
  // A write that ends in between removes the files of the generation before.
  const bytes = await readFile(path).catch(() => null);
  return bytes === null ? null : CompactVectors.decode(bytes, dimensions);
}

async function collect(
  { database, dimensions }: CompactFileOptions,
  { vectorRows, headingVectorRows }: PassageRows,
  previous: CompactVectors | null,
): Promise<CompactVectors> {
  const all = new Float64Array(vectorRows.length + headingVectorRows.length);
  all.set(vectorRows);
  all.set(headingVectorRows, vectorRows.length);
  const rows = distinct(all);
  const vectors = CompactVectors.allocate(rows, dimensions);
  const reader = new VectorRows(database);
  const pause = createPause();
  for (const [place, row] of rows.entries()) {
    if (previous !== null && vectors.copy(place, previous)) continue;
    const vector = reader.read(row);
    if (vector !== undefined) vectors.set(place, vector);
    await pause();
  }
  return vectors;
}
