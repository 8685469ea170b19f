import type { Language } from '../domain.ts';
import {
  FIELD_COUNT,
  FIELDS,
  type Field,
  LANGUAGES,
  type LanguagePostings,
  type Postings,
} from './lexical-postings.ts';

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
export interface LanguageIndex {
  readonly postings: LanguagePostings;
  readonly termIds: ReadonlyMap<string, number>;
  /** For each posting the term's frequencies over all fields, weighted and normalised by the fields' lengths. */
  readonly weights: Float32Array;
  readonly passageCount: number;
  /** What one occurrence in a field weighs where the field has length n: factor / (base + slope · n). */
  readonly scales: readonly FieldScale[];
}

export interface FieldScale {
  readonly weight: number;
  readonly base: number;
  readonly slope: number;
}

/** @throws {RangeError} for parameters out of their range */
export function checkParameters({ k1, fields }: Bm25fParameters): void {
  if (!(k1 >= 0)) throw new RangeError(`k1 must be at least 0, not ${k1}`);
  for (const [field, { weight, b }] of Object.entries(fields)) {
    if (!(weight >= 0)) throw new RangeError(`the weight of ${field} must be at least 0, not ${weight}`);
    if (!(b >= 0 && b <= 1)) throw new RangeError(`b of ${field} must be from 0 to 1, not ${b}`);
  }
}

/** Weighs every posting of a language. */
export function indexLanguage(postings: Postings, language: Language, { fields }: Bm25fParameters): LanguageIndex {
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

/** What occurrences in one field add to the term frequency, where the field has that length. */
export function weigh(occurrences: number, length: number, { weight, base, slope }: FieldScale): number {
  return occurrences === 0 ? 0 : (weight * occurrences) / (base + slope * length);
}

/** The term frequency, saturated: below 1, and of 0 it is 0, also where k1 is 0. */
export function saturate(frequency: number, k1: number): number {
  return frequency === 0 ? 0 : frequency / (k1 + frequency);
}

/** As in Lucene: never negative, even for a term that stands in most passages. */
export function inverseDocumentFrequency(documentFrequency: number, passageCount: number): number {
  return Math.log(1 + (passageCount - documentFrequency + 0.5) / (documentFrequency + 0.5));
}
