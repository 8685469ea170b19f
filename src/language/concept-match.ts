import type { Concept, Language, TermVariant } from '../domain.ts';
import type { Term } from './analyse.ts';

interface ConceptMatch {
  /** The concept's place among those of the question. */
  readonly concept: number;
  /** How well the term stands for it, 0 to 1. */
  readonly match: number;
}

/** Which concepts each term stands for in texts of one language. */
export type ConceptTerms = ReadonlyMap<string, readonly ConceptMatch[]>;

/** A term of a text that stands for a word of the question. */
export interface MatchedTerm extends Term, ConceptMatch {}

/**
 * How well each term stands for each concept: its probability relative to the concept's likeliest variant.
 * The square root keeps a second-best translation from counting as almost absent.
 */
export function indexConcepts(concepts: readonly Concept[], language: Language): ConceptTerms {
  const index = new Map<string, ConceptMatch[]>();
  for (const [concept, { variants }] of concepts.entries()) {
    const likeliest = likeliestOf(variants[language]);
    if (likeliest === 0) continue;
    for (const { term, probability } of variants[language]) {
      const matches = index.get(term) ?? [];
      matches.push({ concept, match: Math.sqrt(probability / likeliest) });
      index.set(term, matches);
    }
  }
  return index;
}

// What follows runs for each sentence that a question reads: loops without iterators and without an object for each step.

/** The terms of a text that stand for words of the question, in their order. */
export function findConcepts(terms: readonly Term[], index: ConceptTerms): MatchedTerm[] {
  const found: MatchedTerm[] = [];
  for (const { term, position, start, end } of terms) {
    const matches = index.get(term);
    if (matches === undefined) continue;
    for (const { concept, match } of matches) found.push({ term, position, start, end, concept, match });
  }
  return found;
}

/** How well each of the question's concepts is held, 0 to 1: by its best term. */
export function matchConcepts(concepts: readonly Concept[], found: readonly MatchedTerm[]): number[] {
  const matches = new Array<number>(concepts.length).fill(0);
  for (const { concept, match } of found) if (match > (matches[concept] as number)) matches[concept] = match;
  return matches;
}

/** What is held less than that is not there. */
const LEAST_MATCH = 0.1;

/** Whether a text does not hold a concept, but for a rendering too unlikely to count. */
export function lacks(matches: readonly number[], concept: number): boolean {
  return (matches[concept] ?? 0) < LEAST_MATCH;
}

/** Each concept as the best of several texts holds it. */
export function maxima(...lists: readonly (readonly number[])[]): number[] {
  const best = [...(lists[0] ?? [])];
  for (const list of lists) {
    for (let index = 0; index < best.length; index++) {
      const value = list[index] ?? 0;
      if (value > (best[index] as number)) best[index] = value;
    }
  }
  return best;
}

/**
 * How much each concept counts in texts of a language, at least 0: its rarity, less where its renderings are uncertain,
 * as not finding a word that the lexicon may render wrongly proves less.
 */
export function weighConcepts(concepts: readonly Concept[], language: Language): number[] {
  return concepts.map(({ rarity, variants }) => rarity * Math.sqrt(likeliestOf(variants[language])));
}

function likeliestOf(variants: readonly TermVariant[]): number {
  return variants.reduce((best, { probability }) => Math.max(best, probability), 0);
}

/**
 * The weighted share of the question that the matches cover, 0 to 1; 0 for a question without concepts.
 *
 * @param weights by concept, see `weighConcepts`
 * @param shares what of each concept is asked for, 0 to 1; all of each where left out
 */
export function coverage(weights: readonly number[], matches: readonly number[], shares?: readonly number[]): number {
  let covered = 0;
  let whole = 0;
  for (let index = 0; index < weights.length; index++) {
    const asked = (weights[index] as number) * (shares?.[index] ?? 1);
    covered += asked * (matches[index] ?? 0);
    whole += asked;
  }
  return whole === 0 ? 0 : covered / whole;
}
