import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, poolFirst, poolMean } from '../../src/embedding/pooling.ts';

/** Some tokens' vectors, and their width. */
const states = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 9 }))
  .chain(([tokens, width]) =>
    fc.tuple(
      fc.float32Array({ minLength: tokens * width, maxLength: tokens * width, noNaN: true, min: -1e6, max: 1e6 }),
      fc.constant(width),
    ),
  );

describe('the vector of a text', () => {
  it('is the mean of its tokens’ vectors, number by number', () => {
    fc.assert(
      fc.property(states, ([numbers, width]) => {
        const expected = Float32Array.from({ length: width }, (_, column) => {
          const own = Array.from(numbers).filter((_number, place) => place % width === column);
          return own.reduce((sum, number) => sum + number, 0) / own.length;
        });
        expect(poolMean(numbers, width)).toEqual(expected);
      }),
    );
  });

  it('is that of its first token, and stays when the network’s memory is used again', () => {
    const numbers = Float32Array.of(1, 2, 3, 4);
    const first = poolFirst(numbers, 2);
    numbers.fill(0);
    expect([...first]).toEqual([1, 2]);
  });

  it('has unit length when it is brought to it, unless it is zero', () => {
    const [vector, zero] = [Float32Array.of(3, 4), new Float32Array(2)];
    normalise(vector);
    normalise(zero);
    expect([...vector]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
    expect([...zero]).toEqual([0, 0]);
  });
});
