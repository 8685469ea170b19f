import { SourcierError } from '../errors.ts';
import type { Database } from './database.ts';
import { type DocumentRow, readDocumentRow } from './document-rows.ts';
import { listRowsOf, PassageReader, VectorRows } from './passage-rows.ts';

/** Tells whether all that is stored of a document still has its hashes. */
export class IntegrityCheck {
  readonly #database: Database;
  readonly #passages: PassageReader;
  readonly #vectors: VectorRows;

  constructor(database: Database) {
    this.#database = database;
    this.#passages = new PassageReader(database);
    this.#vectors = new VectorRows(database);
  }

  isIntact(document: DocumentRow): boolean {
    try {
      readDocumentRow(this.#database, document);
      const { rows, vectorRows } = listRowsOf(this.#database, document.row);
      for (const row of rows) this.#passages.read(row, document.id);
      for (const row of vectorRows) this.#vectors.read(row);
      return true;
    } catch (error) {
      if (SourcierError.is(error, 'index_damaged')) return false;
      throw error;
    }
  }
}
