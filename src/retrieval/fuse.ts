import type { Explanation } from '../domain.ts';
import { scaleExplanation } from './explanation.ts';
import type { DirectionWeights } from './fusion-weights.ts';

/** What is known of a passage beside the question. */
export interface Candidate {
  readonly ordinal: number;
  /** BM25F, at least 0. */
  readonly lexicalScore: number;
  /** The BM25F score of a passage that holds every word of the question once; 0 when there are no words. */
  readonly referenceScore: number;
  /** Cosine, −1 to 1. */
  readonly similarity: number;
  readonly weights: DirectionWeights;
}

export interface FusedPassage {
  readonly ordinal: number;
  readonly score: number;
}

/**
 * How much of the question a passage holds, by the rarity of its words: 0 for none, 1 for every word once in a text of
 * average length, more for repetition. Unlike BM25F it can be compared between questions and between languages.
 */
export function lexicalShare({ lexicalScore, referenceScore }: Candidate): number {
  return referenceScore === 0 ? 0 : lexicalScore / referenceScore;
}

export function fusedScore(candidate: Candidate): number {
  const { lexical, similarity, offset } = candidate.weights;
  return lexical * lexicalShare(candidate) + similarity * candidate.similarity + offset;
}

/** Best first; ties by ordinal. */
export function fuse(candidates: readonly Candidate[]): FusedPassage[] {
  return candidates
    .map((candidate) => ({ ordinal: candidate.ordinal, score: fusedScore(candidate) }))
    .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
}

/**
 * The score as the sum of its parts, all in the score's own unit: each word's share by field, the similarity, and the
 * offset of the direction.
 *
 * @param lexical what the lexical index explains, in BM25F's unit; null where no word of the question occurs
 */
export function explainScore(candidate: Candidate, lexical: Explanation | null): Explanation {
  const { weights, referenceScore, similarity } = candidate;
  const perUnit = referenceScore === 0 ? 0 : weights.lexical / referenceScore;
  const words =
    lexical === null ? { name: 'words', value: 0 } : { ...scaleExplanation(lexical, perUnit), name: 'words' };
  const meaning = { name: 'meaning', value: weights.similarity * similarity };
  const direction = { name: 'direction', value: weights.offset };
  return { name: 'score', value: fusedScore(candidate), parts: [words, meaning, direction] };
}
