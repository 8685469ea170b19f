import { largest, smallest } from './extent.ts';
import { type Fragment, joinItems } from './fragments.ts';
import type { TextItem } from './pdf-pages.ts';
import { median, toRows } from './rows.ts';
import type { Box, Rules } from './rules.ts';

/** The rows of a table, their cells, and the lines of each cell. */
export type TableCells = readonly (readonly (readonly string[])[])[];

/** Points within which rules meet, or are one. */
const TOUCHING = 2.5;
const MOST_COLUMNS = 40;
const MOST_ROWS = 400;
/** Rules around longer texts part the columns of a page, not of a table. */
const MOST_LINES_IN_CELL = 20;
/** Above it, comparing each rule with each other takes too long, and the page is a drawing. */
const MOST_RULES = 1_500;

/** A table that rules draw: the sorted places of its borders, and which of them are drawn where. */
interface Grid {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
  readonly rules: Rules;
}

/**
 * The fragments of a page; where rules draw a table, it is one fragment with its cells. Cells that span rows or
 * columns are told by the rules missing between them.
 */
export function readFragments(items: readonly TextItem[], rules: Rules): Fragment[] {
  let rest = items;
  const tables: Fragment[] = [];
  for (const grid of findGrids(rules)) {
    const inside = rest.filter((item) => isInside(grid, item));
    const table = readGrid(grid, inside);
    if (table === null) continue;
    tables.push(table);
    const used = new Set(inside);
    rest = rest.filter((item) => !used.has(item));
  }
  return [...joinItems(rest), ...tables];
}

function findGrids({ horizontal, vertical }: Rules): Grid[] {
  if (horizontal.length + vertical.length > MOST_RULES) return [];
  return connect([...horizontal, ...vertical]).flatMap((connected) => {
    const rules = {
      horizontal: horizontal.filter((rule) => connected.has(rule)),
      vertical: vertical.filter((rule) => connected.has(rule)),
    };
    const xs = distinct([...rules.vertical.map(({ left }) => left), ...extremes(rules.horizontal, 'left', 'right')]);
    const ys = distinct([...rules.horizontal.map(({ top }) => top), ...extremes(rules.vertical, 'top', 'bottom')]);
    const isTable = xs.length >= 3 && ys.length >= 3 && xs.length <= MOST_COLUMNS && ys.length <= MOST_ROWS;
    return isTable ? [{ xs, ys, rules }] : [];
  });
}

/** The rules that touch each other, directly or through others. */
function connect(rules: readonly Box[]): Set<Box>[] {
  const groups: Set<Box>[] = [];
  const unseen = new Set(rules);
  for (const rule of rules) {
    if (!unseen.delete(rule)) continue;
    const group = new Set([rule]);
    for (const member of group) {
      for (const other of unseen) {
        if (touches(member, other)) {
          group.add(other);
          unseen.delete(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}

function touches(one: Box, other: Box): boolean {
  return (
    one.left <= other.right + TOUCHING &&
    other.left <= one.right + TOUCHING &&
    one.top <= other.bottom + TOUCHING &&
    other.top <= one.bottom + TOUCHING
  );
}

function extremes(rules: readonly Box[], from: 'left' | 'top', to: 'right' | 'bottom'): number[] {
  if (rules.length === 0) return [];
  return [smallest(rules.map((rule) => rule[from])), largest(rules.map((rule) => rule[to]))];
}

function distinct(places: readonly number[]): number[] {
  const sorted = [...places].sort((one, other) => one - other);
  return sorted.filter((place, index) => index === 0 || place - (sorted[index - 1] ?? 0) > TOUCHING);
}

function isInside({ xs, ys }: Grid, item: TextItem): boolean {
  return columnOf(xs, middleOf(item)) !== -1 && columnOf(ys, heightOf(item)) !== -1;
}

/** Near the start of the item: one that is too long for its cell still starts in it. */
function middleOf({ left, right, size }: TextItem): number {
  return left + Math.min(size / 2, (right - left) / 2);
}

function heightOf({ baseline, size }: TextItem): number {
  return baseline - 0.3 * size;
}

/** The interval that a place falls into, -1 outside of all. */
function columnOf(borders: readonly number[], place: number): number {
  const next = borders.findIndex((border) => border > place);
  return next <= 0 ? -1 : next - 1;
}

function readGrid(grid: Grid, items: readonly TextItem[]): Fragment | null {
  const { xs, ys } = grid;
  const cells = ys
    .slice(1)
    .map((_, row) => xs.slice(1).map((__, column) => ({ row, column, items: [] as TextItem[] })));
  const owner = findOwners(grid);
  for (const item of items) {
    const cell = owner(columnOf(ys, heightOf(item)), columnOf(xs, middleOf(item)));
    cells[cell.row]?.[cell.column]?.items.push(item);
  }
  const texts = cells.map((row) => row.map((cell) => linesOf(cell.items)));
  // A cell that spans rows stands in each of them, since each row is read by itself.
  const table = texts.map((row, rowIndex) =>
    row.map((_, columnIndex) => {
      const from = owner(rowIndex, columnIndex);
      return from.column === columnIndex ? (texts[from.row]?.[from.column] ?? []) : [];
    }),
  );
  const filled = table.filter((row) => row.filter((lines) => lines.length > 0).length >= 2);
  const isLayout = texts.flat().some((lines) => lines.length > MOST_LINES_IN_CELL);
  if (filled.length < 2 || isLayout) return null;
  const [left = 0] = xs;
  const [top = 0] = ys;
  return {
    text: texts.flat(2).join(' '),
    left,
    right: xs.at(-1) ?? left,
    baseline: (top + (ys.at(-1) ?? top)) / 2,
    size: median(items.map(({ size }) => size)),
    isBold: false,
    table,
  };
}

function linesOf(items: readonly TextItem[]): string[] {
  return toRows(joinItems(items)).map(({ text }) => text);
}

/** For each cell of the grid, the top left one of the drawn cell that it is part of. */
function findOwners(grid: Grid): (row: number, column: number) => { row: number; column: number } {
  const { xs, ys, rules } = grid;
  const owners: { row: number; column: number }[][] = [];
  for (let row = 0; row + 1 < ys.length; row++) {
    owners.push([]);
    for (let column = 0; column + 1 < xs.length; column++) {
      const x = ((xs[column] ?? 0) + (xs[column + 1] ?? 0)) / 2;
      const y = ((ys[row] ?? 0) + (ys[row + 1] ?? 0)) / 2;
      const above = row > 0 && !hasRule(rules.horizontal, x, ys[row] ?? 0) ? owners[row - 1]?.[column] : undefined;
      const before = column > 0 && !hasRule(rules.vertical, xs[column] ?? 0, y) ? owners[row]?.[column - 1] : undefined;
      owners[row]?.push(before ?? above ?? { row, column });
    }
  }
  return (row, column) => owners[row]?.[column] ?? { row, column };
}

function hasRule(rules: readonly Box[], x: number, y: number): boolean {
  return rules.some(
    ({ left, right, top, bottom }) =>
      left - TOUCHING <= x && x <= right + TOUCHING && top - TOUCHING <= y && y <= bottom + TOUCHING,
  );
}
