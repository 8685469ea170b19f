import { seededRandom } from './random.ts';

/** How one run differs from another over the same questions. */
export interface Difference {
  /** Mean of the differences; positive where the first run is better. */
  readonly difference: number;
  /** The middle 95 % of the means of the resamples. */
  readonly interval: readonly [low: number, high: number];
  /** How likely a difference at least as large, of either sign, would be if there were none in truth: above 0, to 1. */
  readonly p: number;
}

const RESAMPLES = 10_000;
const SEED = 20261125;

/**
 * The paired bootstrap: questions are drawn with replacement, the differences of a question stay together. Interval by
 * percentiles; p from the means of resamples shifted to a true difference of 0, two-sided (Efron & Tibshirani, An
 * Introduction to the Bootstrap, 1993, sections 13.3 and 16.4; for retrieval: Sakai, SIGIR 2006), with one added above
 * and below so that it is never 0 (Davison & Hinkley 1997, section 4.2).
 *
 * @param differences one for each question, not empty
 */
export function pairedBootstrap(differences: readonly number[], resamples = RESAMPLES, seed = SEED): Difference {
  const count = differences.length;
  const observed = sumOf(differences);
  const random = seededRandom(seed);
  // Sums instead of means: those of hits are whole numbers, and compare exactly.
  const sums = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn++) sum += differences[Math.floor(random() * count)] as number;
    return sum;
  }).sort();
  const beyond = sums.filter((sum) => Math.abs(sum - observed) >= Math.abs(observed)).length;
  const at = (share: number) => (sums[Math.round(share * (resamples - 1))] as number) / count;
  return { difference: observed / count, interval: [at(0.025), at(0.975)], p: (beyond + 1) / (resamples + 1) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
