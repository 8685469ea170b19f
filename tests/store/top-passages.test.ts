import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TopPassages } from '../../src/store/top-passages.ts';

describe('the best passages', () => {
  it('are the first of all sorted by score, ties by ordinal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 })), fc.integer({ min: 0, max: 12 }), (scores, limit) => {
        const top = new TopPassages(limit);
        for (const [ordinal, score] of scores.entries()) top.add(ordinal, score);
        const sorted = scores
          .map((score, ordinal) => ({ ordinal, score }))
          .sort((one, other) => other.score - one.score || one.ordinal - other.ordinal);
        expect(top.take()).toEqual(sorted.slice(0, limit));
      }),
    );
  });
});
