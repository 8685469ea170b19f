/**
 * The mean of the tokens' vectors.
 *
 * @param states one row of `width` numbers a token, at least one row
 */
export function poolMean(states: Float32Array, width: number): Float32Array {
  const tokens = states.length / width;
  // In double precision, as transformers.js adds up: the two give the same vectors.
  const sums = new Float64Array(width);
  for (let row = 0; row < states.length; row += width) {
    for (let column = 0; column < width; column++) {
      sums[column] = (sums[column] as number) + (states[row + column] as number);
    }
  }
  return Float32Array.from(sums, (sum) => sum / tokens);
}

/** The vector of the first token. */
export function poolFirst(states: Float32Array, width: number): Float32Array {
  return states.slice(0, width);
}

/** Brings a vector to unit length in place; a zero vector stays zero. */
export function normalise(vector: Float32Array): void {
  let sum = 0;
  for (let index = 0; index < vector.length; index++) sum += (vector[index] as number) ** 2;
  const length = Math.sqrt(sum);
  if (length === 0) return;
  for (let index = 0; index < vector.length; index++) vector[index] = (vector[index] as number) / length;
}
