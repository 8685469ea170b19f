import { endsSentence, startsLowerCase } from '../line-marks.ts';
import type { BodyStyle, FlowPart, Line, PdfTable } from './lines.ts';

/** Lines that belong together, before it is known how they end on the next page. */
export interface LineGroup {
  readonly kind: 'heading' | 'paragraph' | 'item';
  readonly lines: Line[];
}

export type Group = LineGroup | PdfTable;

const HEADING_SIZE = 1.1;
const SMALLEST_BOLD_HEADING = 0.85;
const MAX_HEADING_CHARACTERS = 200;
const MAX_HEADING_WORDS = 25;
const MAX_HEADING_LINES = 4;
const PARAGRAPH_GAP = 1.3;
const INDENT = 0.8;
const MUCH_ROOM = 0.4;

/** Groups the parts of one flow into headings, paragraphs, list items and tables. */
export function groupParts(parts: readonly FlowPart[], body: BodyStyle): Group[] {
  const groups: Group[] = [];
  for (const part of parts) {
    const group = groups.at(-1);
    if (part.kind === 'table') groups.push(part);
    else if (group !== undefined && group.kind !== 'table' && belongsTo(group, part, body)) group.lines.push(part);
    else groups.push({ kind: part.mark === null ? 'paragraph' : 'item', lines: [part] });
  }
  return groups.map((group) =>
    group.kind !== 'table' && isHeading(group, body) ? { ...group, kind: 'heading' } : group,
  );
}

/** Whether the line goes on with the paragraph or item. */
function belongsTo(group: LineGroup, line: Line, body: BodyStyle): boolean {
  const first = group.lines[0];
  const previous = group.lines.at(-1);
  if (first === undefined || previous === undefined) return false;
  const size = Math.max(previous.size, line.size);
  const leading = Math.max(body.leading * (size / body.size), size);
  const pitch = line.baseline - previous.baseline;
  if (pitch <= 0 || pitch > PARAGRAPH_GAP * leading) return false;
  if (!isSameSize(previous, line) || previous.isBold !== line.isBold) return false;
  if (line.mark !== null && (group.kind === 'item' || endsPart(previous.text))) return false;
  if (group.kind === 'item') return line.left > first.left + 0.3 * size || !endsSentence(previous.text);
  if (endsSentence(previous.text)) return !isIndented(first, previous, line) && !hasRoomFor(previous, line);
  return startsLowerCase(line.text) || !leavesMuchRoom(previous);
}

function endsPart(text: string): boolean {
  return endsSentence(text) || /[,;:]$/.test(text);
}

/** The first line of a paragraph; one of a hanging indent is not. */
function isIndented(first: Line, previous: Line, line: Line): boolean {
  const indent = line.left - Math.min(line.column.left, previous.left);
  return (
    indent > INDENT * line.size &&
    line.left > previous.left + INDENT * line.size &&
    first.left <= previous.left + line.size * 3
  );
}

const SAME_SIZE = 0.08;

export function isSameSize(one: Line, other: Line): boolean {
  return Math.abs(one.size - other.size) <= SAME_SIZE * Math.max(one.size, other.size);
}

/** The next line's first word would have fitted: the line was ended on purpose. */
export function hasRoomFor(line: Line, next: Line): boolean {
  const [firstWord = ''] = next.text.split(' ');
  const width = ((next.right - next.left) * (firstWord.length + 1)) / Math.max(1, next.text.length);
  return line.column.right - line.right > width + 0.5 * line.size;
}

/** A line that ends so early was ended on purpose even without a point, as in an address. */
function leavesMuchRoom({ right, column }: Line): boolean {
  return column.right - right > MUCH_ROOM * (column.right - column.left);
}

function isHeading({ lines }: LineGroup, body: BodyStyle): boolean {
  const [first] = lines;
  const text = lines.map((line) => line.text).join(' ');
  if (first === undefined || lines.length > MAX_HEADING_LINES || text.length > MAX_HEADING_CHARACTERS) return false;
  if (text.split(' ').length > MAX_HEADING_WORDS || !/\p{L}{2}/u.test(text) || /[.;,][»”)\]]*$/.test(text))
    return false;
  if (first.mark?.marker === '- ') return false;
  const isLarger = first.size >= HEADING_SIZE * body.size;
  return (
    isLarger || (first.isBold && !body.isBold && first.size >= SMALLEST_BOLD_HEADING * body.size && !text.endsWith(':'))
  );
}
