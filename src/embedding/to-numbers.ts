/** A vector as an array of numbers. `Array.from` asks an iterator for each, and takes ten times as long. */
export function toNumbers(vector: Float32Array): number[] {
  const numbers = new Array<number>(vector.length);
  for (let index = 0; index < vector.length; index++) numbers[index] = vector[index] as number;
  return numbers;
}
