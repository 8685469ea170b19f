import { mean } from './metrics.ts';

/**
 * Spearman's rank correlation: Pearson's correlation of the ranks, where equal values share the mean of their ranks.
 *
 * @returns −1 to 1; `NaN` where there are fewer than two values, or all of one list are equal
 * @throws {RangeError} where the lists differ in length
 */
export function spearman(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) throw new RangeError(`${one.length} values and ${other.length} are no pairs`);
  return pearson(meanRanks(one), meanRanks(other));
}

/** Counted from 1, the smallest value first. */
export function meanRanks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((a, b) => (values[a] as number) - (values[b] as number));
  const ranks = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] as number];
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end++;
    // The ranks start + 1 … end.
    for (const index of order.slice(start, end)) ranks[index] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

function pearson(one: readonly number[], other: readonly number[]): number {
  const [oneMean, otherMean] = [mean(one), mean(other)];
  let [product, oneSquares, otherSquares] = [0, 0, 0];
  for (const [index, value] of one.entries()) {
    const [difference, otherDifference] = [value - oneMean, (other[index] as number) - otherMean];
    product += difference * otherDifference;
    oneSquares += difference ** 2;
    otherSquares += otherDifference ** 2;
  }
  return product / Math.sqrt(oneSquares * otherSquares);
}
