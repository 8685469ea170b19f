import type { Hit, Language, Span } from '../domain.ts';
import { analyse, type Term } from '../language/analyse.ts';
import { splitSentences } from '../language/sentences.ts';
import { type Concept, coverage, matchConcepts } from './concept.ts';
import { type EvidenceFeatures, type EvidenceWeights, scoreEvidence } from './evidence-model.ts';
import { meetsExpectation } from './expectation.ts';
import type { QuestionKind } from './question-kind.ts';

/** Words within which two neighbouring words of the question count as near each other. */
const NEAR_WORDS = 4;
/** What a sentence is credited with when the heading right above it holds what is expected: a name, say, over a role. */
const HEADING_SHARE = 0.9;
/** A sentence of this many words or more has no brevity left. */
const LONG_SENTENCE_WORDS = 80;

/** A sentence of a hit, seen as a possible answer. Its span is in the document's canonical text. */
export interface Evidence extends Span {
  readonly hit: Hit;
  /** Its place among the sentences of its passage, from 0. */
  readonly index: number;
  /** All sentences of its passage, in the document's canonical text. */
  readonly sentences: readonly Span[];
  readonly text: string;
  /** Where the sentence holds a word of the question; offsets into `text`. */
  readonly matched: readonly Span[];
  /** By concept, 0 to 1, in the sentence itself. */
  readonly matches: readonly number[];
  /** By concept, 0 to 1, with its headings, title and the sentence before. */
  readonly contextMatches: readonly number[];
  readonly features: EvidenceFeatures;
  /** The heading right above it, where that holds what is expected better than the sentence does; else null. */
  readonly answeringHeading: Span | null;
  /** Orders the sentences of one question, best first; see `scoreEvidence`. */
  readonly score: number;
}

export interface EvidenceQuestion {
  readonly text: string;
  readonly kind: QuestionKind;
  readonly concepts: readonly Concept[];
}

function maxima(...lists: readonly (readonly number[])[]): number[] {
  const [first = []] = lists;
  return first.map((_, index) => Math.max(...lists.map((list) => list[index] ?? 0)));
}

/** The share of neighbouring concepts of the question that stand near each other; 0 where there are none. */
function adjacency(concepts: readonly Concept[], terms: readonly Term[], language: Language): number {
  const places = concepts.map(({ variants }) => {
    const wanted = new Set(variants[language].map(({ term }) => term));
    return terms.filter(({ term }) => wanted.has(term)).map(({ position }) => position);
  });
  let near = 0;
  for (let index = 0; index + 1 < places.length; index += 1) {
    const [here = [], there = []] = [places[index], places[index + 1]];
    if (here.some((a) => there.some((b) => Math.abs(a - b) <= NEAR_WORDS))) near += 1;
  }
  return places.length < 2 ? 0 : near / (places.length - 1);
}

function matchedSpans(concepts: readonly Concept[], terms: readonly Term[], language: Language): Span[] {
  const wanted = new Set(concepts.flatMap(({ variants }) => variants[language].map(({ term }) => term)));
  return terms.filter(({ term }) => wanted.has(term)).map(({ start, end }) => ({ start, end }));
}

function indexOfRarest(concepts: readonly Concept[]): number {
  return concepts.reduce((best, { rarity }, index) => (rarity > (concepts[best]?.rarity ?? -1) ? index : best), 0);
}

/** A passage's sentences, with what is said above all of them. */
interface ReadPassage {
  readonly hit: Hit;
  /** Offsets into the passage's text. */
  readonly spans: readonly Span[];
  readonly texts: readonly string[];
  readonly isHeading: readonly boolean[];
  readonly expectations: readonly number[];
  /** By concept, 0 to 1, in its headings and its document's title. */
  readonly aboveMatches: readonly number[];
}

function readPassage(hit: Hit, { text: question, kind, concepts }: EvidenceQuestion): ReadPassage {
  const { passage, document } = hit;
  const { language } = document;
  const headings = new Set(passage.section.map((heading) => heading.trim()));
  const spans = splitSentences(passage.text);
  const texts = spans.map(({ start, end }) => passage.text.slice(start, end));
  const above = analyse(`${document.title}\n${passage.section.join('\n')}`, language);
  return {
    hit,
    spans,
    texts,
    isHeading: texts.map((text) => headings.has(text.trim())),
    expectations: texts.map((text) => meetsExpectation(kind, question, text, language)),
    aboveMatches: matchConcepts(concepts, above, language),
  };
}

/** The place of the heading right above a sentence, where that holds what is expected better than the sentence does. */
function findAnsweringHeading({ isHeading, expectations }: ReadPassage, index: number): number | null {
  const above = index - 1;
  return isHeading[above] && (expectations[above] ?? 0) > (expectations[index] ?? 0) ? above : null;
}

/** The sentences of one hit with their features; `passageScore` is relative to the best hit. */
function weighSentences(
  read: ReadPassage,
  standing: { readonly passageScore: number; readonly isFirst: boolean },
  { concepts }: EvidenceQuestion,
  weights: EvidenceWeights,
): Evidence[] {
  const { hit, spans, texts, expectations, isHeading, aboveMatches } = read;
  const { language } = hit.document;
  const rarest = indexOfRarest(concepts);
  const offset = hit.passage.start;
  const sentences = spans.map(({ start, end }) => ({ start: start + offset, end: end + offset }));
  let previousMatches: number[] = concepts.map(() => 0);
  return sentences.map((sentence, index) => {
    const text = texts[index] ?? '';
    const terms = analyse(text, language);
    const matches = matchConcepts(concepts, terms, language);
    const contextMatches = maxima(matches, aboveMatches, previousMatches);
    const heading = findAnsweringHeading(read, index);
    previousMatches = matches;
    const features: EvidenceFeatures = {
      coverage: coverage(concepts, matches),
      contextCoverage: coverage(concepts, contextMatches),
      rarest: contextMatches[rarest] ?? 0,
      expectation: Math.max(expectations[index] ?? 0, HEADING_SHARE * (expectations[heading ?? index] ?? 0)),
      adjacency: adjacency(concepts, terms, language),
      passageScore: standing.passageScore,
      firstPassage: standing.isFirst ? 1 : 0,
      brevity: Math.max(0, 1 - text.split(/\s+/).length / LONG_SENTENCE_WORDS),
      heading: isHeading[index] ? 1 : 0,
    };
    return {
      hit,
      index,
      sentences,
      ...sentence,
      text,
      matched: matchedSpans(concepts, terms, language),
      matches,
      contextMatches,
      features,
      answeringHeading: heading === null ? null : (sentences[heading] ?? null),
      score: scoreEvidence(features, weights),
    };
  });
}

/** Every sentence of the hits as possible evidence, best first; hits are expected best first. */
export function collectEvidence(
  hits: readonly Hit[],
  question: EvidenceQuestion,
  weights: EvidenceWeights,
): Evidence[] {
  const topScore = hits[0]?.score ?? 0;
  return hits
    .flatMap((hit, rank) => {
      const passageScore = topScore > 0 ? Math.max(0, hit.score / topScore) : 0;
      return weighSentences(readPassage(hit, question), { passageScore, isFirst: rank === 0 }, question, weights);
    })
    .sort((a, b) => b.score - a.score);
}
