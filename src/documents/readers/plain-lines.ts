import { collapseSpaces } from '../blocks.ts';
import { endsSentence, readListMark, startsLowerCase } from './line-marks.ts';

/** A block of plain text before it is known which blocks are headings. */
export interface PlainBlock {
  /** `list`: items or other lines that stand for themselves. */
  readonly kind: 'paragraph' | 'list';
  readonly text: string;
  /** One line by itself, so that it may be a heading. */
  readonly standsAlone: boolean;
  /** The level of a Markdown heading. */
  readonly markedLevel?: number;
}

/** Lines above this length are paragraphs of their own in a file that is not hard-wrapped. */
const SHORT_LINE = 120;
const WIDEST_WRAP = 160;
const NARROWEST_WRAP = 50;

/** Paragraphs, lists and runs of short lines, in order. */
export function groupPlainLines(text: string): PlainBlock[] {
  const lines = text.split(/\r\n|[\r\n\f\v\u2028\u2029]/).map((line) => line.trimEnd());
  const wrapWidth = findWrapWidth(lines);
  if (wrapWidth === null && !hasBlankLines(lines)) {
    return readParagraph(
      lines.filter((line) => line.trim() !== ''),
      { wrapWidth, isLineAlone: true },
    );
  }
  return splitAtBlankLines(lines).flatMap((paragraph) => readParagraph(paragraph, { wrapWidth, isLineAlone: false }));
}

interface Layout {
  readonly wrapWidth: number | null;
  /** A line between two paragraphs stands alone without blank lines around it. */
  readonly isLineAlone: boolean;
}

/** Some files have one paragraph on each line and hardly any blank lines. */
function hasBlankLines(lines: readonly string[]): boolean {
  const blank = lines.filter((line) => line.trim() === '').length;
  return blank * 10 >= lines.length;
}

function splitAtBlankLines(lines: readonly string[]): string[][] {
  const paragraphs: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() !== '') paragraphs.at(-1)?.push(line);
    else if (paragraphs.at(-1)?.length !== 0) paragraphs.push([]);
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** The width at which a hard-wrapped file breaks its lines, or null where line breaks mean something. */
function findWrapWidth(lines: readonly string[]): number | null {
  const lengths = lines.map((line) => line.length).filter((length) => length > 0);
  lengths.sort((one, other) => one - other);
  const width = lengths[Math.floor(lengths.length * 0.95)] ?? 0;
  return width >= NARROWEST_WRAP && width <= WIDEST_WRAP ? width : null;
}

function readParagraph(lines: readonly string[], { wrapWidth, isLineAlone }: Layout): PlainBlock[] {
  const logical = joinWrappedLines(lines, wrapWidth);
  const blocks: PlainBlock[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const standsAlone = logical.length === 1 || (isLineAlone && run.length === 1);
    if (run.length > 0) blocks.push(toBlock(run, standsAlone));
    run = [];
  };
  for (const line of logical) {
    const heading = /^(#{1,6}) +(.+)$/.exec(line);
    if (heading !== null || (line.length > SHORT_LINE && readListMark(line) === null)) {
      endRun();
      blocks.push({
        kind: 'paragraph',
        text: heading?.[2] ?? line,
        standsAlone: true,
        ...(heading !== null && { markedLevel: (heading[1] ?? '').length }),
      });
    } else {
      run.push(line);
    }
  }
  endRun();
  return blocks;
}

function toBlock(run: readonly string[], standsAlone: boolean): PlainBlock {
  const [only] = run;
  if (run.length === 1 && only !== undefined && readListMark(only) === null) {
    return { kind: 'paragraph', text: only, standsAlone };
  }
  return { kind: 'list', text: run.map(withPlainMark).join('\n'), standsAlone };
}

function withPlainMark(line: string): string {
  const mark = readListMark(line);
  return mark === null ? line : mark.marker + mark.rest;
}

/** Lines as they are meant: those that the wrapping alone broke are one again. */
function joinWrappedLines(lines: readonly string[], wrapWidth: number | null): string[] {
  const logical: string[] = [];
  let previous: string | null = null;
  for (const line of lines) {
    const isWrapped: boolean =
      previous !== null && readListMark(line) === null && isSoftBreak(previous, line, wrapWidth);
    if (isWrapped) logical.push(joinWords(logical.pop() ?? '', line));
    else logical.push(line);
    previous = line;
  }
  return logical.map(collapseSpaces).filter((line) => line !== '');
}

/**
 * A break is the wrapping's where the next line's first word would not have fitted. Without a known width it is so
 * where a long line ends inside a sentence.
 */
function isSoftBreak(line: string, next: string, wrapWidth: number | null): boolean {
  const nextWords = next.trim();
  if (wrapWidth === null) {
    return line.length >= NARROWEST_WRAP && !endsSentence(line) && startsLowerCase(nextWords);
  }
  const firstWord = nextWords.search(/\s/);
  const firstWordLength = firstWord === -1 ? nextWords.length : firstWord;
  const wouldNotFit = line.length + 1 + firstWordLength > wrapWidth;
  return wouldNotFit || (line.length >= wrapWidth / 2 && !endsSentence(line) && startsLowerCase(nextWords));
}

/** A hyphen at the end of a wrapped line of plain text belongs to the word: programs that wrap text add none. */
function joinWords(before: string, line: string): string {
  const separator = /\p{L}-$/u.test(before) ? '' : ' ';
  return before + separator + line.trim();
}
