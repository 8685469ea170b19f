import type { Hit, Language, Span } from '../domain.ts';
import { analyse, type Term } from '../language/analyse.ts';
import { splitSentences } from '../language/sentences.ts';
import { type Concept, coverage, matchConcepts } from './concept.ts';
import { type EvidenceFeatures, type EvidenceWeights, evidenceProbability } from './evidence-model.ts';
import { meetsExpectation } from './expectation.ts';
import type { QuestionKind } from './question-kind.ts';

/** Words within which two neighbouring words of the question count as near each other. */
const NEAR_WORDS = 4;
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
  /** That it answers, 0 to 1. */
  readonly probability: number;
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

/** Sentences of one hit with their features; `topScore` is the score of the best hit. */
function sentencesOf(
  hit: Hit,
  rank: number,
  topScore: number,
  question: EvidenceQuestion,
  weights: EvidenceWeights,
): Evidence[] {
  const { passage, document } = hit;
  const { language } = document;
  const { concepts, kind } = question;
  const rarest = indexOfRarest(concepts);
  const aboveMatches = matchConcepts(
    concepts,
    analyse(`${document.title}\n${passage.section.join('\n')}`, language),
    language,
  );
  const headings = new Set(passage.section.map((heading) => heading.trim()));
  const spans = splitSentences(passage.text);
  const sentences = spans.map(({ start, end }) => ({ start: start + passage.start, end: end + passage.start }));
  let previousMatches: number[] = concepts.map(() => 0);
  return spans.map((span, index) => {
    const text = passage.text.slice(span.start, span.end);
    const terms = analyse(text, language);
    const matches = matchConcepts(concepts, terms, language);
    const contextMatches = maxima(matches, aboveMatches, previousMatches);
    previousMatches = matches;
    const features: EvidenceFeatures = {
      coverage: coverage(concepts, matches),
      contextCoverage: coverage(concepts, contextMatches),
      rarest: contextMatches[rarest] ?? 0,
      expectation: meetsExpectation(kind, question.text, text, language),
      adjacency: adjacency(concepts, terms, language),
      passageScore: topScore > 0 ? Math.max(0, hit.score / topScore) : 0,
      firstPassage: rank === 0 ? 1 : 0,
      brevity: Math.max(0, 1 - text.split(/\s+/).length / LONG_SENTENCE_WORDS),
      heading: headings.has(text.trim()) ? 1 : 0,
    };
    return {
      hit,
      index,
      sentences,
      ...{ start: span.start + passage.start, end: span.end + passage.start },
      text,
      matched: matchedSpans(concepts, terms, language),
      matches,
      contextMatches,
      features,
      probability: evidenceProbability(features, weights),
    };
  });
}

/** Every sentence of the hits as possible evidence, likeliest first; hits are expected best first. */
export function collectEvidence(
  hits: readonly Hit[],
  question: EvidenceQuestion,
  weights: EvidenceWeights,
): Evidence[] {
  const topScore = hits[0]?.score ?? 0;
  return hits
    .flatMap((hit, rank) => sentencesOf(hit, rank, topScore, question, weights))
    .sort((a, b) => b.probability - a.probability);
}
