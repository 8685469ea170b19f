import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './database.ts';
import { type SourceFile, uploadsDir } from './source-files.ts';

/** A tombstone keeps a document that was removed by hand from coming back with the next ingestion. */
export function addTombstone(database: Database, { origin, path }: SourceFile): void {
  database.prepare('INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)').run(origin, path, new Date().toISOString());
}

export function clearTombstone(database: Database, { origin, path }: SourceFile): void {
  database.prepare('DELETE FROM tombstones WHERE origin = ? AND path = ?').run(origin, path);
}

export function hasTombstone(database: Database, { origin, path }: SourceFile): boolean {
  return database.prepare('SELECT 1 FROM tombstones WHERE origin = ? AND path = ?').get(origin, path) !== undefined;
}

/** Those of a backup in place of those that are there. Part of a transaction. */
export function replaceTombstones(database: Database, backup: Database): void {
  database.exec('DELETE FROM tombstones');
  const insert = database.prepare('INSERT INTO tombstones VALUES (?, ?, ?)');
  const rows = backup.prepare<[], [string, string, string]>('SELECT origin, path, at FROM tombstones').raw();
  for (const row of rows.iterate()) insert.run(...row);
}

/** The files of uploads belong to the index: they go with their documents, and the tombstone with the file. */
export async function deleteRemovedUploads(database: Database, indexDir: string): Promise<void> {
  const paths = database.prepare<[], string>("SELECT path FROM tombstones WHERE origin = 'upload'").pluck().all();
  for (const path of paths) {
    await rm(join(uploadsDir(indexDir), path), { force: true });
    clearTombstone(database, { origin: 'upload', path });
  }
}
