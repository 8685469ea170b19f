import { round } from './figures.ts';
import { mean } from './metrics.ts';
import { meanRanks } from './rank-correlation.ts';

/** A case with the probability, 0 to 1, that its passages answer it. */
export interface JudgedCase {
  readonly answerable: boolean;
  readonly probability: number;
}

/** What is lost by answering and by refusing (Thakur et al., NoMIRACL, Findings of EMNLP 2024), each 0 to 1. */
export interface GateRates {
  /** Answered, of the cases without an answer. */
  readonly hallucination: number;
  /** Refused, of the cases with one. */
  readonly error: number;
  /** Of the two, 0 to 2: 1 is what answering all, refusing all or tossing a coin gets. */
  readonly sum: number;
}

/** The rates where whatever has this probability or more is answered. */
export interface GatePoint extends GateRates {
  readonly threshold: number;
}

/** @param cases some with an answer, some without */
export function measureRates(
  cases: readonly { readonly answerable: boolean; readonly isAnswered: boolean }[],
): GateRates {
  const wrong = (answerable: boolean) =>
    mean(
      cases.filter((one) => one.answerable === answerable).map(({ isAnswered }) => Number(isAnswered !== answerable)),
    );
  const [hallucination, error] = [wrong(false), wrong(true)];
  return { hallucination: round(hallucination, 4), error: round(error, 4), sum: round(hallucination + error, 4) };
}

export function ratesAt(cases: readonly JudgedCase[], threshold: number): GatePoint {
  const judged = cases.map(({ answerable, probability }) => ({ answerable, isAnswered: probability >= threshold }));
  return { threshold: round(threshold, 4), ...measureRates(judged) };
}

const CURVE_STEPS = 20;

/** The rates at thresholds from 0 to 1. */
export function traceCurve(cases: readonly JudgedCase[]): GatePoint[] {
  return Array.from({ length: CURVE_STEPS + 1 }, (_, step) => ratesAt(cases, step / CURVE_STEPS));
}

/**
 * The threshold, among the cases' own probabilities, at which the two rates have the least sum; of equals the highest,
 * since a wrong answer is worse than none.
 */
export function chooseThreshold(cases: readonly JudgedCase[]): number {
  const candidates = [...new Set(cases.map(({ probability }) => probability))].sort((one, other) => other - one);
  const [first = 1, ...others] = candidates;
  let best = { threshold: first, sum: ratesAt(cases, first).sum };
  for (const threshold of others) {
    const { sum } = ratesAt(cases, threshold);
    if (sum < best.sum) best = { threshold, sum };
  }
  return best.threshold;
}

/**
 * The area under the curve of true against false answers (ROC): how likely a case with an answer has a higher probability
 * than a case without, ties counted half, by the ranks (Mann & Whitney 1947; Hanley & McNeil 1982). 0 to 1; 0.5 by chance.
 *
 * @param cases some with an answer, some without
 */
export function areaUnderCurve(cases: readonly JudgedCase[]): number {
  const ranks = meanRanks(cases.map(({ probability }) => probability));
  const ofAnswerable = ranks.filter((_, place) => cases[place]?.answerable);
  const [count, others] = [ofAnswerable.length, cases.length - ofAnswerable.length];
  const sum = ofAnswerable.reduce((total, rank) => total + rank, 0);
  return round((sum - (count * (count + 1)) / 2) / (count * others), 4);
}
