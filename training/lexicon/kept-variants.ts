import type { TermVariant } from '../../src/domain.ts';

/** Below this a rendering is noise more often than not (Darwish & Oard, SIGIR 2003, cut alike). */
export const MINIMUM_PROBABILITY = 0.03;
const MOST_VARIANTS = 8;

const HAS_DIGIT = /\p{N}/u;

/**
 * The renderings worth keeping: likely enough, at most eight, probabilities scaled to sum to 1. Terms with a digit are
 * left out: they are the same in both languages.
 */
export function keepLikely(variants: readonly TermVariant[]): TermVariant[] {
  const kept = variants
    .filter(({ term, probability }) => probability >= MINIMUM_PROBABILITY && !HAS_DIGIT.test(term))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, MOST_VARIANTS);
  const total = kept.reduce((sum, { probability }) => sum + probability, 0);
  return kept.map(({ term, probability }) => ({ term, probability: probability / total }));
}

export function isNumber(term: string): boolean {
  return HAS_DIGIT.test(term);
}

/** Total variation: half the sum of the differences, 0 to 1. */
export function difference(one: readonly TermVariant[], other: readonly TermVariant[]): number {
  const probabilities = new Map(one.map(({ term, probability }) => [term, probability]));
  for (const { term, probability } of other) {
    probabilities.set(term, (probabilities.get(term) ?? 0) - probability);
  }
  return [...probabilities.values()].reduce((sum, value) => sum + Math.abs(value), 0) / 2;
}
