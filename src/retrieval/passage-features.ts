import type { Language } from '../domain.ts';
import type { AnalysedPassage, PassageDocument, PassageText } from '../language/analyse-passage.ts';
import { bareWords } from '../language/bare-words.ts';
import { coverage, maxima } from '../language/concept-match.ts';
import { countParts } from '../language/count-parts.ts';
import { findExpected, measureListForm } from '../language/expectation.ts';
import { measureAdjacency, measureNearExpectation } from '../language/nearness.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { readPassage, type SentenceReading } from '../language/read-passage.ts';

/**
 * What is read in a passage's text for a question; each between 0 and 1. A share of the question is weighted by the
 * rarity of its words, and a word counts by its best rendering.
 * - `coverage`: share of the question that the passage holds, its headings and its document's title included
 * - `sentenceCoverage`: the largest share that one of its sentences holds by itself
 * - `rarest`: how well the question's rarest word is held, headings and title included
 * - `names`: share of the question's names and numbers that is held, headings and title included; 1 where it has none
 * - `adjacency`: share of neighbouring words of the question that stand near each other in one of its sentences
 * - `heading`: share of the question that its headings and its document's title hold
 * - `headingWords`: how far the heading right above it, or the title, is made of words of the question, times the share
 *   of the question that this heading holds: 1 for a heading that says what the question says
 * - `sameHeading`: 1 where the heading right above it, or the title, is the question word for word, else 0
 * - `headingSimilarity`: the cosine of the question with the heading right above it or, where there is none, the title,
 *   which may say what the question says in other words; 0 where it is negative
 * - `expected`: how surely the sentence that holds most of the question holds what is asked for, by its form: a date, an
 *   amount, a person, beyond the question's own
 * - `nearExpected`: share of the question that stands around what is asked for in that sentence
 * - `brevity`: 1 for a short passage, falling to 0 at 200 words
 */
export const PASSAGE_FEATURES = [
  'coverage',
  'sentenceCoverage',
  'rarest',
  'names',
  'adjacency',
  'heading',
  'headingWords',
  'sameHeading',
  'headingSimilarity',
  'expected',
  'nearExpected',
  'brevity',
] as const;

export type PassageFeatures = Readonly<Record<(typeof PASSAGE_FEATURES)[number], number>>;

/** What of a passage is read. */
export interface ReadablePassage {
  readonly passage: PassageText;
  readonly document: PassageDocument;
  /** Of the passage; made where left out. */
  readonly analysis?: AnalysedPassage;
  /** The cosine of the question with the heading right above the passage, or with the title. */
  readonly headingSimilarity: number;
}

/** A passage of this many words has no brevity left. */
const LONG_PASSAGE_WORDS = 200;

/** Reads a passage sentence by sentence. */
export function measurePassage(readable: ReadablePassage, question: PreparedQuestion): PassageFeatures {
  const { passage, document, analysis } = readable;
  const { concepts, names } = question;
  const { language } = document;
  const weights = question.weights[language];
  const reading = readPassage(passage, document, question, analysis);
  const { sentences } = reading;
  const coverages = sentences.map(({ matches }) => coverage(weights, matches));
  const sentenceCoverage = Math.max(0, ...coverages);
  const best = sentences[coverages.indexOf(sentenceCoverage)];
  const none = concepts.map(() => 0);
  const above = maxima(none, ...reading.headings.map(({ matches }) => matches));
  const held = maxima(above, ...sentences.map(({ matches }) => matches));
  // The document's title, and the heading right above.
  const nearest = [reading.headings[0], reading.headings.at(-1)].filter((heading) => heading !== undefined);
  const nearestTexts = [document.title, passage.section.at(-1) ?? document.title];
  const { expected, nearExpected } =
    best === undefined ? { expected: 0, nearExpected: 0 } : measureExpected(best, language, question);
  return {
    coverage: coverage(weights, held),
    sentenceCoverage,
    rarest: held[weights.indexOf(Math.max(...weights))] ?? 0,
    names: names.includes(1) ? coverage(weights, held, names) : 1,
    adjacency: Math.max(0, ...sentences.map(({ found }) => measureAdjacency(found, concepts.length))),
    heading: coverage(weights, above),
    headingWords: Math.max(0, ...nearest.map(({ share, matches }) => share * coverage(weights, matches))),
    sameHeading: nearestTexts.some((text) => question.bareWords !== '' && bareWords(text) === question.bareWords)
      ? 1
      : 0,
    headingSimilarity: Math.min(1, Math.max(0, readable.headingSimilarity)),
    expected,
    nearExpected,
    brevity: Math.max(0, 1 - countParts(passage.text) / LONG_PASSAGE_WORDS),
  };
}

/** Looked for in one sentence of each passage: reading dates and amounts takes as long as everything else. */
function measureExpected({ text, found }: SentenceReading, language: Language, question: PreparedQuestion) {
  const expected = findExpected(question.kind, question.folded, text, language);
  const form = question.kind === 'list' ? measureListForm(text) : 0;
  return {
    expected: Math.max(form, ...expected.map(({ strength }) => strength)),
    nearExpected: measureNearExpectation(expected, found, question.weights[language]),
  };
}
