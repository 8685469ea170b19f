import type { Span } from '../domain.ts';
import { matchAt } from './characters.ts';
import { fold } from './normalise.ts';

/** Several words of a text that also make one: a spaced acronym, a reference, an address. */
export interface WholeForm extends Span {
  readonly text: string;
}

/** Two or three groups of capitals parted by brackets, as some bodies write their names: PR [AI] RIE. */
const BRACKETED_CAPITALS =
  /(?:\p{Lu}{1,6} ?\[ ?\p{Lu}{1,6} ?\] ?\p{Lu}{1,6}|\p{Lu}{1,6}\[\p{Lu}{1,6}\]|\[\p{Lu}{1,6}\]\p{Lu}{1,6}|\p{Lu}{1,6}\(\p{Lu}{1,6}\)\p{Lu}{1,6})(?![\p{L}\p{N}])/uy;
/** Three capitals or more, each by itself: S N C F, S. N. C. F.; or two about an ampersand: R & D. */
const SPACED_CAPITALS =
  /\p{Lu}(?:(?:\.?[ \u00A0\u202F]\p{Lu}){2,9}|[ \u00A0\u202F]&[ \u00A0\u202F]\p{Lu})(?![\p{L}\p{N}'’])/uy;
/** GPT 4, CO 2, H 100; no more digits, since what follows an acronym is a year more often than a part of it. */
const CAPITALS_AND_NUMBER =
  /(?![AÀIYO][ \u00A0\u202F])(\p{Lu}{1,6})[ \u00A0\u202F](\d{1,3})(?![\p{L}\p{N}%]|[.,'’ \u00A0\u202F]\d)/uy;
/** 3 IA, 5 G; letters that are words or multiples of a unit are left out. */
const NUMBER_AND_CAPITALS =
  /(\d{1,2})[ \u00A0\u202F](?![AÀIYOMKB](?!\p{L}))(\p{Lu}{1,4})(?![\p{L}\p{N}'’€$£]|[ \u00A0\u202F][€$£])/uy;
const NOT_CAPITALS = /[^\p{Lu}]+/gu;
const ARTICLE_REFERENCE =
  /(LO|[LRDAlrda])(\.)?([*]?[ \u00A0\u202F]?[*]?)(\d{1,5}(?:[-‐‑–]\d{1,4}){0,5})(?![\p{L}\p{N}])/uy;
const HYPHEN = /[‐‑–]/g;
const ARTICLE_ABBREVIATION = /arts?(?=\.[ \u00A0\u202F]?(?:\d|(?:LO|[LRDAlrda])[. \u00A0\u202F*]{0,3}\d))/iuy;
const ARTICLE_BEFORE = /\bart(?:icles?|s)?\.?[ \u00A0\u202F]$/iu;
const LONGEST_ARTICLE_BEFORE = 'articles. '.length + 2;
const URL = /(?:https?:\/\/|www\.)[^\s<>"'«»“”’()[\]{}|\\^`]+/iuy;
const URL_LEAD = /^(?:https?:\/\/)?(?:www\.)?/i;
const PUNCTUATION_AFTER_URL = /[.,;:!?…/]{1,9}$/u;
const LONGEST_ADDRESS = 300;

/** At a capital or an opening bracket. */
export function readBracketedCapitals(text: string, start: number): WholeForm | null {
  return readCapitals(BRACKETED_CAPITALS, text, start);
}

/** At a capital that is a word by itself. */
export function readSpacedCapitals(text: string, start: number): WholeForm | null {
  return readCapitals(SPACED_CAPITALS, text, start);
}

function readCapitals(pattern: RegExp, text: string, start: number): WholeForm | null {
  const written = matchAt(pattern, text, start)?.[0];
  if (written === undefined) return null;
  return { text: written.replace(NOT_CAPITALS, ''), start, end: start + written.length };
}

/** At capitals that a space and a digit follow. */
export function readCapitalsAndNumber(text: string, start: number): WholeForm | null {
  return readParts(CAPITALS_AND_NUMBER, text, start);
}

/** At a digit. */
export function readNumberAndCapitals(text: string, start: number): WholeForm | null {
  return readParts(NUMBER_AND_CAPITALS, text, start);
}

function readParts(pattern: RegExp, text: string, start: number): WholeForm | null {
  const match = matchAt(pattern, text, start);
  if (!match) return null;
  const [whole, ...parts] = match;
  return { text: parts.join(''), start, end: start + whole.length };
}

/** Whether « art » at an index stands for article before a number: art. 12, art. L. 123-4. */
export function isArticleAbbreviation(text: string, start: number): boolean {
  return matchAt(ARTICLE_ABBREVIATION, text, start) !== null;
}

/**
 * Articles of French codes, as `l123-4`: L. 123-4, L123-4, « art. D 123 ». Without a point, a hyphen or the word
 * article a letter and a number are no reference; nor is a small letter that stands apart.
 */
export function readArticleReference(text: string, start: number): WholeForm | null {
  const match = matchAt(ARTICLE_REFERENCE, text, start);
  if (!match) return null;
  const [whole, code = '', point, gap = '', written = ''] = match;
  const numbers = written.replace(HYPHEN, '-');
  const isSmall = code === code.toLowerCase();
  const isNamed = isSmall
    ? gap === '' && point === undefined && numbers.includes('-')
    : point !== undefined || numbers.includes('-');
  if (!isNamed && !ARTICLE_BEFORE.test(text.slice(Math.max(0, start - LONGEST_ARTICLE_BEFORE), start))) return null;
  return { text: code.toLowerCase() + numbers, start, end: start + whole.length };
}

export interface WebAddress extends WholeForm {
  /** Where the host's name begins, after the scheme and `www.`. */
  readonly hostStart: number;
}

/** Folded, without scheme, `www.` and the punctuation of the sentence around it. */
export function readWebAddress(text: string, start: number): WebAddress | null {
  const written = matchAt(URL, text, start)?.[0].replace(PUNCTUATION_AFTER_URL, '');
  if (written === undefined) return null;
  const lead = URL_LEAD.exec(written)?.[0].length ?? 0;
  const address = fold(written.slice(lead, LONGEST_ADDRESS));
  return { text: address, start, end: start + written.length, hostStart: start + lead };
}
