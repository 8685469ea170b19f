import type { Answer, Citation, Language } from '../domain.ts';
import { findOwnLanguage } from './answer-language.ts';
import { type CitationFault, findCitationFault } from './citation-proof.ts';
import { type GoldenQuestion, holdsEvidence } from './golden-questions.ts';
import { mean } from './metrics.ts';
import { listWords, tidyWording } from './wording.ts';

/**
 * What answers are judged by, in the order in which it is shown:
 * - `hit@1`, `hit@5`: a passage that holds the evidence is among the first 1, 5 that are found (kind `answer`)
 * - `answered`; `cited`: a citation holds evidence, or a part of it (`answer`)
 * - `precise`: of each citation, whether it does; others may be right too (`answer`)
 * - `nuggets`: share of the facts in the answer's text, its quotes and their translations (`answer`)
 * - `in text`: the same in the answer's text without its markers (`answer`)
 * - `rendered`: the same in its text without quotes of another language, and in translations (`answer`)
 * - `refused` (`unanswerable`)
 * - `conflict`: every fact is shown, and a disagreement reported (`conflict`)
 * - `calm`: no disagreement is reported (`answer`)
 * - `language`: the answer's own words are in the question's language (all)
 * - `words`: of the answer's text (all)
 */
export const ANSWER_MEASURES = [
  'hit@1',
  'hit@5',
  'answered',
  'cited',
  'precise',
  'nuggets',
  'in text',
  'rendered',
  'refused',
  'conflict',
  'calm',
  'language',
  'words',
] as const;

export type AnswerMeasure = (typeof ANSWER_MEASURES)[number];

/** Those that the question's kind leaves out are missing. One value each, but for `precise`: one for each citation. */
export type AnswerScores = Readonly<Partial<Record<AnswerMeasure, readonly number[]>>>;

/** A question as it was asked, and what came of it. */
export interface AskedQuestion {
  readonly question: GoldenQuestion;
  readonly language: Language;
  readonly answer: Answer;
  /** The texts of the passages found, best first, 5 at most. */
  readonly passages: readonly string[];
  /** The canonical text of a document that the answer cites. */
  readonly documentText: (id: string) => string;
}

/** One answer, judged. */
export interface ScoredAnswer extends Pick<AskedQuestion, 'question' | 'language' | 'answer'> {
  readonly scores: AnswerScores;
  /** By citation, in the answer's order. */
  readonly faults: readonly CitationFault[];
  /** The facts that neither the text nor what proves it shows. */
  readonly missingFacts: readonly string[];
  /** Answered: evidence is cited; refused: the documents do not answer. What `confidence` is the probability of. */
  readonly isRight: boolean;
}

export function scoreAnswer({ question, language, answer, passages, documentText }: AskedQuestion): ScoredAnswer {
  const faults = answer.citations.map((citation) =>
    findCitationFault(citation, answer, documentText(citation.document.id)),
  );
  const proof = answer.citations.filter((_, place) => faults[place] === null);
  const right = proof.map(({ quote }) => isEvidence(quote, question));
  const texts = readTexts(answer, proof, language);
  const isAnswered = answer.status === 'answered';
  const shown = showFacts(question, [texts.unmarked, ...proof.map(({ quote }) => quote), ...texts.translations]);
  const own = (findOwnLanguage(answer) ?? answer.answerLanguage) === language && answer.answerLanguage === language;
  const hit = (depth: number) =>
    passages.slice(0, depth).some((text) => question.evidence.some((evidence) => holdsEvidence(text, evidence)));
  const ofKind: Record<GoldenQuestion['kind'], AnswerScores> = {
    answer: {
      'hit@1': [Number(hit(1))],
      'hit@5': [Number(hit(5))],
      answered: [Number(isAnswered)],
      cited: [Number(right.includes(true))],
      precise: right.map(Number),
      nuggets: [mean(shown)],
      'in text': [mean(showFacts(question, [texts.unmarked]))],
      rendered: [mean(showFacts(question, [texts.own, ...texts.translations]))],
      calm: [Number(answer.disagreements.length === 0)],
    },
    conflict: { conflict: [Number(!shown.includes(0) && answer.disagreements.length > 0)] },
    unanswerable: { refused: [Number(!isAnswered)] },
  };
  return {
    question,
    language,
    answer,
    scores: { ...ofKind[question.kind], language: [Number(own)], words: [listWords(answer.text).length] },
    faults,
    missingFacts: question.nuggets.filter((_, place) => shown[place] === 0),
    isRight: isAnswered ? right.includes(true) : question.kind === 'unanswerable',
  };
}

/** The quote holds evidence, or evidence holds the quote. */
function isEvidence(quote: string, { evidence }: GoldenQuestion): boolean {
  return evidence.some((wanted) => holdsEvidence(quote, wanted) || holdsEvidence(wanted, quote));
}

/** For each fact 1 where the texts say it, else 0. */
function showFacts({ nuggets }: GoldenQuestion, texts: readonly string[]): number[] {
  const wording = tidyWording(texts.join('\n'));
  return nuggets.map((nugget) => Number(new RegExp(nugget, 'iu').test(wording)));
}

/** What a reader sees: all of it, and as much as one who reads only the question's language understands. */
function readTexts({ text }: Answer, proof: readonly Citation[], language: Language) {
  const unmarked = text.replace(/\[\d+\]/g, ' ');
  const foreign = proof.filter(({ document }) => document.language !== language);
  const own = foreign.reduce((left, { quote }) => left.split(quote).join(' '), unmarked);
  return { unmarked, own, translations: proof.flatMap(({ translation }) => translation?.text ?? []) };
}
