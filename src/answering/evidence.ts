import type { Hit, Span } from '../domain.ts';
import { opensWithAnaphor } from '../language/anaphors.ts';
import { lacks, type MatchedTerm, maxima } from '../language/concept-match.ts';
import { type Expected, findExpected, measureListForm } from '../language/expectation.ts';
import { opensListOfSources } from '../language/list-of-sources.ts';
import { saysThatNothingIsSaid } from '../language/not-said.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import type { QuestionKind } from '../language/question-kind.ts';
import { readPassage, type SentenceReading } from '../language/read-passage.ts';
import { LIST_ITEM, TABLE_ROW } from '../language/sentences.ts';
import { measureDefinition, measurePerson, spellsOut } from './definition.ts';
import { type EvidenceFeatures, type SelectionWeights, scoreEvidence } from './evidence-model.ts';
import { findLabelledValue } from './labels.ts';
import { measureSentence, type Standing } from './sentence-features.ts';

/** What a sentence is credited with when the heading right above it holds what is expected: a name, say, over a role. */
const HEADING_SHARE = 0.9;

/** A sentence of a hit, seen as a possible answer. Its span is in the document's canonical text. */
export interface Evidence extends Span {
  readonly hit: Hit;
  /** Its place among the sentences of its passage, from 0. */
  readonly index: number;
  /** All sentences of its passage, in the document's canonical text. */
  readonly sentences: readonly Span[];
  readonly text: string;
  /** Where the sentence holds words of the question; offsets into `text`. */
  readonly matched: readonly MatchedTerm[];
  /** By concept, 0 to 1, in the sentence itself. */
  readonly matches: readonly number[];
  /** By concept, 0 to 1, in the sentence and in what it is surely about, see `shareOfContext`. */
  readonly heldMatches: readonly number[];
  /** By concept, 0 to 1, in the sentence before it. */
  readonly matchesBefore: readonly number[];
  /** By concept, 0 to 1, with its headings, title and what tells what it is about, see `readContexts`. */
  readonly contextMatches: readonly number[];
  /** By concept, 0 to 1, anywhere in its passage, headings and title included. */
  readonly passageMatches: readonly number[];
  readonly features: EvidenceFeatures;
  readonly isHeading: boolean;
  /** How far it, or the heading right above it, holds what is asked for, 0 to 1; 0.5 where the question does not say. */
  readonly expectation: number;
  /** Offset into `text`; see `findLabelledValue`. */
  readonly labelledValue: number | null;
  /** The heading right above it, where that holds what is expected better than the sentence does; else null. */
  readonly answeringHeading: Span | null;
  /** Orders the sentences of one question, best first; see `scoreEvidence`. */
  readonly score: number;
}

/** A sentence read by itself; its span is in the document's canonical text. */
interface Reading extends SentenceReading {
  readonly isHeading: boolean;
  readonly expected: readonly Expected[];
  /** How far it holds what is asked for, 0 to 1; 0.5 where the question does not say what it expects. */
  readonly expectation: number;
}

const ASKS_WHO = /\b(?:qui|who)\b/;

function measureExpectation(
  text: string,
  found: readonly MatchedTerm[],
  expected: readonly Expected[],
  { kind, subjects, acronyms, folded }: PreparedQuestion,
): number {
  if (kind === 'other') return 0.5;
  if (kind === 'definition') {
    if (acronyms.some((acronym) => spellsOut(text, acronym))) return 1;
    return (ASKS_WHO.test(folded) ? measurePerson : measureDefinition)(text, found, subjects);
  }
  const form = kind === 'list' ? measureListForm(text) : 0;
  return expected.reduce((best, { strength }) => Math.max(best, strength), form);
}

/** Whether a sentence of a passage is one of the headings above it. */
export function isHeadingOf({ section }: Hit['passage'], sentence: string): boolean {
  return section.some((heading) => heading.trim() === sentence.trim());
}

function readHit({ document, passage }: Hit, question: PreparedQuestion): Reading[] {
  return readPassage(passage, document, question).sentences.map((sentence) => {
    // Property by property: with an object spread into it each took 10 µs, and there are sixty of them a question.
    const { text, found } = sentence;
    const expected = findExpected(question.kind, question.folded, text, document.language);
    const expectation = measureExpectation(text, found, expected, question);
    // « Dans quelle ville » is answered by a town, which seldom says that it is one.
    const matches = sentence.matches.map((match, concept) =>
      question.subjects.includes(concept) ? match : Math.max(match, expectation),
    );
    return {
      start: sentence.start + passage.start,
      end: sentence.end + passage.start,
      text,
      isHeading: isHeadingOf(passage, text),
      found,
      matches,
      expected,
      expectation,
    };
  });
}

/** What remains, at each step back, of what was named before an anaphor. */
const CARRIED_SHARE = 0.7;

/**
 * By sentence, which concepts are held by what tells what it is about: the sentence before it, and what that one is about
 * where it opens with an anaphor; for an item, what opens its list; for a row of a table, the first row and what stands
 * before that.
 */
function readContexts(readings: readonly Reading[], question: PreparedQuestion): readonly (readonly number[])[] {
  const nothing = question.concepts.map(() => 0);
  const contexts: (readonly number[])[] = [];
  let leadIn: readonly number[] = nothing;
  let head: readonly number[] | null = null;
  for (const [index, { text, matches }] of readings.entries()) {
    const before = readings[index - 1]?.matches ?? nothing;
    const isItem = LIST_ITEM.test(text);
    const isRow = TABLE_ROW.test(text);
    contexts.push(
      isItem ? leadIn : isRow ? (head ?? before) : carryOn(text, before, contexts[index - 1] ?? nothing, question),
    );
    if (!isItem) leadIn = matches;
    head = isRow ? (head ?? maxima(before, matches)) : null;
  }
  return contexts;
}

/** What the sentence before holds, and, where this one may still be about that, what that one was about. */
function carryOn(
  text: string,
  before: readonly number[],
  earlier: readonly number[],
  { kind }: PreparedQuestion,
): readonly number[] {
  if (earlier.every((match) => match === 0)) return before;
  // The lines that tell how to reach somebody are about whoever the first of them names.
  const share = kind === 'contact' ? 1 : opensWithAnaphor(text) ? CARRIED_SHARE : 0;
  if (share === 0) return before;
  const carried = earlier.map((match) => share * match);
  return maxima(before, carried);
}

/** What a sentence that opens with a word for what was named is credited with of what was. */
const ANAPHOR_SHARE = 0.8;
/** A word of the question, or a synonym, is held from this on. */
const HELD = 0.35;

/**
 * How far a sentence that holds what is asked for is credited with what tells what it is about, as if it said that itself:
 * wholly a line of an address, or a row of a table with what its first row names; mostly « Il a coûté … », « Son directeur … ».
 * But for an address it must say a word of the question that is not said before: with an anaphor alone it is often about another
 * event.
 */
function shareOfContext(
  { text, expectation, matches }: Reading,
  context: readonly number[],
  { kind, subjects }: PreparedQuestion,
): number {
  if (expectation < 1) return 0;
  if (kind === 'contact') return 1;
  const addsToIt = subjects.some((concept) => (matches[concept] ?? 0) >= HELD && lacks(context, concept));
  if (!addsToIt) return 0;
  return TABLE_ROW.test(text) ? 1 : opensWithAnaphor(text) ? ANAPHOR_SHARE : 0;
}

/** The sentences of one hit with their features. */
function weighSentences(
  hit: Hit,
  standing: Standing,
  question: PreparedQuestion,
  weights: SelectionWeights,
): Evidence[] {
  const { document, passage } = hit;
  const { headings } = readPassage(passage, document, question);
  const aboveMatches = maxima(...headings.map(({ matches }) => matches));
  const readings = readHit(hit, question);
  const sentences = readings.map(({ start, end }) => ({ start, end }));
  const passageMatches = maxima(aboveMatches, ...readings.map(({ matches }) => matches));
  const contexts = readContexts(readings, question);
  return readings.map((reading, index) => {
    const { start, end, text, found, matches } = reading;
    const previousMatches = contexts[index] ?? [];
    const share = shareOfContext(reading, previousMatches, question);
    const named = previousMatches.map((match) => share * match);
    const heldMatches = share === 0 ? matches : maxima(matches, named);
    const before = readings[index - 1];
    // The heading right above, where that holds what is expected better than the sentence does.
    const heading = before?.isHeading && before.expectation > reading.expectation ? before : null;
    const expectation = Math.max(reading.expectation, HEADING_SHARE * (heading?.expectation ?? 0));
    const features = measureSentence(
      {
        text,
        language: document.language,
        isHeading: reading.isHeading,
        found,
        matches: heldMatches,
        previousMatches,
        aboveMatches,
        expected: reading.expected,
        expectation,
      },
      question,
      standing,
    );
    const contextMatches = maxima(matches, aboveMatches, previousMatches);
    return {
      hit,
      index,
      sentences,
      start,
      end,
      text,
      matched: found,
      matches,
      heldMatches,
      matchesBefore: before?.matches ?? [],
      contextMatches,
      passageMatches,
      features,
      isHeading: reading.isHeading,
      expectation,
      labelledValue: findLabelledValue(reading, document.language, question),
      answeringHeading: heading === null ? null : { start: heading.start, end: heading.end },
      score: scoreEvidence(features, weights),
    };
  });
}

/** Who published a document, and when, is told by a list of sources. */
const KINDS_OF_SOURCES: readonly QuestionKind[] = ['who', 'when'];

/**
 * Whether a passage lists documents, whose titles hold the question's words without telling anything of what is asked.
 * Not so where the question is about those documents.
 */
function onlyNamesSources({ document, passage }: Hit, question: PreparedQuestion): boolean {
  if (KINDS_OF_SOURCES.includes(question.kind) || !opensListOfSources(passage.section.at(-1) ?? '')) return false;
  return readPassage(passage, document, question).headings.at(-1)?.share === 0;
}

/** A question in a document answers nothing; as a heading it stands for what is below it. */
function asks({ text, isHeading }: Evidence): boolean {
  return !isHeading && text.endsWith('?');
}

/**
 * Every sentence of the hits as possible evidence, best first, but for questions, sentences that say that something is not
 * said and lists of sources; hits are expected best first.
 */
export function collectEvidence(
  hits: readonly Hit[],
  question: PreparedQuestion,
  weights: SelectionWeights,
): Evidence[] {
  const topScore = hits[0]?.score ?? 0;
  return hits
    .flatMap((hit, rank) => {
      if (onlyNamesSources(hit, question)) return [];
      const passageScore = topScore > 0 ? Math.max(0, hit.score / topScore) : 0;
      return weighSentences(hit, { passageScore, isFirst: rank === 0 }, question, weights);
    })
    .filter((sentence) => !asks(sentence) && !saysThatNothingIsSaid(sentence.text))
    .sort((a, b) => b.score - a.score);
}
