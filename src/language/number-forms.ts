import type { Span } from '../domain.ts';
import { matchAt } from './characters.ts';

export interface WrittenNumber extends Span {
  /** Digits with a point for the decimals, no grouping: `2000`, `1.5`. */
  readonly normal: string;
  /** The second reading where French and English writing differ: `1,536` is 1536 or 1.536. */
  readonly otherReading: string | null;
}

/**
 * Groups of three parted by a space (plain, no-break, figure, thin, narrow) or, as in Switzerland, an apostrophe. At
 * most five groups: more of them are a row of a table.
 */
const GROUPED_BY_SPACE =
  /[1-9]\d{0,2}(?:[ \u00A0\u2007\u2009\u202F'’]\d{3}){1,4}(?!\d|[ \u00A0\u2007\u2009\u202F'’]\d{3}(?!\d))(?:[.,]\d+)?/y;
const GROUPING = /[ \u00A0\u2007\u2009\u202F'’]/g;
const DIGITS_AND_POINTS = /\d+(?:[.,]\d+)*/y;
const INTEGER = /^\d+$/;
const GROUPED_BY_COMMA = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const GROUPED_BY_POINT = /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?$/;
const DECIMAL = /^\d+[.,]\d+$/;
const WITH_POINTS_ONLY = /^[\d.]+$/;

/**
 * The numbers written from a digit on: one, as a rule; each item where digits are listed without spaces (`1,2,3`).
 * French and English writing are both read: 2 000 = 2,000 = 2000; 1,5 = 1.5. What is neither (versions, dates,
 * sections: `1.2.3`) is kept as it is.
 */
export function readNumbers(text: string, start: number): WrittenNumber[] {
  const grouped = matchAt(GROUPED_BY_SPACE, text, start)?.[0];
  if (grouped !== undefined) {
    const normal = grouped.replace(GROUPING, '').replace(',', '.');
    return [{ start, end: start + grouped.length, normal, otherReading: null }];
  }
  const written = matchAt(DIGITS_AND_POINTS, text, start)?.[0] ?? '';
  const reading = interpret(written);
  if (reading) return [{ start, end: start + written.length, ...reading }];
  return readList(written, start);
}

function readList(written: string, start: number): WrittenNumber[] {
  const numbers: WrittenNumber[] = [];
  let offset = start;
  for (const item of written.split(',')) {
    numbers.push({ start: offset, end: offset + item.length, normal: item, otherReading: null });
    offset += item.length + 1;
  }
  return numbers;
}

function interpret(written: string): Pick<WrittenNumber, 'normal' | 'otherReading'> | null {
  if (INTEGER.test(written)) return { normal: written, otherReading: null };
  const decimal = DECIMAL.test(written) ? written.replace(',', '.') : null;
  if (GROUPED_BY_COMMA.test(written)) return interpretGrouped(written.replaceAll(',', ''), decimal, true);
  if (GROUPED_BY_POINT.test(written)) {
    return interpretGrouped(written.replaceAll('.', '').replace(',', '.'), decimal, false);
  }
  if (decimal !== null) return { normal: decimal, otherReading: null };
  return WITH_POINTS_ONLY.test(written) ? { normal: written, otherReading: null } : null;
}

/** Nobody writes three zeros as decimals, so `2,000` and `2.000` are two thousand and nothing else. */
function interpretGrouped(grouped: string, decimal: string | null, groupingIsLikelier: boolean) {
  if (decimal === null || decimal.endsWith('.000')) return { normal: grouped, otherReading: null };
  return groupingIsLikelier ? { normal: grouped, otherReading: decimal } : { normal: decimal, otherReading: grouped };
}
