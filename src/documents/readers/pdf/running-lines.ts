import type { Fragment } from './fragments.ts';
import { type Row, toRows } from './rows.ts';

export interface PageFragments {
  readonly number: number;
  readonly height: number;
  readonly fragments: readonly Fragment[];
}

/** Headers and footers are among the outermost rows of a page. */
const OUTERMOST_ROWS = 4;
/** Where a line must come again to be the same one, in points. */
const SAME_PLACE = 4;
const FEWEST_REPEATS = 3;
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
  edges.forEach((edge, page) => {
    for (const row of [...edge.top, ...edge.bottom]) remember(places, row, page);
  });
  const fewest = pages.length < FEWEST_REPEATS ? 2 : FEWEST_REPEATS;
  return pages.map((page, index) => {
    const edge = edges[index];
    if (edge === undefined) return page;
    const isRunning = (row: Row): boolean =>
      isPageNumber(row) || (countRepeats(places, row) >= Math.min(fewest, pages.length) && pages.length > 1);
    const dropped = new Set(
      [...takeWhile(edge.top, isRunning), ...takeWhile(edge.bottom, isRunning)].flatMap((row) => row.fragments),
    );
    return { ...page, fragments: page.fragments.filter((fragment) => !dropped.has(fragment)) };
  });
}

interface Edges {
  /** From the edge inwards. */
  readonly top: readonly Row[];
  readonly bottom: readonly Row[];
}

interface Place {
  readonly baseline: number;
  readonly page: number;
}

function readEdges({ fragments, height }: PageFragments): Edges {
  const rows = toRows(fragments);
  return {
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
