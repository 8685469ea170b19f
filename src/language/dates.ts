import type { Span } from '../domain.ts';
import { matchAt } from './characters.ts';
import { fold } from './normalise.ts';

export interface WrittenDate extends Span {
  readonly kind: 'date' | 'year';
  /** ISO 8601 to the precision given: `2021`, `2021-11`, `2021-11-08`; `--11-08` where no year is said. */
  readonly value: string;
  /** The last day or year where a period is written: « du 10 au 11 février 2025 », 2021-2025. */
  readonly through: string | null;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'janvier janv january jan',
    'fevrier fevr fev february feb',
    'mars march mar',
    'avril avr april apr',
    'mai may',
    'juin june jun',
    'juillet juil july jul',
    'aout august aug',
    'septembre sept september sep',
    'octobre oct october',
    'novembre nov november',
    'decembre dec december',
  ].flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);

/** The month that a name or its abbreviation means in French or English, 1–12; null for any other word. */
export function findMonth(name: string): number | null {
  return name.length < 3 || name.length > 9 ? null : (MONTHS.get(fold(name)) ?? null);
}

const GAP = '[ \\u00A0\\u202F\\n]';
const NO_DIGIT_AFTER = '(?![\\p{L}\\p{N}]|[.,]\\d)';
const YEAR = '(1[5-9]\\d{2}|20\\d{2}|21\\d{2})';
/** Behind a day and a month there is no other number. */
const YEAR_OF_DAY = '(1\\d{3}|20\\d{2}|21\\d{2})';
const MONTH = '(\\p{L}{3,9})\\.?';
const DAY = '(\\d{1,2})(?:er|st|nd|rd|th)?';

const ISO_DATE = new RegExp(`${YEAR}-(\\d{2})-(\\d{2})(?!\\d)`, 'uy');
const DAY_FIRST_DIGITS = new RegExp(`(\\d{1,2})([/.-])(\\d{1,2})\\2${YEAR}${NO_DIGIT_AFTER}`, 'uy');
const DAYS_OF_MONTH = new RegExp(
  `${DAY}${GAP}?(?:-|–|au|to|et|and)${GAP}?${DAY}${GAP}${MONTH}(?:,?${GAP}${YEAR_OF_DAY}(?![\\d-]))?`,
  'uy',
);
const DAY_OF_MONTH = new RegExp(`${DAY}${GAP}(?:of${GAP})?${MONTH}(?:,?${GAP}${YEAR_OF_DAY}(?![\\d-]))?`, 'uy');
const MONTH_DAY = new RegExp(
  `${MONTH}${GAP}${DAY}(?:${GAP}?(?:-|–|to)${GAP}?${DAY})?(?:,?${GAP}${YEAR_OF_DAY}(?![\\d-])|(?![\\p{L}\\p{N}]))`,
  'uy',
);
const MONTH_YEAR = new RegExp(`${MONTH}(?:,|${GAP}of)?${GAP}${YEAR}${NO_DIGIT_AFTER}`, 'uy');
const YEARS = new RegExp(`${YEAR}(?:-|–|/|${GAP}(?:-|–|à|to)${GAP})${YEAR}${NO_DIGIT_AFTER}`, 'uy');
const SINGLE_YEAR = new RegExp(`${YEAR}(s)?${NO_DIGIT_AFTER}`, 'uy');

/** Within a sentence: a word with a capital right before a year. */
const NAME_BEFORE_YEAR = /[\p{L}\p{N},;'’)»] ?(\p{Lu}[\p{L}’-]*)[ \u00A0\u202F]$/u;
const PART_OF_YEAR =
  /^(?:Printemps|Été|Automne|Hiver|Spring|Summer|Autumn|Fall|Winter|Trimestre|Semestre|[TQS][1-4])$/u;
const LONGEST_NAME_BEFORE = 40;

/** Whether a year belongs to a name: France 2030, Horizon 2020. It says nothing of when something happened. */
export function isYearOfName(text: string, start: number): boolean {
  const name = NAME_BEFORE_YEAR.exec(text.slice(Math.max(0, start - LONGEST_NAME_BEFORE), start))?.[1];
  return name !== undefined && findMonth(name) === null && !PART_OF_YEAR.test(name);
}

/** The date, period or year that starts with the digits at an index. Days before months in 08/11/2021. */
export function readDateAtDigits(text: string, start: number): WrittenDate | null {
  return (
    readIsoDate(text, start) ??
    readDayFirstDigits(text, start) ??
    readDaysOfMonth(text, start) ??
    readDayOfMonth(text, start) ??
    readYears(text, start)
  );
}

/** The date that starts with the month's name at an index: November 8, 2021; « mai 2024 ». */
export function readDateAtMonth(text: string, start: number): WrittenDate | null {
  const withDay = matchAt(MONTH_DAY, text, start);
  if (withDay) {
    const [whole, name = '', day = '', lastDay, year] = withDay;
    const date = toDate({ start, whole, name, day, lastDay, year });
    if (date) return date;
  }
  const [whole = '', name = '', year = ''] = matchAt(MONTH_YEAR, text, start) ?? [];
  const month = MONTHS.get(fold(name));
  if (month === undefined) return null;
  return { kind: 'date', value: `${year}-${pad(month)}`, through: null, start, end: start + whole.length };
}

function readIsoDate(text: string, start: number): WrittenDate | null {
  const [whole = '', year, month = '', day = ''] = matchAt(ISO_DATE, text, start) ?? [];
  const value = isoDate(year, Number(month), Number(day));
  return value === null ? null : { kind: 'date', value, through: null, start, end: start + whole.length };
}

function readDayFirstDigits(text: string, start: number): WrittenDate | null {
  const [whole = '', first = '', , second = '', year] = matchAt(DAY_FIRST_DIGITS, text, start) ?? [];
  const value = isoDate(year, Number(second), Number(first)) ?? isoDate(year, Number(first), Number(second));
  return value === null ? null : { kind: 'date', value, through: null, start, end: start + whole.length };
}

function readDaysOfMonth(text: string, start: number): WrittenDate | null {
  const match = matchAt(DAYS_OF_MONTH, text, start);
  if (!match) return null;
  const [whole, day = '', lastDay, name = '', year] = match;
  return toDate({ start, whole, name, day, lastDay, year });
}

function readDayOfMonth(text: string, start: number): WrittenDate | null {
  const match = matchAt(DAY_OF_MONTH, text, start);
  if (!match) return null;
  const [whole, day = '', name = '', year] = match;
  return toDate({ start, whole, name, day, lastDay: undefined, year });
}

function readYears(text: string, start: number): WrittenDate | null {
  const [period = '', first = '', last = ''] = matchAt(YEARS, text, start) ?? [];
  if (Number(last) > Number(first)) {
    return { kind: 'year', value: first, through: last, start, end: start + period.length };
  }
  const [whole, year = '', decade] = matchAt(SINGLE_YEAR, text, start) ?? [];
  if (whole === undefined || (decade !== undefined && !year.endsWith('0'))) return null;
  return { kind: 'year', value: year, through: null, start, end: start + whole.length };
}

interface DateParts {
  readonly start: number;
  readonly whole: string;
  readonly name: string;
  readonly day: string;
  readonly lastDay: string | undefined;
  readonly year: string | undefined;
}

function toDate({ start, whole, name, day, lastDay, year }: DateParts): WrittenDate | null {
  const month = MONTHS.get(fold(name));
  if (month === undefined) return null;
  const value = isoDate(year, month, Number(day));
  if (value === null) return null;
  const through = lastDay === undefined ? null : isoDate(year, month, Number(lastDay));
  return { kind: 'date', value, through, start, end: start + whole.length };
}

/** Null unless the calendar has that day; a year that is not said counts as a leap year. */
function isoDate(year: string | undefined, month: number, day: number): string | null {
  const date = new Date(Date.UTC(Number(year ?? '2000'), month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return `${year ?? '-'}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
