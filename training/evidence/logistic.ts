/** Fits by full-batch gradient descent with momentum: few features, convex, no randomness. */

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

/** Logistic regression: `probability = 1 / (1 + exp(−(weights · row + intercept)))`; features between 0 and 1. */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  truths: readonly boolean[],
): { weights: Float64Array; intercept: number } {
  const size = rows[0]?.length ?? 0;
  const fitted = descend(size + 1, (weights) => {
    const gradient = new Float64Array(size + 1);
    for (const [place, row] of rows.entries()) {
      const extended = [...row, 1];
      const error = 1 / (1 + Math.exp(-dot(weights, extended))) - (truths[place] ? 1 : 0);
      for (const [index, value] of extended.entries()) {
        gradient[index] = (gradient[index] ?? 0) + (error * value) / rows.length;
      }
    }
    return gradient;
  });
  return { weights: fitted.slice(0, size), intercept: fitted[size] ?? 0 };
}
