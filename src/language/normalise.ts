/** Two normal forms of text: the canonical one, which is kept and cited, and the folded one, which is only compared. */

/**
 * What no reader sees, and what would part words that look the same: soft hyphens, zero-width spaces and joiners, byte
 * order marks, bidirectional controls (they can also make a text read otherwise than it is stored, see Unicode TR 36),
 * interlinear annotation anchors and tag characters (a known way to hide instructions from people).
 */
const INVISIBLE =
  '\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\u{E0000}-\\u{E007F}';

/** Control characters but tab and line feed; the ones that mean a line break have been turned into one before. */
const CONTROL = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F';

const REMOVED = new RegExp(`[${INVISIBLE}${CONTROL}]`, 'gu');
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const NEEDS_NO_WORK = /^[\t\n\x20-\x7e]*$/;

/**
 * Normalisation sorts a run of combining marks by insertion: a megabyte of them takes hours. Thirty is the bound of
 * the Stream-Safe Text Format (Unicode UAX 15, section 13); no script needs as many.
 */
const OVERLONG_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Canonical text: well-formed Unicode in NFC with `\n` line ends. Lone surrogates become U+FFFD; control characters
 * (but tab and `\n`) and invisible ones are removed. No-break spaces stay: they are the document's typography.
 * Form feeds and the other line and page separators become `\n`, since they part words. Idempotent; linear time.
 */
export function toCanonical(text: string): string {
  if (NEEDS_NO_WORK.test(text)) return text;
  return text
    .replace(LINE_END, '\n')
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(REMOVED, '')
    .replace(OVERLONG_MARKS, '$1')
    .normalize('NFC');
}

/** What compatibility decomposition leaves apart though readers take it for the same. */
const FOLDED_BY_HAND: ReadonlyMap<string, string> = new Map([
  ...pairs('œ', 'oe'),
  ...pairs('æ', 'ae'),
  ...pairs('ß', 'ss'),
  ...pairs('ø', 'o'),
  ...pairs('ł', 'l'),
  ...pairs('đ', 'd'),
  ...pairs('ı', 'i'),
  ...pairs('‘’‛ʹʻʼʽˈ′´`＇', "'"),
  ...pairs('“”„‟″«»', '"'),
  ...pairs('‐‑‒–—―−﹣－', '-'),
  ...pairs('⁄∕', '/'),
  ...pairs('\t\n\v\f\r\u0085\u2028\u2029', ' '),
]);

function pairs(characters: string, folded: string): [string, string][] {
  return Array.from(characters, (character) => [character, folded]);
}

const MARKS = /\p{M}+/gu;
const INVISIBLE_CHARACTER = new RegExp(`^[${INVISIBLE}]$`, 'u');
const SPACE = /^\p{Zs}$/u;
/** A grave accent by itself is an apostrophe. */
const NOT_PLAIN_ASCII = /[^\x20-\x5f\x61-\x7e]/gu;

/** For characters of the Basic Multilingual Plane only, so at most 65,536 entries whatever a text holds. */
const foldedCharacters = new Map<string, string>();

/** Works on one code point without its neighbours, so that `fold` and `foldWithOffsets` cannot disagree. */
function foldCharacter(character: string): string {
  const known = foldedCharacters.get(character);
  if (known !== undefined) return known;
  const folded = computeFolded(character);
  if (character.length === 1) foldedCharacters.set(character, folded);
  return folded;
}

function computeFolded(character: string): string {
  if (INVISIBLE_CHARACTER.test(character)) return '';
  if (SPACE.test(character)) return ' ';
  const byHand = FOLDED_BY_HAND.get(character);
  if (byHand !== undefined) return byHand;
  const decomposed = character.normalize('NFKD').replace(MARKS, '').toLowerCase().normalize('NFKD').replace(MARKS, '');
  return Array.from(decomposed, (part) => FOLDED_BY_HAND.get(part) ?? part).join('');
}

/**
 * The form in which texts are compared: lower case, no accents, œ → oe, æ → ae, ß → ss, compatibility characters
 * spelled out (ﬁ → fi, ² → 2), one apostrophe, one hyphen, straight quotation marks, every space, tab and line break
 * a plain space (runs are kept), invisible characters gone. Idempotent.
 */
export function fold(text: string): string {
  return text.replace(NOT_PLAIN_ASCII, foldCharacter).toLowerCase();
}

export interface FoldedText {
  /** The same as `fold` gives. */
  readonly text: string;
  /**
   * For each code unit of `text`, where the character that it comes from starts in the source; then, last, the
   * source's length. So the source of `text.slice(a, b)` is `source.slice(offsets[a], offsets[b])`: accents that
   * stand apart and invisible characters after the last one included. Where `b` falls inside an unfolded ligature
   * (between the `o` and the `e` of an œ) the ligature is left out.
   */
  readonly offsets: Uint32Array;
}

export function foldWithOffsets(text: string): FoldedText {
  const pieces: string[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit++) offsets.push(offset);
    pieces.push(folded);
    offset += character.length;
  }
  offsets.push(text.length);
  return { text: pieces.join(''), offsets: Uint32Array.from(offsets) };
}
