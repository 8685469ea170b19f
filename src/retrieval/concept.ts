import type { Concept, Language, TermVariant } from '../domain.ts';
import type { LexicalQuery, LexicalSearch } from '../store/lexical-query.ts';

export const LANGUAGES: readonly Language[] = ['fr', 'en'];

export function otherLanguage(language: Language): Language {
  return language === 'fr' ? 'en' : 'fr';
}

/** How many passages hold the concept: the variants' own numbers, weighted by their probabilities. */
export function documentFrequency(
  variants: readonly TermVariant[],
  language: Language,
  index: Pick<LexicalSearch, 'documentFrequency'>,
): number {
  return variants.reduce(
    (sum, { term, probability }) => sum + probability * index.documentFrequency(term, language),
    0,
  );
}

/** As the lexical index computes it (and Lucene): never negative. */
export function inverseDocumentFrequency(frequency: number, passageCount: number): number {
  const bounded = Math.min(frequency, passageCount);
  return Math.log(1 + (passageCount - bounded + 0.5) / (bounded + 0.5));
}

export function toLexicalQuery(concepts: readonly Concept[]): LexicalQuery {
  const of = (language: Language) =>
    concepts.map(({ word, weight, variants }) => ({ word, weight, variants: variants[language] }));
  return { fr: of('fr'), en: of('en') };
}

/**
 * The BM25F score of a passage of average length whose text holds every concept once, as it is in that language: what
 * lexical scores are measured against. 0 for a question without words.
 */
export function referenceScore(
  concepts: readonly Concept[],
  language: Language,
  index: Pick<LexicalSearch, 'documentFrequency' | 'passageCount'>,
): number {
  const passageCount = index.passageCount(language);
  return concepts.reduce((sum, { weight, variants }) => {
    const frequency = documentFrequency(variants[language], language, index);
    return sum + weight * inverseDocumentFrequency(frequency, passageCount);
  }, 0);
}
