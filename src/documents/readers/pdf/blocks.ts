import { type Block, joinCells, type PageBreak } from '../../blocks.ts';
import type { Group, LineGroup } from './groups.ts';
import { type Line, type PdfTable, roundSize } from './lines.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The levels of heading styles: the larger the higher, bold above plain. */
function rankHeadings(groups: readonly Group[]): (group: LineGroup) => number {
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
  const pieces: string[] = [];
  const pageBreaks: PageBreak[] = [];
  let length = 0;
  lines.forEach((line, index) => {
    const words = index === 0 && line.mark !== null ? line.mark.marker + line.mark.rest : line.text;
    const next = lines[index + 1];
    const piece = next === undefined ? words : withLineEnd(words, next.text, vocabulary);
    if (index > 0 && line.page !== lines[index - 1]?.page) pageBreaks.push({ offset: length, page: line.page });
    pieces.push(piece);
    length += piece.length;
  });
  return { text: pieces.join(''), page: lines[0]?.page ?? 1, pageBreaks };
}

/** A line that another one follows, up to the first letter of that one. */
function withLineEnd(line: string, next: string, vocabulary: Vocabulary): string {
  if (!/[\p{L}\p{N}][-‐]$/u.test(line.slice(-3))) return `${line} `;
  return vocabulary.readHyphen(line, next) === 'join' ? line.slice(0, -1) : line;
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
    lines.map((line, index) => withLineEnd(line, lines[index + 1] ?? '', vocabulary)).join('');
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
