import type { Database } from './database.ts';
import type { Origin } from './document-rows.ts';

/**
 * What keeps a document that was removed by hand from coming back with the next ingestion. It holds for files of the
 * same origin: an upload may take the id of a corpus document that was removed, and the other way round.
 */
export interface Tombstone {
  readonly id: string;
  readonly origin: Origin;
}

export function addTombstone(database: Database, { id, origin }: Tombstone): void {
  database.prepare('INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)').run(id, origin, new Date().toISOString());
}

export function clearTombstone(database: Database, { id, origin }: Tombstone): void {
  database.prepare('DELETE FROM tombstones WHERE id = ? AND origin = ?').run(id, origin);
}

export function hasTombstone(database: Database, { id, origin }: Tombstone): boolean {
  return database.prepare('SELECT 1 FROM tombstones WHERE id = ? AND origin = ?').get(id, origin) !== undefined;
}
