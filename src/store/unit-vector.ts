import { SourcierError } from '../errors.ts';
import type { EmbeddingIdentity } from './manifest.ts';

/**
 * A model's vector, scaled to unit length. A zero vector stays zero: it is like nothing (cosine 0).
 *
 * @throws {SourcierError} `model_unusable` where it has other dimensions than the model says, or not only numbers
 */
export function toUnitVector(values: ArrayLike<number> | undefined, model: EmbeddingIdentity): Float32Array {
  if (values?.length !== model.dimensions) {
    throw unusable(model, {
      fr: `vecteur de ${values?.length ?? 0} nombres au lieu de ${model.dimensions}`,
      en: `a vector of ${values?.length ?? 0} numbers instead of ${model.dimensions}`,
    });
  }
  const vector = new Float32Array(values);
  const length = Math.sqrt(dotProduct(vector, vector));
  if (!Number.isFinite(length)) {
    throw unusable(model, { fr: 'vecteur de valeurs non finies', en: 'a vector of values that are not finite' });
  }
  if (length === 0) return vector;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] as number) / length;
  return vector;
}

function unusable(model: EmbeddingIdentity, problem: { fr: string; en: string }): SourcierError {
  return new SourcierError('model_unusable', { model: model.modelId, problem });
}

/** As it is stored: 32-bit floats, little-endian. */
export function toBytes(vector: Float32Array): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** The inverse of `toBytes`. Copies, for the bytes need not be aligned. */
export function fromBytes(bytes: Uint8Array): Float32Array {
  const vector = new Float32Array(bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  new Uint8Array(vector.buffer).set(bytes);
  return vector;
}

/** The cosine of two unit vectors, −1 to 1. */
export function dotProduct(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] as number) * (other[index] as number);
  return sum;
}
