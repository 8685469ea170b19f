import type { Language } from '../domain.ts';
import { coverage, type MatchedTerm } from '../language/concept-match.ts';
import type { Expected } from '../language/expectation.ts';
import type { QuestionKind } from '../language/question-kind.ts';
import type { EvidenceFeatures } from './evidence-model.ts';
import type { PreparedQuestion } from './prepare-question.ts';

/** Words within which two neighbouring words of the question count as near each other. */
const NEAR_WORDS = 4;
/** Characters, about a clause, within which words of the question tell what an expected figure or name is about. */
const NEAR_CHARACTERS = 60;
/** Characters between a number and what it counts: an adjective or two. */
const COUNTED_CHARACTERS = 25;
/** A sentence of this many words or more has no brevity left. */
const LONG_SENTENCE_WORDS = 80;

const FIGURES: readonly QuestionKind[] = ['when', 'how_many', 'how_much', 'how_long', 'share'];
const NAMES: readonly QuestionKind[] = ['who', 'where'];

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

export function maxima(...lists: readonly (readonly number[])[]): number[] {
  const [first = []] = lists;
  return first.map((_, index) => Math.max(...lists.map((list) => list[index] ?? 0)));
}

/** The share of neighbouring concepts of the question that stand near each other; 0 where there are none. */
function measureAdjacency(found: readonly MatchedTerm[], concepts: number): number {
  const positions: number[][] = Array.from({ length: concepts }, () => []);
  for (const { concept, position } of found) positions[concept]?.push(position);
  let near = 0;
  for (let index = 0; index + 1 < concepts; index += 1) {
    const [here = [], there = []] = [positions[index], positions[index + 1]];
    if (here.some((a) => there.some((b) => Math.abs(a - b) <= NEAR_WORDS))) near += 1;
  }
  return concepts < 2 ? 0 : near / (concepts - 1);
}

/** How much of the question stands around what is expected, by rarity: the most for any of the things expected. */
function measureNearExpectation({ expected, found }: ReadSentence, weights: readonly number[]): number {
  return expected.reduce((best, { start, end, strength }) => {
    const around = weights.map(() => 0);
    for (const term of found) {
      const isNear = term.end >= start - NEAR_CHARACTERS && term.start <= end + NEAR_CHARACTERS;
      if (isNear) around[term.concept] = Math.max(around[term.concept] ?? 0, term.match);
    }
    return Math.max(best, strength * coverage(weights, around));
  }, 0);
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
  const { concepts, kind, names } = question;
  const weights = question.weights[sentence.language];
  const rarest = weights.indexOf(Math.max(...weights));
  const { matches, aboveMatches, previousMatches, expectation } = sentence;
  const contextMatches = maxima(matches, aboveMatches, previousMatches);
  const notAbove = aboveMatches.map((match) => 1 - match);
  const own = coverage(weights, matches);
  const isUnmet = expectation === 0 && (FIGURES.includes(kind) || NAMES.includes(kind));
  const of = (asked: QuestionKind) => (kind === asked ? expectation : 0);
  return {
    coverage: own,
    contextCoverage: coverage(weights, contextMatches),
    distinctCoverage: notAbove.every((share) => share < 0.1) ? own : coverage(weights, matches, notAbove),
    rarest: contextMatches[rarest] ?? 0,
    names: names.includes(1) ? coverage(weights, contextMatches, names) : 1,
    adjacency: measureAdjacency(sentence.found, concepts.length),
    expectation: kind === 'other' ? 0 : expectation,
    person: of('who'),
    place: of('where'),
    enumeration: of('list'),
    unmet: isUnmet ? 1 : 0,
    unmetFigure: isUnmet && FIGURES.includes(kind) ? 1 : 0,
    nearExpectation: measureNearExpectation(sentence, weights),
    counted: question.counted !== null && countsWhatIsAsked(sentence, question) ? 1 : 0,
    passageScore: standing.passageScore,
    firstPassage: standing.isFirst ? 1 : 0,
    brevity: Math.max(0, 1 - sentence.text.split(/\s+/).length / LONG_SENTENCE_WORDS),
    heading: sentence.isHeading ? 1 : 0,
  };
}
