import type { DocumentContent, Passage } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { decodeAnalysis } from './analysis-codec.ts';
import type { CompactVectors } from './compact-vectors.ts';
import type { Database } from './database.ts';
import { findDocumentRow, listDocuments, readContent } from './document-rows.ts';
import { findVersionText } from './earlier-versions.ts';
import { type Generation, publishedNumber } from './generation.ts';
import type { IndexedPassage, IndexSnapshot, StoredDocument } from './index-snapshot.ts';
import type { LexicalSearch, VectorSearch } from './lexical-query.ts';
import type { PublishedManifest } from './manifest.ts';
import { findPassageRow, PassageReader, type PassageRows, type StoredPassage, VectorRows } from './passage-rows.ts';
import type { DocumentSource } from './source-files.ts';
import { fromReading } from './storage-errors.ts';
import { dotProduct } from './unit-vector.ts';
import type { VectorIndex } from './vector-index.ts';
import { type CosineWithRow, PassageVectors } from './vector-search.ts';

interface SnapshotParts {
  readonly database: Database;
  readonly generation: Generation;
  readonly passageRows: PassageRows;
  readonly lexical: LexicalSearch;
  readonly vectors: VectorIndex;
  readonly compact: CompactVectors;
}

/** A generation in memory; but texts are read from the database, and checked, when they are asked for. */
export class PublishedSnapshot implements IndexSnapshot {
  readonly generation: number;
  readonly manifest: PublishedManifest;
  readonly passageCount: number;
  readonly lexical: LexicalSearch;
  readonly vectors: VectorSearch;
  readonly documents: ReadonlyMap<string, StoredDocument>;
  readonly #database: Database;
  readonly #graph: VectorIndex;
  readonly #passageRows: PassageRows;
  readonly #passages: PassageReader;
  readonly #cosine: CosineWithRow;
  readonly #documentsByRow: ReadonlyMap<number, StoredDocument>;
  readonly #rowsById: ReadonlyMap<string, number>;

  constructor({ database, generation, passageRows, lexical, vectors, compact }: SnapshotParts) {
    const listed = listDocuments(database, generation.number);
    const vectorRows = new VectorRows(database);
    this.generation = generation.number;
    this.manifest = generation.manifest;
    this.passageCount = passageRows.rows.length;
    this.lexical = lexical;
    this.#cosine = (vector, row) => compact.cosine(vector, row) ?? cosineInDatabase(vector, vectorRows.read(row));
    this.vectors = new PassageVectors(vectors, passageRows.vectorRows, this.#cosine);
    this.documents = new Map(listed.map(({ document }) => [document.id, document]));
    this.#database = database;
    this.#graph = vectors;
    this.#passageRows = passageRows;
    this.#passages = new PassageReader(database);
    this.#documentsByRow = new Map(listed.map(({ row, document }) => [row, document]));
    this.#rowsById = new Map(listed.map(({ row, document }) => [document.id, row]));
  }

  passages(ordinals: readonly number[]): Passage[] {
    return ordinals.map((ordinal) => this.#passageAt(ordinal).passage);
  }

  indexedPassages(ordinals: readonly number[]): IndexedPassage[] {
    return ordinals.map((ordinal) => {
      const { passage, analysis } = this.#passageAt(ordinal);
      return { passage, analysis: decodeAnalysis(analysis) };
    });
  }

  #passageAt(ordinal: number): StoredPassage {
    const { id } = this.documentOf(ordinal);
    const stored = read(() => this.#passages.read(this.#passageRows.rows[ordinal] as number, id));
    if (stored === undefined) throw new SourcierError('document_unknown', { id });
    return stored;
  }

  headingSimilarity(vector: Float32Array, ordinal: number): number {
    return read(() => this.#cosine(vector, this.#passageRows.headingVectorRows[ordinal] as number)) ?? 0;
  }

  documentOf(ordinal: number): StoredDocument {
    const document = this.#documentsByRow.get(this.#passageRows.documentRows[ordinal] ?? Number.NaN);
    if (document === undefined) throw new RangeError(`no passage has the ordinal ${ordinal}`);
    return document;
  }

  passageById(id: string): Passage | undefined {
    return read(() => {
      const found = findPassageRow(this.#database, this.generation, id);
      return found && this.#passages.read(found.row, found.documentId)?.passage;
    });
  }

  documentText(id: string): string {
    return this.documentContent(id).text;
  }

  documentContent(id: string): Pick<DocumentContent, 'text' | 'headings'> {
    const row = this.#rowsById.get(id);
    if (row === undefined) throw new SourcierError('document_unknown', { id });
    return read(() => readContent(this.#database, row, id));
  }

  versionText(id: string, version: string): string | undefined {
    return read(() => findVersionText(this.#database, id, version));
  }

  source(id: string): DocumentSource {
    const row = read(() => findDocumentRow(this.#database, this.generation, id));
    if (row === undefined) throw new SourcierError('document_unknown', { id });
    return row;
  }

  together<Result>(work: () => Result): Result {
    return read(() => this.#database.transaction(work)());
  }

  isSuperseded(): boolean {
    return read(() => publishedNumber(this.#database)) !== this.generation;
  }

  close(): void {
    if (!this.#database.open) return;
    this.#database.close();
    this.#graph.release();
  }
}

function cosineInDatabase(vector: Float32Array, other: Float32Array | undefined): number | undefined {
  return other === undefined ? undefined : dotProduct(vector, other);
}

function read<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw fromReading(error);
  }
}
