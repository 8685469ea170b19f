import type { Language } from '../domain.ts';
import type { Term } from '../language/analyse.ts';

/** An index term that may stand for a word of the question, in one language of the documents. */
export interface ConceptVariant {
  readonly term: string;
  /** How likely it renders the question's word; 1 for the word itself. */
  readonly probability: number;
}

/** A word of the question, as it may stand in documents of each language, and how rare it is among their passages. */
export interface Concept {
  readonly word: string;
  readonly variants: Readonly<Record<Language, readonly ConceptVariant[]>>;
  /** Inverse document frequency, natural logarithm; larger is rarer. */
  readonly rarity: number;
}

/**
 * How well a text holds each concept, 0 to 1: the best variant present, relative to the concept's likeliest one.
 * The square root keeps a second-best translation from counting as almost absent.
 */
export function matchConcepts(concepts: readonly Concept[], terms: readonly Term[], language: Language): number[] {
  const present = new Set(terms.map(({ term }) => term));
  return concepts.map(({ variants }) => {
    const candidates = variants[language];
    const likeliest = candidates.reduce((best, { probability }) => Math.max(best, probability), 0);
    const found = candidates.reduce(
      (best, { term, probability }) => (present.has(term) ? Math.max(best, probability) : best),
      0,
    );
    return likeliest === 0 ? 0 : Math.sqrt(found / likeliest);
  });
}

/** The rarity-weighted share of the question that the matches cover, 0 to 1; 0 for a question without concepts. */
export function coverage(concepts: readonly Concept[], matches: readonly number[]): number {
  let covered = 0;
  let whole = 0;
  for (const [index, { rarity }] of concepts.entries()) {
    covered += rarity * (matches[index] ?? 0);
    whole += rarity;
  }
  return whole === 0 ? 0 : covered / whole;
}
