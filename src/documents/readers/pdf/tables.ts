import { readListMark } from '../line-marks.ts';
import { largest, smallest } from './extent.ts';
import type { Fragment } from './fragments.ts';
import type { TableCells } from './grids.ts';
import type { Row } from './rows.ts';
import type { Box } from './rules.ts';

/** A run of rows that are a table, or a row that is not part of one. */
export type TablePart =
  | { readonly kind: 'table'; readonly cells: TableCells }
  | { readonly kind: 'row'; readonly row: Row };

/** Shares of the font's height. */
const LARGEST_ROW_GAP = 3.5;
const CONTINUATION_GAP = 1.35;
const CLEAR_GAP = 1.2;
const FEWEST_FULL_ROWS = 2;
const MOST_CONTENTS_ROWS = 500;

/**
 * Finds the tables in the rows of a flow.
 *
 * @param rules horizontal rules of the page: between the rows of a table they tell which lines make one row
 */
export function findTables(rows: readonly Row[], rules: readonly Box[]): TablePart[] {
  const parts: TablePart[] = [];
  for (let index = 0; index < rows.length; ) {
    const row = rows[index];
    const table = readRuled(row, index) ?? readContents(rows, index) ?? readAligned(rows, index, rules);
    if (table !== null) parts.push({ kind: 'table', cells: table.cells });
    else if (row !== undefined) parts.push({ kind: 'row', row });
    index = table?.end ?? index + 1;
  }
  return parts;
}

interface FoundTable {
  readonly cells: TableCells;
  /** The index of the first row after it. */
  readonly end: number;
}

function readRuled(row: Row | undefined, index: number): FoundTable | null {
  const cells = row?.fragments[0]?.table;
  return cells === undefined ? null : { cells, end: index + 1 };
}

/** Dots that lead the eye across a gap, as in a table of contents. */
const LEADERS = /(?:\s?[.·…_]){5,}\s?/;

/** Rows with leaders: what stands before the dots and what stands behind them are cells. */
function readContents(rows: readonly Row[], start: number): FoundTable | null {
  const cells: string[][][] = [];
  for (const row of rows.slice(start, start + MOST_CONTENTS_ROWS)) {
    const [before, after = ''] = row.text.split(LEADERS);
    if (before === undefined || before === row.text) break;
    cells.push([[before.trim()], [after.trim()]]);
  }
  return cells.length === 0 ? null : { cells, end: start + cells.length };
}

/** Consecutive rows whose pieces line up in columns with clear gaps between. */
function readAligned(rows: readonly Row[], start: number, rules: readonly Box[]): FoundTable | null {
  const end = endOfAligned(rows, start);
  const table = rows.slice(start, end);
  return table.filter(isSpread).length >= FEWEST_FULL_ROWS ? { cells: readTable(table, rules), end } : null;
}

interface Column {
  left: number;
  right: number;
}

function endOfAligned(rows: readonly Row[], start: number): number {
  const first = rows[start];
  if (first === undefined || !isSpread(first)) return start + 1;
  let columns = cellsOf(first).map(({ left, right }) => ({ left, right }));
  let end = start + 1;
  let lastSpread = end;
  for (let previous = first; end < rows.length; end++) {
    const row = rows[end];
    if (
      row === undefined ||
      row.fragments[0]?.table !== undefined ||
      row.baseline - previous.baseline > LARGEST_ROW_GAP * row.size
    )
      break;
    const widened = widenColumns(columns, row);
    if (widened === null) break;
    columns = widened;
    if (isSpread(row)) lastSpread = end + 1;
    else if (!isContinuation(previous, row)) break;
    else if (lastSpread === end) lastSpread = end + 1;
    previous = row;
  }
  return lastSpread;
}

/** The columns with the row's cells in them, or null where a cell bridges two columns. */
function widenColumns(columns: readonly Column[], row: Row): Column[] | null {
  const widened = columns.map((column) => ({ ...column }));
  for (const cell of cellsOf(row)) {
    const met = widened.filter((column) => cell.left < column.right && cell.right > column.left);
    const [column] = met;
    if (met.length > 1) return null;
    if (column === undefined) {
      widened.push({ left: cell.left, right: cell.right });
    } else {
      column.left = Math.min(column.left, cell.left);
      column.right = Math.max(column.right, cell.right);
    }
  }
  widened.sort((one, other) => one.left - other.left);
  const overlaps = widened.some(
    (column, index) => column.right > (widened[index + 1]?.left ?? Number.POSITIVE_INFINITY),
  );
  return overlaps ? null : widened;
}

/** Whether a clear gap parts the row; one between a list mark and its item does not count. */
function isSpread(row: Row): boolean {
  const cells = cellsOf(row);
  return cells.some((cell, index) => (cells[index + 1]?.left ?? 0) - cell.right >= CLEAR_GAP * row.size);
}

function cellsOf(row: Row): Fragment[] {
  const cells: Fragment[] = [];
  for (const fragment of row.fragments) {
    const last = cells.at(-1);
    if (last !== undefined && isListMark(last)) cells[cells.length - 1] = joinFragments(last, fragment);
    else cells.push(fragment);
  }
  return cells;
}

function isListMark(fragment: Fragment): boolean {
  return fragment.text.length <= 5 && readListMark(`${fragment.text} x`)?.rest === 'x';
}

function joinFragments(one: Fragment, other: Fragment): Fragment {
  return { ...one, text: `${one.text} ${other.text}`, right: other.right, isBold: one.isBold && other.isBold };
}

/** A cell's further lines are set closer than the rows, or leave the first column empty. */
function isContinuation(previous: Row, row: Row): boolean {
  return row.baseline - previous.baseline <= CONTINUATION_GAP * row.size;
}

function readTable(rows: readonly Row[], rules: readonly Box[]): TableCells {
  const columns = rows.reduce<Column[]>((known, row) => widenColumns(known, row) ?? known, []);
  const isNewRow = rowStarts(rows, rules);
  const table: string[][][] = [];
  rows.forEach((row, index) => {
    const cells = placeCells(row, columns);
    const previous = table.at(-1);
    const isNew = isNewRow(index, cells[0]?.length === 0);
    if (previous === undefined || isNew) table.push(cells);
    else for (const [column, [line]] of cells.entries()) if (line !== undefined) previous[column]?.push(line);
  });
  return table;
}

type RowStarts = (index: number, isFirstCellEmpty: boolean) => boolean;

/** Rules between the lines tell the rows, else the distances between the lines. */
function rowStarts(rows: readonly Row[], rules: readonly Box[]): RowStarts {
  const ruled = rows.map((row, index) => index > 0 && hasRuleBetween(rows[index - 1] ?? row, row, rules));
  if (ruled.filter(Boolean).length >= FEWEST_FULL_ROWS) return (index) => ruled[index] === true;
  const pitches = rows.slice(1).map((row, index) => row.baseline - (rows[index]?.baseline ?? 0));
  const closest = smallest(pitches);
  const hasTwoPitches = largest(pitches) > 1.3 * closest;
  return (index, isFirstCellEmpty) => {
    const pitch = pitches[index - 1] ?? Number.POSITIVE_INFINITY;
    const isClose = pitch <= 1.15 * closest && pitch <= CONTINUATION_GAP * (rows[index]?.size ?? 0);
    return !isClose || !(isFirstCellEmpty || hasTwoPitches);
  };
}

function hasRuleBetween(above: Row, below: Row, rules: readonly Box[]): boolean {
  return rules.some(
    ({ left, right, top, bottom }) =>
      top > above.baseline - 0.2 * above.size && bottom < below.baseline && left < below.right && right > below.left,
  );
}

/** The row's text in each column, as one line or none. */
function placeCells(row: Row, columns: readonly Column[]): string[][] {
  const cells = columns.map((): string[] => []);
  for (const { left, right, text } of cellsOf(row)) {
    const column = columns.findIndex((one) => left < one.right && right > one.left);
    const lines = cells[Math.max(0, column)];
    if (lines !== undefined) lines[0] = lines[0] === undefined ? text : `${lines[0]} ${text}`;
  }
  return cells;
}
