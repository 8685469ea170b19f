import { SourcierError } from '../errors.ts';
import { contentHash } from './content-hash.ts';
import type { Database } from './database.ts';

/**
 * The texts of versions that were replaced or withdrawn: whoever asks later what has become of a quote is shown what has
 * changed. They are kept until a person purges them.
 */

/** Keeps the texts of documents that left the index by a generation published before that moment. Part of a transaction. */
export function keepEarlierVersions(database: Database, before: string): void {
  const leaving = database
    .prepare<[string], { id: string; version: string; text: string }>(`
      SELECT id, version, text FROM documents JOIN contents ON document_row = row_id
      WHERE removed IN (SELECT number FROM generations WHERE published_at < ?)
        AND id NOT IN (SELECT id FROM purged_documents)`)
    .all(before);
  const keep = database.prepare('INSERT OR REPLACE INTO earlier_versions VALUES (?, ?, ?, ?)');
  for (const { id, version, text } of leaving) keep.run(id, version, text, contentHash(id, version, text));
}

/**
 * The canonical text of a version of a document, whether or not it is served; undefined where none is kept.
 *
 * @throws {SourcierError} `index_damaged`
 */
export function findVersionText(database: Database, id: string, version: string): string | undefined {
  // Its rows stay for readers of the generation before, and for nothing else.
  if (database.prepare('SELECT 1 FROM purged_documents WHERE id = ?').get(id) !== undefined) return undefined;
  const stored = database
    .prepare<[string, string], { headings: string; text: string; hash: string }>(`
      SELECT headings, text, hash FROM documents JOIN contents ON document_row = row_id
      WHERE id = ? AND version = ? ORDER BY row_id DESC LIMIT 1`)
    .get(id, version);
  if (stored !== undefined) return checked(id, stored.text, contentHash(stored.headings, stored.text), stored.hash);
  const earlier = database
    .prepare<[string, string], { text: string; hash: string }>(
      'SELECT text, hash FROM earlier_versions WHERE id = ? AND version = ?',
    )
    .get(id, version);
  return earlier && checked(id, earlier.text, contentHash(id, version, earlier.text), earlier.hash);
}

function checked(id: string, text: string, hash: string, stored: string): string {
  if (hash === stored) return text;
  throw new SourcierError('index_damaged', {
    part: { fr: `texte du document ${id}`, en: `text of the document ${id}` },
  });
}

export function hasEarlierVersions(database: Database, id: string): boolean {
  const kept = 'SELECT id FROM earlier_versions UNION ALL SELECT id FROM documents WHERE removed IS NOT NULL';
  return database.prepare(`SELECT 1 FROM (${kept}) WHERE id = ?`).get(id) !== undefined;
}

/** Forgets all earlier texts of a document, those too that readers may still need for a moment. Part of a transaction. */
export function purgeEarlierVersions(database: Database, id: string): void {
  database.prepare('DELETE FROM earlier_versions WHERE id = ?').run(id);
  database.prepare('INSERT OR IGNORE INTO purged_documents VALUES (?)').run(id);
}

/** A document that comes back is kept like the others. Part of a transaction. */
export function keepAgain(database: Database, id: string): void {
  database.prepare('DELETE FROM purged_documents WHERE id = ?').run(id);
}

/** Earlier texts of a backup, but for documents of which nothing is to be kept. Part of a transaction. */
export function keepFromBackup(database: Database, backup: Database): void {
  const keep = database.prepare(`
    INSERT OR IGNORE INTO earlier_versions
    SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM purged_documents WHERE id = ?)`);
  const rows = backup.prepare<[], [string, string, string, string]>(
    'SELECT id, version, text, hash FROM earlier_versions',
  );
  for (const [id, version, text, hash] of rows.raw().iterate()) keep.run(id, version, text, hash, id);
}
