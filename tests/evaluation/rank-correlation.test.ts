import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanRanks, spearman } from '../../src/evaluation/rank-correlation.ts';

describe('ranks', () => {
  it('are shared by equal values: two thirds and fourths are both 3.5', () => {
    expect(meanRanks([10, 30, 20, 20, 5])).toEqual([2, 5, 3.5, 3.5, 1]);
  });

  it('sum to n(n + 1)/2, ties or not', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 })), (values) => {
        const sum = meanRanks(values).reduce((total, rank) => total + rank, 0);
        expect(sum).toBeCloseTo((values.length * (values.length + 1)) / 2, 9);
      }),
    );
  });
});

describe('Spearman’s correlation', () => {
  it('is 1 − 6·Σd²/(n(n² − 1)) without ties', () => {
    // Ranks 1 2 3 4 5 against 2 1 4 3 5: d² = 1 + 1 + 1 + 1 + 0 = 4, so 1 − 24/120 = 0.8.
    expect(spearman([1, 2, 3, 4, 5], [20, 10, 40, 30, 50])).toBeCloseTo(0.8, 12);
  });

  it('is Pearson’s correlation of the mean ranks with ties', () => {
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4, means 2.5: products 2.25 + 0 + 0 + 2.25 = 4.5;
    // squares 2.25 + 0 + 0 + 2.25 = 4.5 and 2.25 + 0.25 + 0.25 + 2.25 = 5; 4.5/√22.5 = 0.948683.
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(0.948683, 6);
  });

  it('says nothing where one list is constant', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });

  it('refuses lists that are no pairs', () => {
    expect(() => spearman([1], [1, 2])).toThrow(RangeError);
  });

  const pairs = fc
    .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 2 })
    .filter((list) => [0, 1].every((side) => new Set(list.map((pair) => pair[side])).size > 1));

  it('lies between −1 and 1, and is the same both ways', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [one, other] = [list.map(([left]) => left), list.map(([, right]) => right)];
        const correlation = spearman(one, other);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1 + 1e-12);
        expect(spearman(other, one)).toBeCloseTo(correlation, 12);
      }),
    );
  });

  it('sees the order only: any growing function of a list leaves it as it is', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const [one, other] = [list.map(([left]) => left), list.map(([, right]) => right)];
        expect(
          spearman(
            one.map((value) => value ** 3 + 7),
            other,
          ),
        ).toBeCloseTo(spearman(one, other), 12);
      }),
    );
  });
});
