import { type Block, collapseSpaces, joinCells, type ReaderOutput, type StatedMetadata } from '../blocks.ts';
import { decodeText } from '../decode-text.ts';
import { parseMetadataYaml } from '../stated-metadata.ts';
import { type LinkLabels, stripInlineMarkdown } from './markdown-inline.ts';

/**
 * Reads Markdown: CommonMark's blocks, pipe tables, and a YAML front matter between `---` lines, as data only.
 *
 * @throws {SourcierError} `file_not_text`, `metadata_invalid`
 */
export function readMarkdown(bytes: Uint8Array): ReaderOutput {
  const decoded = decodeText(bytes);
  const lines = decoded.text.split(/\r\n|\r|\n/);
  const { metadata, bodyStart } = readFrontMatter(lines);
  return {
    blocks: readMarkdownBlocks(withoutComments(lines.slice(bodyStart))),
    pageCount: 0,
    metadata,
    warnings: decoded.guessed ? [{ code: 'encoding_guessed' }] : [],
  };
}

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;

/** HTML comments go, but inside fenced code; one that never ends is text. */
function withoutComments(lines: readonly string[]): string[] {
  const lastEnd = lines.findLastIndex((line) => line.includes('-->'));
  let isComment = false;
  let fence: string | null = null;
  return lines.map((line, index) => {
    const mark = isComment ? undefined : FENCE.exec(line)?.[1];
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
      return line;
    }
    if (mark !== undefined) fence = mark;
    const kept: string[] = [];
    let rest = line;
    while (rest !== '') {
      const end = isComment ? rest.indexOf('-->') : rest.indexOf('<!--');
      const changes = end !== -1 && (isComment || index <= lastEnd);
      if (!isComment) kept.push(changes ? rest.slice(0, end) : rest);
      rest = changes ? rest.slice(end + (isComment ? 3 : 4)) : '';
      if (changes) isComment = !isComment;
    }
    return kept.join('');
  });
}

/** The opening line is exactly `---`: what follows it (`---js`) names a language to run, and nothing is run here. */
function readFrontMatter(lines: readonly string[]): { metadata: StatedMetadata; bodyStart: number } {
  if (!/^\uFEFF?---[ \t]*$/.test(lines[0] ?? '')) return { metadata: {}, bodyStart: 0 };
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end === -1 || !looksLikeYaml(lines.slice(1, end))) return { metadata: {}, bodyStart: 0 };
  return { metadata: parseMetadataYaml(lines.slice(1, end).join('\n')), bodyStart: end + 1 };
}

/** A text may as well begin with a line across the page. */
function looksLikeYaml(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first === undefined || /^[\w"'{!&-]/.test(first);
}

const ATX_HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const SETEXT_UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/;
const THEMATIC_BREAK = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const LIST_ITEM = /^([ \t]*)(?:[-*+]|(\d{1,9})[.)])(?:[ \t]+(.*))?$/;
const TABLE_RULE = /^ {0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$/;
const QUOTE_MARKS = /^(?: {0,3}>[ \t]?)+/;
const LINK_DEFINITION = /^ {0,3}\[([^\]^][^\]]{0,200})\]:[ \t]*\S+(?:[ \t]+["'(].*)?$/;
const FOOTNOTE_DEFINITION = /^ {0,3}\[\^[^\]]{1,100}\]:[ \t]*/;

function readMarkdownBlocks(lines: readonly string[]): Block[] {
  const labels = new Set<string>();
  for (const line of lines) {
    const label = LINK_DEFINITION.exec(line)?.[1];
    if (label !== undefined) labels.add(label.trim().toLowerCase());
  }
  const parser = new BlockParser(labels);
  for (let index = 0; index < lines.length; ) index += parser.read(lines, index);
  return parser.finish();
}

class BlockParser {
  readonly #labels: LinkLabels;
  readonly #blocks: Block[] = [];
  #paragraph: string[] = [];
  #list: string[] = [];
  #afterBlank = false;

  constructor(labels: LinkLabels) {
    this.#labels = labels;
  }

  finish(): Block[] {
    this.#endParagraph();
    this.#endList();
    return this.#blocks;
  }

  /** Reads on from a line; tells how many lines it has used up. */
  read(lines: readonly string[], index: number): number {
    const line = withoutQuoteMarks(lines[index] ?? '');
    const fence = FENCE.exec(line);
    if (fence !== null && !(fence[2] ?? '').includes('`')) return this.#readFence(lines, index, fence[1] ?? '');
    if (line.trim() === '') return this.#readBlank();
    const used = this.#readTable(lines, index);
    if (used > 0) return used;
    this.#readLine(line);
    this.#afterBlank = false;
    return 1;
  }

  #readLine(line: string): void {
    const heading = ATX_HEADING.exec(line);
    const underline = this.#paragraph.length > 0 ? SETEXT_UNDERLINE.exec(line) : null;
    const item = LIST_ITEM.exec(line);
    if (heading !== null) {
      this.finish();
      this.#pushHeading((heading[1] ?? '').length, collapseSpaces(heading[2] ?? '').replace(/(?:^| )#+$/, ''));
    } else if (underline !== null) {
      const text = this.#paragraph.join('\n');
      this.#paragraph = [];
      this.#pushHeading(underline[1]?.startsWith('=') ? 1 : 2, text);
    } else if (THEMATIC_BREAK.test(line)) {
      this.finish();
    } else if (item !== null && this.#startsItem(item)) {
      this.#endParagraph();
      this.#list.push(
        `${item[2] === undefined ? '-' : `${item[2]}.`} ${(item[3] ?? '').replace(/^\[[ xX]\][ \t]+/, '')}`,
      );
    } else {
      this.#readText(line);
    }
  }

  /** A number can interrupt a paragraph only where it is 1: « en\n2024. » is no list (CommonMark 5.2). */
  #startsItem(item: RegExpExecArray): boolean {
    const indentIsCode = this.#list.length === 0 && /\t| {4}/.test(item[1] ?? '');
    const interrupts = this.#paragraph.length > 0;
    return !indentIsCode && (!interrupts || ((item[2] === undefined || item[2] === '1') && Boolean(item[3])));
  }

  #readText(line: string): void {
    if (LINK_DEFINITION.test(line) && this.#paragraph.length === 0) return;
    const isIndented = /^(?: {2,}|\t)/.test(line);
    if (this.#list.length > 0 && (isIndented || !this.#afterBlank)) {
      this.#list.push(`${this.#list.pop() ?? ''} ${line.trim()}`);
      return;
    }
    this.#endList();
    this.#paragraph.push(line.replace(FOOTNOTE_DEFINITION, ''));
  }

  #readBlank(): number {
    this.#endParagraph();
    this.#afterBlank = true;
    return 1;
  }

  /** Code keeps its lines, and its words are no markup. */
  #readFence(lines: readonly string[], index: number, fence: string): number {
    this.finish();
    const close = new RegExp(`^ {0,3}${fence.charAt(0)}{${fence.length},}[ \\t]*$`);
    let end = index + 1;
    while (end < lines.length && !close.test(withoutQuoteMarks(lines[end] ?? ''))) end++;
    this.#blocks.push({ kind: 'lines', text: lines.slice(index + 1, end).join('\n') });
    return end + 1 - index;
  }

  #readTable(lines: readonly string[], index: number): number {
    const header = withoutQuoteMarks(lines[index] ?? '');
    if (!header.includes('|') || !TABLE_RULE.test(withoutQuoteMarks(lines[index + 1] ?? ''))) return 0;
    this.finish();
    const rows = [header];
    let end = index + 2;
    for (; end < lines.length; end++) {
      const row = withoutQuoteMarks(lines[end] ?? '');
      if (!row.includes('|') || row.trim() === '') break;
      rows.push(row);
    }
    const text = rows.map((row) => joinCells(splitCells(row).map((cell) => this.#strip(cell))) ?? '').join('\n');
    this.#blocks.push({ kind: 'lines', text });
    return end - index;
  }

  #pushHeading(level: number, text: string): void {
    const words = collapseSpaces(text).replace(/ ?\{#[\w-]{1,100}\}$/, '');
    this.#blocks.push({ kind: 'heading', level, text: this.#strip(words) });
  }

  #endParagraph(): void {
    if (this.#paragraph.length > 0) {
      this.#blocks.push({ kind: 'paragraph', text: this.#strip(this.#paragraph.join('\n')) });
    }
    this.#paragraph = [];
  }

  #endList(): void {
    if (this.#list.length > 0) {
      const lines = this.#list.map((item) => this.#strip(item).replaceAll('\n', ' '));
      this.#blocks.push({ kind: 'lines', text: lines.join('\n') });
    }
    this.#list = [];
  }

  #strip(text: string): string {
    return stripInlineMarkdown(text, this.#labels);
  }
}

/** The blocks of a quotation are read like those around it. */
function withoutQuoteMarks(line: string): string {
  return line.replace(QUOTE_MARKS, '');
}

/** The cells of a row; `\|` is a bar inside a cell. */
function splitCells(row: string): string[] {
  const cells = row
    .trim()
    .replace(/^\|/, '')
    .split(/(?<!\\)\|/);
  if (cells.at(-1)?.trim() === '') cells.pop();
  return cells.map((cell) => cell.replaceAll('\\|', '|'));
}
