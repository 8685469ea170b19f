import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureReliability } from '../../src/evaluation/reliability.ts';

describe('reliability', () => {
  it('is, by interval of confidence, how often it is right', () => {
    const { count, error, bins } = measureReliability([
      { confidence: 0.9, isRight: true },
      { confidence: 1, isRight: true },
      { confidence: 0.92, isRight: false },
      { confidence: 0.98, isRight: true },
      { confidence: 0.2, isRight: false },
    ]);
    expect(count).toBe(5);
    expect(bins).toEqual([
      { from: 0.2, to: 0.3, count: 1, confidence: 0.2, right: 0 },
      { from: 0.9, to: 1, count: 4, confidence: 0.95, right: 0.75 },
    ]);
    // (1 × 0.20 + 4 × 0.20) / 5.
    expect(error).toBe(0.2);
  });

  it('is unknown without forecasts', () => {
    expect(measureReliability([])).toEqual({ count: 0, error: null, bins: [] });
  });

  it('is without error where each confidence is the share that is right', () => {
    const forecasts = [true, false, false, false].map((isRight) => ({ confidence: 0.25, isRight }));
    expect(measureReliability(forecasts).error).toBe(0);
  });

  it('counts each forecast once, and its error is between 0 and 1', () => {
    const forecast = fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() });
    fc.assert(
      fc.property(fc.array(forecast, { minLength: 1 }), (forecasts) => {
        const { error, bins } = measureReliability(forecasts);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(forecasts.length);
        expect(error).toBeGreaterThanOrEqual(0);
        expect(error).toBeLessThanOrEqual(1);
      }),
    );
  });
});
