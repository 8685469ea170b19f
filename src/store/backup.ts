import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SourcierError } from '../errors.ts';
import { contentHash, fileVersion } from './content-hash.ts';
import { type Database, openBackup, openForReading } from './database.ts';
import { listDocumentRows } from './document-rows.ts';
import { publishedGeneration } from './generation.ts';
import { IntegrityCheck } from './integrity.ts';
import { readRegularFile, type StoreConfig, uploadsDir } from './source-files.ts';
import { fromReading } from './storage-errors.ts';
import { acquireWriterLock } from './writer-lock.ts';

/**
 * A backup is one file: the database of the index as it was at one moment, with the files of uploads in a table of their
 * own. The files of the corpus folder are not in it, but their texts are; search files are derived again.
 */
const UPLOADS_TABLE = `
CREATE TABLE backup_uploads (
  path TEXT PRIMARY KEY,
  bytes BLOB NOT NULL,
  hash TEXT NOT NULL
) STRICT;
`;

export interface UploadCopy {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes a backup of the published generation, beside a running service; writers wait meanwhile. An earlier file of that
 * name is replaced only by a backup that is whole.
 *
 * @returns how many documents it holds
 * @throws {SourcierError} `index_missing`, `index_mismatch`, `index_damaged` (no backup is made of what is damaged),
 *   `writer_busy`, `output_unwritable`
 */
export async function writeBackup(config: StoreConfig, file: string): Promise<number> {
  const { indexDir } = config;
  const database = openForReading(indexDir);
  const temporary = `${file}.part`;
  try {
    const lock = acquireWriterLock(indexDir, 'sourcier backup');
    try {
      await rm(temporary, { force: true });
      await database.backup(temporary);
      const documents = await complete(temporary, config);
      await rename(temporary, file);
      return documents;
    } finally {
      lock.release();
    }
  } catch (error) {
    const read = fromReading(error);
    if (SourcierError.is(read)) throw read;
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new SourcierError('output_unwritable', { file: basename(file), reason }, error);
  } finally {
    database.close();
    await rm(temporary, { force: true });
  }
}

/** Adds the files of uploads to the copy, and reads all of it once. */
async function complete(path: string, config: StoreConfig): Promise<number> {
  const copy = openBackup(path, { writable: true });
  try {
    const rows = listDocumentRows(copy, publishedGeneration(copy)?.number ?? 0);
    const integrity = new IntegrityCheck(copy);
    copy.exec(UPLOADS_TABLE);
    const insert = copy.prepare('INSERT INTO backup_uploads VALUES (?, ?, ?)');
    for (const row of rows) {
      if (!integrity.isIntact(row)) throw damagedDocument(row.id);
      if (row.origin !== 'upload') continue;
      const bytes = await readRegularFile(join(uploadsDir(config.indexDir), row.path), config.maxUploadMb);
      // One that somebody took away or changed is left out, as `ingest` would withdraw it.
      if (bytes !== null && fileVersion(bytes) === row.version)
        insert.run(row.path, bytes, uploadHash(row.path, bytes));
    }
    // One file, without the log of a database in use.
    copy.pragma('journal_mode = DELETE');
    return rows.length;
  } finally {
    copy.close();
  }
}

function damagedDocument(id: string): SourcierError {
  return new SourcierError('index_damaged', { part: { fr: `document ${id}`, en: `document ${id}` } });
}

function uploadHash(path: string, bytes: Uint8Array): string {
  return contentHash(path, fileVersion(bytes));
}

/** The files of uploads in a backup, one after the other. @throws {SourcierError} `backup_invalid` */
export function* readUploads(backup: Database): Generator<UploadCopy> {
  const rows = backup.prepare<[], { path: string; bytes: Buffer; hash: string }>('SELECT * FROM backup_uploads');
  for (const { path, bytes, hash } of rows.iterate()) {
    if (uploadHash(path, bytes) !== hash) throw new SourcierError('backup_invalid');
    yield { path, bytes };
  }
}
