import type { Fragment } from './fragments.ts';
import { type Row, toRows } from './rows.ts';
import type { Box } from './rules.ts';

export interface PageFragments {
  readonly number: number;
  readonly height: number;
  readonly fragments: readonly Fragment[];
  /** The horizontal rules of the page. */
  readonly rules: readonly Box[];
}

/** Headers and footers are among the outermost rows of a page. */
const OUTERMOST_ROWS = 4;
/** Where a line must come again to be the same one, in points. */
const SAME_PLACE = 4;
const FEWEST_REPEATS = 3;
/** A numbered title at the top of each page is set larger than the text. */
const LARGEST_HEADER = 1.05;
/** They stand in the outer parts of the page, as shares of its height. */
const MARGIN = 0.14;

const PAGE_NUMBER =
  /^(?:[-–—|•·\s]*)(?:page|p\.|pages)?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:\/|sur|of|de)\s*\d{1,4})?(?:[-–—|•·\s]*)$/i;

/**
 * The pages without running headers, running footers and page numbers: rows at the outer edge of the page whose words
 * come again, but for their figures, at the same place of other pages, and figures that stand alone there.
 */
export function dropRunningLines(pages: readonly PageFragments[]): PageFragments[] {
  const edges = pages.map((page) => readEdges(page));
  const places = new Map<string, Place[]>();
  for (const { page, top, bottom } of edges) for (const row of [...top, ...bottom]) remember(places, row, page);
  const numbered = findNumbered(edges, LARGEST_HEADER * bodySizeOf(pages));
  const fewest = Math.min(pages.length, FEWEST_REPEATS);
  return pages.map((page, index) => {
    const edge = edges[index];
    if (edge === undefined) return page;
    const isRunning = (row: Row): boolean =>
      isPageNumber(row) || (pages.length > 1 && countRepeats(places, row) >= fewest) || numbered.has(row);
    const dropped = new Set(
      [...takeWhile(edge.top, isRunning), ...takeWhile(edge.bottom, isRunning)].flatMap(({ fragments }) => fragments),
    );
    return { ...page, fragments: page.fragments.filter((fragment) => !dropped.has(fragment)) };
  });
}

/**
 * A header that changes with the chapter is known by the page number in it: rows of one size at one place whose number
 * is always as far ahead of the physical page. A chapter that happens to have its page's number is set larger.
 */
function findNumbered(edges: readonly Edges[], largest: number): Set<Row> {
  const series = new Map<string, Row[]>();
  for (const { page, top, bottom } of edges) {
    for (const row of [...top, ...bottom].filter(({ size }) => size <= largest)) {
      for (const number of outerNumbers(row)) {
        const key = `${number - page} ${Math.round(row.size)} ${Math.round(row.baseline / SAME_PLACE)}`;
        series.set(key, [...(series.get(key) ?? []), row]);
      }
    }
  }
  return new Set([...series.values()].filter((rows) => rows.length >= FEWEST_REPEATS).flat());
}

function bodySizeOf(pages: readonly PageFragments[]): number {
  const characters = new Map<number, number>();
  for (const { text, size } of pages.flatMap(({ fragments }) => fragments)) {
    characters.set(size, (characters.get(size) ?? 0) + text.length);
  }
  return [...characters].sort(([, one], [, other]) => other - one)[0]?.[0] ?? 0;
}

/** The numbers with which a row starts and ends. */
function outerNumbers({ text }: Row): number[] {
  const start = /^\D{0,8}?(\d{1,4})(?!\d)/.exec(text)?.[1];
  const end = /(?<!\d)(\d{1,4})\D{0,3}$/.exec(text)?.[1];
  return [start, end].filter((number) => number !== undefined).map(Number);
}

interface Edges {
  readonly page: number;
  /** From the edge inwards. */
  readonly top: readonly Row[];
  readonly bottom: readonly Row[];
}

interface Place {
  readonly baseline: number;
  readonly page: number;
}

function readEdges({ number, fragments, height }: PageFragments): Edges {
  const rows = toRows(fragments);
  return {
    page: number,
    top: rows.slice(0, OUTERMOST_ROWS).filter(({ baseline }) => baseline < MARGIN * height),
    bottom: rows
      .slice(-OUTERMOST_ROWS)
      .reverse()
      .filter(({ baseline }) => baseline > (1 - MARGIN) * height),
  };
}

function keyOf(row: Row): string {
  return row.text
    .toLowerCase()
    .replace(/\d+/g, '#')
    .replace(/[^\p{L}#]+/gu, ' ')
    .trim();
}

function remember(places: Map<string, Place[]>, row: Row, page: number): void {
  const key = keyOf(row);
  const known = places.get(key);
  if (known === undefined) places.set(key, [{ baseline: row.baseline, page }]);
  else known.push({ baseline: row.baseline, page });
}

function countRepeats(places: ReadonlyMap<string, readonly Place[]>, row: Row): number {
  const near = (places.get(keyOf(row)) ?? []).filter(({ baseline }) => Math.abs(baseline - row.baseline) <= SAME_PLACE);
  return new Set(near.map(({ page }) => page)).size;
}

function isPageNumber(row: Row): boolean {
  return row.text.length <= 24 && PAGE_NUMBER.test(row.text);
}

function takeWhile(rows: readonly Row[], test: (row: Row) => boolean): Row[] {
  const end = rows.findIndex((row) => !test(row));
  return rows.slice(0, end === -1 ? rows.length : end);
}
