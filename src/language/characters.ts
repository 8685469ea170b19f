/** What a code unit is to the tokeniser; a table, since a pattern for each character would be most of its time. */
export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;

const LETTER_OR_MARK = /[\p{L}\p{M}\p{Nd}]/u;
const UNITS = 0x10000;

/** What readers take for an apostrophe, beside the two usual ones: other quotation marks, accents, primes. */
export const APOSTROPHES = "'’ʼ‘‛´`′ʹ＇";

const FIRST_SUBSCRIPT = 0x2080;
const LAST_SUBSCRIPT = 0x2089;

const classes = new Uint8Array(UNITS);
for (let unit = 0; unit < UNITS; unit++) {
  if (unit >= 0x30 && unit <= 0x39) classes[unit] = DIGIT;
  else if (unit >= FIRST_SUBSCRIPT && unit <= LAST_SUBSCRIPT) classes[unit] = LETTER;
  // Some apostrophes are modifier letters to Unicode.
  else if (!APOSTROPHES.includes(String.fromCharCode(unit)) && LETTER_OR_MARK.test(String.fromCharCode(unit))) {
    classes[unit] = LETTER;
  }
}

/**
 * `LETTER` (letters, marks, subscript digits as in CO₂, and the digits of other scripts), `DIGIT` (0–9) or `OTHER`, for
 * the code unit at an index;
 * `OTHER` outside the text. Both halves of a surrogate pair have the class of the character that they make.
 */
export function classAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit >= 0xd800 && unit <= 0xdfff) return classOfPair(text, unit >= 0xdc00 ? index - 1 : index);
  return classes[unit] ?? OTHER;
}

function classOfPair(text: string, highIndex: number): number {
  const codePoint = text.codePointAt(highIndex);
  if (codePoint === undefined || codePoint < UNITS) return OTHER;
  return LETTER_OR_MARK.test(String.fromCodePoint(codePoint)) ? LETTER : OTHER;
}

/** Where the run of letters and digits that starts at an index ends. */
export function endOfRun(text: string, start: number): number {
  let end = start;
  while (classAt(text, end) !== OTHER) end++;
  return end;
}

/** What `pattern`, which must be sticky, matches exactly at an index. */
export function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}
