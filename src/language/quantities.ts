import type { Language, Span } from '../domain.ts';
import {
  type Currency,
  findCurrency,
  readCurrencyAfter,
  readMagnitudeSymbol,
  readMagnitudeWord,
} from './amount-units.ts';
import { classAt, DIGIT, endOfRun, LETTER, matchAt } from './characters.ts';
import { readDateAtDigits, readDateAtMonth } from './dates.ts';
import { readMeasureUnit } from './measure-units.ts';
import { fold } from './normalise.ts';
import { readNumbers } from './number-forms.ts';
import { readNumberWords } from './number-words.ts';
import { isStopWord } from './stop-words.ts';

export type QuantityKind = 'amount' | 'percent' | 'date' | 'year' | 'duration' | 'measure' | 'count' | 'number';

/** Something measured, counted or dated; `start` to `end` is its number with its unit (but not what is counted). */
export interface Quantity extends Span {
  readonly kind: QuantityKind;
  /**
   * `date` and `year`: ISO 8601 to the precision given (`2021`, `2021-11`, `2021-11-08`; `--11-08` without a year).
   * Otherwise a number, with million, milliard and the like multiplied out.
   */
  readonly value: number | string;
  /** The other end of a range (« 5 à 10 », 2021-2025, « du 10 au 11 février »), in the form of `value`. */
  readonly through: number | string | null;
  /**
   * `amount`: ISO 4217 (`EUR`). `duration`: `year`, `month`, `week`, `day`, `hour`, `minute` or `second`. `percent`:
   * `%`. `measure`: a symbol, see `MeasureUnit`. `count`: what is counted, as written, in lower case. Otherwise null.
   */
  readonly unit: string | null;
  /** The number is a word that may mean something else: « neuf » (nine or new). */
  readonly isAmbiguous: boolean;
}

const FRENCH_BILLION = 1e12;

const DURATIONS: ReadonlyMap<string, string> = new Map(
  [
    ['year', 'an ans annee annees year years'],
    ['month', 'mois month months'],
    ['week', 'semaine semaines week weeks'],
    ['day', 'jour jours journee journees j day days'],
    ['hour', 'heure heures hour hours h'],
    ['minute', 'minute minutes min'],
    ['second', 'seconde secondes second seconds'],
  ].flatMap(([unit = '', names = '']) => names.split(' ').map((name): [string, string] => [name, unit])),
);

const CURRENCY_CODE = /^(?:EUR|USD|GBP|CHF)$/;
const GAP = '[ \\u00A0\\u2009\\u202F\\n]';
const NO_LETTER_AFTER = '(?![\\p{L}\\p{N}])';
/** « Deux heures et demie », "two and a half hours". */
const HALF_BEHIND_UNIT = new RegExp(`${GAP}(?:et${GAP}demie?|and${GAP}a${GAP}half)${NO_LETTER_AFTER}`, 'iuy');
const HALF_BEHIND_NUMBER = new RegExp(`${GAP}and${GAP}a${GAP}half(?=${GAP}|-)`, 'iuy');
/** « 3 h 30 », « 3 heures 30 minutes ». */
const MINUTES = new RegExp(`${GAP}?([0-5]\\d)(?:${GAP}?min(?:utes?)?)?${NO_LETTER_AFTER}(?![.,]\\d)`, 'iuy');
const PERCENT = new RegExp(`${GAP}?(?:%|(?:pour${GAP}?cent|per${GAP}?cent|p\\.${GAP}?100)${NO_LETTER_AFTER})`, 'iuy');
const DURATION = new RegExp(`(?:${GAP}|-)?(\\p{L}{1,8})${NO_LETTER_AFTER}`, 'uy');
const COUNTED = new RegExp(
  `${GAP}(?:(?:de|of|d['’])${GAP}?)?((?:\\p{Ll}[\\p{Ll}\\p{M}’'-]{2,40}${GAP})?\\p{L}[\\p{L}\\p{M}-]{2,40})`,
  'uy',
);
const RANGE_LINK = new RegExp(`(?:${GAP}(?:à|to)${GAP}|-|–)(?=\\d)`, 'uy');
const BETWEEN_LINK = new RegExp(`${GAP}(?:et|and)${GAP}(?=\\d)`, 'uy');
const BETWEEN_BEFORE = /(?:entre|between)[ \u00A0\u202F\n]$/iu;
/** Opens « 48° 50′ N »: no number of anything. */
const COORDINATE = ['°', '′'];
const URL = /(?:https?:\/\/|www\.)[^\s<>"«»]+/iuy;
const PHONE = /0\d(?:[ .\u00A0]\d{2}){4}(?!\d)/y;
const POSTAL_CODE = /\d{5}(?= \p{Lu})/uy;
/** Numbers that name something: pages, articles, versions. */
const REFERENCE_BEFORE =
  /(?:^|[^\p{L}])(?:pp?\.|pages?|arts?\.|articles?|n[°º]s?|no\.|num[ée]ros?|numbers?|chap\.|chapitres?|chapters?|sections?|fig\.|figures?|tab\.|tableaux?|tables?|annexes?|vol\.|volumes?|version|§)[ \u00A0\u202F]?$/iu;
const CODE_ARTICLE_BEFORE = /(?:^|[^\p{L}])(?:LO|[LRDA])\.[ \u00A0\u202F]?$/u;
const YEAR_CUE_BEFORE =
  /(?:^|[^\p{L}])(?:en|depuis|dès|fin|début|mi|ici|année|années|an|in|since|by|until|from|year|years|late|early)[ \u00A0\u202F-]$/iu;
const QUALIFIERS = new Set(
  'nouveaux nouvelles nouvel nouveau nouvelle premiers premieres grands grandes autres principaux principales new other first main major'.split(
    ' ',
  ),
);
const SPACE = /[ \u00A0\u2009\u202F\n]/;
const LOOK_BACK = 16;

/**
 * Amounts, percentages, dates, years, durations, measures, counts and other numbers in French or English text, in order, without
 * overlap. Numbers within names (GPT-4, 3IA), ordinals, references (p. 12, art. 5, n° 7), addresses, telephone numbers
 * and postal codes are left out; so are « un », « une » and one by themselves. `language` decides what a billion is:
 * 10¹² in French. Linear time.
 */
export function findQuantities(text: string, language?: Language): Quantity[] {
  const quantities: Quantity[] = [];
  let index = 0;
  while (index < text.length) {
    const quantity = readQuantity(text, index, language);
    if (quantity) quantities.push(quantity);
    index = quantity ? Math.max(quantity.end, index + 1) : skipUnread(text, index);
  }
  return quantities;
}

function readQuantity(text: string, index: number, language: Language | undefined): Quantity | null {
  const characterClass = classAt(text, index);
  if (characterClass === DIGIT) return readAtDigits(text, index, language);
  if (characterClass === LETTER) return readAtLetters(text, index, language);
  return '€$£'.includes(text.charAt(index)) ? readAfterCurrency(text, index, index + 1, language) : null;
}

/** The whole run or address at an index without a quantity: what it holds further on is no quantity either. */
function skipUnread(text: string, index: number): number {
  const special = matchAt(URL, text, index) ?? matchAt(PHONE, text, index);
  if (special) return index + special[0].length;
  if (classAt(text, index) === DIGIT) {
    const end = readNumbers(text, index).at(-1)?.end ?? index + 1;
    return Math.max(endOfRun(text, index), end);
  }
  return Math.max(endOfRun(text, index), index + 1);
}

function readAtDigits(text: string, start: number, language: Language | undefined): Quantity | null {
  if (isPartOfName(text, start) || matchAt(PHONE, text, start) || matchAt(POSTAL_CODE, text, start)) return null;
  const date = readDateAtDigits(text, start);
  if (date?.kind === 'date') return { ...date, unit: null, isAmbiguous: false };
  const before = text.slice(Math.max(0, start - LOOK_BACK), start);
  if (REFERENCE_BEFORE.test(before) || CODE_ARTICLE_BEFORE.test(before)) return null;
  const number = parseNumber(text, start);
  if (!number) return date ? { ...date, unit: null, isAmbiguous: false } : null;
  const measured = readMeasure(text, readRange(text, number, before), null, language);
  if (date && (measured === null || date.through !== null || !isMeasured(measured, before))) {
    return { ...date, unit: null, isAmbiguous: false };
  }
  return measured;
}

/** Whether a number that could be a year is one of something: 2000 chercheurs, 2024 €, but « en 2024 ». */
function isMeasured({ kind, unit }: Quantity, before: string): boolean {
  if (kind === 'number') return false;
  return kind !== 'count' || (/[sx]$/.test(unit ?? '') && !YEAR_CUE_BEFORE.test(before));
}

function isPartOfName(text: string, start: number): boolean {
  if (classAt(text, start - 1) !== 0) return true;
  return '-‑_/@'.includes(text.charAt(start - 1) || ' ') && classAt(text, start - 2) === LETTER;
}

function readAtLetters(text: string, start: number, language: Language | undefined): Quantity | null {
  if (classAt(text, start - 1) !== 0) return null;
  const date = readDateAtMonth(text, start);
  if (date) return { ...date, unit: null, isAmbiguous: false };
  const end = endOfRun(text, start);
  if (CURRENCY_CODE.test(text.slice(start, Math.min(end, start + 4)))) {
    return readAfterCurrency(text, start, end, language);
  }
  const spelled = readNumberWords(text, start);
  if (!spelled) return null;
  const measured = readMeasure(text, { ...spelled, through: null }, null, language);
  if (!measured || !spelled.isAmbiguous) return measured;
  return disambiguate(text.slice(spelled.start, spelled.end), measured);
}

/** One of something is said by the article; « neuf » before a plural or a unit is nine. */
function disambiguate(written: string, measured: Quantity): Quantity | null {
  const isMultiplied = typeof measured.value === 'number' && measured.value > 9;
  if (fold(written) !== 'neuf') return isMultiplied ? { ...measured, isAmbiguous: false } : null;
  const isNine = measured.kind !== 'number' && (measured.kind !== 'count' || /[sx]$/.test(measured.unit ?? ''));
  return { ...measured, isAmbiguous: !isNine };
}

function readAfterCurrency(text: string, start: number, signEnd: number, language: Language | undefined) {
  const digits = /\d/.test(text.charAt(signEnd)) ? signEnd : signEnd + 1;
  if (digits > signEnd && !/[ \u00A0\u202F]/.test(text.charAt(signEnd))) return null;
  const number = classAt(text, digits) === DIGIT ? parseNumber(text, digits) : null;
  if (!number) return null;
  const currency = findCurrency(text.slice(start, signEnd));
  const measured = readMeasure(text, readRange(text, number, ''), currency, language);
  return measured === null ? null : { ...measured, start };
}

interface Reading extends Span {
  readonly value: number;
  readonly through: number | null;
  readonly isAmbiguous: boolean;
}

/** Null for what no number is: versions, section numbers, lists, digits beyond counting. */
function parseNumber(text: string, start: number): Reading | null {
  const numbers = readNumbers(text, start);
  const [number] = numbers;
  const value = Number(number?.normal);
  if (!number || numbers.length > 1 || !Number.isFinite(value) || number.normal.length > 15) return null;
  return { start, end: number.end, value, through: null, isAmbiguous: false };
}

function readRange(text: string, first: Reading, before: string): Reading {
  const link =
    matchAt(RANGE_LINK, text, first.end) ??
    (BETWEEN_BEFORE.test(before) ? matchAt(BETWEEN_LINK, text, first.end) : null);
  const second = link ? parseNumber(text, first.end + link[0].length) : null;
  if (!second || second.value <= first.value) return first;
  return { ...first, end: second.end, through: second.value };
}

function readMeasure(
  text: string,
  reading: Reading,
  currencyBefore: Currency | null,
  language: Language | undefined,
): Quantity | null {
  const number = addHalf(text, reading, HALF_BEHIND_NUMBER);
  const { end: magnitudeEnd, factor } = readMagnitude(text, number.end, currencyBefore !== null, language);
  const { end, value, through } =
    factor === 1 ? number : addHalf(text, { ...number, end: magnitudeEnd }, HALF_BEHIND_UNIT);
  const scaled = {
    start: reading.start,
    value: multiply(value, factor),
    through: through === null ? null : multiply(through, factor),
    isAmbiguous: reading.isAmbiguous,
  };
  if (currencyBefore !== null) return { ...scaled, kind: 'amount', unit: currencyBefore.code, end };
  const percent = matchAt(PERCENT, text, end);
  if (percent) return { ...scaled, kind: 'percent', unit: '%', end: end + percent[0].length };
  const currency = readCurrencyAfter(text, end);
  if (currency) return { ...scaled, kind: 'amount', unit: currency.unit.code, end: currency.end };
  // Before durations: a light year is no year.
  const measure = readMeasureUnit(text, end);
  if (measure) {
    return {
      ...addHalf(text, { ...scaled, end: measure.end }, HALF_BEHIND_UNIT),
      kind: 'measure',
      unit: measure.symbol,
    };
  }
  const duration = matchAt(DURATION, text, end);
  const unit = DURATIONS.get(fold(duration?.[1] ?? ''));
  if (duration && unit !== undefined) {
    const whole = { ...scaled, end: end + duration[0].length };
    const withHalf = addHalf(text, whole, HALF_BEHIND_UNIT);
    return { ...(unit === 'hour' && withHalf === whole ? addMinutes(text, whole) : withHalf), kind: 'duration', unit };
  }
  if (classAt(text, end) === LETTER || COORDINATE.includes(text.charAt(end))) return null;
  const counted = readCounted(text, end);
  return { ...scaled, kind: counted === null ? 'number' : 'count', unit: counted, end };
}

/** With the half that stands at its end, where one does. */
function addHalf<Said extends Reading>(text: string, reading: Said, half: RegExp): Said {
  const found = reading.through === null ? matchAt(half, text, reading.end) : null;
  return found === null ? reading : { ...reading, value: reading.value + 0.5, end: reading.end + found[0].length };
}

function addMinutes<Hours extends Reading>(text: string, hours: Hours): Hours {
  const minutes = hours.through === null ? matchAt(MINUTES, text, hours.end) : null;
  if (minutes === null) return hours;
  return { ...hours, value: hours.value + Number(minutes[1]) / 60, end: hours.end + minutes[0].length };
}

/** 1.1 × 10⁶ is not 1100000.0000000002. */
function multiply(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15));
}

/** A symbol counts next to a currency only: 75 M€, €75M; a word always: 75 millions. */
function readMagnitude(text: string, start: number, isAfterCurrency: boolean, language: Language | undefined) {
  const afterSpace = SPACE.test(text.charAt(start)) ? start + 1 : start;
  const word = afterSpace > start ? readMagnitudeWord(text, afterSpace) : null;
  if (word) {
    const isFrenchBillion = language === 'fr' && /^b/i.test(text.charAt(afterSpace));
    return { end: word.end, factor: isFrenchBillion ? FRENCH_BILLION : word.unit.factor };
  }
  const symbol = readMagnitudeSymbol(text, afterSpace);
  if (!symbol || !(isAfterCurrency || readCurrencyAfter(text, symbol.end))) return { end: start, factor: 1 };
  return { end: symbol.end, factor: symbol.unit.factor };
}

/** What stands where the counted thing does; an adjective like « nouveaux » is passed over. */
function readCounted(text: string, start: number): string | null {
  const [first = '', second] = matchAt(COUNTED, text, start)?.[1]?.split(/[ \u00A0\u2009\u202F\n]/) ?? [];
  const noun = second !== undefined && QUALIFIERS.has(fold(first)) ? second : first;
  if (noun === '' || noun === 'environ' || isStopWord(noun, 'fr') || isStopWord(noun, 'en')) return null;
  return noun.toLowerCase();
}
