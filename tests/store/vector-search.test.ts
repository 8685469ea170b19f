import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorIndex } from '../../src/store/vector-index.ts';
import { PassageVectors } from '../../src/store/vector-search.ts';

const DIMENSIONS = 8;

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}

const anyVector = fc
  .array(fc.integer({ min: -9, max: 9 }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => unit(values));

/** Vector `n` has the row 10 n; equal vectors have the row of the first. */
function index(vectors: readonly Float32Array[]) {
  const first = vectors.map((vector) => vectors.findIndex((other) => other.every((value, at) => value === vector[at])));
  const rows = Float64Array.from(first, (place) => place * 10);
  const graph = VectorIndex.create(DIMENSIONS, vectors.length);
  for (const [place, row] of rows.entries()) {
    if (first[place] === place) graph.add(row, vectors[place] as Float32Array);
  }
  const cosineWith = (vector: Float32Array, row: number) => {
    const other = vectors[row / 10];
    return other && cosine(vector, other);
  };
  return { search: new PassageVectors(graph, rows, cosineWith), graph };
}

function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
}

describe('a vector search', () => {
  it('gives the cosines of all passages when asked for all', () => {
    fc.assert(
      fc.property(fc.array(anyVector, { maxLength: 30 }), anyVector, (vectors, query) => {
        const found = index(vectors).search.search(query, vectors.length);
        expect(found.map(({ ordinal }) => ordinal).sort((a, b) => a - b)).toEqual([...vectors.keys()]);
        for (const [place, { ordinal, score }] of found.entries()) {
          expect(score).toBeCloseTo(cosine(query, vectors[ordinal] as Float32Array), 5);
          expect(score).toBeLessThanOrEqual(found[place - 1]?.score ?? 1.000001);
        }
      }),
    );
  });

  it('finds a thousand equal vectors, and what lies beside them', () => {
    const vectors = Array.from({ length: 1_000 }, () => unit([1, 1, 0, 0, 0, 0, 0, 0]));
    vectors.push(unit([0, 0, 1, 0, 0, 0, 0, 0]), unit([0, 0, 1, 1, 0, 0, 0, 0]));
    const { search } = index(vectors);
    expect(search.search(unit([1, 1, 0, 0, 0, 0, 0, 0]), 1_000)).toHaveLength(1_000);
    expect(search.search(unit([0, 0, 1, 0, 0, 0, 0, 0]), 2).map(({ ordinal }) => ordinal)).toEqual([1_000, 1_001]);
  });

  it('returns only what the predicate accepts, and all of it', () => {
    fc.assert(
      fc.property(
        fc.array(anyVector, { maxLength: 30 }),
        anyVector,
        fc.integer({ min: 1, max: 4 }),
        (vectors, query, step) => {
          const found = index(vectors).search.search(query, 100, (ordinal) => ordinal % step === 0);
          const accepted = [...vectors.keys()].filter((ordinal) => ordinal % step === 0);
          expect(found.map(({ ordinal }) => ordinal).sort((a, b) => a - b)).toEqual(accepted);
        },
      ),
    );
  });

  it('filters many passages as it filters few', () => {
    const vectors = Array.from({ length: 6_000 }, (_, place) =>
      unit(Array.from({ length: DIMENSIONS }, (__, dimension) => Math.sin(place * 12.9898 + dimension * 78.233))),
    );
    const { search } = index(vectors);
    const query = unit([1, -1, 1, 0, 0, 1, 0, 0]);
    // 3,000 are accepted: more than are compared one by one.
    const found = search.search(query, 10, (ordinal) => ordinal % 2 === 0);
    const best = [...vectors.keys()]
      .filter((ordinal) => ordinal % 2 === 0)
      .sort(
        (one, other) => cosine(query, vectors[other] as Float32Array) - cosine(query, vectors[one] as Float32Array),
      );
    expect(found.map(({ ordinal }) => ordinal)).toEqual(best.slice(0, 10));
  });

  it('does not return what is hidden', () => {
    const vectors = [unit([1, 0, 0, 0, 0, 0, 0, 0]), unit([0, 1, 0, 0, 0, 0, 0, 0])];
    const { search, graph } = index(vectors);
    graph.hide(0);
    expect(search.search(unit([1, 0, 0, 0, 0, 0, 0, 0]), 5).map(({ ordinal }) => ordinal)).toEqual([1]);
  });

  it('refuses a vector of other dimensions', () => {
    const { search } = index([unit([1, 0, 0, 0, 0, 0, 0, 0])]);
    expect(() => search.search(new Float32Array(7), 5)).toThrow(RangeError);
    expect(() => search.similarity(new Float32Array(9), 0)).toThrow(RangeError);
  });
});
