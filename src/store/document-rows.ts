import type { DocumentContent, SourceDocument } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { contentHash } from './content-hash.ts';
import type { Database } from './database.ts';
import type { StoredDocument } from './index-snapshot.ts';
import { STAGED } from './schema.ts';
import type { DocumentSource, Origin } from './source-files.ts';

/** A document's row without its description. */
export interface DocumentRow extends DocumentSource {
  readonly row: number;
  readonly id: string;
  /** Prepared and not yet published. */
  readonly isStaged: boolean;
}

interface RawRow {
  readonly row_id: number;
  readonly id: string;
  readonly version: string;
  readonly sidecar_version: string;
  readonly origin: Origin;
  readonly path: string;
  readonly added: number;
  readonly description: string;
  readonly description_hash: string;
}

/** What a generation sees; with STAGED, what the generation being prepared will see. Takes the number twice. */
export const IS_VISIBLE = 'added <= ? AND (removed IS NULL OR removed > ?)';

type Description = Omit<StoredDocument, 'id' | 'version'>;

function descriptionHash(row: Pick<RawRow, 'id' | 'version' | 'origin' | 'path' | 'description'>): string {
  return contentHash(row.id, row.version, row.origin, row.path, row.description);
}

/** Stages a document without its passages; returns its row. Part of a transaction. */
export function insertDocument(
  database: Database,
  document: SourceDocument,
  source: DocumentSource,
  passageCount: number,
): number {
  const { id, version } = document;
  const description = JSON.stringify(describe(document, passageCount));
  const hash = descriptionHash({ id, version, origin: source.origin, path: source.path, description });
  const { lastInsertRowid } = database
    .prepare(`
      INSERT INTO documents (id, version, sidecar_version, origin, path, added, description, description_hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    .run(id, version, source.sidecarVersion, source.origin, source.path, STAGED, description, hash);
  const row = Number(lastInsertRowid);
  const headings = JSON.stringify(document.headings);
  database
    .prepare('INSERT INTO contents VALUES (?, ?, ?, ?)')
    .run(row, headings, document.text, contentHash(headings, document.text));
  return row;
}

function describe(document: SourceDocument, passageCount: number): Description {
  const { title, publisher, authors, date, url, language, licence, note, fileName, mediaType, pages } = document;
  return { title, publisher, authors, date, url, language, licence, note, fileName, mediaType, pages, passageCount };
}

/**
 * The documents that a generation sees, in order of id.
 *
 * @throws {SourcierError} `index_damaged`
 */
export function listDocuments(database: Database, generation: number): { row: number; document: StoredDocument }[] {
  return database
    .prepare<[number, number], RawRow>(`SELECT * FROM documents WHERE ${IS_VISIBLE} ORDER BY id`)
    .all(generation, generation)
    .map((raw) => ({ row: raw.row_id, document: toStoredDocument(raw) }));
}

/** A hash of the list of documents that a generation sees. */
export function hashOfDocuments(database: Database, generation: number): string {
  const rows = database
    .prepare<[number, number], [number, string, string]>(
      `SELECT row_id, id, version FROM documents WHERE ${IS_VISIBLE} ORDER BY id`,
    )
    .raw()
    .all(generation, generation);
  return contentHash(JSON.stringify(rows));
}

/** @throws {SourcierError} `document_unknown`, `index_damaged` */
export function findStoredDocument(database: Database, generation: number, id: string): StoredDocument {
  const raw = findRaw(database, generation, id);
  if (raw === undefined) throw new SourcierError('document_unknown', { id });
  return toStoredDocument(raw);
}

function toStoredDocument(raw: RawRow): StoredDocument {
  if (descriptionHash(raw) !== raw.description_hash) {
    throw new SourcierError('index_damaged', {
      part: { fr: `description du document ${raw.id}`, en: `description of the document ${raw.id}` },
    });
  }
  return { id: raw.id, version: raw.version, ...(JSON.parse(raw.description) as Description) };
}

/** The sources of the documents that a generation sees, in order of id. */
export function listDocumentRows(database: Database, generation: number): DocumentRow[] {
  return database
    .prepare<[number, number], RawRow>(`
      SELECT row_id, id, version, sidecar_version, origin, path, added
      FROM documents WHERE ${IS_VISIBLE} ORDER BY id`)
    .all(generation, generation)
    .map(toDocumentRow);
}

export function findDocumentRow(database: Database, generation: number, id: string): DocumentRow | undefined {
  const raw = findRaw(database, generation, id);
  return raw && toDocumentRow(raw);
}

function findRaw(database: Database, generation: number, id: string): RawRow | undefined {
  return database
    .prepare<[string, number, number], RawRow>(`SELECT * FROM documents WHERE id = ? AND ${IS_VISIBLE}`)
    .get(id, generation, generation);
}

function toDocumentRow(raw: RawRow): DocumentRow {
  const { row_id: row, id, version, sidecar_version: sidecarVersion, origin, path } = raw;
  return { row, id, version, sidecarVersion, origin, path, isStaged: raw.added === STAGED };
}

/** The document of a row as it was read from its file. @throws {SourcierError} `index_damaged`, `document_unknown` */
export function readDocumentRow(database: Database, row: DocumentRow): SourceDocument {
  const raw = database.prepare<[number], RawRow>('SELECT * FROM documents WHERE row_id = ?').get(row.row);
  if (raw === undefined) throw new SourcierError('document_unknown', { id: row.id });
  const stored = toStoredDocument(raw);
  return { ...stored, ...readContent(database, row.row, row.id) };
}

/** @throws {SourcierError} `index_damaged`; `document_unknown` where it left the index long ago */
export function readContent(database: Database, row: number, id: string): Pick<DocumentContent, 'text' | 'headings'> {
  const content = database
    .prepare<[number], { headings: string; text: string; hash: string }>(
      'SELECT headings, text, hash FROM contents WHERE document_row = ?',
    )
    .get(row);
  if (content === undefined) throw new SourcierError('document_unknown', { id });
  if (contentHash(content.headings, content.text) !== content.hash) {
    throw new SourcierError('index_damaged', {
      part: { fr: `texte du document ${id}`, en: `text of the document ${id}` },
    });
  }
  return { text: content.text, headings: JSON.parse(content.headings) };
}
