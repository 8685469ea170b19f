import type { PassagePredicate, ScoredPassage, VectorSearch } from './lexical-query.ts';
import { TopPassages } from './top-passages.ts';
import type { VectorIndex } from './vector-index.ts';

/** Where a filter leaves no more passages than that, comparing with each is faster than the graph, and misses none. */
const EXHAUSTIVE_LIMIT = 2_000;

/** The cosine of a unit vector with that of a row; undefined where the row is gone. */
export type CosineWithRow = (vector: Float32Array, row: number) => number | undefined;

/** The nearest passages of a snapshot. Passages with equal vectors share one point of the graph. */
export class PassageVectors implements VectorSearch {
  readonly dimensions: number;
  readonly #index: VectorIndex;
  readonly #rowOf: Float64Array;
  readonly #cosine: CosineWithRow;
  readonly #firstOrdinal = new Map<number, number>();
  /** The next passage with the same vector, or −1. */
  readonly #nextOrdinal: Int32Array;

  /** @param rowOf the row of each passage's vector, by ordinal */
  constructor(index: VectorIndex, rowOf: Float64Array, cosine: CosineWithRow) {
    this.dimensions = index.dimensions;
    this.#index = index;
    this.#rowOf = rowOf;
    this.#cosine = cosine;
    this.#nextOrdinal = new Int32Array(rowOf.length).fill(-1);
    for (let ordinal = rowOf.length - 1; ordinal >= 0; ordinal--) {
      const row = rowOf[ordinal] as number;
      this.#nextOrdinal[ordinal] = this.#firstOrdinal.get(row) ?? -1;
      this.#firstOrdinal.set(row, ordinal);
    }
  }

  search(vector: Float32Array, limit: number, accepts?: PassagePredicate): ScoredPassage[] {
    this.#checkDimensions(vector);
    if (accepts === undefined) return this.#searchGraph(vector, limit);
    const accepted = this.#listAccepted(accepts);
    if (accepted !== null) return this.#compareWithEach(vector, limit, accepted);
    return this.#searchGraph(vector, limit, accepts);
  }

  similarity(vector: Float32Array, ordinal: number): number {
    this.#checkDimensions(vector);
    return this.#cosine(vector, this.#rowOf[ordinal] ?? Number.NaN) ?? 0;
  }

  #checkDimensions(vector: Float32Array): void {
    if (vector.length === this.dimensions) return;
    throw new RangeError(`the index has ${this.dimensions} dimensions, the vector ${vector.length}`);
  }

  #searchGraph(vector: Float32Array, limit: number, accepts?: PassagePredicate): ScoredPassage[] {
    const acceptsRow = accepts && ((row: number) => this.#nextAccepted(this.#first(row), accepts) >= 0);
    const top = new TopPassages(limit);
    for (const { row, cosine } of this.#index.search(vector, limit, acceptsRow)) {
      let ordinal = this.#nextAccepted(this.#first(row), accepts);
      while (ordinal >= 0) {
        top.add(ordinal, cosine);
        ordinal = this.#nextAccepted(this.#nextOrdinal[ordinal] as number, accepts);
      }
    }
    return top.take();
  }

  #first(row: number): number {
    return this.#firstOrdinal.get(row) ?? -1;
  }

  /** The first accepted passage from `ordinal` on among those with the same vector; −1 where there is none. */
  #nextAccepted(ordinal: number, accepts?: PassagePredicate): number {
    let next = ordinal;
    while (next >= 0 && accepts !== undefined && !accepts(next)) next = this.#nextOrdinal[next] as number;
    return next;
  }

  /** Null where there are more than EXHAUSTIVE_LIMIT. */
  #listAccepted(accepts: PassagePredicate): number[] | null {
    const accepted: number[] = [];
    for (let ordinal = 0; ordinal < this.#rowOf.length; ordinal++) {
      if (!accepts(ordinal)) continue;
      if (accepted.length === EXHAUSTIVE_LIMIT) return null;
      accepted.push(ordinal);
    }
    return accepted;
  }

  #compareWithEach(vector: Float32Array, limit: number, ordinals: readonly number[]): ScoredPassage[] {
    const top = new TopPassages(limit);
    for (const ordinal of ordinals) {
      const cosine = this.#cosine(vector, this.#rowOf[ordinal] as number);
      if (cosine !== undefined) top.add(ordinal, cosine);
    }
    return top.take();
  }
}
