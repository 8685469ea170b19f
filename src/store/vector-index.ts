import { constants } from 'node:os';
import hnswlib from 'hnswlib-node';
import { toNumbers } from '../embedding/to-numbers.ts';

/** Links of a point in the graph and candidates looked at when one is added (Malkov & Yashunin 2018, section 4.1). */
const LINKS = 16;
const CONSTRUCTION_CANDIDATES = 100;
/** Fixed, so that the same vectors in the same order give the same graph. */
const SEED = 100;

/** Candidates that a search keeps, at least; more find more of the true neighbours and take longer. */
const SEARCH_CANDIDATES = 100;

export interface ScoredVector {
  readonly row: number;
  /** −1 to 1. */
  readonly cosine: number;
}

/**
 * A graph of unit vectors for approximate nearest neighbours (HNSW), each named by its row in the database. The only
 * file that knows hnswlib. Its space is the inner product, which is the cosine of unit vectors; vectors must be of
 * unit length, or zero.
 */
export class VectorIndex {
  readonly dimensions: number;
  readonly #graph: hnswlib.HierarchicalNSW;

  private constructor(dimensions: number, graph: hnswlib.HierarchicalNSW) {
    this.dimensions = dimensions;
    this.#graph = graph;
  }

  static create(dimensions: number, capacity: number): VectorIndex {
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    graph.initIndex(Math.max(1, capacity), LINKS, CONSTRUCTION_CANDIDATES, SEED);
    return new VectorIndex(dimensions, graph);
  }

  /** @throws where the file is not a graph: hnswlib checks its size only, so check its bytes before */
  static async read(path: string, dimensions: number): Promise<VectorIndex> {
    // Always into a fresh object: a failed read leaves one that was in use with freed memory.
    const graph = new hnswlib.HierarchicalNSW('ip', dimensions);
    await graph.readIndex(path);
    return new VectorIndex(dimensions, graph);
  }

  /** @throws where the disk did not take it all: hnswlib does not tell, so what was written is read back */
  async write(path: string): Promise<void> {
    await this.#graph.writeIndex(path);
    try {
      (await VectorIndex.read(path, this.dimensions)).release();
    } catch (cause) {
      const error = new Error('the graph was not written whole', { cause });
      throw Object.assign(error, { code: 'ENOSPC', errno: -constants.errno.ENOSPC });
    }
  }

  get size(): number {
    return this.#graph.getCurrentCount();
  }

  /** Ascending. */
  rows(): Float64Array {
    return Float64Array.from(this.#graph.getIdsList()).sort();
  }

  /** Makes room for that many more vectors; without it `add` fails when the capacity is reached. */
  reserve(count: number): void {
    const needed = this.size + count;
    if (needed > this.#graph.getMaxElements()) this.#graph.resizeIndex(needed);
  }

  add(row: number, vector: Float32Array): void {
    this.#graph.addPoint(toNumbers(vector), row);
  }

  /** Leaves a vector out of all later searches; `write` would keep it hidden. */
  hide(row: number): void {
    this.#graph.markDelete(row);
  }

  /**
   * The nearest vectors, best first. With `accepts` the time grows as the share of accepted vectors falls, since it is
   * asked for each vector on the way. It must not throw.
   */
  search(vector: Float32Array, limit: number, accepts?: (row: number) => boolean): ScoredVector[] {
    const count = Math.min(limit, this.size);
    if (count === 0) return [];
    this.#graph.setEf(Math.max(SEARCH_CANDIDATES, 2 * count));
    const { neighbors, distances } = this.#graph.searchKnn(toNumbers(vector), count, accepts);
    return neighbors.map((row, index) => ({ row, cosine: 1 - (distances[index] as number) }));
  }

  /** Frees the memory now: the collector does not see how large a graph is, and might leave it for long. */
  release(): void {
    this.#graph.initIndex(1);
  }
}
