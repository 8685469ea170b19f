import type { ScoredPassage } from './lexical-query.ts';

/** Of all passages offered, the best `limit`, in memory for that many: a heap whose root is the worst that is kept. */
export class TopPassages {
  readonly #limit: number;
  readonly #heap: ScoredPassage[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Would a passage with that score be kept? */
  admits(ordinal: number, score: number): boolean {
    if (this.#heap.length < this.#limit) return true;
    const worst = this.#heap[0];
    return worst !== undefined && isBetter(score, ordinal, worst);
  }

  add(ordinal: number, score: number): void {
    if (!this.admits(ordinal, score)) return;
    const passage = { ordinal, score };
    if (this.#heap.length < this.#limit) this.#siftUp(passage);
    else this.#siftDown(passage);
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
      if (!isBetter(parent.score, parent.ordinal, passage)) break;
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
      const isRightWorse = right !== undefined && isBetter(left.score, left.ordinal, right);
      const worse = isRightWorse ? right : left;
      if (!isBetter(passage.score, passage.ordinal, worse)) break;
      this.#heap[index] = worse;
      index = 2 * index + (isRightWorse ? 2 : 1);
    }
    this.#heap[index] = passage;
  }
}

function isBetter(score: number, ordinal: number, than: ScoredPassage): boolean {
  return score > than.score || (score === than.score && ordinal < than.ordinal);
}
