import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The optional data folder (real documents, test sets), or null where it is absent: tests that need it skip. */
export function dataDir(): string | null {
  const folder = process.env.SOURCIER_DATA_DIR ?? resolve(import.meta.dirname, '../../shared');
  return existsSync(join(folder, 'eval')) ? folder : null;
}

/** A file or folder inside the data folder, or null where it is absent. */
export function dataPath(...parts: string[]): string | null {
  const folder = dataDir();
  const path = folder === null ? null : join(folder, ...parts);
  return path !== null && existsSync(path) ? path : null;
}
