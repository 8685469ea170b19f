import type { Concept, Language } from '../domain.ts';
import type { IndexSnapshot } from '../store/index-snapshot.ts';
import type { LexicalQuery, PassagePredicate } from '../store/lexical-query.ts';
import { referenceScore } from './concept.ts';
import type { Candidate } from './fuse.ts';
import type { FusionWeights } from './fusion-weights.ts';
import type { SimilarityRuler } from './similarity-ruler.ts';

/** A question in all the forms that it is searched in. */
export interface SearchedQuestion {
  readonly language: Language;
  readonly concepts: readonly Concept[];
  readonly lexical: LexicalQuery;
  /** Unit length. */
  readonly vector: Float32Array;
  readonly ruler: SimilarityRuler;
}

/** What of a snapshot is needed to find candidates. */
export interface SearchedSnapshot extends Pick<IndexSnapshot, 'lexical' | 'vectors'> {
  documentOf(ordinal: number): { readonly language: Language };
}

/** Each side proposes at least this many: what one of them ranks low, the other may lift. */
const LEAST_PROPOSED = 30;

/**
 * The passages that either side proposes, each with the scores of both sides.
 *
 * @param limit hits wanted; each side proposes twice as many, and 30 at least
 */
export function collectCandidates(
  question: SearchedQuestion,
  snapshot: SearchedSnapshot,
  weights: FusionWeights,
  limit: number,
  accepts?: PassagePredicate,
): Candidate[] {
  const { lexical, vectors } = snapshot;
  const proposed = Math.max(LEAST_PROPOSED, 2 * limit);
  const words = new Map(toEntries(lexical.search(question.lexical, proposed, accepts)));
  const meanings = new Map(toEntries(vectors.search(question.vector, proposed, accepts)));
  const ordinals = [...new Set([...words.keys(), ...meanings.keys()])];
  const wordless = ordinals.filter((ordinal) => !words.has(ordinal));
  for (const [index, score] of lexical.scores(question.lexical, wordless).entries()) {
    words.set(wordless[index] as number, score);
  }
  const references = {
    fr: referenceScore(question.concepts, 'fr', lexical),
    en: referenceScore(question.concepts, 'en', lexical),
  };
  return ordinals.map((ordinal) => {
    const { language } = snapshot.documentOf(ordinal);
    return {
      ordinal,
      lexicalScore: words.get(ordinal) ?? 0,
      referenceScore: references[language],
      similarity: question.ruler(meanings.get(ordinal) ?? vectors.similarity(question.vector, ordinal)),
      weights: weights[`${question.language}-${language}`],
    };
  });
}

function toEntries(passages: readonly { ordinal: number; score: number }[]): [number, number][] {
  return passages.map(({ ordinal, score }) => [ordinal, score]);
}
