import { extentOf } from './extent.ts';
import type { Fragment } from './fragments.ts';
import { median, type Row, toRows } from './rows.ts';
import type { Box } from './rules.ts';
import type { PageFragments } from './running-lines.ts';

/** A part of a page that is read from the top down before the next one begins. */
export interface Flow {
  readonly page: number;
  readonly fragments: readonly Fragment[];
  /** The horizontal rules of the page. */
  readonly rules: readonly Box[];
  readonly left: number;
  readonly right: number;
}

/** Shares of the font's height. */
const NARROWEST_GUTTER = 0.7;
const LOOSEST_LEADING = 2.2;
/** Points by which the lines of one column may start apart. */
const SAME_LEFT = 3;
const FEWEST_ROWS = 4;
/** Prose fills its column, and its lines are of several words; the cells of a table do neither. */
const PROSE_FILL = 0.6;
const PROSE_WORDS = 3;
const DEEPEST = 4;

/**
 * The flows of all pages in reading order: columns from left to right, each read down to where a line crosses the
 * gutter (a heading over the whole width) and ends them both. After the recursive cuts of Nagy and Seth (1984), made
 * at the left edges that lines share. A column that holds few lines on one page is known from the other pages.
 */
export function orderColumns(pages: readonly PageFragments[]): Flow[] {
  const found: number[] = [];
  for (const page of pages) cutIntoFlows(page.fragments, page, { known: [], found }, 0);
  const known = mostFrequent(found);
  return pages.flatMap((page) => cutIntoFlows(page.fragments, page, { known, found: [] }, 0));
}

/** A document has few page layouts; more would be tried in vain on each page. */
const MOST_KNOWN_STARTS = 6;

function mostFrequent(starts: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const start of starts) counts.set(Math.round(start), (counts.get(Math.round(start)) ?? 0) + 1);
  const ranked = [...counts].sort(([, one], [, other]) => other - one);
  return ranked.slice(0, MOST_KNOWN_STARTS).map(([start]) => start);
}

interface ColumnStarts {
  readonly known: readonly number[];
  readonly found: number[];
}

function cutIntoFlows(
  fragments: readonly Fragment[],
  page: PageFragments,
  starts: ColumnStarts,
  depth: number,
): Flow[] {
  if (fragments.length === 0) return [];
  const cut = depth < DEEPEST ? findBestCut(fragments, starts.known) : null;
  if (cut === null) return [toFlow(fragments, page)];
  starts.found.push(cut.start);
  return cut.bands.flatMap(({ across, left, right }) =>
    [across, left, right].flatMap((part) => cutIntoFlows(part, page, starts, depth + 1)),
  );
}

function toFlow(fragments: readonly Fragment[], { number, rules }: PageFragments): Flow {
  return { page: number, fragments, rules, ...extentOf(fragments) };
}

/** Either lines that cross the gutter, or what stands on its two sides. */
interface Band {
  readonly across: Fragment[];
  readonly left: Fragment[];
  readonly right: Fragment[];
}

interface Cut {
  readonly start: number;
  readonly bands: readonly Band[];
}

function findBestCut(fragments: readonly Fragment[], known: readonly number[]): Cut | null {
  let best: Cut | null = null;
  let bestCount = 0;
  for (const start of [...sharedLeftEdges(fragments), ...known]) {
    const isKnown = known.some((one) => Math.abs(one - start) <= SAME_LEFT);
    const bands = cutAt(fragments, start, isKnown);
    const count = bands.reduce((sum, { left, right }) => sum + (right.length > 0 ? left.length + right.length : 0), 0);
    if (count > bestCount) {
      best = { start, bands };
      bestCount = count;
    }
  }
  return best;
}

/** Where lines start that have something to their left: the possible left edges of columns. */
function sharedLeftEdges(fragments: readonly Fragment[]): number[] {
  const lefts = fragments.map(({ left }) => left).sort((one, other) => one - other);
  const pageLeft = lefts[0] ?? 0;
  const edges: number[] = [];
  for (let index = 0; index < lefts.length; ) {
    const start = lefts[index] ?? 0;
    let next = index + 1;
    while (next < lefts.length && (lefts[next] ?? 0) <= start + SAME_LEFT) next++;
    if (next - index >= FEWEST_ROWS && start > pageLeft + 10 * SAME_LEFT) edges.push(start);
    index = next;
  }
  return edges;
}

/** Cuts a page at the column that starts at `start`; where the two sides are no columns of prose, nothing is cut. */
function cutAt(fragments: readonly Fragment[], start: number, isKnown: boolean): Band[] {
  const bands: Band[] = [];
  let sides: Band = emptyBand();
  const endSides = (): void => {
    if (areColumns(sides, isKnown)) bands.push(sides);
    else pushAcross(bands, [...sides.left, ...sides.right]);
    sides = emptyBand();
  };
  for (const row of toRows(fragments)) {
    const gutter = NARROWEST_GUTTER * row.size;
    const crosses = row.fragments.some(({ left, right }) => left < start - 1 && right > start - gutter);
    if (crosses) {
      endSides();
      pushAcross(bands, row.fragments);
    } else {
      for (const fragment of row.fragments) (fragment.left < start - 1 ? sides.left : sides.right).push(fragment);
    }
  }
  endSides();
  return bands;
}

function emptyBand(): Band {
  return { across: [], left: [], right: [] };
}

function pushAcross(bands: Band[], fragments: readonly Fragment[]): void {
  if (fragments.length === 0) return;
  const last = bands.at(-1);
  if (last !== undefined && last.right.length === 0 && last.left.length === 0)
    for (const fragment of fragments) last.across.push(fragment);
  else bands.push({ ...emptyBand(), across: [...fragments] });
}

/** Too few lines to judge are a column beside one of prose, where other pages have a column at that place. */
function areColumns({ left, right }: Band, isKnown: boolean): boolean {
  const [leftRows, rightRows] = [toRows(left), toRows(right)];
  const areEnough = Math.min(leftRows.length, rightRows.length) >= FEWEST_ROWS;
  if (areEnough) return isProse(leftRows) && isProse(rightRows);
  const longer = leftRows.length > rightRows.length ? leftRows : rightRows;
  return isKnown && leftRows.length > 0 && rightRows.length > 0 && longer.length >= FEWEST_ROWS && isProse(longer);
}

function isProse(rows: readonly Row[]): boolean {
  const { left, right } = extentOf(rows);
  const pitches = rows.slice(1).map((row, index) => row.baseline - (rows[index]?.baseline ?? 0));
  const words = rows.map(({ text }) => text.split(' ').length);
  return (
    median(rows.map((row) => row.right - row.left)) >= PROSE_FILL * (right - left) &&
    median(words) >= PROSE_WORDS &&
    median(pitches) <= LOOSEST_LEADING * median(rows.map(({ size }) => size))
  );
}
