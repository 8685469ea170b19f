import type { Span } from '../domain.ts';
import { classAt, DIGIT, endOfRun, LETTER, matchAt } from './characters.ts';
import { readCluster } from './clusters.ts';
import { fold } from './normalise.ts';
import { readNumbers } from './number-forms.ts';

/**
 * `plain`: stands in the text; to be stemmed. `elided`: what stands before an apostrophe (l’, d’, qu’, jusqu’).
 * `joined`: a compound or spaced acronym written as one word (APHP for AP-HP); to be stemmed. `exact`: a normal form
 * to be compared as it is: numbers, units, addresses, article references.
 */
export type WordKind = 'plain' | 'elided' | 'joined' | 'exact';

export interface Word extends Span {
  /** As in the text for `plain` and `elided`; otherwise a form of it. */
  readonly text: string;
  /** Counts from 0 along the text. Words at the same position are other readings of the same place. */
  readonly position: number;
  readonly kind: WordKind;
}

const CURRENCIES: ReadonlyMap<string, Currency> = new Map([
  ['€', { name: 'euro', sign: '€' }],
  ['eur', { name: 'euro', sign: '€' }],
  ['euro', { name: 'euro', sign: '€' }],
  ['euros', { name: 'euro', sign: '€' }],
  ['$', { name: 'dollar', sign: '$' }],
  ['usd', { name: 'dollar', sign: '$' }],
  ['dollar', { name: 'dollar', sign: '$' }],
  ['dollars', { name: 'dollar', sign: '$' }],
  ['£', { name: '£', sign: '£' }],
]);

interface Currency {
  readonly name: string;
  readonly sign: string;
}

/** The French letter of each power of ten, and the word that it stands for. */
const MAGNITUDES: ReadonlyMap<string, Magnitude> = new Map(
  [
    { letters: 'k', word: null, written: ['k', 'K'] },
    { letters: 'm', word: 'million', written: ['M', 'm', 'mn', 'mln', 'million', 'millions'] },
    {
      letters: 'md',
      word: 'milliard',
      written: ['Md', 'Mds', 'Mrd', 'Mrds', 'G', 'bn', 'B', 'milliard', 'milliards', 'billion', 'billions'],
    },
  ].flatMap((magnitude) => magnitude.written.map((written): [string, Magnitude] => [written, magnitude])),
);

interface Magnitude {
  readonly letters: string;
  readonly word: string | null;
}

const MAGNITUDE_WORD = /(?:milli(?:on|ard)|billion)s?(?![\p{L}\p{N}])/iuy;
const MAGNITUDE_SYMBOL = /(?:M(?:r?ds?)?|k|K|G|m|mn|mln|bn|B)(?![\p{L}\p{N}])/uy;
const CURRENCY_AFTER =
  /[ \u00A0\u202F]?(?:d['’ʼ][ \u00A0]?|of |de |US )?(€|\$|£|(?:euros?|EUR|dollars?|USD)(?![\p{L}\p{N}]))/iuy;
const PERCENT_WORDS = /p(?:our|er)[ \u00A0\u202F-]?cent(?![\p{L}\p{N}])/iuy;
const ORDINAL = /^(\d+)(?:ers?|res?|ère|e|ème|eme|èmes|nde?|st|rd|th)$/i;
const NUMBER_WITH_LETTERS = /^(\d+)([a-zA-Z]+)$/;

/** One to six capitals parted by brackets, as some bodies write their names: PR [AI] RIE. */
const BRACKETED_CAPITALS =
  /(?:\p{Lu}{1,6} ?\[ ?\p{Lu}{1,6} ?\] ?\p{Lu}{1,6}|\p{Lu}{1,6}\[\p{Lu}{1,6}\]|\[\p{Lu}{1,6}\]\p{Lu}{1,6}|\p{Lu}{1,6}\(\p{Lu}{1,6}\)\p{Lu}{1,6})(?![\p{L}\p{N}])/uy;
/** Three capitals or more, each by itself: S N C F, S. N. C. F. */
const SPACED_CAPITALS = /\p{Lu}(?:\.?[ \u00A0\u202F]\p{Lu}){2,9}(?![\p{L}\p{N}'’])/uy;
const ARTICLE_REFERENCE = /(LO|[LRDA])(\.)?[*]?[ \u00A0\u202F]?[*]?(\d{1,5}(?:-\d{1,4}){0,5})(?![\p{L}\p{N}])/uy;
const ARTICLE_BEFORE = /\bart(?:icles?|s)?\.?[ \u00A0\u202F]$/iu;
const URL = /(?:https?:\/\/|www\.)[^\s<>"'«»“”’()[\]{}|\\^`]+/iuy;
const NOT_CAPITALS = /[^\p{Lu}]+/gu;

/**
 * The words of a text, French or English, in order. Offsets are into the given text, which should be canonical
 * (`toCanonical`). Time and memory are linear in the text's length, whatever it holds.
 *
 * - Elision: « l’intelligence » is l’ (`elided`) and intelligence; « aujourd’hui » is one word. English possessive
 *   's is dropped; contractions (don't) are one word.
 * - Compounds: IA-cluster is IA and cluster, with IAcluster at the position of IA. So are AP-HP, Saint-Étienne,
 *   R&D. Inverted pronouns (« dirige-t-il ») are parted only. Endings of inclusive writing (« chercheur·e·s ») go.
 * - Spaced acronyms: S.N.C.F., S N C F and PR [AI] RIE have SNCF and PRAIRIE at the position of their first letter.
 * - Numbers: 2 000, 2,000 and 2000 are `2000`; 1,5 and 1.5 are `1.5`; 1er and 1st have `1` beside them.
 * - Amounts: 36 M€, €36M, 36 millions d’euros and 36 million euros all give `36`, and `m€`, `million` and `euro` for
 *   the unit; likewise `md€` for milliards (English billions); per cent is `%`.
 * - Article references: art. L. 123-4, L123-4 give `l123-4` beside their parts.
 * - E-mail addresses and URLs are given whole (without scheme and `www.`) beside their parts.
 */
export function tokenise(text: string): Word[] {
  return new WordReader(text).read();
}

/** Reads words from left to right; every method that reads gives the index from which to go on. */
class WordReader {
  readonly #text: string;
  readonly #words: Word[] = [];
  #position = 0;
  /** Up to here the text has been given as a whole (acronym, reference, address): its parts are not joined again. */
  #wholeUntil = 0;
  #numberEnd = -1;
  #currencyEnd = -1;
  #currency: Currency | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Word[] {
    let index = 0;
    while (index < this.#text.length) {
      const characterClass = classAt(this.#text, index);
      if (characterClass === LETTER) index = this.#readLetters(index);
      else if (characterClass === DIGIT) index = this.#readDigits(index);
      else index = this.#readSign(index);
    }
    return this.#words;
  }

  #add(text: string, start: number, end: number, kind: WordKind): void {
    this.#words.push({ text, start, end, position: this.#position, kind });
  }

  #addPlain(start: number, end: number): number {
    this.#add(this.#text.slice(start, end), start, end, 'plain');
    this.#position++;
    return end;
  }

  #readSign(index: number): number {
    const sign = this.#text.charAt(index);
    if (sign === '%') {
      this.#add('%', index, index + 1, 'exact');
      this.#position++;
    } else if (sign === '[') {
      this.#readBracketedCapitals(index);
    } else if (sign === '€' || sign === '$' || sign === '£') {
      this.#readCurrency(index, index + 1);
    }
    return index + 1;
  }

  #readCurrency(start: number, end: number): void {
    const currency = CURRENCIES.get(this.#text.slice(start, end).toLowerCase());
    if (!currency) return;
    this.#add(currency.name, start, end, currency.name === currency.sign ? 'exact' : 'plain');
    this.#position++;
    if (end - start > 'EUR'.length) return;
    this.#currency = currency;
    this.#currencyEnd = end;
  }

  #readDigits(start: number): number {
    const numbers = readNumbers(this.#text, start);
    const first = numbers[0];
    const last = numbers.at(-1);
    if (!first || !last) return start + 1;
    const digitsAlone = last.end === start + first.normal.length;
    if (digitsAlone && classAt(this.#text, last.end) === LETTER) return this.#readDigitsWithLetters(start);
    for (const number of numbers) {
      this.#add(number.normal, number.start, number.end, 'exact');
      if (number.otherReading !== null) this.#add(number.otherReading, number.start, number.end, 'exact');
      this.#position++;
    }
    this.#endNumber(start, last.end);
    return last.end;
  }

  /** Keeps the currency before a number (€75 million) for the magnitude that may follow it. */
  #endNumber(start: number, end: number): void {
    if (start - this.#currencyEnd > 1) this.#currency = null;
    this.#numberEnd = end;
  }

  /** 36M€, €75M, 1er, 3IA. */
  #readDigitsWithLetters(start: number): number {
    const end = endOfRun(this.#text, start);
    const run = end - start > 40 ? '' : this.#text.slice(start, end);
    const ordinal = ORDINAL.exec(run)?.[1];
    if (ordinal !== undefined) {
      this.#add(ordinal, start, start + ordinal.length, 'exact');
      return this.#addPlain(start, end);
    }
    const [, digits = '', letters = ''] = NUMBER_WITH_LETTERS.exec(run) ?? [];
    const unitStart = start + digits.length;
    if (MAGNITUDES.has(letters) && (start - this.#currencyEnd <= 1 || matchAt(CURRENCY_AFTER, this.#text, end))) {
      this.#add(digits, start, unitStart, 'exact');
      this.#position++;
      this.#endNumber(start, unitStart);
      return unitStart;
    }
    return this.#readWords(start, end);
  }

  #readLetters(start: number): number {
    const end = endOfRun(this.#text, start);
    return this.#readSpecial(start, end) ?? this.#readWords(start, end);
  }

  /** What only some first letters can begin; the check by letter keeps the patterns off most words. */
  #readSpecial(start: number, end: number): number | null {
    switch (this.#text.charAt(start)) {
      case 'M':
      case 'm':
      case 'B':
      case 'b':
      case 'K':
      case 'k':
      case 'G':
        return this.#readMagnitude(start);
      case 'P':
      case 'p':
        return this.#readPercentWords(start);
      case 'e':
      case 'E':
      case 'd':
      case 'U':
        return this.#readCurrencyName(start, end);
      case 'D':
        this.#readArticleReference(start);
        return this.#readCurrencyName(start, end);
      case 'L':
      case 'R':
      case 'A':
        this.#readArticleReference(start);
        return null;
      case 'h':
      case 'H':
      case 'w':
        return this.#readUrl(start, end);
      default:
        return null;
    }
  }

  /** A symbol counts next to its currency only (M€) or between a number and a currency (36 M €, €1.5 bn). */
  #readMagnitude(start: number): number | null {
    const written =
      matchAt(MAGNITUDE_WORD, this.#text, start)?.[0] ?? matchAt(MAGNITUDE_SYMBOL, this.#text, start)?.[0];
    const magnitude =
      written === undefined ? undefined : (MAGNITUDES.get(written) ?? MAGNITUDES.get(written.toLowerCase()));
    if (written === undefined || !magnitude) return null;
    const end = start + written.length;
    const afterNumber = this.#numberEnd >= 0 && start - this.#numberEnd <= 1;
    const before = afterNumber ? this.#currency : null;
    const after = before ? null : matchAt(CURRENCY_AFTER, this.#text, end);
    const currency = before ?? CURRENCIES.get(after?.[1]?.toLowerCase() ?? '');
    const isSymbol = written.length < 'million'.length;
    if (!currency || (isSymbol && !afterNumber && after?.[0].length !== 1)) return null;
    const unitEnd = after ? end + after[0].length : end;
    this.#add(magnitude.letters + currency.sign, start, unitEnd, 'exact');
    if (!isSymbol) return this.#addPlain(start, end);
    if (magnitude.word !== null) this.#add(magnitude.word, start, end, 'plain');
    if (after) this.#add(currency.name, start, unitEnd, currency.name === currency.sign ? 'exact' : 'plain');
    this.#position++;
    return unitEnd;
  }

  #readPercentWords(start: number): number | null {
    const written = matchAt(PERCENT_WORDS, this.#text, start)?.[0];
    if (written === undefined) return null;
    this.#add('%', start, start + written.length, 'exact');
    this.#position++;
    return start + written.length;
  }

  #readCurrencyName(start: number, end: number): number | null {
    if (end - start > 'dollars'.length || !CURRENCIES.has(this.#text.slice(start, end).toLowerCase())) return null;
    this.#readCurrency(start, end);
    return end;
  }

  /** Gives the reference at the position of its first part; the parts are then read as any words. */
  #readArticleReference(start: number): void {
    if (start < this.#wholeUntil) return;
    const match = matchAt(ARTICLE_REFERENCE, this.#text, start);
    const [whole = '', code = '', point, numbers = ''] = match ?? [];
    if (!match) return;
    const named = point !== undefined || numbers.includes('-');
    if (!named && !ARTICLE_BEFORE.test(this.#text.slice(Math.max(0, start - 12), start))) return;
    this.#addWhole(code.toLowerCase() + numbers, start, start + whole.length, 'exact');
  }

  #readUrl(start: number, end: number): number | null {
    const next = this.#text.charAt(end);
    if (next !== ':' && next !== '.') return null;
    const written = matchAt(URL, this.#text, start)?.[0].replace(/[.,;:!?…/]{1,9}$/u, '');
    if (written === undefined) return null;
    const address = fold(written.slice(0, 300))
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '');
    const partsStart = start + (/^(?:https?:\/\/)?(?:www\.)?/i.exec(written)?.[0].length ?? 0);
    const urlEnd = start + written.length;
    this.#addWhole(address, start, urlEnd, 'exact');
    let index = partsStart;
    while (index < urlEnd) {
      const partEnd = Math.min(endOfRun(this.#text, index), urlEnd);
      index = partEnd > index ? this.#addPlain(index, partEnd) : index + 1;
    }
    return urlEnd;
  }

  /** One run of letters, or several with apostrophes, hyphens and the like between them. */
  #readWords(start: number, end: number): number {
    this.#readSpacedAcronym(start, end);
    const cluster = readCluster(this.#text, start, end);
    if (!cluster) return this.#addPlain(start, end);
    for (const group of cluster.groups) {
      if (group.joined !== null && group.start >= this.#wholeUntil) {
        this.#add(group.joined.text, group.start, group.end, group.joined.kind);
      }
      for (const part of group.parts) {
        this.#add(this.#text.slice(part.start, part.end), part.start, part.end, part.kind);
        this.#position++;
      }
      if (group.parts.length === 0) this.#position++;
    }
    return cluster.end;
  }

  #readSpacedAcronym(start: number, end: number): void {
    const next = this.#text.charAt(end);
    if (next === '[' || next === '(' || (next === ' ' && this.#text.charAt(end + 1) === '[')) {
      this.#readBracketedCapitals(start);
    } else if (end - start === 1 && start >= this.#wholeUntil) {
      const spaced = matchAt(SPACED_CAPITALS, this.#text, start)?.[0];
      if (spaced !== undefined) {
        this.#addWhole(spaced.replace(NOT_CAPITALS, ''), start, start + spaced.length, 'joined');
      }
    }
  }

  #readBracketedCapitals(start: number): void {
    if (start < this.#wholeUntil) return;
    const written = matchAt(BRACKETED_CAPITALS, this.#text, start)?.[0];
    if (written === undefined) return;
    this.#addWhole(written.replace(NOT_CAPITALS, ''), start, start + written.length, 'joined');
  }

  #addWhole(text: string, start: number, end: number, kind: WordKind): void {
    this.#add(text, start, end, kind);
    this.#wholeUntil = end;
  }
}
