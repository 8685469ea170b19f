import { type Block, joinCells, type PageBreak } from '../../blocks.ts';
import { endsSentence, startsLowerCase } from '../line-marks.ts';
import { type BodyStyle, type FlowPart, type Line, type PdfTable, roundSize } from './lines.ts';
import type { Vocabulary } from './vocabulary.ts';

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
const SAME_SIZE = 0.08;
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
  if (Math.abs(previous.size - line.size) > SAME_SIZE * size || previous.isBold !== line.isBold) return false;
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

/** The next line's first word would have fitted: the line was ended on purpose. */
function hasRoomFor(line: Line, next: Line): boolean {
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

/** The levels of heading styles: the larger the higher, bold above plain. */
export function rankHeadings(groups: readonly Group[]): (group: LineGroup) => number {
  const styleOf = ({ lines }: LineGroup): number => roundSize(lines[0]?.size ?? 0) * 2 + (lines[0]?.isBold ? 0.5 : 0);
  const headings = groups.filter((group): group is LineGroup => group.kind === 'heading');
  const styles = [...new Set(headings.map(styleOf))].sort((one, other) => other - one);
  return (group) => Math.min(6, styles.indexOf(styleOf(group)) + 1);
}

/** Text with the places where it passes to another page. */
interface JoinedText {
  readonly text: string;
  readonly page: number;
  readonly pageBreaks: readonly PageBreak[];
}

/** The lines of a group as running text, with the hyphens of line ends read. */
function joinLines(lines: readonly Line[], vocabulary: Vocabulary): JoinedText {
  let text = '';
  let page = lines[0]?.page ?? 1;
  const pageBreaks: PageBreak[] = [];
  lines.forEach((line, index) => {
    const words = index === 0 && line.mark !== null ? line.mark.marker + line.mark.rest : line.text;
    if (index > 0) text = joinAtLineEnd(text, words, vocabulary);
    if (index > 0 && line.page !== page) pageBreaks.push({ offset: text.length, page: line.page });
    page = line.page;
    text += words;
  });
  return { text, page: lines[0]?.page ?? 1, pageBreaks };
}

function joinAtLineEnd(text: string, next: string, vocabulary: Vocabulary): string {
  if (!/[\p{L}\p{N}][-‐]$/u.test(text)) return `${text} `;
  return vocabulary.readHyphen(text, next) === 'join' ? text.slice(0, -1) : text;
}

/** The blocks of a document; consecutive items make one list. */
export function toBlocks(groups: readonly Group[], vocabulary: Vocabulary): Block[] {
  const levelOf = rankHeadings(groups);
  const blocks: Block[] = [];
  let list: JoinedText[] = [];
  const endList = (): void => {
    if (list.length > 0) blocks.push({ kind: 'lines', ...joinItems(list) });
    list = [];
  };
  for (const group of groups) {
    if (group.kind === 'item') {
      list.push(joinLines(group.lines, vocabulary));
      continue;
    }
    endList();
    if (group.kind === 'table') blocks.push(toTableBlock(group, vocabulary));
    else if (group.kind === 'heading')
      blocks.push({ kind: 'heading', level: levelOf(group), ...joinLines(group.lines, vocabulary) });
    else blocks.push({ kind: 'paragraph', ...joinLines(group.lines, vocabulary) });
  }
  endList();
  return blocks;
}

function toTableBlock({ cells, page }: PdfTable, vocabulary: Vocabulary): Block {
  const joinCell = (lines: readonly string[]): string =>
    lines.reduce((text, line) => (text === '' ? line : joinAtLineEnd(text, line, vocabulary) + line), '');
  const rows = cells.map((row) => joinCells(row.map(joinCell))).filter((row) => row !== null);
  return { kind: 'lines', text: rows.join('\n'), page };
}

function joinItems(items: readonly JoinedText[]): JoinedText {
  let text = '';
  const pageBreaks: PageBreak[] = [];
  let page = items[0]?.page ?? 1;
  for (const item of items) {
    if (text !== '') text += '\n';
    if (item.page !== page) pageBreaks.push({ offset: text.length, page: item.page });
    for (const pageBreak of item.pageBreaks)
      pageBreaks.push({ offset: text.length + pageBreak.offset, page: pageBreak.page });
    page = pageBreaks.at(-1)?.page ?? page;
    text += item.text;
  }
  return { text, page: items[0]?.page ?? 1, pageBreaks };
}

/** Text much smaller than the body's is a note or a caption, which stands between the halves of a paragraph. */
function isNote(group: Group, body: BodyStyle): boolean {
  return group.kind !== 'table' && (group.lines[0]?.size ?? body.size) < 0.92 * body.size;
}

const MOST_GROUPS_BETWEEN = 8;

/**
 * Joins paragraphs and items that go on in the next column or page, and those that a change of font cut. What stands
 * between the halves goes before the whole where it is on the page of the first half, and after it otherwise, so that
 * pages stay in order.
 */
export function joinContinued(groups: readonly Group[], body: BodyStyle): Group[] {
  const joined: Group[] = [];
  for (const group of groups) {
    const half = findFirstHalf(joined, group, body);
    if (half === null || group.kind === 'table') {
      joined.push(group);
      continue;
    }
    const index = joined.indexOf(half);
    half.lines.push(...group.lines);
    const between = joined.splice(index + 1);
    const before = between.filter((one) => pageOf(one) < (group.lines[0]?.page ?? 0));
    joined.splice(index, 1, ...before, half, ...between.filter((one) => !before.includes(one)));
  }
  return joined;
}

function pageOf(group: Group): number {
  return group.kind === 'table' ? group.page : (group.lines[0]?.page ?? 0);
}

function findFirstHalf(before: readonly Group[], group: Group, body: BodyStyle): LineGroup | null {
  if (group.kind !== 'paragraph' || isNote(group, body)) return null;
  const line = group.lines[0];
  for (let index = before.length - 1; index >= Math.max(0, before.length - MOST_GROUPS_BETWEEN); index--) {
    const candidate = before[index];
    if (candidate === undefined || line === undefined) return null;
    if (candidate.kind === 'heading') return null;
    if (candidate.kind === 'table' || isNote(candidate, body)) continue;
    return goesOn(candidate, line) ? candidate : null;
  }
  return null;
}

/** A sentence that has not ended goes on in a word without a capital, or in any word where the line was full. */
function goesOn({ lines }: LineGroup, next: Line): boolean {
  const last = lines.at(-1);
  if (last === undefined || endsSentence(last.text) || next.mark !== null) return false;
  if (Math.abs(last.size - next.size) > SAME_SIZE * last.size) return false;
  if (startsLowerCase(next.text) || /\p{L}[-‐]$/u.test(last.text)) return true;
  const isElsewhere = last.page !== next.page || next.baseline < last.baseline;
  return isElsewhere && /^[\p{L}\p{N}«“"(]/u.test(next.text) && !hasRoomFor(last, next);
}
