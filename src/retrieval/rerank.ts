import type { Explanation } from '../domain.ts';
import { scaleExplanation } from './explanation.ts';
import type { FusedPassage } from './fuse.ts';
import { PASSAGE_FEATURES, type PassageFeatures } from './passage-features.ts';
import stored from './rerank-weights.json' with { type: 'json' };

/**
 * How the fused score and what is read in a passage make one score: a conditional logit model, in which the difference
 * of two scores is the log odds that the one passage answers rather than the other.
 */
export interface RerankWeights {
  /** Times the fused score. */
  readonly fused: number;
  /** Added to passages in the other language than the question's, whose words are found less surely. */
  readonly across: number;
  /** Times each feature, at least 0: reading can only speak for a passage. */
  readonly features: PassageFeatures;
}

/** What was learned by training/fusion; the file says from what. */
export const RERANK_WEIGHTS: RerankWeights = stored.weights;

/** How many passages are read: those that fusion puts first. The others keep their order behind them. */
export const RERANK_DEPTH = 12;

/**
 * Times the share of accented words that are spelt as in the question: it decides between passages that are alike in
 * most else. Set by hand on PIAF's learning articles (nDCG@10 .8166 without it, .8175 with it, .8154 at 1).
 */
const SPELLING_WEIGHT = 0.3;

/** A passage with its place in the end. */
export interface RankedPassage extends FusedPassage {
  /** What was read in it; null for the passages behind those that were read. */
  readonly features: PassageFeatures | null;
  readonly isAcross: boolean;
  /** See `createSpellingMeasure`; 0 where it was not read. */
  readonly spelling?: number;
  /** Taken off the fused score of a passage that was not read, so that it stays behind those that were. At least 0. */
  readonly setBack: number;
}

/** A fused passage whose text was read. */
export interface ReadPassage extends FusedPassage {
  readonly features: PassageFeatures;
  readonly isAcross: boolean;
  /** See `createSpellingMeasure`; default 0. */
  readonly spelling?: number;
}

/**
 * Best first; ties by ordinal.
 *
 * @param read the best of the fused passages
 * @param unread the others, best first
 */
export function rerank(
  read: readonly ReadPassage[],
  unread: readonly FusedPassage[],
  weights: RerankWeights,
): RankedPassage[] {
  const ranked = read
    .map((passage) => ({ ...passage, score: rerankedScore(passage, weights), setBack: 0 }))
    .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
  const last = ranked.at(-1)?.score ?? Number.POSITIVE_INFINITY;
  const setBack = Math.max(0, weights.fused * (unread[0]?.score ?? 0) - last);
  const behind = unread.map(({ ordinal, score }) => {
    return { ordinal, score: weights.fused * score - setBack, features: null, isAcross: false, setBack };
  });
  return [...ranked, ...behind];
}

function rerankedScore({ score, isAcross, features, spelling = 0 }: ReadPassage, weights: RerankWeights): number {
  const spelt = SPELLING_WEIGHT * spelling;
  const read = PASSAGE_FEATURES.reduce((sum, name) => sum + weights.features[name] * features[name], spelt);
  return weights.fused * score + (isAcross ? weights.across : 0) + read;
}

/**
 * The score as the sum of its parts, all in the score's own unit: those of the fused score, then what was read.
 *
 * @param fused the explanation of the fused score
 */
export function explainRanking(
  { score, features, isAcross, spelling = 0, setBack }: RankedPassage,
  fused: Explanation,
  weights: RerankWeights,
): Explanation {
  const found = (fused.parts ?? []).map((part) => scaleExplanation(part, weights.fused));
  if (features === null) return { name: 'score', value: score, parts: [...found, { name: 'unread', value: -setBack }] };
  const learned = PASSAGE_FEATURES.map((name) => ({ name, value: weights.features[name] * features[name] }));
  const parts = spelling === 0 ? learned : [...learned, { name: 'spelling', value: SPELLING_WEIGHT * spelling }];
  const read = { name: 'reading', value: parts.reduce((sum, { value }) => sum + value, 0), parts };
  const language = isAcross ? [{ name: 'other language', value: weights.across }] : [];
  return { name: 'score', value: score, parts: [...found, ...language, read] };
}
