import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../src/evaluation/paired-bootstrap.ts';
import { seededRandom } from '../../src/evaluation/random.ts';

describe('the paired bootstrap', () => {
  it('finds no difference where there is none', () => {
    expect(pairedBootstrap([0, 0, 0, 0])).toEqual({ difference: 0, interval: [0, 0], p: 1 });
  });

  it('is sure of a difference that every question shows', () => {
    // All resamples have the mean 0.25; shifted to 0 none is as far away: p = (0 + 1)/(10,000 + 1).
    expect(pairedBootstrap([0.25, 0.25, 0.25])).toEqual({
      difference: 0.25,
      interval: [0.25, 0.25],
      p: 1 / 10_001,
    });
  });

  it('gives the odds that can be counted by hand', () => {
    // Differences 1 and 0, sum 1. Resamples of two: sums 0, 1, 1, 2, each of four equally likely. Shifted by 1 they are
    // −1, 0, 0, 1: half are as far from 0 as the observed sum, so p is near 0.5 (±0.005 is one standard deviation).
    const { difference, interval, p } = pairedBootstrap([1, 0]);
    expect(difference).toBe(0.5);
    expect(interval).toEqual([0, 1]);
    expect(p).toBeGreaterThan(0.48);
    expect(p).toBeLessThan(0.52);
  });

  it('gives about the interval of the normal law for many questions', () => {
    // 400 differences of mean 0.1 and standard deviation 1: standard error 0.05, so 0.1 ± 1.96 · 0.05.
    const differences = Array.from({ length: 400 }, (_, index) => 0.1 + (index % 2 === 0 ? 1 : -1));
    const { interval, p } = pairedBootstrap(differences);
    expect(interval[0]).toBeCloseTo(0.002, 1);
    expect(interval[1]).toBeCloseTo(0.198, 1);
    // Two-sided probability of 2 standard errors: 0.0455.
    expect(p).toBeGreaterThan(0.03);
    expect(p).toBeLessThan(0.06);
  });

  const differences = fc.array(fc.constantFrom(-1, -0.5, 0, 0.5, 1), { minLength: 1, maxLength: 30 });

  it('turns around with its sign, and keeps the difference inside the interval', () => {
    fc.assert(
      fc.property(differences, (list) => {
        const forth = pairedBootstrap(list, 400);
        const back = pairedBootstrap(
          list.map((value) => -value),
          400,
        );
        expect(back.difference).toBeCloseTo(-forth.difference, 12);
        expect(back.p).toBe(forth.p);
        expect(back.interval[0]).toBeCloseTo(-forth.interval[1], 12);
        expect(forth.interval[0]).toBeLessThanOrEqual(forth.interval[1]);
        expect(forth.p).toBeGreaterThan(0);
        expect(forth.p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same every time, and another for another seed', () => {
    const list = [0.3, -0.2, 0.5, 0, 0.1, -0.4, 0.25];
    expect(pairedBootstrap(list)).toEqual(pairedBootstrap(list));
    expect(pairedBootstrap(list, 10_000, 1).p).not.toBe(pairedBootstrap(list, 10_000, 2).p);
  });
});

describe('seeded random numbers', () => {
  it('are from 0 to 1, the same for the same seed', () => {
    const [one, other] = [seededRandom(7), seededRandom(7)];
    const numbers = Array.from({ length: 1_000 }, one);
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(Array.from({ length: 1_000 }, other)).toEqual(numbers);
  });
});
