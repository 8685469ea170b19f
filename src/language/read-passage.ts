import type { Span } from '../domain.ts';
import type { Term } from './analyse.ts';
import { type AnalysedPassage, analysePassage, type PassageDocument, type PassageText } from './analyse-passage.ts';
import { findConcepts, type MatchedTerm, matchConcepts } from './concept-match.ts';
import type { PreparedQuestion } from './prepare-question.ts';

/** A sentence and what it holds of a question; its span is in the text that it was cut from. */
export interface SentenceReading extends Span {
  readonly text: string;
  /** Offsets into the sentence. */
  readonly found: readonly MatchedTerm[];
  /** By concept, 0 to 1. */
  readonly matches: readonly number[];
}

/** What a heading, or a title, holds of a question. */
export interface HeadingReading {
  /** By concept, 0 to 1. */
  readonly matches: readonly number[];
  /** Of its words, those that stand for words of the question; 0 to 1. */
  readonly share: number;
}

export interface PassageReading {
  /** The document's title, then the headings above the passage, outermost first. */
  readonly headings: readonly HeadingReading[];
  readonly sentences: readonly SentenceReading[];
}

/** Forgotten with the question. */
const remembered = new WeakMap<PreparedQuestion, WeakMap<PassageText, PassageReading>>();

/**
 * A passage read for a question. A question reads its passages when it ranks them and again when it looks for evidence;
 * the second time costs nothing.
 *
 * @param analysed what `analysePassage` gives of it, where that is at hand
 */
export function readPassage(
  passage: PassageText,
  document: PassageDocument,
  question: PreparedQuestion,
  analysed?: AnalysedPassage,
): PassageReading {
  const readings = remembered.get(question) ?? new WeakMap<PassageText, PassageReading>();
  remembered.set(question, readings);
  const known = readings.get(passage);
  if (known !== undefined) return known;
  const { headings, sentences } = analysed ?? analysePassage(passage, document);
  const { concepts } = question;
  const index = question.terms[document.language];
  const reading: PassageReading = {
    headings: headings.map((terms) => {
      const found = findConcepts(terms, index);
      return { matches: matchConcepts(concepts, found), share: shareOf(terms, found) };
    }),
    sentences: sentences.map(({ start, end, terms }) => {
      const found = findConcepts(terms, index);
      return { start, end, text: passage.text.slice(start, end), found, matches: matchConcepts(concepts, found) };
    }),
  };
  readings.set(passage, reading);
  return reading;
}

/** The share of a heading's words that stand for words of the question; one that stands for two counts by the better. */
function shareOf(terms: readonly Term[], found: readonly MatchedTerm[]): number {
  const best = new Map<number, number>();
  for (const { position, match } of found) best.set(position, Math.max(best.get(position) ?? 0, match));
  const words = new Set(terms.map(({ position }) => position)).size;
  return [...best.values()].reduce((total, match) => total + match, 0) / Math.max(1, words);
}
