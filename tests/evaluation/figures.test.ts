import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupFigures, type MeasuredQuery, quantile } from '../../src/evaluation/figures.ts';

function query(id: string, fields: Partial<MeasuredQuery<'hit@1'>>, hit: number): MeasuredQuery<'hit@1'> {
  return { id, text: id, language: 'fr', kind: null, milliseconds: 1, ...fields, scores: { 'hit@1': hit } };
}

describe('figures', () => {
  it('are means over all queries, over each language, and over each kind', () => {
    const figures = groupFigures(
      [
        query('a', { kind: 'long' }, 1),
        query('b', { kind: 'short', milliseconds: 3 }, 0),
        query('c', { kind: 'long', language: 'en', milliseconds: 8 }, 1),
      ],
      ['hit@1'],
    );
    expect(figures.all).toEqual({ queries: 3, 'hit@1': 0.6667, p50Ms: 3, p95Ms: 8 });
    expect(figures.fr).toEqual({ queries: 2, 'hit@1': 0.5, p50Ms: 1, p95Ms: 3 });
    expect(figures.en).toEqual({ queries: 1, 'hit@1': 1, p50Ms: 8, p95Ms: 8 });
    expect(figures.kinds?.long?.all).toEqual({ queries: 2, 'hit@1': 1, p50Ms: 1, p95Ms: 8 });
    expect(figures.kinds?.short?.en.queries).toBe(0);
  });

  it('are null for a language without queries, never NaN, and have no kinds where the set has none', () => {
    const figures = groupFigures([query('a', { milliseconds: null }, 1)], ['hit@1']);
    expect(figures.en).toEqual({ queries: 0, 'hit@1': null, p50Ms: null, p95Ms: null });
    expect(figures.fr).toEqual({ queries: 1, 'hit@1': 1, p50Ms: null, p95Ms: null });
    expect(figures).not.toHaveProperty('kinds');
  });
});

describe('a quantile', () => {
  it('is the smallest value that the share does not exceed', () => {
    // Of 1 … 20: half are at most 10, and 19 of 20 at most 19.
    const values = Array.from({ length: 20 }, (_, index) => 20 - index);
    expect(quantile(values, 0.5)).toBe(10);
    expect(quantile(values, 0.95)).toBe(19);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('is one of the values, with at least that share at or below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const found = quantile(values, share);
          expect(values).toContain(found);
          const below = values.filter((value) => value <= found).length;
          expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9);
        },
      ),
    );
  });
});
