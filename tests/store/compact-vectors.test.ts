import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CompactVectors } from '../../src/store/compact-vectors.ts';

const DIMENSIONS = 16;

const anyUnit = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: DIMENSIONS, maxLength: DIMENSIONS })
  .map((values) => {
    const length = Math.hypot(...values) || 1;
    return Float32Array.from(values, (value) => value / length);
  });

/** Row 10 n + 3 has vector n. */
function compress(vectors: readonly Float32Array[]): CompactVectors {
  const compact = CompactVectors.allocate(
    Float64Array.from(vectors, (_, place) => 10 * place + 3),
    DIMENSIONS,
  );
  for (const [place, vector] of vectors.entries()) compact.set(place, vector);
  return compact;
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] as number), 0);
}

describe('compact vectors', () => {
  it('give cosines that are nearly the exact ones, also once they were written and read', () => {
    fc.assert(
      fc.property(fc.array(anyUnit, { minLength: 1, maxLength: 8 }), anyUnit, (vectors, asked) => {
        const compact = compress(vectors);
        const read = CompactVectors.decode(Buffer.concat(compact.encode()), DIMENSIONS);
        for (const [place, vector] of vectors.entries()) {
          const cosine = compact.cosine(asked, 10 * place + 3);
          // Half a step of 1/127 of the largest number in each of 16 dimensions, as far as the other vector weighs it.
          expect(Math.abs((cosine ?? 9) - dot(asked, vector))).toBeLessThan((0.5 / 127) * Math.sqrt(DIMENSIONS));
          expect(read?.cosine(asked, 10 * place + 3)).toBe(cosine);
        }
      }),
    );
  });

  it('know no other rows', () => {
    const compact = compress([new Float32Array(DIMENSIONS).fill(0.25)]);
    expect(compact.cosine(new Float32Array(DIMENSIONS), 3)).toBe(0);
    for (const row of [0, 2, 4, Number.NaN]) expect(compact.cosine(new Float32Array(DIMENSIONS), row)).toBeUndefined();
  });

  it('keep a vector of zeros, which is like nothing', () => {
    const compact = compress([new Float32Array(DIMENSIONS)]);
    expect(compact.cosine(new Float32Array(DIMENSIONS).fill(0.25), 3)).toBe(0);
  });

  it('are taken over from others as they are there', () => {
    const others = compress([new Float32Array(DIMENSIONS).fill(0.25), new Float32Array(DIMENSIONS).fill(-0.25)]);
    const compact = CompactVectors.allocate(Float64Array.of(13, 14), DIMENSIONS);
    expect([compact.copy(0, others), compact.copy(1, others)]).toEqual([true, false]);
    const asked = new Float32Array(DIMENSIONS).fill(0.25);
    expect(compact.cosine(asked, 13)).toBe(others.cosine(asked, 13));
    expect(compact.cosine(asked, 14)).toBe(0);
  });

  it('are not read from bytes of another format or of other dimensions', () => {
    const bytes = Buffer.concat(compress([new Float32Array(DIMENSIONS)]).encode());
    expect(CompactVectors.decode(bytes, DIMENSIONS + 1)).toBeNull();
    expect(CompactVectors.decode(Buffer.from('something else altogether'), DIMENSIONS)).toBeNull();
  });
});
