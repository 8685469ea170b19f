import type { ScoredPassage } from './lexical-query.ts';

/** Of all passages offered, the best `limit`, in memory for that many: a heap whose root is the worst that is kept. */
export class TopPassages {
  readonly #limit: number;
  readonly #heap: ScoredPassage[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The score of the worst that is kept, once there are `limit` of them; before, any score will do. */
  get lowest(): number {
    return this.#heap.length < this.#limit
      ? Number.NEGATIVE_INFINITY
      : (this.#heap[0]?.score ?? Number.POSITIVE_INFINITY);
  }

  add(ordinal: number, score: number): void {
    const passage = { ordinal, score };
    if (this.#heap.length < this.#limit) this.#siftUp(passage);
    else if (this.#isBetterThanWorst(passage)) this.#siftDown(passage);
  }

  #isBetterThanWorst(passage: ScoredPassage): boolean {
    const worst = this.#heap[0];
    return worst !== undefined && isBetter(passage, worst);
  }

  /** Best first; ties by ordinal. Empties the heap. */
  take(): ScoredPassage[] {
    const passages = this.#heap.splice(0);
    return passages.sort((one, other) => other.score - one.score || one.ordinal - other.ordinal);
  }

  #siftUp(passage: ScoredPassage): void {
    let index = this.#heap.push(passage) - 1;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#heap[parentIndex] as ScoredPassage;
      if (!isBetter(parent, passage)) break;
      this.#heap[index] = parent;
      index = parentIndex;
    }
    this.#heap[index] = passage;
  }

  /** The passage takes the place of the root. */
  #siftDown(passage: ScoredPassage): void {
    let index = 0;
    for (;;) {
      const left = this.#heap[2 * index + 1];
      if (left === undefined) break;
      const right = this.#heap[2 * index + 2];
      const isRightWorse = right !== undefined && isBetter(left, right);
      const worse = isRightWorse ? right : left;
      if (!isBetter(passage, worse)) break;
      this.#heap[index] = worse;
      index = 2 * index + (isRightWorse ? 2 : 1);
    }
    this.#heap[index] = passage;
  }
}

function isBetter(one: ScoredPassage, other: ScoredPassage): boolean {
  return one.score > other.score || (one.score === other.score && one.ordinal < other.ordinal);
}
