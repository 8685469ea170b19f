import type { SourceDocument } from '../domain.ts';
import { prepareCompactFile } from './compact-file.ts';
import type { Database } from './database.ts';
import {
  type DocumentRow,
  findDocumentRow,
  hashOfDocuments,
  insertDocument,
  listDocumentRows,
} from './document-rows.ts';
import { keepAgain } from './earlier-versions.ts';
import { deleteUnusedVectors, type Generation, insertGeneration, publishedGeneration } from './generation.ts';
import { prepareLexicalFile } from './lexical-file.ts';
import { areEqual, type Manifest, parseManifest } from './manifest.ts';
import { insertPassages, type PreparedPassage } from './passage-rows.ts';
import type { ProgressListener } from './progress.ts';
import { STAGED } from './schema.ts';
import { measurePassages } from './similarity-scale.ts';
import type { DocumentSource } from './source-files.ts';
import { prepareVectorFile } from './vector-file.ts';

/** A document ready to be stored. */
export interface PreparedDocument {
  readonly document: SourceDocument;
  readonly source: DocumentSource;
  readonly passages: readonly PreparedPassage[];
}

/**
 * The generation being prepared, beside the published one. Each document is staged whole by one transaction, so a
 * writer that was killed leaves whole documents, which the next writer with the same settings takes over; those staged
 * under other settings are dropped.
 *
 * For the one writer, under its lock.
 */
export class Staging {
  readonly manifest: Manifest;
  readonly published: Generation | null;
  readonly #database: Database;

  constructor(database: Database, manifest: Manifest) {
    this.#database = database;
    this.manifest = manifest;
    this.published = publishedGeneration(database);
    const earlier = database.prepare<[], string>('SELECT manifest FROM staging').pluck().get();
    if (earlier !== undefined && !areEqual(parseManifest(earlier), manifest)) this.#discard();
    database.prepare('INSERT OR REPLACE INTO staging VALUES (1, ?)').run(JSON.stringify(manifest));
  }

  #discard(): void {
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM documents WHERE added = ?').run(STAGED);
      this.#database.prepare('UPDATE documents SET removed = NULL WHERE removed = ?').run(STAGED);
      deleteUnusedVectors(this.#database);
    })();
  }

  /** Were the published documents made with other settings? Then each has to be staged again. */
  get isReindex(): boolean {
    return this.published !== null && !areEqual(this.published.manifest, this.manifest);
  }

  /** The document as the generation being prepared has it so far. */
  find(id: string): DocumentRow | undefined {
    return findDocumentRow(this.#database, STAGED, id);
  }

  /** The documents that the generation being prepared has so far, in order of id. */
  list(): DocumentRow[] {
    return listDocumentRows(this.#database, STAGED);
  }

  /** Was this document made with the settings of the generation being prepared? */
  isCurrent(row: DocumentRow): boolean {
    return row.isStaged || !this.isReindex;
  }

  /** Adds a document, or replaces the one with its id. */
  stage({ document, source, passages }: PreparedDocument): void {
    this.#database.transaction(() => {
      this.#remove(document.id);
      keepAgain(this.#database, document.id);
      const row = insertDocument(this.#database, document, source, passages.length);
      insertPassages(this.#database, row, passages);
    })();
  }

  withdraw(id: string): void {
    this.#database.transaction(() => this.#remove(id))();
  }

  /**
   * Forgets uploads that a killed writer has staged: whoever sent them was told that nothing has been changed, and their
   * files are not in their places.
   */
  discardUploads(): void {
    this.#database.transaction(() => {
      this.#database.prepare("DELETE FROM documents WHERE added = ? AND origin = 'upload'").run(STAGED);
      this.#database.prepare("UPDATE documents SET removed = NULL WHERE removed = ? AND origin = 'upload'").run(STAGED);
    })();
  }

  /** Back to the published state of a document. */
  revert(id: string): void {
    this.#database.transaction(() => {
      this.#database.prepare('DELETE FROM documents WHERE id = ? AND added = ?').run(id, STAGED);
      this.#database.prepare('UPDATE documents SET removed = NULL WHERE id = ? AND removed = ?').run(id, STAGED);
    })();
  }

  #remove(id: string): void {
    this.#database.prepare('DELETE FROM documents WHERE id = ? AND added = ? AND removed IS NULL').run(id, STAGED);
    this.#database.prepare('UPDATE documents SET removed = ? WHERE id = ? AND removed IS NULL').run(STAGED, id);
  }

  /**
   * Makes the prepared generation the published one; gives the published one where nothing differs.
   *
   * @param beforeCommit the last thing to be done before; where it fails, nothing is published
   */
  async publishChanges(
    indexDir: string,
    onProgress?: ProgressListener,
    beforeCommit?: () => Promise<void>,
  ): Promise<Generation> {
    if (this.published !== null && !this.isReindex && !this.#hasChanges()) return this.published;
    const reusable = this.isReindex ? null : this.published;
    const number = (this.published?.number ?? 0) + 1;
    const { manifest } = this;
    const options = { database: this.#database, indexDir, dimensions: manifest.dimensions, onProgress };
    const vectorsFile = await prepareVectorFile(options, number, reusable?.vectorsFile ?? null);
    await prepareCompactFile(options, vectorsFile, reusable?.vectorsFile ?? null);
    const lexicalFile = await prepareLexicalFile(options, number, reusable?.lexicalFile ?? null);
    await beforeCommit?.();
    const similarityScale = measurePassages(this.#database, STAGED);
    const generation: Generation = { number, manifest: { ...manifest, similarityScale }, vectorsFile, lexicalFile };
    this.#commit(generation);
    return generation;
  }

  #hasChanges(): boolean {
    const count = this.#database
      .prepare<[number, number], number>('SELECT count(*) FROM documents WHERE added = ? OR removed = ?')
      .pluck();
    return count.get(STAGED, STAGED) !== 0 || !this.#isListSound();
  }

  /** A list that was damaged and is right again, compared with the files, is published anew. */
  #isListSound(): boolean {
    const { published } = this;
    const stored = published?.manifest.documentsHash;
    return stored === undefined || stored === hashOfDocuments(this.#database, published?.number ?? 0);
  }

  #commit(generation: Generation): void {
    this.#database.transaction(() => {
      this.#database.prepare('UPDATE documents SET added = ? WHERE added = ?').run(generation.number, STAGED);
      this.#database.prepare('UPDATE documents SET removed = ? WHERE removed = ?').run(generation.number, STAGED);
      this.#database.exec('DELETE FROM staging');
      insertGeneration(this.#database, generation);
    })();
  }
}
