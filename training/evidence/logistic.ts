/** Few features, convex, no randomness: choices by full-batch gradient descent with momentum, probabilities by Newton. */

const STEPS = 600;
const RATE = 0.5;
const MOMENTUM = 0.9;

function descend(
  size: number,
  gradient: (weights: Float64Array) => Float64Array,
  lowest: readonly number[] = [],
): Float64Array {
  const weights = new Float64Array(size);
  const velocity = new Float64Array(size);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = gradient(weights);
    for (let index = 0; index < size; index += 1) {
      velocity[index] = MOMENTUM * (velocity[index] ?? 0) - RATE * (slope[index] ?? 0);
      weights[index] = (weights[index] ?? 0) + (velocity[index] ?? 0);
      const bound = lowest[index] ?? Number.NEGATIVE_INFINITY;
      if ((weights[index] ?? 0) >= bound) continue;
      weights[index] = bound;
      velocity[index] = 0;
    }
  }
  return weights;
}

function dot(weights: Float64Array, row: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < row.length; index += 1) sum += (row[index] ?? 0) * (weights[index] ?? 0);
  return sum;
}

/** The candidates of one question: a row of features each, and which of them are right. */
export interface Choice {
  /** How much the question counts; 1 where left out. */
  readonly weight?: number;
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

/**
 * Weights that put right candidates first: maximises the log of the softmax probability that falls on them
 * (ListNet's top-one likelihood, Cao et al., ICML 2007), with an L2 penalty.
 *
 * @param lowest by weight, what it may not fall below; none where left out
 */
export function fitChoices(
  choices: readonly Choice[],
  size: number,
  penalty: number,
  lowest?: readonly number[],
): Float64Array {
  const total = choices.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const gradient = (weights: Float64Array) => {
    const slope = Float64Array.from(weights, (weight) => penalty * weight);
    for (const { rows, right, weight = 1 } of choices) {
      const scores = rows.map((row) => dot(weights, row));
      const top = Math.max(...scores);
      const powers = scores.map((score) => Math.exp(score - top));
      const whole = powers.reduce((sum, power) => sum + power, 0);
      const onRight = powers.reduce((sum, power, index) => sum + (right[index] ? power : 0), 0);
      for (const [place, row] of rows.entries()) {
        const power = powers[place] ?? 0;
        const pull = power / whole - (right[place] ? power / onRight : 0);
        for (let index = 0; index < row.length; index += 1) {
          slope[index] = (slope[index] ?? 0) + (weight * pull * (row[index] ?? 0)) / total;
        }
      }
    }
    return slope;
  };
  return descend(size, gradient, lowest);
}

const NEWTON_STEPS = 30;
/** Keeps features that say the same from pulling against each other; relative to the rows' total count. */
const RIDGE = 1e-4;

/**
 * Logistic regression: `probability = 1 / (1 + exp(−(weights · row + intercept)))`, by Newton's method.
 *
 * @param counts how much each row counts; 1 where left out
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  truths: readonly boolean[],
  counts: readonly number[] = rows.map(() => 1),
): { weights: Float64Array; intercept: number } {
  const extended = rows.map((row) => [...row, 1]);
  const size = extended[0]?.length ?? 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const fitted = new Float64Array(size);
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const slope = Array.from({ length: size }, (_, index) => RIDGE * (fitted[index] ?? 0));
    const curvature = slope.map((_, index) => slope.map((__, other) => (index === other ? RIDGE : 0)));
    for (const [place, row] of extended.entries()) {
      const share = (counts[place] ?? 1) / total;
      const probability = 1 / (1 + Math.exp(-dot(fitted, row)));
      const error = share * (probability - (truths[place] ? 1 : 0));
      const spread = share * probability * (1 - probability);
      for (const [index, value] of row.entries()) {
        slope[index] = (slope[index] ?? 0) + error * value;
        const line = curvature[index] as number[];
        for (const [other, otherValue] of row.entries()) {
          line[other] = (line[other] ?? 0) + spread * value * otherValue;
        }
      }
    }
    for (const [index, change] of solve(curvature, slope).entries()) fitted[index] = (fitted[index] ?? 0) - change;
  }
  return { weights: fitted.slice(0, size - 1), intercept: fitted[size - 1] ?? 0 };
}

/** The solution of `matrix · x = target` by Gaussian elimination; the matrix is symmetric and positive definite. */
function solve(matrix: readonly (readonly number[])[], target: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, target[index] ?? 0]);
  for (const [pivot, pivotRow] of rows.entries()) {
    for (const row of rows.slice(pivot + 1)) {
      const factor = (row[pivot] ?? 0) / (pivotRow[pivot] ?? 1);
      for (let column = pivot; column < row.length; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
      }
    }
  }
  const solution = target.map(() => 0);
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index] ?? [];
    let known = row.at(-1) ?? 0;
    for (let column = index + 1; column < solution.length; column += 1) {
      known -= (row[column] ?? 0) * (solution[column] ?? 0);
    }
    solution[index] = known / (row[index] ?? 1);
  }
  return solution;
}
