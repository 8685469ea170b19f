import type { Language, Span } from '../domain.ts';
import { analyseBeginnings } from './analyse.ts';
import { findConcepts, type MatchedTerm, matchConcepts } from './concept-match.ts';
import type { PreparedQuestion } from './prepare-question.ts';
import { splitSentences } from './sentences.ts';

/** A sentence and what it holds of a question; its span is in the text that it was cut from. */
export interface SentenceReading extends Span {
  readonly text: string;
  /** Offsets into the sentence. */
  readonly found: readonly MatchedTerm[];
  /** By concept, 0 to 1. */
  readonly matches: readonly number[];
}

type Readings = Readonly<Record<Language, Map<string, readonly SentenceReading[]>>>;

/** Forgotten with the question. */
const remembered = new WeakMap<PreparedQuestion, Readings>();

/**
 * The sentences of a passage, see `splitSentences`, read for a question: about 0.1 ms for 120 words. A question reads
 * its passages when it ranks them and again when it looks for evidence; the second time costs nothing.
 */
export function readSentences(
  passage: string,
  language: Language,
  question: PreparedQuestion,
): readonly SentenceReading[] {
  const readings = remembered.get(question) ?? { fr: new Map(), en: new Map() };
  remembered.set(question, readings);
  const known = readings[language].get(passage);
  if (known !== undefined) return known;
  const sentences = splitSentences(passage).map(({ start, end }) => {
    const text = passage.slice(start, end);
    const terms = analyseBeginnings(text, language, question.beginnings[language]);
    const found = findConcepts(terms, question.terms[language]);
    return { start, end, text, found, matches: matchConcepts(question.concepts, found) };
  });
  readings[language].set(passage, sentences);
  return sentences;
}
