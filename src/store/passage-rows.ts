import type { Passage } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { AnalysedPassage } from '../language/analyse-passage.ts';
import { encodeAnalysis } from './analysis-codec.ts';
import { contentHash } from './content-hash.ts';
import type { Database, Statement } from './database.ts';
import { IS_VISIBLE } from './document-rows.ts';
import { fromBytes, toBytes } from './unit-vector.ts';

/** A passage with its analysis, and the unit vectors that stand for it and for the heading right above it. */
export interface PreparedPassage {
  readonly passage: Passage;
  readonly analysis: AnalysedPassage;
  readonly vector: Float32Array;
  readonly headingVector: Float32Array;
}

interface RawPassage {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  readonly page: number | null;
  readonly section: string;
  readonly text: string;
  readonly analysis: Uint8Array;
  readonly hash: string;
}

function passageHash({ id, start, end, page, section, text, analysis }: Omit<RawPassage, 'hash'>): string {
  return contentHash(id, `${start} ${end} ${page}`, section, text, analysis);
}

/** Part of a transaction. */
export function insertPassages(database: Database, documentRow: number, passages: readonly PreparedPassage[]): void {
  const insert = database.prepare(`
    INSERT INTO passages (document_row, vector_row, heading_vector_row, id, "start", "end", page, section, text, analysis, hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const storeVector = createVectorStore(database);
  for (const { passage, vector, headingVector, ...prepared } of passages) {
    const { id, start, end, page, text } = passage;
    const section = JSON.stringify(passage.section);
    const analysis = encodeAnalysis(prepared.analysis);
    const hash = passageHash({ id, start, end, page, section, text, analysis });
    const vectorRow = storeVector(vector);
    insert.run(documentRow, vectorRow, storeVector(headingVector), id, start, end, page, section, text, analysis, hash);
  }
}

/** Gives the row of a vector; equal vectors share one, which is written again in case it was damaged. */
function createVectorStore(database: Database): (vector: Float32Array) => number {
  const insert = database
    .prepare<[string, Uint8Array], number>(`
      INSERT INTO vectors (hash, vector) VALUES (?, ?)
      ON CONFLICT (hash) DO UPDATE SET vector = excluded.vector RETURNING row_id`)
    .pluck();
  return (vector) => {
    const bytes = toBytes(vector);
    return insert.get(contentHash(bytes), bytes) as number;
  };
}

/** The passages that a generation sees, in order of their rows; the lists go together. */
export interface PassageRows {
  readonly rows: Float64Array;
  readonly documentRows: Float64Array;
  readonly vectorRows: Float64Array;
  readonly headingVectorRows: Float64Array;
}

export function listPassageRows(database: Database, generation: number): PassageRows {
  const tuples = database
    .prepare<[number, number], [number, number, number, number]>(`
      SELECT passages.row_id, document_row, vector_row, heading_vector_row
      FROM documents JOIN passages ON document_row = documents.row_id
      WHERE ${IS_VISIBLE} ORDER BY document_row, passages.row_id`)
    .raw()
    .all(generation, generation);
  // A document's passages are inserted together, so the order by document is the order by row.
  const column = (index: 0 | 1 | 2 | 3) => Float64Array.from(tuples, (tuple) => tuple[index]);
  return { rows: column(0), documentRows: column(1), vectorRows: column(2), headingVectorRows: column(3) };
}

/** The passages of one document, in order, and all their vectors. */
export function listRowsOf(database: Database, documentRow: number): { rows: number[]; vectorRows: number[] } {
  const triples = database
    .prepare<[number], [number, number, number]>(
      'SELECT row_id, vector_row, heading_vector_row FROM passages WHERE document_row = ? ORDER BY row_id',
    )
    .raw()
    .all(documentRow);
  return {
    rows: triples.map(([row]) => row),
    vectorRows: triples.flatMap(([, vectorRow, headingVectorRow]) => [vectorRow, headingVectorRow]),
  };
}

/** By its public id, among those that a generation sees. */
export function findPassageRow(
  database: Database,
  generation: number,
  id: string,
): { readonly row: number; readonly documentId: string } | undefined {
  return database
    .prepare<[string, number, number], { row: number; documentId: string }>(`
      SELECT passages.row_id AS row, documents.id AS documentId
      FROM passages JOIN documents ON documents.row_id = document_row
      WHERE passages.id = ? AND ${IS_VISIBLE}`)
    .get(id, generation, generation);
}

/** A passage, and its analysis as `encodeAnalysis` wrote it. */
export interface StoredPassage {
  readonly passage: Passage;
  readonly analysis: Uint8Array;
}

/** Reads passages by row. */
export class PassageReader {
  readonly #byRow: Statement<[number], RawPassage>;

  constructor(database: Database) {
    this.#byRow = database.prepare(
      'SELECT id, "start", "end", page, section, text, analysis, hash FROM passages WHERE row_id = ?',
    );
  }

  /** Undefined where it left the index long ago. @throws {SourcierError} `index_damaged` */
  read(row: number, documentId: string): StoredPassage | undefined {
    const raw = this.#byRow.get(row);
    if (raw === undefined) return undefined;
    if (passageHash(raw) !== raw.hash) {
      throw new SourcierError('index_damaged', {
        part: { fr: `passage du document ${documentId}`, en: `passage of the document ${documentId}` },
      });
    }
    const { id, start, end, page, text, analysis } = raw;
    return { passage: { id, documentId, start, end, page, section: JSON.parse(raw.section), text }, analysis };
  }
}

/** Reads vectors by row. */
export class VectorRows {
  readonly #byRow: Statement<[number], { readonly vector: Uint8Array; readonly hash: string }>;
  /** Hashing takes longer than reading: once is enough. */
  readonly #checked = new Set<number>();

  constructor(database: Database) {
    this.#byRow = database.prepare('SELECT vector, hash FROM vectors WHERE row_id = ?');
  }

  /** Undefined where it left the index long ago. @throws {SourcierError} `index_damaged` */
  read(row: number): Float32Array | undefined {
    const found = this.#byRow.get(row);
    if (found === undefined) return undefined;
    if (!this.#checked.has(row) && contentHash(found.vector) !== found.hash) {
      throw new SourcierError('index_damaged', { part: { fr: 'vecteurs', en: 'vectors' } });
    }
    this.#checked.add(row);
    return fromBytes(found.vector);
  }
}
