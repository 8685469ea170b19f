import { type ListMark, readListMark } from '../line-marks.ts';
import type { Flow } from './columns.ts';
import type { TableCells } from './grids.ts';
import { median, type Row, toRows } from './rows.ts';
import { findTables } from './tables.ts';

/** A line of text with what its place and font tell. Lengths are points. */
export interface Line {
  readonly kind: 'line';
  readonly text: string;
  readonly page: number;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly isBold: boolean;
  readonly mark: ListMark | null;
  /** The column that it stands in. */
  readonly column: { readonly left: number; readonly right: number };
}

export interface PdfTable {
  readonly kind: 'table';
  readonly cells: TableCells;
  readonly page: number;
}

export type FlowPart = Line | PdfTable;

/** What a flow holds, from the top down. */
export function readFlow(flow: Flow): FlowPart[] {
  return findTables(toRows(flow.fragments), flow.rules).map((part): FlowPart => {
    if (part.kind === 'table') return { kind: 'table', cells: part.cells, page: flow.page };
    return toLine(part.row, flow);
  });
}

function toLine(row: Row, flow: Flow): Line {
  const { text, left, right, baseline, size, isBold } = row;
  const { page } = flow;
  return { kind: 'line', text, page, left, right, baseline, size, isBold, mark: readListMark(text), column: flow };
}

/** The size of most of the text and whether it is bold: what headings stand out from. */
export interface BodyStyle {
  readonly size: number;
  readonly isBold: boolean;
  /** The usual distance from line to line. */
  readonly leading: number;
}

export function findBodyStyle(lines: readonly Line[]): BodyStyle {
  const characters = new Map<string, { size: number; isBold: boolean; count: number }>();
  for (const { size, isBold, text } of lines) {
    const rounded = roundSize(size);
    const key = `${rounded} ${isBold}`;
    const known = characters.get(key) ?? { size: rounded, isBold, count: 0 };
    known.count += text.length;
    characters.set(key, known);
  }
  const most = [...characters.values()].reduce((best, one) => (one.count > best.count ? one : best), {
    size: 10,
    isBold: false,
    count: 0,
  });
  const pitches = lines.slice(1).flatMap((line, index) => {
    const previous = lines[index];
    const pitch = previous === undefined ? 0 : line.baseline - previous.baseline;
    const isBody =
      previous !== undefined && roundSize(line.size) === most.size && roundSize(previous.size) === most.size;
    return isBody && pitch > 0 && pitch < 2.5 * most.size ? [pitch] : [];
  });
  return { size: most.size, isBold: most.isBold, leading: median(pitches) || 1.2 * most.size };
}

/** To half a point: sizes that differ by less are the same style. */
export function roundSize(size: number): number {
  return Math.round(size * 2) / 2;
}
