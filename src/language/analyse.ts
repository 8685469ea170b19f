import type { Language, Span } from '../domain.ts';
import { BoundedMemo } from './bounded-memo.ts';
import { fold } from './normalise.ts';
import { stem, truncate } from './stem.ts';
import { isStopWord } from './stop-words.ts';
import { tokenise, type Word } from './words.ts';

/** Changes whenever `analyse` could give other terms for some text: an index made with another version is stale. */
export const ANALYZER_VERSION = '2';

/** What is looked for and found: a folded stem, or the normal form of a number, unit, address or reference. */
export interface Term extends Span {
  readonly term: string;
  /** Counts words from 0, stop words included. Terms at one position are readings of the same place. */
  readonly position: number;
}

interface Reading {
  readonly stem: string;
  /** An acronym as it is written: stems blur acronyms (« CNRS » and « CNR ») and differ between the languages. */
  readonly acronym: string | null;
}

const readings: Readonly<Record<Language, BoundedMemo<Reading>>> = {
  fr: new BoundedMemo(100_000, (word) => read(word, 'fr')),
  en: new BoundedMemo(100_000, (word) => read(word, 'en')),
};

/** With the s of an English plural, which is none of its letters. */
const ACRONYM = /^(\p{Lu}{2,8})s?$/u;

function read(word: string, language: Language): Reading {
  const stemmed = stem(word, language);
  const letters = ACRONYM.exec(word.normalize('NFC'))?.[1];
  const acronym = letters === undefined ? (readRomanOrdinal(word) ?? stemmed) : fold(letters);
  return { stem: stemmed, acronym: acronym === stemmed ? null : acronym };
}

const ROMAN_SHAPE = /^[IVXL]+\P{Lu}{1,3}$/u;
const ROMAN_ORDINAL = /^(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})(?:e|eme|er|re)$/;
const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50 };

/** « XXIe » as `21e`, the form of an ordinal in digits. Up to the eighties, so centuries, arrondissements, editions. */
function readRomanOrdinal(word: string): string | null {
  if (!ROMAN_SHAPE.test(word)) return null;
  const capitals = word.replace(/\P{Lu}+$/u, '');
  if (!ROMAN_ORDINAL.test(capitals + fold(word.slice(capitals.length)))) return null;
  const digits = Array.from(capitals, (letter) => ROMAN_DIGITS[letter] ?? 0);
  return `${digits.reduce((sum, digit, at) => sum + (digit < (digits[at + 1] ?? 0) ? -digit : digit), 0)}e`;
}

/**
 * The terms of a text, in order, stop words left out (their positions stay empty). Passages and questions are analysed
 * alike. Terms of both languages live in one space, so that names, numbers and acronyms meet; stems of the two differ
 * where the languages' endings do, so a question in another language than the passages should be analysed in both:
 * positions and offsets are the same in the two analyses.
 */
export function analyse(text: string, language: Language): Term[] {
  return toTerms(tokenise(text), language, isContent);
}

/**
 * As `analyse`; but where nothing would be left (« Qui est-ce ? ») every word counts, and in a French question typed
 * without any accent words have a second reading with the accent that French endings want: « regularite » is also
 * régularité, « financee » also financée, whose stems the bare forms miss. The other way round, a word with an accent
 * has the reading of a text that lacks it: « congrès » is also CONGRES.
 */
export function analyseQuestion(text: string, language: Language): Term[] {
  const words = tokenise(text);
  const content = toTerms(words, language, isContent);
  const terms = content.length > 0 ? content : toTerms(words, language, () => true);
  if (language !== 'fr') return terms;
  const isTypedWithoutAccents = !ACCENT.test(text.normalize('NFD'));
  const otherReadings = isTypedWithoutAccents ? accentedReadings : bareReadings;
  return terms.flatMap((term) => [term, ...otherReadings(text, term)]);
}

const ACCENT = /\p{M}/u;
const ACCENTED_WORD = /^(?=.*[^a-zA-Z])\p{L}{3,}$/u;
const BARE_WORD = /^\p{L}{3,}$/u;
const BARE_ENDINGS: readonly [ending: RegExp, accented: string][] = [
  [/(?<!e)e(s?)$/i, 'é$1'],
  [/ee(s?)$/i, 'ée$1'],
  [/er(es?|ement)$/i, 'èr$1'],
  [/es$/i, 'ès'],
  [/e(ment)$/i, 'é$1'],
];

function accentedReadings(text: string, term: Term): Term[] {
  const word = text.slice(term.start, term.end);
  if (!BARE_WORD.test(word) || term.term !== stem(word, 'fr')) return [];
  const stems = BARE_ENDINGS.filter(([ending]) => ending.test(word)).map(([ending, accented]) =>
    stem(word.replace(ending, accented), 'fr'),
  );
  return [...new Set(stems)].filter((other) => other !== term.term).map((other) => ({ ...term, term: other }));
}

function bareReadings(text: string, term: Term): Term[] {
  const word = text.slice(term.start, term.end).normalize('NFC');
  if (!ACCENTED_WORD.test(word) || term.term !== stem(word, 'fr')) return [];
  const bare = stem(fold(word), 'fr');
  return bare === term.term ? [] : [{ ...term, term: bare }];
}

/** Where the words stand that `analyse` keeps. */
export function contentPositions(words: readonly Word[], language: Language): Set<number> {
  return new Set(words.filter((_, index) => isContent(words, index, language)).map(({ position }) => position));
}

type Choice = (words: readonly Word[], index: number, language: Language) => boolean;

function toTerms(words: readonly Word[], language: Language, isChosen: Choice): Term[] {
  const terms: Term[] = [];
  for (const [index, word] of words.entries()) {
    const { position, start, end } = word;
    if (word.kind === 'exact') {
      terms.push({ term: truncate(word.text), position, start, end });
      continue;
    }
    if (!isChosen(words, index, language)) continue;
    const reading = readings[language].get(truncate(word.text));
    // A mark that stands alone folds to nothing.
    if (reading.stem === '') continue;
    terms.push({ term: reading.stem, position, start, end });
    if (reading.acronym !== null) terms.push({ term: reading.acronym, position, start, end });
  }
  return terms;
}

function isContent(words: readonly Word[], index: number, language: Language): boolean {
  const word = words[index];
  if (word?.kind !== 'plain') return word?.kind !== 'elided';
  return !isStopWord(truncate(word.text), language) || isContentInContext(words, index, word.text, language);
}

const CAPITALS = /^(?:\p{Lu}\p{M}*)+$/u;
const LETTERS_THAT_ARE_WORDS = /^[AÀIYO]$/;
const BEFORE_SUMMER = new Set('d l cet en un chaque plein bel dernier prochain'.split(' '));

/** Function words that are something else where they stand: WHO, US, EU, UN in capitals; « d’été »; May 2024. */
function isContentInContext(words: readonly Word[], index: number, text: string, language: Language): boolean {
  const previous = words[index - 1]?.text ?? '';
  const next = words[index + 1]?.text ?? '';
  if (CAPITALS.test(text)) {
    return !LETTERS_THAT_ARE_WORDS.test(text) && !isShouted(previous) && !isShouted(next);
  }
  if (language === 'en') return text === 'May' && (index > 0 || /^\d/.test(next));
  return fold(text) === 'ete' && BEFORE_SUMMER.has(fold(previous));
}

/** A neighbour in capitals makes a heading in capitals likelier than an acronym. */
function isShouted(word: string): boolean {
  return word.length > 1 && CAPITALS.test(word);
}
