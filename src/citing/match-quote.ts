import type { Span } from '../domain.ts';
import { fold } from '../language/normalise.ts';

/** Where a quote stands in a text. */
export interface QuoteMatch extends Span {
  /** `repaired`: only most of the quote stands there, in one run; the span is that of the text's own words. */
  readonly status: 'verified' | 'repaired';
}

/** A repaired quote holds so much of what was given, */
const LEAST_SHARE = 0.85;
/** and so many characters. */
const LEAST_CHARACTERS = 12;
/** No quote is longer; comparing takes time with the product of the two lengths. */
const LONGEST_QUOTE = 2_000;

/** A text in a form in which it is compared, and where each code unit of it comes from. */
interface Comparable {
  readonly text: string;
  /** For each code unit of `text` the offset of its character in the source; then, last, the source's length. */
  readonly offsets: readonly number[];
}

const WRITTEN_OTHERWISE: ReadonlyMap<string, string> = new Map(
  (
    [
      ['‘’‛ʼ′´＇', "'"],
      ['«»“”„‟″"＂', ''],
      ['‐‑‒–—―−﹣－', '-'],
      ['œ', 'oe'],
      ['Œ', 'Oe'],
      ['æ', 'ae'],
      ['Æ', 'Ae'],
      ['ﬀ', 'ff'],
      ['ﬁ', 'fi'],
      ['ﬂ', 'fl'],
      ['ﬃ', 'ffi'],
      ['ﬄ', 'ffl'],
      // As delimiters are written when passages are put before a model.
      ['‹', '<'],
      ['›', '>'],
      ['…', '...'],
      // Emphasis that a model adds.
      ['*`', ''],
    ] as const
  ).flatMap(([characters, form]) => Array.from(characters, (character): [string, string] => [character, form])),
);
const INVISIBLE = /^[\p{Cf}\p{Cc}]$/u;
const SPACE = /^\s$/u;
const LETTER = /^\p{L}$/u;
const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}]$/u;
/** French sets a space before them, English none; neither says anything. */
const CLOSE_UP = new Set(';:!?%');

/**
 * Quotation marks and spaces inside them, apostrophes, dashes, runs of spaces, spaces before punctuation, ligatures, and
 * hyphens between letters (those at the ends of lines with their line breaks) no longer differ. Letters, accents,
 * capitals and figures do.
 */
function foldTypography(source: string): Comparable {
  const characters: { form: string; offset: number }[] = [];
  let offset = 0;
  for (const character of source) {
    const form = SPACE.test(character)
      ? ' '
      : INVISIBLE.test(character)
        ? ''
        : (WRITTEN_OTHERWISE.get(character) ?? character);
    for (const unit of form) characters.push({ form: unit, offset });
    offset += character.length;
  }
  const kept = dropHyphens(characters).filter(({ form }, index, all) => {
    const next = all[index + 1]?.form ?? '';
    return form !== ' ' || (next !== ' ' && !CLOSE_UP.has(next));
  });
  const text = kept.map(({ form }) => form).join('');
  const offsets = kept.flatMap(({ form, offset: at }) => Array.from({ length: form.length }, () => at));
  return { text, offsets: [...offsets, source.length] };
}

function dropHyphens(characters: readonly { form: string; offset: number }[]): { form: string; offset: number }[] {
  const kept: { form: string; offset: number }[] = [];
  for (let index = 0; index < characters.length; index++) {
    const here = characters[index] as { form: string; offset: number };
    let next = index + 1;
    while (here.form === '-' && characters[next]?.form === ' ') next++;
    const isBetweenLetters =
      here.form === '-' && LETTER.test(kept.at(-1)?.form ?? '') && LETTER.test(characters[next]?.form ?? '');
    if (!isBetweenLetters || next > index + 2) kept.push(here);
    else index = next - 1;
  }
  return kept;
}

/** Without capitals and accents as well. */
function foldLetters({ text, offsets }: Comparable): Comparable {
  const units: string[] = [];
  const origins: number[] = [];
  let at = 0;
  for (const character of text) {
    for (const unit of fold(character)) {
      units.push(unit);
      for (let part = 0; part < unit.length; part++) origins.push(offsets[at] as number);
    }
    at += character.length;
  }
  return { text: units.join(''), offsets: [...origins, offsets.at(-1) as number] };
}

/**
 * Finds a quote in a text: all of it but for typography (`verified`), or one contiguous run of at least 85 % of it and
 * 12 characters, capitals and accents left aside (`repaired`). It begins and ends with whole words. Null where it is not there.
 */
export function matchQuote(quote: string, text: string): QuoteMatch | null {
  const given = foldTypography(quote.normalize('NFC').slice(0, LONGEST_QUOTE)).text.trim();
  if (!/[\p{L}\p{N}]/u.test(given)) return null;
  const held = foldTypography(text);
  return findExactly(given, held, text) ?? findMost(fold(given), foldLetters(held), text);
}

function findExactly(quote: string, { text, offsets }: Comparable, source: string): QuoteMatch | null {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const isWhole = !isInsideWord(text, at) && !isInsideWord(text, at + quote.length);
    if (isWhole) return { ...spanOf(at, at + quote.length, offsets, source), status: 'verified' };
  }
  return null;
}

function isInsideWord(text: string, index: number): boolean {
  return WORD_CHARACTER.test(text.charAt(index - 1)) && WORD_CHARACTER.test(text.charAt(index));
}

/** From the start of the first character to the end of the last, without white space around. */
function spanOf(from: number, to: number, offsets: readonly number[], source: string): Span {
  const start = offsets[from] as number;
  const last = offsets[to - 1] as number;
  const end = last + (String.fromCodePoint(source.codePointAt(last) ?? 0).length || 1);
  const closed = /^\p{M}*/u.exec(source.slice(end))?.[0].length ?? 0;
  return { start, end: end + closed };
}

function findMost(quote: string, held: Comparable, source: string): QuoteMatch | null {
  const run = longestCommonRun(quote, held.text);
  if (run.length < LEAST_CHARACTERS || run.length < LEAST_SHARE * quote.length) return null;
  let from = run.start;
  let to = run.start + run.length;
  while (from < to && (isInsideWord(held.text, from) || !WORD_CHARACTER.test(held.text.charAt(from)))) from++;
  while (to > from && isInsideWord(held.text, to)) to--;
  while (to > from && held.text.charAt(to - 1) === ' ') to--;
  return to - from < LEAST_CHARACTERS ? null : { ...spanOf(from, to, held.offsets, source), status: 'repaired' };
}

/** The longest run of characters that both have, as its place in the second; the first of several. */
function longestCommonRun(one: string, other: string): { start: number; length: number } {
  let previous = new Uint16Array(other.length + 1);
  let current = new Uint16Array(other.length + 1);
  let best = { start: 0, length: 0 };
  for (let i = 1; i <= one.length; i++) {
    const unit = one.charCodeAt(i - 1);
    for (let j = 1; j <= other.length; j++) {
      const length = unit === other.charCodeAt(j - 1) ? (previous[j - 1] as number) + 1 : 0;
      current[j] = length;
      if (length > best.length) best = { start: j - length, length };
    }
    [previous, current] = [current, previous];
  }
  return best;
}
