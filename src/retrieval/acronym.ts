import { fold } from '../language/normalise.ts';

/** As the analysis takes a word for an acronym: capitals, with the s of an English plural or without. */
const ACRONYM = /^(\p{Lu}{2,8})s?$/u;

/** Where nothing is written in small letters, capitals tell nothing. */
export function isShouted(text: string): boolean {
  return !/\p{Ll}/u.test(text);
}

/** An acronym's capitals: « IT » is not "it", nor « PRAIRIE » a meadow. Null for any other word. */
export function readAcronym(word: string): string | null {
  const capitals = ACRONYM.exec(word.normalize('NFC'))?.[1];
  return capitals === undefined ? null : fold(capitals).toUpperCase();
}
