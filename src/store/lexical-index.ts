import type { Explanation, Language } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import {
  type Bm25fParameters,
  checkParameters,
  DEFAULT_PARAMETERS,
  indexLanguage,
  inverseDocumentFrequency,
  type LanguageIndex,
  saturate,
  weigh,
} from './bm25f.ts';
import { FIELD_COUNT, FIELDS, LANGUAGES, type LanguagePostings, type Postings } from './lexical-postings.ts';
import type { LexicalQuery, LexicalSearch, PassagePredicate, QueryConcept, ScoredPassage } from './lexical-query.ts';
import { TopPassages } from './top-passages.ts';

/** A variant of a concept as the index has it: its postings from `start` to `end`. */
interface Variant {
  readonly term: string;
  readonly start: number;
  readonly end: number;
  readonly probability: number;
}

/**
 * Words in passages, ranked by BM25F. A concept's variants share one term frequency and one document frequency, each
 * weighted by its probability. A passage's ordinal is its position in the postings.
 *
 * Searching is synchronous and uses scratch arrays of the index: one search at a time.
 */
export class LexicalIndex implements LexicalSearch {
  readonly #postings: Postings;
  readonly #k1: number;
  readonly #byLanguage: Readonly<Record<Language, LanguageIndex>>;
  readonly #scores: Float64Array;
  readonly #frequencies: Float64Array;

  /** @throws {RangeError} for parameters out of their range */
  constructor(postings: Postings, parameters: Bm25fParameters = DEFAULT_PARAMETERS) {
    checkParameters(parameters);
    this.#postings = postings;
    this.#k1 = parameters.k1;
    const passageCount = postings.rows.length;
    this.#byLanguage = {
      fr: indexLanguage(postings, 'fr', parameters),
      en: indexLanguage(postings, 'en', parameters),
    };
    this.#scores = new Float64Array(passageCount);
    this.#frequencies = new Float64Array(passageCount);
  }

  search(query: LexicalQuery, limit: number, accepts?: PassagePredicate): ScoredPassage[] {
    for (const language of LANGUAGES) {
      for (const concept of query[language]) this.#addConcept(concept, this.#byLanguage[language]);
    }
    const best = this.#takeBest(limit, accepts);
    this.#scores.fill(0);
    return best;
  }

  #takeBest(limit: number, accepts?: PassagePredicate): ScoredPassage[] {
    const scores = this.#scores;
    const top = new TopPassages(limit);
    let lowest = 0;
    for (let ordinal = 0; ordinal < scores.length; ordinal++) {
      const score = scores[ordinal] as number;
      // Of equal scores the first stays, so a later passage must have a higher one.
      if (score <= lowest || (accepts !== undefined && !accepts(ordinal))) continue;
      top.add(ordinal, score);
      lowest = Math.max(0, top.lowest);
    }
    return top.take();
  }

  #addConcept(concept: QueryConcept, index: LanguageIndex): void {
    const variants = resolveVariants(concept, index);
    const factor = this.#factorOf(concept, variants, index);
    const [only] = variants;
    if (only === undefined || !(factor > 0)) return;
    if (variants.length === 1) this.#addTerm(only, factor, index);
    else this.#addVariants(variants, factor, index);
  }

  /** What the saturated term frequency is multiplied by. */
  #factorOf({ weight }: QueryConcept, variants: readonly Variant[], { passageCount }: LanguageIndex): number {
    const summed = variants.reduce((sum, { start, end, probability }) => sum + probability * (end - start), 0);
    return weight * inverseDocumentFrequency(Math.min(summed, passageCount), passageCount) * (this.#k1 + 1);
  }

  #addTerm({ start, end, probability }: Variant, factor: number, { postings, weights }: LanguageIndex): void {
    const { passages } = postings;
    const scores = this.#scores;
    const k1 = this.#k1;
    for (let posting = start; posting < end; posting++) {
      const ordinal = passages[posting] as number;
      const frequency = probability * (weights[posting] as number);
      scores[ordinal] = (scores[ordinal] as number) + saturate(frequency, k1) * factor;
    }
  }

  #addVariants(variants: readonly Variant[], factor: number, { postings, weights }: LanguageIndex): void {
    const { passages } = postings;
    const frequencies = this.#frequencies;
    for (const { start, end, probability } of variants) {
      for (let posting = start; posting < end; posting++) {
        const ordinal = passages[posting] as number;
        frequencies[ordinal] = (frequencies[ordinal] as number) + probability * (weights[posting] as number);
      }
    }
    const scores = this.#scores;
    const k1 = this.#k1;
    for (const { start, end } of variants) {
      for (let posting = start; posting < end; posting++) {
        const ordinal = passages[posting] as number;
        const frequency = frequencies[ordinal] as number;
        frequencies[ordinal] = 0;
        scores[ordinal] = (scores[ordinal] as number) + saturate(frequency, k1) * factor;
      }
    }
  }

  scores(query: LexicalQuery, ordinals: readonly number[]): number[] {
    const scores = ordinals.map(() => 0);
    for (const language of LANGUAGES) {
      const index = this.#byLanguage[language];
      for (const concept of query[language]) {
        const variants = resolveVariants(concept, index);
        const factor = this.#factorOf(concept, variants, index);
        if (!(factor > 0)) continue;
        for (const [place, ordinal] of ordinals.entries()) {
          scores[place] =
            (scores[place] as number) + saturate(frequencyIn(ordinal, variants, index), this.#k1) * factor;
        }
      }
    }
    return scores;
  }

  explain(query: LexicalQuery, ordinal: number): Explanation | null {
    const language = LANGUAGES[this.#postings.languages[ordinal] ?? -1];
    if (language === undefined) return null;
    const index = this.#byLanguage[language];
    const parts = query[language].flatMap((concept) => this.#explainConcept(concept, index, ordinal) ?? []);
    return parts.length === 0 ? null : { name: 'bm25f', value: sumOf(parts), parts };
  }

  /** A concept's share, split among the fields in proportion to what each adds to the term frequency. */
  #explainConcept(concept: QueryConcept, index: LanguageIndex, ordinal: number): Explanation | null {
    const variants = resolveVariants(concept, index);
    const byField = new Float64Array(FIELD_COUNT);
    const found: string[] = [];
    for (const variant of variants) {
      const posting = findPosting(index.postings, variant, ordinal);
      if (posting < 0) continue;
      found.push(variant.term);
      for (const [field, scale] of index.scales.entries()) {
        const length = this.#postings.lengths[ordinal * FIELD_COUNT + field] as number;
        const occurrences = index.postings.frequencies[posting * FIELD_COUNT + field] as number;
        byField[field] = (byField[field] as number) + variant.probability * weigh(occurrences, length, scale);
      }
    }
    const frequency = byField.reduce((sum, value) => sum + value, 0);
    const value = saturate(frequency, this.#k1) * this.#factorOf(concept, variants, index);
    if (!(value > 0)) return null;
    const parts = FIELDS.map((name, field) => ({ name, value: value * ((byField[field] as number) / frequency) }));
    return { name: nameMatch(concept.word, found), value, parts: parts.filter(isPresent) };
  }

  documentFrequency(term: string, language: Language): number {
    const index = this.#byLanguage[language];
    const id = index.termIds.get(term);
    if (id === undefined) return 0;
    return (index.postings.starts[id + 1] as number) - (index.postings.starts[id] as number);
  }

  passageCount(language: Language): number {
    return this.#byLanguage[language].passageCount;
  }

  terms(language: Language): Iterable<string> {
    return this.#byLanguage[language].postings.terms;
  }
}

/** Leaves out what the index does not have. */
function resolveVariants({ variants }: QueryConcept, { postings, termIds }: LanguageIndex): Variant[] {
  return variants.flatMap(({ term, probability }) => {
    const id = termIds.get(term);
    if (id === undefined || probability <= 0) return [];
    return { term, start: postings.starts[id] as number, end: postings.starts[id + 1] as number, probability };
  });
}

/** The term frequency that a concept's variants share in a passage. */
function frequencyIn(ordinal: number, variants: readonly Variant[], { postings, weights }: LanguageIndex): number {
  let frequency = 0;
  for (const variant of variants) {
    const posting = findPosting(postings, variant, ordinal);
    if (posting >= 0) frequency += variant.probability * (weights[posting] as number);
  }
  return frequency;
}

/** The posting of a term in a passage, or −1. */
function findPosting({ passages }: LanguagePostings, { start, end }: Variant, passage: number): number {
  let low = start;
  let high = end - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = passages[middle] as number;
    if (found === passage) return middle;
    if (found < passage) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A word that passages write otherwise (a rendering, a guess at a misspelt name) is shown with what was found for it. */
function nameMatch(word: string, found: readonly string[]): string {
  const folded = fold(word);
  const others = found.filter((term) => !folded.startsWith(term));
  return others.length === found.length ? `${word} → ${others.join(', ')}` : word;
}

function sumOf(parts: readonly Explanation[]): number {
  return parts.reduce((sum, { value }) => sum + value, 0);
}

function isPresent({ value }: Explanation): boolean {
  return value !== 0;
}
