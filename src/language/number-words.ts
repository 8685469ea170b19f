import type { Span } from '../domain.ts';
import { matchAt } from './characters.ts';
import { fold } from './normalise.ts';

export interface SpelledNumber extends Span {
  readonly value: number;
  /** One word that is more often something else: « un », « une », « neuf », one. */
  readonly isAmbiguous: boolean;
}

const VALUES: ReadonlyMap<string, number> = new Map(
  [
    'zero',
    'un une one',
    'deux two',
    'trois three',
    'quatre four',
    'cinq five',
    'six',
    'sept seven',
    'huit eight',
    'neuf nine',
    'dix ten',
    'onze eleven',
    'douze twelve',
    'treize thirteen',
    'quatorze fourteen',
    'quinze fifteen',
    'seize sixteen',
    'seventeen',
    'eighteen',
    'nineteen',
  ].flatMap((names, value) => names.split(' ').map((name): [string, number] => [name, value])),
);

const TENS: ReadonlyMap<string, number> = new Map(
  [
    'vingt vingts twenty',
    'trente thirty',
    'quarante forty',
    'cinquante fifty',
    'soixante sixty',
    'septante seventy',
    'huitante octante eighty',
    'nonante ninety',
  ].flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, (index + 2) * 10])),
);

const HUNDRED = new Set('cent cents hundred'.split(' '));
const THOUSAND = new Set('mille thousand'.split(' '));
/** « une dizaine de »: about so many. */
const COLLECTIVES: ReadonlyMap<string, number> = new Map([
  ['dizaine', 10],
  ['dozen', 12],
  ['douzaine', 12],
  ['quinzaine', 15],
  ['vingtaine', 20],
  ['trentaine', 30],
  ['quarantaine', 40],
  ['cinquantaine', 50],
  ['soixantaine', 60],
  ['centaine', 100],
]);
const AMBIGUOUS = new Set('un une one neuf'.split(' '));
const MOST_WORDS = 8;

const NUMBER_WORD = /\p{L}{2,11}(?![\p{L}\p{N}])/uy;
const LINK = /(?:[ \u00A0]et[ \u00A0]|-et-|[ \u00A0]and[ \u00A0]|[ \u00A0]|-|‑)/uy;

/**
 * The number in words, French or English, that starts at an index: « neuf », « vingt et un », « quatre-vingt-dix »,
 * « deux cent mille », two hundred and fifty, « une dizaine ». Millions and above are left to the caller.
 */
export function readNumberWords(text: string, start: number): SpelledNumber | null {
  const words: string[] = [];
  let end = start;
  let next = start;
  while (words.length < MOST_WORDS) {
    const written = matchAt(NUMBER_WORD, text, next)?.[0];
    const word = written === undefined ? '' : fold(written);
    if (written === undefined || !isNumberWord(word)) break;
    words.push(word);
    end = next + written.length;
    const link = matchAt(LINK, text, end)?.[0];
    if (link === undefined) break;
    next = end + link.length;
  }
  const value = evaluate(words);
  if (value === null) return null;
  return { start, end, value, isAmbiguous: words.length === 1 && AMBIGUOUS.has(words[0] ?? '') };
}

function isNumberWord(word: string): boolean {
  return VALUES.has(word) || TENS.has(word) || HUNDRED.has(word) || THOUSAND.has(word) || COLLECTIVES.has(word);
}

/** Null for no words, and where the words do not make one number (« deux trois »). */
function evaluate(words: readonly string[]): number | null {
  if (words.length === 0) return null;
  let total = 0;
  let group = 0;
  let last = Number.POSITIVE_INFINITY;
  for (const word of words) {
    const collective = COLLECTIVES.get(word);
    if (collective !== undefined) return words.length <= 2 && group <= 1 ? collective : null;
    const small = VALUES.get(word) ?? TENS.get(word);
    if (small !== undefined) {
      const isFourTwenties = small === 20 && last === 4;
      const isAddable =
        small < last && (last === Number.POSITIVE_INFINITY || last >= 20 || (last === 10 && small >= 7));
      if (!isFourTwenties && !isAddable) return null;
      group = isFourTwenties ? group - 4 + 80 : group + small;
      last = isFourTwenties ? 80 : small;
    } else if (HUNDRED.has(word)) {
      if (group > 99) return null;
      group = Math.max(1, group) * 100;
      last = 100;
    } else {
      if (total > 0) return null;
      total = Math.max(1, group) * 1000;
      group = 0;
      last = 1000;
    }
  }
  return total + group;
}
