import type { Language } from '../domain.ts';

/** From `offset` on in its block's text, the words stand on physical page `page`. */
export interface PageBreak {
  readonly offset: number;
  readonly page: number;
}

interface BlockText {
  readonly text: string;
  /** The physical page on which the block starts, in formats that have pages. */
  readonly page?: number;
  readonly pageBreaks?: readonly PageBreak[];
}

/** `level` is 1 (highest) to 6. */
export interface HeadingBlock extends BlockText {
  readonly kind: 'heading';
  readonly level: number;
}

/** Running text; line breaks inside it count as spaces. */
export interface ParagraphBlock extends BlockText {
  readonly kind: 'paragraph';
}

/** Lines that each stand for themselves, separated by `\n`: list items, table rows, addresses, code. */
export interface LinesBlock extends BlockText {
  readonly kind: 'lines';
}

/** What every reader makes of its format; `assemble` turns a list of them into a document's canonical text. */
export type Block = HeadingBlock | ParagraphBlock | LinesBlock;

/** Something worth knowing about a file that could be read all the same. */
export type ReaderWarning =
  | { readonly code: 'pages_without_text'; readonly pages: readonly number[] }
  | { readonly code: 'encoding_guessed' };

/** What a file, its front matter or its sidecar says of itself; a missing key says nothing. */
export interface StatedMetadata {
  readonly title?: string;
  readonly publisher?: string;
  readonly authors?: readonly string[];
  readonly date?: string;
  readonly url?: string;
  readonly language?: Language;
  readonly licence?: string;
  readonly note?: string;
}

export interface ReaderOutput {
  readonly blocks: readonly Block[];
  /** Physical pages; 0 where the format has none. */
  readonly pageCount: number;
  readonly metadata: StatedMetadata;
  readonly warnings: readonly ReaderWarning[];
}

/** @throws {SourcierError} `file_…` or `metadata_invalid`, saying why the bytes cannot be read */
export type Reader = (bytes: Uint8Array) => ReaderOutput | Promise<ReaderOutput>;

/** The separator of table cells: a line that holds it is a table row. */
export const CELL_SEPARATOR = ' | ';

/**
 * One line of text: runs of white space become one space and the ends are trimmed. A run of nothing but no-break
 * spaces becomes one of them, since French typography uses them.
 */
export function collapseSpaces(text: string): string {
  return text.replace(/\s{2,}|[\t\n\v\f\r]/g, (run) => (/[ \t\n\v\f\r]/.test(run) ? ' ' : run.charAt(0))).trim();
}

/** A table row as one line; empty cells keep their place but at the row's end. Null where all cells are empty. */
export function joinCells(cells: readonly string[]): string | null {
  const texts = cells.map(collapseSpaces);
  while (texts.at(-1) === '') texts.pop();
  return texts.length === 0 ? null : texts.join(CELL_SEPARATOR).trim();
}
