import { extentOf } from './extent.ts';
import type { Fragment } from './fragments.ts';

/** The fragments on one baseline, from left to right. */
export interface Row {
  readonly fragments: readonly Fragment[];
  readonly baseline: number;
  readonly left: number;
  readonly right: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly text: string;
}

const SAME_ROW = 0.5;

/** Fragments grouped into rows, from the top down. A ruled table is a row by itself, whatever stands beside it. */
export function toRows(fragments: readonly Fragment[]): Row[] {
  const sorted = [...fragments].sort((one, other) => one.baseline - other.baseline);
  const groups: Fragment[][] = [];
  for (const fragment of sorted) {
    const group = groups.at(-1);
    const anchor = group?.[0];
    if (group !== undefined && anchor !== undefined && isSameRow(anchor, fragment)) group.push(fragment);
    else groups.push([fragment]);
  }
  return groups.map(toRow);
}

function isSameRow(anchor: Fragment, fragment: Fragment): boolean {
  if (anchor.table !== undefined || fragment.table !== undefined) return false;
  return fragment.baseline - anchor.baseline <= SAME_ROW * Math.max(anchor.size, fragment.size);
}

export function toRow(fragments: readonly Fragment[]): Row {
  const ordered = [...fragments].sort((one, other) => one.left - other.left);
  const largest = ordered.reduce((best, one) => (one.text.length > best.text.length ? one : best));
  const letters = ordered.reduce((sum, { text }) => sum + text.length, 0);
  const boldLetters = ordered.reduce((sum, { text, isBold }) => sum + (isBold ? text.length : 0), 0);
  return {
    fragments: ordered,
    baseline: largest.baseline,
    ...extentOf(ordered),
    size: largest.size,
    isBold: boldLetters >= 0.9 * letters,
    text: ordered.map(({ text }) => text).join(' '),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
