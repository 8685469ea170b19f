import type { Explanation, Language } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import {
  FIELD_COUNT,
  FIELDS,
  type Field,
  LANGUAGES,
  type LanguagePostings,
  type Postings,
} from './lexical-postings.ts';
import type { LexicalQuery, LexicalSearch, PassagePredicate, QueryConcept, ScoredPassage } from './lexical-query.ts';
import { TopPassages } from './top-passages.ts';

export interface FieldParameters {
  /** How much one occurrence in this field counts beside one in another; 0 leaves the field out. At least 0. */
  readonly weight: number;
  /** How far long fields are held against a passage: 0 not at all, 1 in full proportion. */
  readonly b: number;
}

/**
 * BM25F (Robertson & Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.4). They are
 * applied when an index is opened: changing them takes no new index.
 */
export interface Bm25fParameters {
  /** How soon further occurrences of a term stop counting: 0 at once, larger is later. At least 0. */
  readonly k1: number;
  readonly fields: Readonly<Record<Field, FieldParameters>>;
}

/**
 * Chosen by `training/fusion/tune-bm25f.ts`; b of the text as in Robertson & Zaragoza. k1 is smaller than theirs (1.2 to
 * 2): a passage is a few sentences, and that it holds another word of the question says more than one word twice.
 */
export const DEFAULT_PARAMETERS: Bm25fParameters = {
  k1: 0.5,
  fields: {
    text: { weight: 1, b: 0.75 },
    headings: { weight: 1, b: 0.5 },
    title: { weight: 1, b: 0.5 },
  },
};

/** The passages of one language, ready to be scored. */
interface LanguageIndex {
  readonly postings: LanguagePostings;
  readonly termIds: ReadonlyMap<string, number>;
  /** For each posting the term's frequencies over all fields, weighted and normalised by the fields' lengths. */
  readonly weights: Float32Array;
  readonly passageCount: number;
  /** What one occurrence in a field weighs where the field has length n: factor / (base + slope · n). */
  readonly scales: readonly FieldScale[];
}

interface FieldScale {
  readonly weight: number;
  readonly base: number;
  readonly slope: number;
}

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

function checkParameters({ k1, fields }: Bm25fParameters): void {
  if (!(k1 >= 0)) throw new RangeError(`k1 must be at least 0, not ${k1}`);
  for (const [field, { weight, b }] of Object.entries(fields)) {
    if (!(weight >= 0)) throw new RangeError(`the weight of ${field} must be at least 0, not ${weight}`);
    if (!(b >= 0 && b <= 1)) throw new RangeError(`b of ${field} must be from 0 to 1, not ${b}`);
  }
}

function indexLanguage(postings: Postings, language: Language, { fields }: Bm25fParameters): LanguageIndex {
  const own = postings.byLanguage[language];
  const { passageCount, averageLengths } = measureFields(postings, LANGUAGES.indexOf(language));
  const scales = FIELDS.map((name, field) => {
    const { weight, b } = fields[name];
    const average = averageLengths[field] as number;
    return { weight, base: 1 - b, slope: average === 0 ? 0 : b / average };
  });
  const weights = new Float32Array(own.passages.length);
  for (let posting = 0; posting < weights.length; posting++) {
    const passage = own.passages[posting] as number;
    let sum = 0;
    for (let field = 0; field < FIELD_COUNT; field++) {
      const occurrences = own.frequencies[posting * FIELD_COUNT + field] as number;
      if (occurrences === 0) continue;
      const length = postings.lengths[passage * FIELD_COUNT + field] as number;
      sum += weigh(occurrences, length, scales[field] as FieldScale);
    }
    weights[posting] = sum;
  }
  const termIds = new Map(own.terms.map((term, id) => [term, id]));
  return { postings: own, termIds, weights, passageCount, scales };
}

function measureFields({ languages, lengths }: Postings, language: number) {
  const sums = new Float64Array(FIELD_COUNT);
  let passageCount = 0;
  for (let passage = 0; passage < languages.length; passage++) {
    if (languages[passage] !== language) continue;
    passageCount++;
    for (let field = 0; field < FIELD_COUNT; field++) {
      sums[field] = (sums[field] as number) + (lengths[passage * FIELD_COUNT + field] as number);
    }
  }
  return { passageCount, averageLengths: sums.map((sum) => (passageCount === 0 ? 0 : sum / passageCount)) };
}

function weigh(occurrences: number, length: number, { weight, base, slope }: FieldScale): number {
  return occurrences === 0 ? 0 : (weight * occurrences) / (base + slope * length);
}

/** Of 0 it is 0, also where k1 is 0. */
function saturate(frequency: number, k1: number): number {
  return frequency === 0 ? 0 : frequency / (k1 + frequency);
}

/** As in Lucene: never negative, even for a term that stands in most passages. */
function inverseDocumentFrequency(documentFrequency: number, passageCount: number): number {
  return Math.log(1 + (passageCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** Leaves out what the index does not have. */
function resolveVariants({ variants }: QueryConcept, { postings, termIds }: LanguageIndex): Variant[] {
  return variants.flatMap(({ term, probability }) => {
    const id = termIds.get(term);
    if (id === undefined || probability <= 0) return [];
    return { term, start: postings.starts[id] as number, end: postings.starts[id + 1] as number, probability };
  });
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
