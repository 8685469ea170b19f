import type { Language, TermVariant } from '../domain.ts';
import { stem } from '../language/stem.ts';
import type { LexicalSearch } from '../store/lexical-query.ts';
import { areAlike, SLIP, spellingDistance } from './edit-distance.ts';

/** A question's word that neither the collection nor the lexicon knows. */
export interface UnknownWord {
  /** As written, folded. */
  readonly folded: string;
  /** What it would be in the index. */
  readonly term: string;
  /** Of the passages. */
  readonly language: Language;
}

/** Terms of one length and one first letter as they are compared, with the letters of each as a set of 32 bits. */
interface SimilarTerms {
  readonly terms: string[];
  readonly spellings: string[];
  readonly letterSets: number[];
}

const SHORTEST = 5;
/** From so many letters on, any one edit or two slips may be meant; before, one slip or a vowel too many or too few. */
const SHORTEST_FOR_ANY_EDIT = 7;
const SHORTEST_PREFIX = 5;
const LONGEST_ENDING = 3;
const LONGEST_ENDING_OF_ANOTHER_LETTER = 2;
/** What a word with another ending counts as. */
const ENDING_DISTANCE = 1.5;
const ENDINGS = new Set('e s x t es er ee ees ed al el en ly ing ent eur'.split(' '));
const MOST_VARIANTS = 4;
/** Stemming changes with the last letters only: before them an edit of a word is the same edit of its stem. */
const LETTERS_THAT_DECIDE_THE_STEM = 3;
const H = 'h'.charCodeAt(0);
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';

const HAS_NUMBER = /\p{N}/u;
/** A digit that a scanner, or a hand, put for a letter: between letters, at most two in a word. */
const DIGIT_FOR_LETTER = /^(?=(?:\P{N}*\p{N}){1,2}\P{N}*$)\p{L}+(?:[015]\p{L}+){1,2}$/u;
const LETTERS_OF_DIGITS: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '5': 's' };
/** Letters that a scanner reads as one. */
const MERGED_LETTERS = /rn|vv|cl/g;
const MERGED: Readonly<Record<string, string>> = { rn: 'm', vv: 'w', cl: 'd' };

const NO_TERMS: SimilarTerms = { terms: [], spellings: [], letterSets: [] };

/**
 * Terms that look like a misspelt one, by `spellingDistance`: people forget or double letters, swap them and write what
 * they hear; scanners take rn for m and 1 for l. Every term is kept with the set of its letters, so that a look-up
 * compares numbers, and letter by letter only the few terms that are left: about 1 ms for 300,000 terms.
 */
export class FuzzyDictionary {
  readonly #terms = new Set<string>();
  /** By length, then by the code of the first letter. */
  readonly #groups: Map<number, SimilarTerms>[] = [];
  /** Terms in which a scanner may have read two letters as one or one as two, by what they would be. */
  readonly #byMerged = new Map<string, string[]>();

  /** Terms with a digit are left out, but for a digit that stands for a letter: no number is a misspelling of another. */
  constructor(terms: Iterable<string>) {
    for (const term of terms) {
      if (term.length < SHORTEST - 1) continue;
      const spelling = readDigitsAsLetters(term);
      if (spelling === null) continue;
      this.#terms.add(term);
      const group = this.#groupOf(spelling);
      group.terms.push(term);
      group.spellings.push(spelling);
      group.letterSets.push(letterSet(spelling));
      const merged = merge(spelling);
      if (merged !== spelling) this.#byMerged.set(merged, [...(this.#byMerged.get(merged) ?? []), term]);
    }
  }

  /**
   * The nearest terms, at most four, which share the probability that the word is a misspelling of one of them; empty
   * when none is near enough.
   *
   * @param accepts whether a term may be meant
   */
  lookUp(word: UnknownWord, accepts: (term: string) => boolean = () => true): TermVariant[] {
    const folded = readDigitsAsLetters(word.folded);
    if (folded === null || folded.length < SHORTEST) return [];
    const limit = limitFor(folded.length);
    const term = folded === word.folded ? word.term : stem(folded, word.language);
    const near = new Map([...this.#near(folded, term, limit, word.language)].filter(([found]) => accepts(found)));
    const found =
      near.size > 0 ? near : new Map([...this.#withOtherEnding(folded, term)].filter(([other]) => accepts(other)));
    const smallest = Math.min(...found.values());
    const nearest = [...found].filter(([, distance]) => distance === smallest).slice(0, MOST_VARIANTS);
    return nearest.map(([variant]) => ({ term: variant, probability: likelihood(smallest) / nearest.length }));
  }

  /** The terms that begin so, however they go on. */
  beginning(letters: string): string[] {
    const first = letters.charCodeAt(0);
    return this.#groups
      .slice(letters.length)
      .flatMap((byFirst) => byFirst?.get(first)?.terms ?? [])
      .filter((term) => term.startsWith(letters));
  }

  #near(folded: string, term: string, limit: number, language: Language): Map<string, number> {
    const found = new Map<string, number>();
    const keep = (candidate: string, distance: number) => {
      if (distance <= limit) found.set(candidate, Math.min(distance, found.get(candidate) ?? distance));
    };
    for (const form of new Set([term, folded])) {
      for (const candidate of this.#byMerged.get(merge(form)) ?? []) keep(candidate, SLIP);
      this.#compare(merge(form), 0, (candidate) => keep(candidate, SLIP));
      this.#compare(form, limit, (candidate, distance) => {
        // Where a stem ends says nothing of where its word does: « Duvali(er) » and « Duval ».
        if (form === folded || candidate.at(-1) === form.at(-1)) keep(candidate, distance);
      });
    }
    for (const [candidate, distance] of withOtherEndings(folded, language)) {
      if (this.#terms.has(candidate)) keep(candidate, distance);
    }
    return found;
  }

  #compare(form: string, limit: number, keep: (candidate: string, distance: number) => void): void {
    const letters = letterSet(form);
    // No edit costs less than a slip, and an edit takes at most one letter away and adds at most one.
    const edits = Math.floor(limit / SLIP);
    const firsts = firstLetters(form);
    for (let length = Math.max(0, form.length - edits); length <= form.length + edits; length++) {
      for (const first of firsts) {
        const { terms, spellings, letterSets } = this.#groups[length]?.get(first) ?? NO_TERMS;
        for (let i = 0; i < letterSets.length; i++) {
          if (hasMoreBits(letters ^ (letterSets[i] as number), 2 * edits)) continue;
          const distance = spellingDistance(form, spellings[i] as string, limit);
          if (distance <= limit) keep(terms[i] as string, distance);
        }
      }
    }
  }

  #groupOf(spelling: string): SimilarTerms {
    while (this.#groups.length <= spelling.length) this.#groups.push(new Map());
    const byFirst = this.#groups[spelling.length] as Map<number, SimilarTerms>;
    const first = spelling.charCodeAt(0);
    const group = byFirst.get(first) ?? { terms: [], spellings: [], letterSets: [] };
    byFirst.set(first, group);
    return group;
  }

  /** Terms that go on where the word ends (it may have been cut off), or the other way round but for an ending. */
  #withOtherEnding(folded: string, term: string): Map<string, number> {
    const found = new Map<string, number>();
    const shortest = Math.max(SHORTEST_PREFIX, term.length - LONGEST_ENDING);
    for (let length = shortest; length <= folded.length + LONGEST_ENDING; length++) {
      for (const candidate of this.#groups[length]?.get(folded.charCodeAt(0))?.terms ?? []) {
        const goesOn = term.length >= SHORTEST_PREFIX && candidate.startsWith(term);
        const stops = folded.startsWith(candidate) && ENDINGS.has(folded.slice(candidate.length));
        if (goesOn || stops) found.set(candidate, ENDING_DISTANCE);
      }
    }
    return found;
  }
}

/**
 * The letters, by their codes, that a word may begin with if it is misspelt: people hardly ever get the first letter
 * wrong, unless they swap it, write what sounds like it or drop an h. Another one makes another name.
 */
function firstLetters(spelling: string): number[] {
  const first = spelling.charCodeAt(0);
  return Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
    .concat(first)
    .filter(
      (code, index, codes) => codes.indexOf(code) === index && mayStandFirst(code, first, spelling.charCodeAt(1)),
    );
}

function mayStandFirst(code: number, first: number, second: number): boolean {
  return code === first || code === second || code === H || areAlike(code, first);
}

function limitFor(letters: number): number {
  return letters >= SHORTEST_FOR_ANY_EDIT ? 1 : 0.75;
}

/** How likely a word at that distance, 0 to 1.5, is the one that is meant. */
function likelihood(distance: number): number {
  return Math.min(1, 1.125 - distance / 2);
}

/** Null for a word with a digit that stands for no letter. */
function readDigitsAsLetters(word: string): string | null {
  if (!HAS_NUMBER.test(word)) return word;
  if (!DIGIT_FOR_LETTER.test(word)) return null;
  return word.replace(/[015]/g, (digit) => LETTERS_OF_DIGITS[digit] ?? digit);
}

function merge(spelling: string): string {
  if (!spelling.includes('rn') && !spelling.includes('cl') && !spelling.includes('vv')) return spelling;
  return spelling.replace(MERGED_LETTERS, (letters) => MERGED[letters] ?? letters);
}

/** The stems of all words that one edit of the last letters makes of a word, with how far that edit is. */
function withOtherEndings(folded: string, language: Language): ReadonlyMap<string, number> {
  // A stem is shorter than its word, so other words have it as well: what is allowed is what a shorter word would be.
  const limit = limitFor(folded.length - 1);
  const distances = new Map<string, number>();
  const add = (spelling: string) => {
    const distance = spellingDistance(folded, spelling, limit);
    if (distance > limit) return;
    const term = stem(spelling, language);
    // Another letter can make a verb or an adverb of anything: Beaumont « beaument », Duvalier « duvaliez ».
    const longestEnding = distance > SLIP ? LONGEST_ENDING_OF_ANOTHER_LETTER : folded.length / 3;
    if (folded.length - term.length > longestEnding) return;
    distances.set(term, Math.min(distance, distances.get(term) ?? distance));
  };
  for (let at = folded.length - LETTERS_THAT_DECIDE_THE_STEM; at <= folded.length; at++) {
    const before = folded.slice(0, at);
    const after = folded.slice(at);
    add(before + after.slice(1));
    if (after.length > 1) add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    for (const letter of ALPHABET) {
      add(before + letter + after);
      add(before + letter + after.slice(1));
    }
  }
  return distances;
}

/** Distinct letters as bits; letters outside a–z share bits with others, which only lets more terms through. */
function letterSet(word: string): number {
  let set = 0;
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) & 31);
  return set;
}

function hasMoreBits(bits: number, most: number): boolean {
  let rest = bits;
  for (let count = 0; count < most; count++) rest &= rest - 1;
  return rest !== 0;
}

/** The dictionaries of the indexes in use, each made when it is first asked for and gone with its index. */
export class FuzzyDictionaries {
  readonly #byIndex = new WeakMap<Pick<LexicalSearch, 'terms'>, Map<Language, FuzzyDictionary>>();

  of(index: Pick<LexicalSearch, 'terms'>, language: Language): FuzzyDictionary {
    const dictionaries = this.#byIndex.get(index) ?? new Map<Language, FuzzyDictionary>();
    this.#byIndex.set(index, dictionaries);
    const dictionary = dictionaries.get(language) ?? new FuzzyDictionary(index.terms(language));
    dictionaries.set(language, dictionary);
    return dictionary;
  }
}
