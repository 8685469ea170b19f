import type { Language, Span } from '../domain.ts';
import { analyse } from './analyse.ts';
import { fold } from './normalise.ts';
import { findQuantities, type Quantity } from './quantities.ts';
import { stem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

/** A quote that a sentence relies on. */
export interface Proof {
  readonly quote: string;
  /** What tells what the quote is about, and may name it: its headings, its document's title, the sentence before it. */
  readonly context: string;
  readonly language: Language;
}

/** What a sentence says and no quote of its own holds. */
export interface Unproven {
  readonly kind: 'figure' | 'date' | 'name';
  /** As the sentence says it. */
  readonly text: string;
}

/** A sentence of so many content words, */
const SOME_WORDS = 3;
/** of which no more than this share is held by its quotes, is about something else. */
const LEAST_HELD = 0.2;

/** Stems of the other language that may render a folded word of this one. */
export type Renderings = (word: string, from: Language) => readonly string[];

/** « européenne » and European: the same word in two languages begins alike, for so many letters and such a share. */
const COGNATE = { letters: 4, share: 0.7 };

/**
 * The first figure, date or name of a sentence that none of its quotes holds; null where there is none. Figures and
 * dates are compared by value (36 M€, 36 million euros), a less precise date is held by a more precise one. Names may
 * also stand in the context of a quote; in another language than the quote's they may be renderings of its words.
 * Names are words with a capital; the one that opens a sentence, where no word of the other language renders it.
 */
export function findUnproven(
  sentence: string,
  language: Language,
  proofs: readonly Proof[],
  renderings: Renderings,
): Unproven | null {
  const quantities = findQuantities(sentence, language);
  const held = proofs.flatMap(({ quote, language: of }) => findQuantities(quote, of));
  const unheld = quantities.find((quantity) => !quantity.isAmbiguous && !isHeld(quantity, held));
  if (unheld !== undefined) {
    const kind = unheld.kind === 'date' || unheld.kind === 'year' ? 'date' : 'figure';
    return { kind, text: sentence.slice(unheld.start, unheld.end) };
  }
  const number = findNumber(sentence, quantities, proofs);
  if (number !== null) return { kind: 'figure', text: number };
  const name = findName(sentence, language, quantities, proofs, renderings);
  return name === null ? null : { kind: 'name', text: name };
}

/**
 * Whether a sentence has nearly nothing in common with its quotes and their contexts: neither words, nor renderings of
 * words, nor figures.
 */
export function isUnrelated(
  sentence: string,
  language: Language,
  proofs: readonly Proof[],
  renderings: Renderings,
): boolean {
  const words = (sentence.match(WORD) ?? [])
    .map((word) => word.replace(ELIDED, ''))
    .filter((word) => word.length > 1 && !isStopWord(fold(word), language));
  const sources = proofs.map(({ quote, context, language: of }) => readWords(`${context}\n${quote}`, of));
  const held = words.filter((word) => sources.some((source) => holdsWord(source, word, language, renderings)));
  return words.length >= SOME_WORDS && held.length <= LEAST_HELD * words.length;
}

function isHeld(quantity: Quantity, held: readonly Quantity[]): boolean {
  const isEnd = (value: number | string, other: Quantity) =>
    [other.value, other.through].some((end) => end !== null && isSameValue(value, end));
  return held.some(
    (other) =>
      isSameUnit(quantity, other) &&
      isEnd(quantity.value, other) &&
      (quantity.through === null || other.through === null || isSameValue(quantity.through, other.through)) &&
      (quantity.through === null || held.some((another) => isEnd(quantity.through as number | string, another))),
  );
}

/** 2021 is said by 2021-11-08; not the other way round. */
function isSameValue(value: number | string, held: number | string): boolean {
  if (typeof value === 'number' && typeof held === 'number') return value === held;
  return String(held) === String(value) || String(held).startsWith(`${value}-`);
}

const MEASURED = new Set(['amount', 'percent', 'duration', 'measure']);

function isSameUnit(one: Quantity, other: Quantity): boolean {
  const isTime = ({ kind }: Quantity) => kind === 'date' || kind === 'year';
  // A bare number may be a year.
  if (isTime(one) || isTime(other)) return isTime(one) === isTime(other) || isBare(one) || isBare(other);
  if (MEASURED.has(one.kind) || MEASURED.has(other.kind)) return one.kind === other.kind && one.unit === other.unit;
  return true;
}

function isBare({ kind }: Quantity): boolean {
  return kind === 'number' || kind === 'count';
}

/** Digits outside of quantities (3rd, p. 12, n° 7) must be digits of a quote, or its ordinals in Roman numerals. */
function findNumber(sentence: string, quantities: readonly Span[], proofs: readonly Proof[]): string | null {
  const terms = new Set(proofs.flatMap(({ quote, language }) => analyse(quote, language).map(({ term }) => term)));
  const digits = new Set(proofs.flatMap(({ quote, context }) => `${quote} ${context}`.match(/\d+/gu) ?? []));
  for (const { 0: number, index } of sentence.matchAll(/\d+/gu)) {
    const isPart = quantities.some(({ start, end }) => index >= start && index < end);
    if (!isPart && !digits.has(number) && !terms.has(`${number}e`)) return number;
  }
  return null;
}

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}.&-]*[\p{L}\p{M}\p{N}])?/gu;
const ELIDED = /^(?:[ldnsjmtc]|qu|lorsqu|puisqu|jusqu)['’]/iu;
const OPENS_SENTENCE = /(?:^|[.!?:;]\s+)[\s«“"'’(—–-]*$/u;
const ACRONYM = /\p{Lu}.*\p{Lu}|\p{N}/u;

function findName(
  sentence: string,
  language: Language,
  quantities: readonly Span[],
  proofs: readonly Proof[],
  renderings: Renderings,
): string | null {
  const sources = proofs.map(({ quote, context, language: of }) => readWords(`${context}\n${quote}`, of));
  for (const { 0: word, index } of sentence.matchAll(WORD)) {
    const isPart = quantities.some(({ start, end }) => index >= start && index < end);
    if (isPart || !/\p{Lu}/u.test(word) || isStopWord(fold(word), language)) continue;
    const opens = OPENS_SENTENCE.test(sentence.slice(0, index).replace(ELIDED, ''));
    if (opens && !ACRONYM.test(word) && isCommonWord(word, language, renderings)) continue;
    if (!sources.some((source) => holdsWord(source, word, language, renderings))) return word;
  }
  return null;
}

/** Whatever opens a sentence has a capital. A name is rendered by itself, or not at all. */
function isCommonWord(word: string, language: Language, renderings: Renderings): boolean {
  const others = renderings(fold(word), language);
  const itself = [fold(word), stem(word, 'fr'), stem(word, 'en')];
  return others.length > 0 && !others.some((other) => itself.includes(other));
}

interface SourceWords {
  readonly language: Language;
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
}

function readWords(text: string, language: Language): SourceWords {
  const words = (text.match(WORD) ?? []).map((word) => word.replace(ELIDED, ''));
  const parts = words.flatMap((word) => [word, ...word.split(/[-.&]/u)]).filter((word) => word !== '');
  return {
    language,
    words: new Set(parts.map((word) => fold(word))),
    stems: new Set([...parts.map((word) => stem(word, language)), ...analyse(text, language).map(({ term }) => term)]),
  };
}

function holdsWord(source: SourceWords, word: string, language: Language, renderings: Renderings): boolean {
  const folded = fold(word);
  if (source.words.has(folded) || source.stems.has(stem(word, source.language))) return true;
  const parts = word.split(/[-.&]/u).filter((part) => part.length > 1);
  if (parts.length > 1) return parts.every((part) => holdsWord(source, part, language, renderings));
  if (source.language === language) return source.stems.has(stem(word, language));
  if (renderings(folded, language).some((rendering) => source.stems.has(rendering))) return true;
  return [...source.words].some((held) => areCognate(folded, held));
}

function areCognate(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  let common = 0;
  while (common < shorter && one[common] === other[common]) common++;
  return common >= COGNATE.letters && common >= COGNATE.share * shorter;
}
