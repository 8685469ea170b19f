import { newStemmer } from 'snowball-stemmers';
import type { Language } from '../domain.ts';
import { BoundedMemo } from './bounded-memo.ts';
import { APOSTROPHES } from './characters.ts';
import { fold } from './normalise.ts';

/** Snowball's search for suffixes is quadratic on some long inputs; the longest words of a dictionary have 29 letters. */
export const LONGEST_WORD = 64;

const LIGATURES: ReadonlyMap<string, string> = new Map([
  ['œ', 'oe'],
  ['æ', 'ae'],
  ['ß', 'ss'],
]);

const APOSTROPHE = new RegExp(`[${APOSTROPHES}]`, 'g');

const memos: Readonly<Record<Language, BoundedMemo<string>>> = {
  fr: new BoundedMemo(100_000, createStemming('french')),
  en: new BoundedMemo(100_000, createStemming('english')),
};

/**
 * The folded stem of a word: the Snowball stemmer of its language (Porter 2001, snowballstem.org) on the lower-case
 * word *with* its accents, since French suffixes are told apart by them (-é, -ité, -ère), then `fold`. Ligatures are
 * spelled out and apostrophes dropped first: « œuvre » is « oeuvre », « prud’homme » is « prudhomme ». Words with a
 * digit are folded but not stemmed. Of a word longer than `LONGEST_WORD` code units only that many are read.
 */
export function stem(word: string, language: Language): string {
  return memos[language].get(word.length > LONGEST_WORD ? truncate(word) : word);
}

/** The first `LONGEST_WORD` code units, without cutting a surrogate pair. */
export function truncate(word: string): string {
  if (word.length <= LONGEST_WORD) return word;
  const lastUnit = word.charCodeAt(LONGEST_WORD - 1);
  const cutsPair = lastUnit >= 0xd800 && lastUnit <= 0xdbff;
  return word.slice(0, cutsPair ? LONGEST_WORD - 1 : LONGEST_WORD);
}

function createStemming(algorithm: 'french' | 'english'): (word: string) => string {
  const stemmer = newStemmer(algorithm);
  return (word) => {
    if (/\p{N}/u.test(word)) return fold(word);
    const spelled = word
      .normalize('NFC')
      .toLowerCase()
      .replace(/[œæß]/g, (ligature) => LIGATURES.get(ligature) ?? ligature)
      .replace(APOSTROPHE, '');
    return fold(stemmer.stem(spelled));
  };
}
