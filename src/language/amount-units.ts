import type { Span } from '../domain.ts';
import { APOSTROPHES, matchAt } from './characters.ts';

export interface Currency {
  /** ISO 4217. */
  readonly code: 'EUR' | 'USD' | 'GBP' | 'CHF';
  readonly sign: string;
  /** The word that stands for it among the terms. */
  readonly name: string;
}

export interface Magnitude {
  readonly factor: number;
  /** As French abbreviates it: M€, Md€. */
  readonly letters: string;
  /** The French and the English word; empty where texts write the number out instead. */
  readonly words: readonly string[];
}

const CURRENCIES = index<Currency>([
  [{ code: 'EUR', sign: '€', name: 'euro' }, '€ eur euro euros'],
  [{ code: 'USD', sign: '$', name: 'dollar' }, '$ usd dollar dollars'],
  [{ code: 'GBP', sign: '£', name: '£' }, '£ gbp'],
  [{ code: 'CHF', sign: 'CHF', name: 'chf' }, 'chf'],
]);

const THOUSAND: Magnitude = { factor: 1e3, letters: 'k', words: [] };
const MILLION: Magnitude = { factor: 1e6, letters: 'm', words: ['million'] };
const MILLIARD: Magnitude = { factor: 1e9, letters: 'md', words: ['milliard', 'billion'] };

const SYMBOLS = index<Magnitude>([
  [THOUSAND, 'k K'],
  [MILLION, 'M m mn mln'],
  [MILLIARD, 'Md Mds Mrd Mrds G B bn'],
]);

const WORDS = index<Magnitude>([
  [THOUSAND, 'mille millier milliers thousand'],
  [MILLION, 'million millions'],
  [MILLIARD, 'milliard milliards billion billions'],
]);

function index<Unit>(entries: readonly (readonly [Unit, string])[]): ReadonlyMap<string, Unit> {
  return new Map(entries.flatMap(([unit, names]) => names.split(' ').map((name): [string, Unit] => [name, unit])));
}

const GAP = '[ \\u00A0\\u2009\\u202F\\n]';
const NO_LETTER_AFTER = '(?![\\p{L}\\p{N}])';
const CURRENCY_CODE = `(?:EUR|USD|GBP|CHF)${NO_LETTER_AFTER}`;
const MAGNITUDE_SYMBOL = new RegExp(
  `(?:Mr?ds?|M|m|mn|mln|k|K|G|B|bn)(?:${NO_LETTER_AFTER}|(?=${CURRENCY_CODE}))`,
  'uy',
);
const MAGNITUDE_WORD = new RegExp(
  `(?:mille|milliers?|thousand|millions?|milliards?|billions?)${NO_LETTER_AFTER}`,
  'iuy',
);
const CURRENCY_AFTER = new RegExp(
  `(?:${GAP}|-)?(?:d[${APOSTROPHES}]${GAP}?|de${GAP}|of${GAP}|US${GAP})?(€|\\$|£|(?:euros?|EUR|dollars?|USD|GBP|CHF)${NO_LETTER_AFTER})`,
  'iuy',
);

/** The currency that a sign, code or word names, in whatever case. */
export function findCurrency(written: string): Currency | null {
  return CURRENCIES.get(written.toLowerCase()) ?? null;
}

export interface Found<Unit> extends Span {
  readonly unit: Unit;
}

/** The currency right after a number or a magnitude: €, EUR, « d’euros », of dollars; a space may come first. */
export function readCurrencyAfter(text: string, start: number): Found<Currency> | null {
  const [whole = '', written = ''] = matchAt(CURRENCY_AFTER, text, start) ?? [];
  const unit = findCurrency(written);
  return unit && { unit, start, end: start + whole.length };
}

/** M, Md, bn and the like, at an index. By itself a letter says little: the caller must know that money is meant. */
export function readMagnitudeSymbol(text: string, start: number): Found<Magnitude> | null {
  const written = matchAt(MAGNITUDE_SYMBOL, text, start)?.[0] ?? '';
  const unit = SYMBOLS.get(written);
  return unit ? { unit, start, end: start + written.length } : null;
}

/** Thousand, « million », « milliards », billion and the like, at an index. A billion is read as the English one. */
export function readMagnitudeWord(text: string, start: number): Found<Magnitude> | null {
  const written = matchAt(MAGNITUDE_WORD, text, start)?.[0] ?? '';
  const unit = WORDS.get(written.toLowerCase());
  return unit ? { unit, start, end: start + written.length } : null;
}
