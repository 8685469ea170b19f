import { createHash } from 'node:crypto';
import type { PassageEmbeddings } from '../../src/store/embedding-model.ts';

/**
 * A model that needs no files: each word falls into a few dimensions by its hash, so that texts with words in common
 * are alike. Accents matter: « marche » and « marché » are different words.
 */
export class FakeEmbeddings implements PassageEmbeddings {
  readonly modelId: string;
  readonly modelHash: string;
  readonly dimensions: number;
  readonly pooling = 'mean';
  /** How many texts it was given in all. */
  embedded = 0;

  constructor({ modelId = 'fake-bag-of-words', dimensions = 64 }: { modelId?: string; dimensions?: number } = {}) {
    this.modelId = modelId;
    this.dimensions = dimensions;
    this.modelHash = createHash('sha256').update(modelId).digest('hex').slice(0, 16);
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    this.embedded += texts.length;
    return texts.map((text) => this.embed(text));
  }

  embed(text: string): number[] {
    const vector = new Array<number>(this.dimensions).fill(0);
    for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
      const hash = createHash('sha256').update(`${this.modelId} ${word}`).digest();
      for (const offset of [0, 2, 4]) {
        const dimension = hash.readUInt16LE(offset) % this.dimensions;
        vector[dimension] = (vector[dimension] as number) + ((hash[offset + 6] as number) % 2 === 0 ? 1 : -1);
      }
    }
    const length = Math.hypot(...vector) || 1;
    return vector.map((value) => value / length);
  }
}
