import { decodeEntities } from './html-dom.ts';

/** Labels of `[label]: address` definitions, in lower case. */
export type LinkLabels = ReadonlySet<string>;

const NO_LABELS: LinkLabels = new Set();
const ESCAPABLE = /[!-/:-@[-`{-~]/;
const AUTOLINK = /<((?:[a-z][a-z\d+.-]{1,30}:|[^\s<>@]{1,100}@)[^\s<>]{0,2000})>/iy;
const TAG = /<(?:\/?[a-z][^<>]{0,5000}|![^<>]{0,5000}|\?[^<>]{0,5000})>/iy;
const LINK_TARGET =
  /\(\s{0,9}(?:<[^<>\n]{0,2000}>|[^\s()<>]{0,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,500}){0,3})(?:\s{1,9}(?:"[^"]{0,500}"|'[^']{0,500}'|\([^()]{0,500}\)))?\s{0,9}\)/y;
const LINK_LABEL = /\[([^[\]]{0,200})\]/y;
/** More marks than that are in no label; without a bound, nested brackets would be joined again and again. */
const MAX_LABEL_PIECES = 20;
const LINE_BREAK_TAG = /^<\/?(?:br|p|div|li|tr|td|th|h[1-6])\b/i;

/**
 * The words of a run of Markdown without its marks (CommonMark 0.31, chapter 6, with tables' and footnotes' usual
 * extensions): emphasis, code, links (their text stays), images (their description stays), HTML tags, character
 * references, backslash escapes. Brackets and marks that belong to no construct stay as they are. Linear time.
 */
export function stripInlineMarkdown(text: string, labels: LinkLabels = NO_LABELS): string {
  const pieces = new InlineScanner(text, labels).scan();
  return pieces.join('');
}

/** A run of `*`, `_` or `~` in the output, of which matched marks are taken away. */
interface MarkRun {
  readonly index: number;
  readonly character: string;
  count: number;
}

class InlineScanner {
  readonly #text: string;
  readonly #labels: LinkLabels;
  readonly #pieces: string[] = [];
  readonly #openers = new Map<string, MarkRun[]>();
  /** Where in `pieces` the open brackets are. */
  readonly #brackets: number[] = [];
  /** Lengths of backtick runs that close nowhere further on. */
  readonly #unclosedTicks = new Set<number>();
  #position = 0;

  constructor(text: string, labels: LinkLabels) {
    this.#text = text;
    this.#labels = labels;
  }

  scan(): string[] {
    while (this.#position < this.#text.length) this.#step(this.#text.charAt(this.#position));
    return this.#pieces;
  }

  #step(character: string): void {
    if (character === '\\') this.#readEscape();
    else if (character === '`') this.#readCode();
    else if (character === '<') this.#readAngle();
    else if (character === '!' && this.#text.charAt(this.#position + 1) === '[') this.#openBracket('![');
    else if (character === '[') this.#openBracket('[');
    else if (character === ']') this.#closeBracket();
    else if (character === '*' || character === '_' || character === '~') this.#readMarks(character);
    else this.#readPlain();
  }

  #readPlain(): void {
    const special = /[\\`<![\]*_~]/g;
    special.lastIndex = this.#position + 1;
    const end = special.exec(this.#text)?.index ?? this.#text.length;
    this.#push(decodeEntities(this.#text.slice(this.#position, end)), end);
  }

  #push(piece: string, end: number): void {
    this.#pieces.push(piece);
    this.#position = end;
  }

  #readEscape(): void {
    const next = this.#text.charAt(this.#position + 1);
    if (next === '\n') this.#push(' ', this.#position + 2);
    else if (ESCAPABLE.test(next)) this.#push(next, this.#position + 2);
    else this.#push('\\', this.#position + 1);
  }

  #readCode(): void {
    const ticks = runLength(this.#text, this.#position, '`');
    const start = this.#position + ticks;
    const close = this.#unclosedTicks.has(ticks) ? -1 : this.#findTicks(start, ticks);
    if (close === -1) {
      this.#unclosedTicks.add(ticks);
      this.#push('`'.repeat(ticks), start);
    } else {
      this.#push(this.#text.slice(start, close).trim(), close + ticks);
    }
  }

  #findTicks(from: number, ticks: number): number {
    for (let at = this.#text.indexOf('`', from); at !== -1; ) {
      const found = runLength(this.#text, at, '`');
      if (found === ticks) return at;
      at = this.#text.indexOf('`', at + found);
    }
    return -1;
  }

  #readAngle(): void {
    AUTOLINK.lastIndex = this.#position;
    TAG.lastIndex = this.#position;
    const address = AUTOLINK.exec(this.#text);
    const tag = address === null ? TAG.exec(this.#text) : null;
    if (address !== null) this.#push(address[1] ?? '', AUTOLINK.lastIndex);
    else if (tag !== null) this.#push(LINE_BREAK_TAG.test(tag[0]) ? ' ' : '', TAG.lastIndex);
    else this.#push('<', this.#position + 1);
  }

  #openBracket(mark: '[' | '!['): void {
    this.#brackets.push(this.#pieces.length);
    this.#push(mark, this.#position + mark.length);
  }

  #closeBracket(): void {
    const opener = this.#brackets.pop();
    const after = this.#position + 1;
    if (opener === undefined) {
      this.#push(']', after);
      return;
    }
    const content = this.#pieces.slice(opener + 1, opener + 1 + MAX_LABEL_PIECES).join('');
    const end = this.#endOfTarget(content, after);
    if (/^\^\S+$/.test(content)) {
      this.#pieces.length = opener;
      this.#position = after;
    } else if (end === null) {
      this.#push(']', after);
    } else {
      this.#pieces[opener] = '';
      this.#position = end;
    }
  }

  /** Where the construct that makes a link of the brackets ends, or null where they are just brackets. */
  #endOfTarget(content: string, after: number): number | null {
    LINK_TARGET.lastIndex = after;
    if (LINK_TARGET.test(this.#text)) return LINK_TARGET.lastIndex;
    LINK_LABEL.lastIndex = after;
    const label = LINK_LABEL.exec(this.#text)?.[1];
    if (label !== undefined && this.#labels.has((label || content).trim().toLowerCase())) return LINK_LABEL.lastIndex;
    return this.#labels.has(content.trim().toLowerCase()) ? after : null;
  }

  /** Flanking as in CommonMark 6.2; `_` and `~` work at the edges of words only, and `~` in pairs. */
  #readMarks(character: string): void {
    const count = runLength(this.#text, this.#position, character);
    const before = this.#text.charAt(this.#position - 1);
    const after = this.#text.charAt(this.#position + count);
    const leftFlanking = isWord(after) || (isPunctuation(after) && !isWord(before));
    const rightFlanking = isWord(before) || (isPunctuation(before) && !isWord(after));
    const insideWord = character !== '*' && isWord(before) && isWord(after);
    const isMark = !insideWord && (character !== '~' || count === 2);
    const run: MarkRun = { index: this.#pieces.length, character, count };
    this.#push(character.repeat(count), this.#position + count);
    if (!isMark) return;
    if (rightFlanking) this.#matchOpeners(run);
    if (leftFlanking && run.count > 0) this.#openersOf(character).push(run);
  }

  #matchOpeners(closer: MarkRun): void {
    const openers = this.#openersOf(closer.character);
    while (closer.count > 0 && openers.length > 0) {
      const opener = openers[openers.length - 1];
      if (opener === undefined) break;
      const matched = Math.min(opener.count, closer.count);
      this.#shorten(opener, matched);
      this.#shorten(closer, matched);
      if (opener.count === 0) openers.pop();
    }
  }

  #openersOf(character: string): MarkRun[] {
    const openers = this.#openers.get(character) ?? [];
    this.#openers.set(character, openers);
    return openers;
  }

  #shorten(run: MarkRun, by: number): void {
    run.count -= by;
    this.#pieces[run.index] = run.character.repeat(run.count);
  }
}

function runLength(text: string, start: number, character: string): number {
  let end = start;
  while (text.charAt(end) === character) end++;
  return end - start;
}

function isWord(character: string): boolean {
  return character !== '' && !/[\s\p{P}\p{S}]/u.test(character);
}

function isPunctuation(character: string): boolean {
  return character !== '' && /[\p{P}\p{S}]/u.test(character);
}
