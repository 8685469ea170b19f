import type { DocumentContent, Heading, Page } from '../domain.ts';
import { toCanonical } from '../language/normalise.ts';
import { type Block, collapseSpaces } from './blocks.ts';

/** From `offset` on in the canonical text, the words stand on page `page`. */
interface PageMark {
  readonly offset: number;
  readonly page: number;
}

/**
 * The canonical text of a document and its structure: one blank line between blocks, one line break between the lines
 * of a block. Blocks without any visible text are left out. Pages cover the text without a gap; a page that holds no
 * text is empty (`start` = `end`).
 */
export function assemble(blocks: readonly Block[], pageCount: number): DocumentContent {
  const pieces: string[] = [];
  const headings: Heading[] = [];
  const marks: PageMark[] = [];
  let offset = 0;
  for (const block of blocks) {
    const text = canonicalBlock(block.text, block.kind);
    if (text === '') continue;
    if (pieces.length > 0) offset += BLOCK_SEPARATOR.length;
    if (block.page !== undefined) marks.push({ offset, page: block.page });
    for (const pageBreak of block.pageBreaks ?? []) {
      marks.push({ offset: offset + canonicalOffset(block, text, pageBreak.offset), page: pageBreak.page });
    }
    if (block.kind === 'heading') headings.push({ start: offset, end: offset + text.length, level: block.level });
    pieces.push(text);
    offset += text.length;
  }
  const text = pieces.join(BLOCK_SEPARATOR);
  return { text, pages: toPages(marks, pageCount, text.length), headings };
}

const BLOCK_SEPARATOR = '\n\n';

function canonicalBlock(text: string, kind: Block['kind']): string {
  if (kind !== 'lines') return canonicalLine(text);
  return text
    .split('\n')
    .map(canonicalLine)
    .filter((line) => line !== '')
    .join('\n');
}

/** Spaces are collapsed once more afterwards: an invisible character may have stood between two of them. */
function canonicalLine(text: string): string {
  return collapseSpaces(toCanonical(collapseSpaces(text)));
}

/** Where the word after `offset` of the block's own text starts in its canonical text. */
function canonicalOffset(block: Block, text: string, offset: number): number {
  const unchanged = text === block.text;
  const before = unchanged ? offset : canonicalBlock(block.text.slice(0, offset), block.kind).length;
  let start = Math.min(before, text.length);
  while (start < text.length && /[\s\uDC00-\uDFFF]/.test(text.charAt(start))) start++;
  return start;
}

/** Pages of a well-formed document come in order; a mark that would step back is one of a note moved by a few lines. */
function toPages(marks: readonly PageMark[], pageCount: number, length: number): Page[] {
  const pages: Page[] = [];
  let start = 0;
  let next = 0;
  for (let number = 1; number <= pageCount; number++) {
    while (next < marks.length && (marks[next]?.page ?? 0) <= number) next++;
    const end = number === pageCount ? length : Math.max(start, marks[next]?.offset ?? length);
    pages.push({ number, start, end });
    start = end;
  }
  return pages;
}
