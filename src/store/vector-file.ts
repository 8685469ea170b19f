import { join } from 'node:path';
import type { Database } from './database.ts';
import { isIntact, vectorsFileName, writeDerivedFile } from './derived-file.ts';
import { listPassageRows, type PassageRows, VectorRows } from './passage-rows.ts';
import { createPause } from './pause.ts';
import type { ProgressListener } from './progress.ts';
import { STAGED } from './schema.ts';
import { VectorIndex } from './vector-index.ts';

/** A file with a larger share of vectors without a passage is made anew. */
const HIGHEST_UNUSED_SHARE = 0.2;

interface VectorFileOptions {
  readonly database: Database;
  readonly indexDir: string;
  readonly dimensions: number;
  readonly onProgress?: ProgressListener | undefined;
}

/** For readers: may stop it before a file is made again. */
export interface RebuildOptions {
  readonly beforeRebuild: () => void;
}

/**
 * The graph of a published generation: its file with the vectors of other passages hidden, or, where the file is
 * missing, damaged or lacks a vector, a new one from the database, which is also written for the next time if it can.
 */
export async function loadVectorIndex(
  options: VectorFileOptions & RebuildOptions,
  fileName: string,
  { vectorRows }: PassageRows,
): Promise<VectorIndex> {
  const needed = distinct(vectorRows);
  const path = join(options.indexDir, fileName);
  const stored = await readIntact(path, options.dimensions);
  if (stored !== null) {
    const rows = stored.rows();
    if (subtract(needed, rows).length === 0) {
      for (const row of subtract(rows, needed)) stored.hide(row);
      return stored;
    }
    stored.release();
  }
  options.beforeRebuild();
  const built = VectorIndex.create(options.dimensions, needed.length);
  await addVectors(built, needed, options);
  // A reader can do without the file; the next one will try again.
  await writeDerivedFile(path, (temporary) => built.write(temporary)).catch(() => undefined);
  return built;
}

/**
 * Makes the file of vectors for the generation being prepared: the last generation's with what is new added, or, where
 * it cannot be used, a new one; where nothing is new, the last one serves as it is.
 *
 * @param previousFile of the last generation, where it was made with the same settings
 * @returns the name of the file
 */
export async function prepareVectorFile(
  options: VectorFileOptions,
  number: number,
  previousFile: string | null,
): Promise<string> {
  const { database, indexDir, dimensions } = options;
  const needed = distinct(listPassageRows(database, STAGED).vectorRows);
  const previous = previousFile === null ? null : await readReusable(join(indexDir, previousFile), dimensions, needed);
  const index = previous ?? VectorIndex.create(dimensions, needed.length);
  try {
    const missing = subtract(needed, index.rows());
    if (previousFile !== null && previous !== null && missing.length === 0) return previousFile;
    index.reserve(missing.length);
    await addVectors(index, missing, options);
    const fileName = vectorsFileName(number);
    await writeDerivedFile(join(indexDir, fileName), (temporary) => index.write(temporary));
    return fileName;
  } finally {
    index.release();
  }
}

async function readReusable(path: string, dimensions: number, needed: Float64Array): Promise<VectorIndex | null> {
  const index = await readIntact(path, dimensions);
  if (index === null) return null;
  const unused = subtract(index.rows(), needed).length;
  if (unused <= HIGHEST_UNUSED_SHARE * index.size) return index;
  index.release();
  return null;
}

async function readIntact(path: string, dimensions: number): Promise<VectorIndex | null> {
  if (!(await isIntact(path))) return null;
  return VectorIndex.read(path, dimensions).catch(() => null);
}

async function addVectors(index: VectorIndex, rows: Float64Array, options: VectorFileOptions): Promise<void> {
  const reader = new VectorRows(options.database);
  const pause = createPause();
  for (const [done, row] of rows.entries()) {
    const vector = reader.read(row);
    if (vector !== undefined) index.add(row, vector);
    options.onProgress?.({ stage: 'vectors', done: done + 1, total: rows.length });
    await pause();
  }
}

/** Ascending, each once. */
export function distinct(rows: Float64Array): Float64Array {
  return rows
    .slice()
    .sort()
    .filter((row, index, sorted) => row !== sorted[index - 1]);
}

/** What is in the first list and not in the second; both ascend. */
export function subtract(rows: Float64Array, others: Float64Array): Float64Array {
  let next = 0;
  return rows.filter((row) => {
    while (next < others.length && (others[next] as number) < row) next++;
    return others[next] !== row;
  });
}
