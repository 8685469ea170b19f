import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';

/**
 * Files that are made from the database and can be made from it again. Beside each lies its checksum, since the formats
 * have none: a file without its right checksum counts as missing.
 */

const CHECKSUM_SUFFIX = '.crc32';
const TEMPORARY = /\.[0-9a-f]{12}\.new$/;

export function vectorsFileName(generation: number): string {
  return `vectors-${generation}.hnsw`;
}

export function lexicalFileName(generation: number): string {
  return `lexical-${generation}.bin`;
}

/** Of the vectors that lie beside a graph, whose file is named. */
export function compactFileName(vectorsFile: string): string {
  return vectorsFile.replace(/\.hnsw$/, '.int8');
}

const DERIVED = /^(vectors-\d+\.(hnsw|int8)|lexical-\d+\.bin)(\.crc32)?$/;

async function checksumOf(path: string): Promise<string> {
  let checksum = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) checksum = crc32(chunk, checksum);
  return checksum.toString(16).padStart(8, '0');
}

/** Is the file there, whole and undamaged? */
export async function isIntact(path: string): Promise<boolean> {
  try {
    const stated = await readFile(path + CHECKSUM_SUFFIX, 'latin1');
    return stated === (await checksumOf(path));
  } catch {
    return false;
  }
}

/**
 * Writes a file and its checksum so that, whenever the machine stops, either both are there or neither counts.
 *
 * @param write fills the file at the temporary path that it is given
 */
export async function writeDerivedFile(path: string, write: (temporaryPath: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    await write(temporary);
    await flush(temporary);
    const checksum = await checksumOf(temporary);
    await rename(temporary, path);
    await writeFile(temporary, checksum);
    await flush(temporary);
    await rename(temporary, path + CHECKSUM_SUFFIX);
    await flush(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes a file, one run of bytes after the other. */
export async function writeAll(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}

/** Of a file or a folder: until then a name or its bytes may be lost when the power fails. */
export async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Removes what no longer belongs to the index: other derived files than those named, and what killed writers left. */
export async function removeOtherFiles(folder: string, kept: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const isKept = kept.some((file) => name === file || name === file + CHECKSUM_SUFFIX);
    if (TEMPORARY.test(name) || (DERIVED.test(name) && !isKept))
      await rm(join(folder, name), { force: true, recursive: true });
  }
}
