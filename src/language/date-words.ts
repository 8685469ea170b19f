import type { Span } from '../domain.ts';
import { findMonth, readDateAtDigits, readDateAtMonth, type WrittenDate } from './dates.ts';
import type { Word } from './words.ts';

/** A date among the words that were read last, with the forms in which all ways of writing it meet. */
export interface DateInWords extends Span {
  /** `2024-03-01`; the first and the last day of a period; empty where no day is written. */
  readonly days: readonly string[];
  /** `2024-03`. */
  readonly month: string;
  /** The word that says the month: its place among the words. */
  readonly monthIndex: number;
  /** The first word of the date: its place among the words. */
  readonly firstIndex: number;
}

const MOST_WORDS_BEFORE = 8;
const LONGEST_DATE = 36;
const LONGEST_GAP = 2;
const YEAR = /^(?:1[5-9]|20|21)\d\d$/;
const TWO_DIGITS = /^\d\d$/;
/** Or month; an ordinal, too. */
const DAY = /^\d{1,2}e?$/;

/**
 * The date that ends with the last of the words, a number: « 1er mars 2024 », March 1, 2024, 01/03/2024, 2024-03-01,
 * « mars 2024 ». Null for a year alone. Looks back over a few words, and only from what can end a date.
 */
export function findDateAtEnd(text: string, words: readonly Word[]): DateInWords | null {
  const last = words.at(-1);
  const previous = words.at(-2);
  if (!last || !previous || !canEndDate(text, last, previous)) return null;
  const earliest = Math.max(0, words.length - 1 - MOST_WORDS_BEFORE);
  for (let index = earliest; index < words.length - 1; index++) {
    const first = words[index] as Word;
    if (last.start - first.start > LONGEST_DATE) continue;
    const date = readDate(text, first);
    if (date?.kind === 'date' && date.end === last.end && date.value.length > 'yyyy'.length) {
      return toDateInWords(date, words, index);
    }
  }
  return null;
}

function canEndDate(text: string, last: Word, previous: Word): boolean {
  if ((last.text.length !== 2 && last.text.length !== 4) || last.start - previous.end > LONGEST_GAP) return false;
  if (TWO_DIGITS.test(last.text)) return text.charAt(last.start - 1) === '-' && TWO_DIGITS.test(previous.text);
  return YEAR.test(last.text) && (DAY.test(previous.text) || isMonth(previous));
}

function isMonth({ kind, text }: Word): boolean {
  return kind === 'plain' && findMonth(text) !== null;
}

function readDate(text: string, { start, kind }: Word): WrittenDate | null {
  if (kind === 'exact') return readDateAtDigits(text, start);
  return kind === 'plain' ? readDateAtMonth(text, start) : null;
}

function toDateInWords(date: WrittenDate, words: readonly Word[], firstIndex: number): DateInWords {
  const { start, end, value, through } = date;
  const month = value.slice(0, 'yyyy-mm'.length);
  const days = [value, through].filter((day): day is string => day !== null && day.length > month.length);
  const own = words.slice(firstIndex);
  const named = own.findIndex(isMonth);
  const number = Number(month.slice(-2));
  // In digits the month comes second, in whatever order.
  const written = own.findIndex((word, index) => index > 0 && Number(word.text) === number);
  const monthIndex = firstIndex + Math.max(0, named >= 0 ? named : written);
  return { start, end, days, month, monthIndex, firstIndex };
}
