import { describe, expect, it } from 'vitest';
import { fromBytes, toBytes, toUnitVector } from '../../src/store/unit-vector.ts';

const MODEL = { modelId: 'modèle', modelHash: '', dimensions: 2, pooling: 'mean' };

describe('a unit vector', () => {
  it('is the model’s vector at length 1', () => {
    expect([...toUnitVector([3, 4], MODEL)]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('is zero where the model gave zero', () => {
    expect([...toUnitVector([0, 0], MODEL)]).toEqual([0, 0]);
  });

  it.each([[undefined], [[1]], [[1, 2, 3]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]]])(
    'is not made of %j',
    (values) => {
      expect(() => toUnitVector(values, MODEL)).toThrow(expect.objectContaining({ code: 'model_unusable' }));
    },
  );

  it('is the same after being written and read, at any address', () => {
    const vector = toUnitVector([3, 4], MODEL);
    const moved = Buffer.concat([Buffer.alloc(1), toBytes(vector)]).subarray(1);
    expect(fromBytes(moved)).toEqual(vector);
  });
});
