/**
 * The mean of the tokens' vectors.
 *
 * @param states one row of `width` numbers a token, at least one row
 */
export function poolMean(states: Float32Array, width: number): Float32Array {
  const tokens = states.length / width;
  // In double precision and row by row, as transformers.js adds up: the two give the same vectors.
  const sums = new Float64Array(width);
  const inFours = states.length - (states.length % (4 * width));
  for (let row = 0; row < inFours; row += 4 * width) {
    for (let column = 0; column < width; column++) {
      const place = row + column;
      // Four rows at once: the sums are fetched and put back a quarter as often.
      let sum = (sums[column] as number) + (states[place] as number);
      sum += states[place + width] as number;
      sum += states[place + 2 * width] as number;
      sum += states[place + 3 * width] as number;
      sums[column] = sum;
    }
  }
  for (let place = inFours; place < states.length; place++) {
    const column = place % width;
    sums[column] = (sums[column] as number) + (states[place] as number);
  }
  const mean = new Float32Array(width);
  for (let column = 0; column < width; column++) mean[column] = (sums[column] as number) / tokens;
  return mean;
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
