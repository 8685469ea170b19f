import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimilarityRuler } from '../../src/retrieval/similarity-ruler.ts';

const learned = { hash: 'own', mean: 0.1, deviation: 0.15 };
const compressed = { embeddingHash: 'other', similarityScale: { mean: 0.8, deviation: 0.02, pairs: 1000 } };
const cosine = fc.double({ min: -1, max: 1, noNaN: true });

describe('the cosines of another model', () => {
  it('are as far from chance as those of the model that weights were learned with', () => {
    const rule = createSimilarityRuler(learned, compressed);
    expect(rule(0.8)).toBeCloseTo(0.1);
    expect(rule(0.84)).toBeCloseTo(0.1 + 2 * 0.15);
    expect(rule(0.76)).toBeCloseTo(0.1 - 2 * 0.15);
  });

  it('keep their order and stay from −1 to 1', () => {
    const rule = createSimilarityRuler(learned, compressed);
    fc.assert(
      fc.property(cosine, cosine, (one, other) => {
        expect(Math.abs(rule(one))).toBeLessThanOrEqual(1);
        if (one <= other) expect(rule(one)).toBeLessThanOrEqual(rule(other));
      }),
    );
  });

  it('are taken as they are for the model of the weights, and where the collection is too small to tell', () => {
    const own = createSimilarityRuler(learned, { ...compressed, embeddingHash: 'own' });
    const small = createSimilarityRuler(learned, { embeddingHash: 'other', similarityScale: null });
    fc.assert(
      fc.property(cosine, (value) => {
        expect(own(value)).toBe(value);
        expect(small(value)).toBe(value);
      }),
    );
  });
});
