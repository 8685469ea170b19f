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
/** Three capitals or more, each by itself: S N C F, S. N. C. F. */
const SPACED_CAPITALS = /\p{Lu}(?:\.?[ \u00A0\u202F]\p{Lu}){2,9}(?![\p{L}\p{N}'’])/uy;
const NOT_CAPITALS = /[^\p{Lu}]+/gu;
const ARTICLE_REFERENCE = /(LO|[LRDA])(\.)?[*]?[ \u00A0\u202F]?[*]?(\d{1,5}(?:-\d{1,4}){0,5})(?![\p{L}\p{N}])/uy;
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

/**
 * Articles of French codes, as `l123-4`: L. 123-4, L123-4, « art. D 123 ». Without a point, a hyphen or the word
 * article a letter and a number are no reference.
 */
export function readArticleReference(text: string, start: number): WholeForm | null {
  const match = matchAt(ARTICLE_REFERENCE, text, start);
  if (!match) return null;
  const [whole, code = '', point, numbers = ''] = match;
  const isNamed = point !== undefined || numbers.includes('-');
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
