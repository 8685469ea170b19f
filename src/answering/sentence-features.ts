import type { Language } from '../domain.ts';
import { coverage, type MatchedTerm, maxima } from '../language/concept-match.ts';
import { countParts } from '../language/count-parts.ts';
import type { Expected } from '../language/expectation.ts';
import { measureAdjacency, measureNearExpectation } from '../language/nearness.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import type { QuestionKind } from '../language/question-kind.ts';
import type { EvidenceFeatures } from './evidence-model.ts';

/** Characters between a number and what it counts: an adjective or two. */
const COUNTED_CHARACTERS = 25;
/** A sentence of this many words or more has no brevity left. */
const LONG_SENTENCE_WORDS = 80;

/** Kinds whose answers have a form of their own, */
const FORM_KINDS: readonly QuestionKind[] = ['when', 'how_many', 'how_much', 'how_long', 'measure', 'share', 'contact'];
/** and kinds whose answers are names, a form that they share with other words. */
export const NAME_KINDS: readonly QuestionKind[] = ['who', 'where'];
/** A sentence without what these expect does not answer. */
const EXPECTING_KINDS: readonly QuestionKind[] = [...FORM_KINDS, ...NAME_KINDS, 'eligibility'];

/** A sentence with what surrounds it, read against a question. All matches are by concept, 0 to 1. */
export interface ReadSentence {
  readonly text: string;
  readonly language: Language;
  readonly isHeading: boolean;
  readonly found: readonly MatchedTerm[];
  /** Its own. */
  readonly matches: readonly number[];
  readonly previousMatches: readonly number[];
  /** Those of its document's title and the headings above it. */
  readonly aboveMatches: readonly number[];
  /** What it holds of the kind asked for. */
  readonly expected: readonly Expected[];
  /** How far it, or the heading right above it, holds what is asked for, 0 to 1. */
  readonly expectation: number;
}

/** Whether a number stands right before what the question counts, as a number counts things in both languages. */
function countsWhatIsAsked({ expected, found }: ReadSentence, { counted }: PreparedQuestion): boolean {
  const names = found.filter(({ concept }) => concept === counted);
  return expected.some(({ start, end }) =>
    names.some((name) => name.start > start && name.start - end <= COUNTED_CHARACTERS),
  );
}

/** Where the sentence's passage stands among the others. */
export interface Standing {
  /** Relative to the best passage, 0 to 1. */
  readonly passageScore: number;
  readonly isFirst: boolean;
}

export function measureSentence(
  sentence: ReadSentence,
  question: PreparedQuestion,
  standing: Standing,
): EvidenceFeatures {
  const { concepts, kind, names, subjects } = question;
  const weights = question.weights[sentence.language];
  const rarest = weights.indexOf(Math.max(...weights));
  const { matches, aboveMatches, previousMatches, expectation } = sentence;
  const contextMatches = maxima(matches, aboveMatches, previousMatches);
  const notAbove = aboveMatches.map((match, concept) => (subjects.includes(concept) ? 1 - match : 0));
  const own = coverage(weights, matches);
  const isUnmet = expectation === 0 && EXPECTING_KINDS.includes(kind);
  return {
    coverage: own,
    contextCoverage: coverage(weights, contextMatches),
    distinctCoverage: notAbove.every((share) => share < 0.1) ? own : coverage(weights, matches, notAbove),
    rarest: contextMatches[rarest] ?? 0,
    names: names.includes(1) ? coverage(weights, contextMatches, names) : 1,
    adjacency: measureAdjacency(sentence.found, concepts.length),
    expectation: kind === 'other' ? 0 : expectation,
    unmet: isUnmet ? 1 : 0,
    unmetFigure: isUnmet && FORM_KINDS.includes(kind) ? 1 : 0,
    nearExpectation: measureNearExpectation(sentence.expected, sentence.found, weights),
    counted: question.counted !== null && countsWhatIsAsked(sentence, question) ? 1 : 0,
    passageScore: standing.passageScore,
    firstPassage: standing.isFirst ? 1 : 0,
    brevity: Math.max(0, 1 - countParts(sentence.text) / LONG_SENTENCE_WORDS),
  };
}
