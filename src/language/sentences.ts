import type { Span } from '../domain.ts';
import { classifyAbbreviation } from './abbreviations.ts';
import { matchAt } from './characters.ts';
import { isStopWord } from './stop-words.ts';

/** In code units; longer sentences are cut, since a quote must fit on a screen. */
export const LONGEST_SENTENCE = 1_500;

/** The mark that opens an item of a list, with the space after it. */
export const LIST_ITEM = /^[ \t]*(?:[-•*–—‣▪◦●■]|\d{1,2}[.)])[ \t\u00A0]/;
/** A line of cells. */
export const TABLE_ROW = /^[ \t]*\||[ \t]\|[ \t]/;
const MARKS = /[.!?…]+/g;
/** What may close after the mark and belongs to the sentence: quotation marks, brackets, references to notes. */
const CLOSERS = /(?:[ \u00A0\u202F]?[»”]|["’')\]]|\[\d{1,3}\]|[¹²³⁰⁴-⁹])*/y;
const OPENERS = /[\s«“"‘'’([*_–—-]*/y;
const WORD = /[\p{L}\p{M}\p{N}]{1,40}/uy;
const LAST_WORD = /[^\s«“"([]+$/;
const ELISION = /^.*['’]/;
const LOWER_CASE_START = /^\p{Ll}/u;
const CAPITAL_START = /^\p{Lu}/u;
const NUMBER_START = /^\p{Nd}/u;
const SPACE = /\s/;
const ELLIPSIS = /…|\.\./;
/** J. Dupont, J.-P. Dupont. */
const INITIAL = /^(?:\p{Lu}\p{Ll}?\.?-)?\p{Lu}$/u;
const DOTTED_LETTERS = /^(?:\p{L}\.)+\p{L}$/u;
const NUMBERING = /^(?:\d{1,3}(?:\.\d{1,3}){0,5}|[IVXLC]{1,6}|\p{L})$/u;
/** A capitalised word before an exclamation mark: between two names the mark belongs to them (Yahoo! France). */
const NAME_WITH_MARK = /(?:^|[^\p{L}])\p{Lu}\p{L}*[ \u00A0\u202F]?$/u;
/** No word that matters here is longer; it keeps the look back short whatever stands there. */
const LONGEST_LOOK_BACK = 40;

/**
 * The sentences of a canonical text, in order, trimmed of white space; all that is not white space lies in one.
 * A blank line ends a sentence; so does the start of a list item, and a table row (a line with ` | `) is one by
 * itself; any other line break is a space. Points of abbreviations (M., art., p. 12, cf., J.-C.), initials, numbers,
 * addresses and ellipses do not end one, nor does the end of a quotation after which the outer sentence goes on.
 * Sentences above `LONGEST_SENTENCE` are cut after a semicolon, else a comma, else at a space. Linear time.
 */
export function splitSentences(text: string): Span[] {
  const sentences: Span[] = [];
  for (const block of findBlocks(text)) {
    for (const sentence of splitBlock(text, block)) sentences.push(...cutLong(text, sentence));
  }
  return sentences;
}

type LineKind = 'blank' | 'item' | 'row' | 'text';

function findBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  let blockStart = 0;
  let previous: LineKind = 'blank';
  for (let lineStart = 0; lineStart < text.length; ) {
    const lineBreak = text.indexOf('\n', lineStart);
    const lineEnd = lineBreak < 0 ? text.length : lineBreak;
    const kind = classifyLine(text.slice(lineStart, lineEnd));
    if (kind !== 'text' || previous === 'row') {
      blocks.push({ start: blockStart, end: lineStart });
      blockStart = lineStart;
    }
    previous = kind;
    lineStart = lineEnd + 1;
  }
  blocks.push({ start: blockStart, end: text.length });
  return blocks;
}

function classifyLine(line: string): LineKind {
  if (line.trim() === '') return 'blank';
  if (TABLE_ROW.test(line)) return 'row';
  return LIST_ITEM.test(line) ? 'item' : 'text';
}

function splitBlock(text: string, block: Span): Span[] {
  const sentences: Span[] = [];
  let start = skipSpaces(text, block.start, block.end);
  for (const mark of text.slice(block.start, block.end).matchAll(MARKS)) {
    const markStart = block.start + mark.index;
    const end = skip(CLOSERS, text, markStart + mark[0].length);
    if (markStart < start || end >= block.end || !SPACE.test(text.charAt(end))) continue;
    if (!endsSentence(text, start, { mark: mark[0], markStart, end })) continue;
    sentences.push({ start, end });
    start = skipSpaces(text, end, block.end);
  }
  const end = skipSpacesBack(text, start, block.end);
  if (end > start) sentences.push({ start, end });
  return sentences;
}

interface Candidate {
  /** The run of points, question and exclamation marks. */
  readonly mark: string;
  readonly markStart: number;
  /** After the closing quotation marks and brackets. */
  readonly end: number;
}

function endsSentence(text: string, sentenceStart: number, { mark, markStart, end }: Candidate): boolean {
  const nextStart = skip(OPENERS, text, end);
  const next = matchAt(WORD, text, nextStart)?.[0] ?? '';
  if (LOWER_CASE_START.test(next)) return false;
  const look = text.slice(Math.max(sentenceStart, markStart - LONGEST_LOOK_BACK), markStart);
  const previous = LAST_WORD.exec(look)?.[0] ?? '';
  if (ELLIPSIS.test(mark)) return markStart > sentenceStart && !/[[(]$/.test(look);
  const isSentenceStart = startsLikeSentence(next, text.charAt(nextStart + next.length));
  if (mark === '!' && end === markStart + 1 && NAME_WITH_MARK.test(look) && CAPITAL_START.test(next)) {
    return isSentenceStart;
  }
  if (mark !== '.') return true;
  const isFirstWord = markStart - previous.length === sentenceStart;
  if (isFirstWord && NUMBERING.test(previous)) return false;
  return pointEndsSentence(previous.replace(ELISION, ''), next, isSentenceStart, look);
}

function pointEndsSentence(word: string, next: string, isSentenceStart: boolean, look: string): boolean {
  const isBeforeNumber = NUMBER_START.test(next);
  const abbreviation = classifyAbbreviation(word, isBeforeNumber);
  if (abbreviation === 'never-last') return false;
  if (INITIAL.test(word)) {
    const before = LAST_WORD.exec(look.slice(0, -word.length).trimEnd())?.[0] ?? '';
    return isSentenceStart && LOWER_CASE_START.test(before);
  }
  if (abbreviation === 'either' || DOTTED_LETTERS.test(word)) return isSentenceStart;
  return true;
}

/** After a doubtful point: sentences mostly begin with a function word, what belongs to an abbreviation seldom does. */
function startsLikeSentence(word: string, after: string): boolean {
  if (!CAPITAL_START.test(word)) return false;
  if (word.length === 1) return /[AÀYI]/.test(word) || /['’]/.test(after);
  return isStopWord(word, 'fr') || isStopWord(word, 'en');
}

function cutLong(text: string, sentence: Span): Span[] {
  const pieces: Span[] = [];
  let start = sentence.start;
  while (sentence.end - start > LONGEST_SENTENCE) {
    const end = start + findCut(text.slice(start, start + LONGEST_SENTENCE));
    pieces.push({ start, end: skipSpacesBack(text, start, end) });
    start = skipSpaces(text, end, sentence.end);
  }
  if (sentence.end > start) pieces.push({ start, end: sentence.end });
  return pieces;
}

/** How much of a window to keep: up to its last semicolon, comma or space, else all but half a surrogate pair. */
function findCut(window: string): number {
  for (const separator of ['; ', ', ', ' ', '\n']) {
    const index = window.lastIndexOf(separator);
    if (index > 0) return index + 1;
  }
  const lastUnit = window.charCodeAt(window.length - 1);
  return lastUnit >= 0xd800 && lastUnit <= 0xdbff ? window.length - 1 : window.length;
}

function skip(pattern: RegExp, text: string, index: number): number {
  return index + (matchAt(pattern, text, index)?.[0].length ?? 0);
}

function skipSpaces(text: string, start: number, end: number): number {
  let index = start;
  while (index < end && SPACE.test(text.charAt(index))) index++;
  return index;
}

function skipSpacesBack(text: string, start: number, end: number): number {
  let index = end;
  while (index > start && SPACE.test(text.charAt(index - 1))) index--;
  return index;
}
