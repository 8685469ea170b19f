import { mkdir } from 'node:fs/promises';
import { type Database, isSound, openForWriting } from './database.ts';
import { compactFileName, removeOtherFiles } from './derived-file.ts';
import { removeLeftovers } from './file-replacement.ts';
import { publishedGeneration, purgeRemovedRows } from './generation.ts';
import { uploadsDir } from './source-files.ts';
import { damagedDatabase, fromWriting } from './storage-errors.ts';
import { deleteRemovedUploads } from './tombstones.ts';
import { acquireWriterLock } from './writer-lock.ts';

/**
 * Does some work as the one writer of an index folder, which is made where it is missing.
 *
 * @param command what it is, for another writer that is refused meanwhile
 * @param options `looksFirst`: reads the whole database before anything is written to it, which is left as it is where it
 *   is damaged; for what reads most of it anyway
 * @throws {SourcierError} `writer_busy`, `index_unwritable`, `index_damaged`, and whatever `work` throws
 */
export async function withWriter<Result>(
  indexDir: string,
  command: string,
  work: (database: Database) => Promise<Result>,
  { looksFirst = false } = {},
): Promise<Result> {
  try {
    await mkdir(indexDir, { recursive: true });
    const lock = acquireWriterLock(indexDir, command);
    try {
      if (looksFirst && !isSound(indexDir)) throw damagedDatabase();
      const database = openForWriting(indexDir);
      try {
        await cleanUp(database, indexDir);
        return await work(database);
      } finally {
        database.close();
      }
    } finally {
      lock.release();
    }
  } catch (error) {
    throw fromWriting(error);
  }
}

async function cleanUp(database: Database, indexDir: string): Promise<void> {
  purgeRemovedRows(database);
  await deleteRemovedUploads(database, indexDir);
  await removeLeftovers(uploadsDir(indexDir));
  const published = publishedGeneration(database);
  const kept = published && [published.vectorsFile, compactFileName(published.vectorsFile), published.lexicalFile];
  await removeOtherFiles(indexDir, kept ?? []);
}
