import type { DocumentContent, Heading, Page, Span } from '../domain.ts';
import { escapeHtml } from '../language/escape-html.ts';
import { LIST_ITEM } from '../language/sentences.ts';

/** A run of text to be seen; `id` is what a link leads to. */
export interface Mark extends Span {
  readonly id: string;
  /** The one that the reader came for. */
  readonly isCurrent: boolean;
}

export interface ViewedText extends Pick<DocumentContent, 'text' | 'headings'> {
  readonly pages: readonly Page[];
}

const BETWEEN_BLOCKS = /\n{2,}/g;
const CELL = / \| /g;

/**
 * A document's canonical text as HTML: its headings (one level below the page's own), paragraphs, lists and tables, with
 * its pages' numbers and its marked runs. Everything is escaped; no element but these comes of it, whatever the text.
 *
 * @param labelPage what stands where a page begins, by its number
 */
export function renderDocument(
  { text, headings, pages }: ViewedText,
  marks: readonly Mark[],
  labelPage: (number: number) => string,
): string {
  const sorted = [...marks].sort((one, other) => one.start - other.start || one.end - other.end);
  const writer = new TextWriter(text, sorted);
  const headingAt = new Map(headings.map((heading) => [heading.start, heading]));
  const waiting = [...pages];
  const html: string[] = [];
  for (const block of listBlocks(text)) {
    while (waiting[0] !== undefined && waiting[0].start <= block.start) {
      const { number } = waiting.shift() as Page;
      html.push(`<p class="page-number" id="page-${number}">${escapeHtml(labelPage(number))}</p>`);
    }
    html.push(renderBlock(text, block, headingAt.get(block.start), writer));
  }
  return html.join('\n');
}

function listBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  let start = 0;
  for (const { index, 0: gap } of text.matchAll(BETWEEN_BLOCKS)) {
    if (index > start) blocks.push({ start, end: index });
    start = index + gap.length;
  }
  if (text.length > start) blocks.push({ start, end: text.length });
  return blocks;
}

function renderBlock(text: string, block: Span, heading: Heading | undefined, writer: TextWriter): string {
  if (heading !== undefined && heading.end >= block.end) {
    const name = `h${Math.min(6, heading.level + 1)}`;
    return `<${name}>${writer.write(block)}</${name}>`;
  }
  const lines = listLines(text, block);
  const wholeOf = ({ start, end }: Span) => text.slice(start, end);
  if (lines.every((line) => LIST_ITEM.test(wholeOf(line)))) {
    return `<ul class="items">${lines.map((line) => `<li>${writer.write(line)}</li>`).join('')}</ul>`;
  }
  if (lines.every((line) => wholeOf(line).includes(' | '))) {
    const rows = lines.map(
      (line) =>
        `<tr>${listCells(text, line)
          .map((cell) => `<td>${writer.write(cell)}</td>`)
          .join('')}</tr>`,
    );
    return `<div class="table"><table>${rows.join('')}</table></div>`;
  }
  return `<p>${writer.write(block)}</p>`;
}

function listLines(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = [];
  for (let from = start; from < end; ) {
    const lineBreak = text.indexOf('\n', from);
    const to = lineBreak < 0 || lineBreak > end ? end : lineBreak;
    if (to > from) lines.push({ start: from, end: to });
    from = to + 1;
  }
  return lines;
}

function listCells(text: string, { start, end }: Span): Span[] {
  const cells: Span[] = [];
  let from = start;
  for (const { index, 0: gap } of text.slice(start, end).matchAll(CELL)) {
    cells.push({ start: from, end: start + index });
    from = start + index + gap.length;
  }
  return [...cells, { start: from, end }];
}

/** Writes runs of a text in their order, with what of the marks lies in them; a mark's id is given once. */
class TextWriter {
  readonly #text: string;
  readonly #marks: readonly Mark[];
  readonly #named = new Set<string>();

  constructor(text: string, marks: readonly Mark[]) {
    this.#text = text;
    this.#marks = marks;
  }

  write({ start, end }: Span): string {
    let html = '';
    let at = start;
    for (const mark of this.#marks) {
      const from = Math.max(at, mark.start);
      const to = Math.min(end, mark.end);
      if (to <= from) continue;
      const id = this.#named.has(mark.id) ? '' : ` id="${mark.id}" tabindex="-1"`;
      this.#named.add(mark.id);
      const name = mark.isCurrent ? ' class="current"' : '';
      html += `${this.#escape(at, from)}<mark${id}${name}>${this.#escape(from, to)}</mark>`;
      at = to;
    }
    return html + this.#escape(at, end);
  }

  #escape(start: number, end: number): string {
    return escapeHtml(this.#text.slice(start, end));
  }
}
