import type { Language } from '../domain.ts';
import { contentPositions, selectTerms } from '../language/analyse.ts';
import { bareWords } from '../language/bare-words.ts';
import { BoundedMemo } from '../language/bounded-memo.ts';
import { coverage, findConcepts, matchConcepts, maxima } from '../language/concept-match.ts';
import { findExpected, measureListForm } from '../language/expectation.ts';
import { measureAdjacency, measureNearExpectation } from '../language/nearness.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { readSentences, type SentenceReading } from '../language/read-sentences.ts';
import { tokenise, type Word } from '../language/words.ts';

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

/** What of a passage and its document is read. */
export interface ReadablePassage {
  readonly text: string;
  /** The headings above it, outermost first. */
  readonly section: readonly string[];
  readonly title: string;
  readonly language: Language;
  /** The cosine of the question with the heading right above the passage, or with the title. */
  readonly headingSimilarity: number;
}

/** A passage of this many words has no brevity left. */
const LONG_PASSAGE_WORDS = 200;

interface CoveringSentence extends SentenceReading {
  readonly coverage: number;
}

/** Reads a passage sentence by sentence: 0.1 to 0.2 ms for 120 words. */
export function measurePassage(passage: ReadablePassage, question: PreparedQuestion): PassageFeatures {
  const { language, text, section, title } = passage;
  const { concepts, names } = question;
  const weights = question.weights[language];
  const sentences = readSentences(text, language, question).map((sentence) => {
    return { ...sentence, coverage: coverage(weights, sentence.matches) };
  });
  const lines = [title, ...section].map((line) => readHeading(line, language, question));
  const none = concepts.map(() => 0);
  const above = maxima(none, ...lines.map(({ matches }) => matches));
  const held = maxima(above, ...sentences.map(({ matches }) => matches));
  const best = sentences.reduce<CoveringSentence | null>(
    (first, other) => (first === null || other.coverage > first.coverage ? other : first),
    null,
  );
  const nearest = [lines[0], lines.at(-1)].filter((line) => line !== undefined);
  return {
    coverage: coverage(weights, held),
    sentenceCoverage: best?.coverage ?? 0,
    rarest: held[weights.indexOf(Math.max(...weights))] ?? 0,
    names: names.includes(1) ? coverage(weights, held, names) : 1,
    adjacency: Math.max(0, ...sentences.map(({ found }) => measureAdjacency(found, concepts.length))),
    heading: coverage(weights, above),
    headingWords: Math.max(0, ...nearest.map(({ share, matches }) => share * coverage(weights, matches))),
    sameHeading: nearest.some((line) => line.bareWords !== '' && line.bareWords === question.bareWords) ? 1 : 0,
    headingSimilarity: Math.min(1, Math.max(0, passage.headingSimilarity)),
    ...(best === null ? { expected: 0, nearExpected: 0 } : measureExpected(best, language, question)),
    brevity: Math.max(0, 1 - text.split(/\s+/).length / LONG_PASSAGE_WORDS),
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

/** A heading as it is read for every question. */
interface HeadingWords {
  readonly words: readonly Word[];
  readonly contentPositions: ReadonlySet<number>;
  readonly bareWords: string;
}

function readHeadingWords(heading: string, language: Language): HeadingWords {
  const words = tokenise(heading);
  return { words, contentPositions: contentPositions(words, language), bareWords: bareWords(heading) };
}

/** Passages share their headings, and questions their passages. */
const headings: Readonly<Record<Language, BoundedMemo<HeadingWords>>> = {
  fr: new BoundedMemo(5_000, (heading) => readHeadingWords(heading, 'fr')),
  en: new BoundedMemo(5_000, (heading) => readHeadingWords(heading, 'en')),
};

/** The share of a heading's words that stand for words of the question, and which of those it holds. */
function readHeading(heading: string, language: Language, { concepts, terms, beginnings }: PreparedQuestion) {
  const own = headings[language].get(heading);
  const found = findConcepts(selectTerms(own.words, language, beginnings[language]), terms[language]);
  const best = new Map<number, number>();
  for (const { position, match } of found) best.set(position, Math.max(best.get(position) ?? 0, match));
  const sum = [...best.values()].reduce((total, match) => total + match, 0);
  const share = sum / Math.max(1, own.contentPositions.size);
  return { matches: matchConcepts(concepts, found), share, bareWords: own.bareWords };
}
