/** What the start or end of a line tells about the block that it belongs to, in formats without markup. */

/** Symbol fonts put their bullets at private code points (U+F0B7 and others of Wingdings and Symbol). */
const BULLET =
  /^[ \t]*(?:[•‣◦⁃∙●○■□▪▫◆◇►▶➢➤✓✔\uE000-\uF8FF]|(?:[-–—*·o]|\+(?![ \u00A0]?\d))(?=[ \t\u00A0]))[ \t\u00A0]*/;
/** A letter with a point is none: « p. 12 », « v. 2 ». */
const NUMBERED = /^[ \t]*(\(?(?:\d{1,3}[.)]|(?:[a-z]|[ivx]{1,5})\))|\d{1,2}°)[ \t\u00A0]+(?=\S)/;
const TERMINAL = /[.!?…:;](?:[ \u00A0\u202F]?[»”"')\]]|\[\d{1,3}\])*$/;
/** Only the end of a text is looked at, so that growing paragraphs are not read again and again. */
const LONGEST_END = 40;
const OPENS_LOWER_CASE = /^[«“"'’([ \u00A0\u202F]*\p{Ll}/u;

export interface ListMark {
  /** `- `, or the item's own number with a space after it. */
  readonly marker: string;
  readonly rest: string;
}

/** The mark of a list item at the start of a line: any bullet (given as `- `), `1.`, `1)`, `(1)`, `a)`, `1°`. */
export function readListMark(line: string): ListMark | null {
  const bullet = BULLET.exec(line);
  if (bullet !== null && bullet[0].length < line.length) return { marker: '- ', rest: line.slice(bullet[0].length) };
  const number = NUMBERED.exec(line);
  return number === null ? null : { marker: `${number[1] ?? ''} `, rest: line.slice(number[0].length) };
}

/** Whether a line or block ends where a sentence, or a part that stands by itself, may end. */
export function endsSentence(text: string): boolean {
  return TERMINAL.test(text.slice(-LONGEST_END));
}

export function startsLowerCase(text: string): boolean {
  return OPENS_LOWER_CASE.test(text);
}

/** Whether a bracket is still open at the end: the text must go on. */
export function leavesBracketOpen(text: string): boolean {
  return text.lastIndexOf('(') > text.lastIndexOf(')');
}

/** Whether a bracket is closed that was not opened. */
export function closesForeignBracket(text: string): boolean {
  const close = text.indexOf(')');
  const open = text.indexOf('(');
  return close !== -1 && (open === -1 || close < open);
}
