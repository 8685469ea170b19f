import type { Span } from '../domain.ts';
import {
  type Currency,
  type Found,
  findCurrency,
  type Magnitude,
  readCurrencyAfter,
  readMagnitudeSymbol,
  readMagnitudeWord,
} from './amount-units.ts';
import { classAt, DIGIT, endOfRun, LETTER, matchAt } from './characters.ts';
import { readCluster } from './clusters.ts';
import { findDateAtEnd } from './date-words.ts';
import { fold } from './normalise.ts';
import { readNumbers } from './number-forms.ts';
import {
  isArticleAbbreviation,
  readArticleReference,
  readBracketedCapitals,
  readCapitalsAndNumber,
  readNumberAndCapitals,
  readSpacedCapitals,
  readWebAddress,
  type WholeForm,
} from './whole-forms.ts';

/**
 * `plain`: stands in the text; to be stemmed. `elided`: what stands before an apostrophe (l’, d’, qu’, jusqu’).
 * `joined`: a compound or spaced acronym written as one word (APHP for AP-HP); to be stemmed. `exact`: a normal form
 * to be compared as it is: numbers, units, addresses, article references.
 */
export type WordKind = 'plain' | 'elided' | 'joined' | 'exact';

export interface Word extends Span {
  /** As in the text for `plain` (but a unit may be spelled out) and `elided`; otherwise a form of it. */
  readonly text: string;
  /** Counts from 0 along the text. Words at the same position are other readings of the same place. */
  readonly position: number;
  readonly kind: WordKind;
}

const PERCENT_WORDS = /p(?:our|er)[ \u00A0\u202F-]?cent(?![\p{L}\p{N}])/iuy;
const ORDINAL = /^(\d+)(?:ers?|eres?|res?|e|emes?|nde?s?|st|rd|th)$/;
const NUMBER_WITH_LETTERS = /^(\d+)([a-zA-Z]+)$/;
const TIME = /^(\d{1,2})[hH](\d\d)$/;
/** Units that may stand right after their number. Letters that names end in as well are left out (5G, 3M). */
const UNITS = new Set(
  (
    'km cm mm nm kg mg mL ml cl ha h min ms kW MW GW TW kWh MWh GWh TWh Wh Hz kHz MHz GHz Ko ko Mo Go To Po KB kB MB GB TB ' +
    'PB Kb Mb Gb px pt dB'
  ).split(' '),
);
/** ² and ³, but for the last bit of their code. */
const EXPONENTS = 0xb2 >> 1;
const UNIT_WITH_EXPONENT = /(?:[kcdhm]?m)(?=[²³])/y;
const SHORTEST_POINTED_DATE = '1.1.2000'.length;
const POINTED_DATE = /^\d{1,2}\.\d{1,2}\.\d{4}$/;
const INCLUSIVE_BRACKET = /\((?:e|ne|le|te|ve|se|sse|trice|rice|euse|ère|s)s?\)s?(?![\p{L}\p{N}])/uy;
const LONGEST_SCALED = 9;
const LONGEST_NUMBER_WITH_LETTERS = 40;
const GAPS = ' \u00A0\u2009\u202F-\n';
const LONGEST_CURRENCY_NAME = 'dollars'.length;
const CURRENCY_SIGNS = '€$£';

/**
 * The words of a text, French or English, in order. Offsets are into the given text, which should be canonical
 * (`toCanonical`). Time and memory are linear in the text's length, whatever it holds.
 *
 * - Elision: « l’intelligence » is l’ (`elided`) and intelligence; « aujourd’hui » is one word. English possessive
 *   's is dropped; contractions (don't) are one word.
 * - Compounds: IA-cluster is IA and cluster, with IAcluster at the position of IA. So are AP-HP, Saint-Étienne,
 *   R&D. Inverted pronouns (« dirige-t-il ») are parted only. Endings of inclusive writing (« chercheur·e·s ») go.
 * - Spaced acronyms: S.N.C.F., S N C F and PR [AI] RIE have SNCF and PRAIRIE at the position of their first letter.
 * - Numbers: 2 000, 2,000 and 2000 are `2000`; 1,5 and 1.5 are `1.5`; 1er and 1st are `1` and `1e`. A unit written
 *   next to its number is a word of its own: 5km, 10h30. CO₂ is CO2, m² is m2.
 * - Names of capitals and a number: GPT-4 and GPT 4 have GPT4, 3 IA has 3IA beside their parts.
 * - Dates: « 1er mars 2024 », March 1, 2024, 01/03/2024 and 2024-03-01 have `2024-03-01` beside their parts, and
 *   `2024-03` beside their month.
 * - Amounts: 36 M€, €36M, 36 millions d’euros and 36 million euros all give `36`, and `m€`, `million` and `euro` for
 *   the unit, and `36000000` for the whole; likewise `md€` for milliards (English billions); per cent is `%`.
 * - Article references: art. L. 123-4, L123-4 give `l123-4` beside their parts; « art. » is article.
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
  /** The currency written before the number that was read last: €75 million. */
  #currencyBefore: Currency | null = null;

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

  /** At the position of its first part, which is read afterwards. */
  #addWhole(whole: WholeForm | null, kind: 'joined' | 'exact'): void {
    if (!whole) return;
    this.#add(whole.text, whole.start, whole.end, kind);
    this.#wholeUntil = whole.end;
  }

  #readSign(index: number): number {
    const sign = this.#text.charAt(index);
    if (sign === '%' || sign === '％') return this.#addPercent(index, index + 1);
    if (sign === '[' && index >= this.#wholeUntil) this.#addWhole(readBracketedCapitals(this.#text, index), 'joined');
    return (CURRENCY_SIGNS.includes(sign) ? this.#readCurrency(index, index + 1) : null) ?? index + 1;
  }

  #addPercent(start: number, end: number): number {
    this.#add('%', start, end, 'exact');
    this.#position++;
    return end;
  }

  #readCurrency(start: number, end: number): number | null {
    const currency = end - start <= LONGEST_CURRENCY_NAME ? findCurrency(this.#text.slice(start, end)) : null;
    if (!currency) return null;
    this.#addCurrency(currency, start, end);
    this.#position++;
    if (end - start <= currency.code.length) {
      this.#currencyBefore = currency;
      this.#currencyEnd = end;
    }
    return end;
  }

  #addCurrency(currency: Currency, start: number, end: number): void {
    this.#add(currency.name, start, end, currency.name === currency.sign ? 'exact' : 'plain');
  }

  #readDigits(start: number): number {
    const numbers = readNumbers(this.#text, start);
    const last = numbers.at(-1);
    if (!last) return start + 1;
    if (endOfRun(this.#text, start) > last.end) return this.#readDigitsWithLetters(start);
    if (last.end - start <= 2 && start >= this.#wholeUntil && GAPS.includes(this.#text.charAt(last.end))) {
      this.#addWhole(readNumberAndCapitals(this.#text, start), 'joined');
    }
    if (last.normal.length >= SHORTEST_POINTED_DATE && POINTED_DATE.test(last.normal))
      return this.#readPointedDate(last);
    this.#addScaled(last.normal, last.start, last.end);
    for (const number of numbers) {
      this.#add(number.normal, number.start, number.end, 'exact');
      if (number.otherReading !== null) this.#add(number.otherReading, number.start, number.end, 'exact');
      this.#position++;
    }
    this.#addDate();
    this.#endNumber(start, last.end);
    return last.end;
  }

  /** 14.02.2023 in its three numbers, as it is read with other signs between them. */
  #readPointedDate({ start, end }: Span): number {
    for (let index = start; index < end; index++) {
      const partEnd = Math.min(endOfRun(this.#text, index), end);
      this.#add(this.#text.slice(index, partEnd), index, partEnd, 'exact');
      this.#position++;
      index = partEnd;
    }
    this.#addDate();
    return end;
  }

  /** Beside its parts, which have been read: the day at the first of them, the month at the word that says it. */
  #addDate(): void {
    const date = findDateAtEnd(this.#text, this.#words);
    if (!date) return;
    const { start, end, days, month, monthIndex, firstIndex } = date;
    const says = this.#words[monthIndex] as Word;
    this.#words.splice(monthIndex + 1, 0, { ...says, text: month, kind: 'exact' });
    const { position } = this.#words[firstIndex] as Word;
    const whole = days.map((text): Word => ({ text, start, end, position, kind: 'exact' }));
    this.#words.splice(firstIndex, 0, ...whole);
  }

  /** 36 M€ and « 36 millions » are 36000000 too, as written out elsewhere. */
  #addScaled(normal: string, start: number, end: number): void {
    if (normal.length > LONGEST_SCALED) return;
    const magnitude = this.#readMagnitudeAfter(start, end);
    if (magnitude === null) return;
    const value = Math.round(Number(normal) * magnitude.unit.factor);
    if (!Number.isSafeInteger(value)) return;
    const currency = readCurrencyAfter(this.#text, magnitude.end);
    this.#add(String(value), start, currency?.end ?? magnitude.end, 'exact');
  }

  #readMagnitudeAfter(start: number, end: number): Found<Magnitude> | null {
    const isNext = classAt(this.#text, end) === LETTER;
    const at = isNext ? end : end + 1;
    if (!'mMbBkKGt'.includes(this.#text.charAt(at) || ' ') || (!isNext && !GAPS.includes(this.#text.charAt(end)))) {
      return null;
    }
    const written = isNext ? null : readMagnitudeWord(this.#text, at);
    if (written) return written;
    const symbol = readMagnitudeSymbol(this.#text, at);
    const isAmount =
      symbol !== null && (this.#isAfterCurrency(start) || readCurrencyAfter(this.#text, symbol.end) !== null);
    return isAmount ? symbol : null;
  }

  #isAfterCurrency(start: number): boolean {
    return this.#currencyEnd >= 0 && start - this.#currencyEnd <= 1;
  }

  #endNumber(start: number, end: number): void {
    if (start - this.#currencyEnd > 1) this.#currencyBefore = null;
    this.#numberEnd = end;
  }

  /** 36M€, €75M, 1er, 5km, 10h30, 3IA. */
  #readDigitsWithLetters(start: number): number {
    const end = endOfRun(this.#text, start);
    const run = end - start > LONGEST_NUMBER_WITH_LETTERS ? '' : this.#text.slice(start, end);
    const ordinal = ORDINAL.exec(fold(run))?.[1];
    if (ordinal !== undefined) {
      this.#add(ordinal, start, start + ordinal.length, 'exact');
      this.#add(`${ordinal}e`, start, end, 'exact');
      this.#position++;
      return end;
    }
    const time = TIME.exec(run);
    const unitStart = start + ((time ?? NUMBER_WITH_LETTERS.exec(run))?.[1]?.length ?? 0);
    if (unitStart === start || !(time !== null || this.#isUnit(start, unitStart, end))) {
      return this.#readWords(start, end);
    }
    const number = this.#text.slice(start, unitStart);
    this.#addScaled(number, start, unitStart);
    this.#add(number, start, unitStart, 'exact');
    this.#position++;
    this.#endNumber(start, unitStart);
    return time ? this.#addPlain(unitStart, unitStart + 1) : unitStart;
  }

  #isUnit(start: number, unitStart: number, end: number): boolean {
    if (UNITS.has(this.#text.slice(unitStart, end)) || this.#endOfUnitWithExponent(unitStart) !== null) return true;
    return this.#readMagnitudeAfter(start, unitStart) !== null;
  }

  /** km², m³. */
  #endOfUnitWithExponent(start: number): number | null {
    const unit = matchAt(UNIT_WITH_EXPONENT, this.#text, start)?.[0];
    return unit === undefined ? null : start + unit.length + 1;
  }

  #readLetters(start: number): number {
    const end = endOfRun(this.#text, start);
    const unitEnd = this.#text.charCodeAt(end) >> 1 === EXPONENTS ? this.#endOfUnitWithExponent(start) : null;
    if (unitEnd !== null) return this.#addPlain(start, unitEnd);
    return this.#readSpecial(start, end) ?? this.#readWords(start, end);
  }

  /** What only some first letters can begin; the check by letter keeps the patterns off most words. */
  #readSpecial(start: number, end: number): number | null {
    switch (this.#text.charAt(start)) {
      case 'M':
      case 'm':
      case 'B':
      case 'b':
        return this.#readMagnitudeWord(start) ?? this.#readMagnitudeSymbol(start);
      case 'K':
      case 'k':
        return this.#readMagnitudeSymbol(start);
      case 'G':
        return this.#readMagnitudeSymbol(start) ?? this.#readCurrency(start, end);
      case 'P':
      case 'p':
        return this.#readPercentWords(start);
      case 'd':
        if (!this.#isFollowedByLetter(start)) this.#readArticleReference(start);
        return this.#readCurrency(start, end);
      case 'E':
      case 'e':
      case 'U':
        return this.#readCurrency(start, end);
      case 'D':
        this.#readArticleReference(start);
        return this.#readCurrency(start, end);
      case 'L':
      case 'R':
        this.#readArticleReference(start);
        return null;
      case 'A':
        this.#readArticleReference(start);
        return this.#readArticleAbbreviation(start, end);
      case 'a':
        if (!this.#isFollowedByLetter(start)) this.#readArticleReference(start);
        return this.#readArticleAbbreviation(start, end);
      case 'l':
      case 'r':
        if (!this.#isFollowedByLetter(start)) this.#readArticleReference(start);
        return null;
      case 'h':
      case 'H':
      case 'w':
        return this.#readWebAddress(start, end);
      default:
        return null;
    }
  }

  #isFollowedByLetter(index: number): boolean {
    return classAt(this.#text, index + 1) === LETTER;
  }

  /** Spells out « art. » before a number. */
  #readArticleAbbreviation(start: number, end: number): number | null {
    if (this.#text.charAt(end) !== '.' || !isArticleAbbreviation(this.#text, start)) return null;
    this.#add('article', start, end, 'plain');
    this.#position++;
    return end;
  }

  /** Gives « millions d’euros » as a unit, then reads its words one by one. */
  #readMagnitudeWord(start: number): number | null {
    const magnitude = readMagnitudeWord(this.#text, start);
    if (!magnitude || magnitude.unit.words.length === 0) return null;
    const before = this.#currencyBeforeUnitAt(start);
    const after = before ? null : readCurrencyAfter(this.#text, magnitude.end);
    const currency = before ?? after?.unit;
    if (!currency) return null;
    this.#add(magnitude.unit.letters + currency.sign, start, after?.end ?? magnitude.end, 'exact');
    return this.#addPlain(start, magnitude.end);
  }

  /** A symbol counts next to its currency (M€), or between a number and a currency (36 M €, €1.5 bn). */
  #readMagnitudeSymbol(start: number): number | null {
    const magnitude = readMagnitudeSymbol(this.#text, start);
    if (!magnitude) return null;
    const before = this.#currencyBeforeUnitAt(start);
    const after = before ? null : readCurrencyAfter(this.#text, magnitude.end);
    const currency = before ?? after?.unit;
    const isSignNextToIt =
      after !== null && (after.end - after.start === 1 || classAt(this.#text, magnitude.end) === LETTER);
    if (!currency || !(isSignNextToIt || this.#isAfterNumber(start))) return null;
    const end = after?.end ?? magnitude.end;
    this.#add(magnitude.unit.letters + currency.sign, start, end, 'exact');
    for (const word of magnitude.unit.words) this.#add(word, start, magnitude.end, 'plain');
    if (after) this.#addCurrency(currency, start, end);
    this.#position++;
    return end;
  }

  #isAfterNumber(start: number): boolean {
    return this.#numberEnd >= 0 && start - this.#numberEnd <= 1;
  }

  #currencyBeforeUnitAt(start: number): Currency | null {
    return this.#isAfterNumber(start) ? this.#currencyBefore : null;
  }

  #readPercentWords(start: number): number | null {
    const written = matchAt(PERCENT_WORDS, this.#text, start)?.[0];
    return written === undefined ? null : this.#addPercent(start, start + written.length);
  }

  #readArticleReference(start: number): void {
    if (start >= this.#wholeUntil) this.#addWhole(readArticleReference(this.#text, start), 'exact');
  }

  #readWebAddress(start: number, end: number): number | null {
    const next = this.#text.charAt(end);
    const address = next === ':' || next === '.' ? readWebAddress(this.#text, start) : null;
    if (!address) return null;
    this.#addWhole(address, 'exact');
    for (let index = address.hostStart; index < address.end; ) {
      const partEnd = Math.min(endOfRun(this.#text, index), address.end);
      index = partEnd > index ? this.#addPlain(index, partEnd) : index + 1;
    }
    return address.end;
  }

  /** One run of letters, or several with apostrophes, hyphens and the like between them. */
  #readWords(start: number, end: number): number {
    this.#readSpacedAcronym(start, end);
    const cluster = readCluster(this.#text, start, end);
    if (!cluster) {
      this.#addPlain(start, end);
      return end + this.#lengthOfInclusiveBracket(start, end);
    }
    for (const group of cluster.groups) {
      if (group.joined !== null && (group.start >= this.#wholeUntil || group.parts.length === 0)) {
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

  /** « chercheur(e)s », « directeur(trice) ». */
  #lengthOfInclusiveBracket(start: number, end: number): number {
    if (this.#text.charAt(end) !== '(' || end - start < 3) return 0;
    return matchAt(INCLUSIVE_BRACKET, this.#text, end)?.[0].length ?? 0;
  }

  #readSpacedAcronym(start: number, end: number): void {
    if (start < this.#wholeUntil) return;
    const next = this.#text.charAt(end);
    if (classAt(this.#text, end + 1) === DIGIT && GAPS.includes(next)) {
      this.#addWhole(readCapitalsAndNumber(this.#text, start), 'joined');
    } else if (next === '[' || next === '(' || (next === ' ' && this.#text.charAt(end + 1) === '[')) {
      this.#addWhole(readBracketedCapitals(this.#text, start), 'joined');
    } else if (end - start === 1) {
      this.#addWhole(readSpacedCapitals(this.#text, start), 'joined');
    }
  }
}
