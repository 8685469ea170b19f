import { BREAK, type Runs } from './runs.ts';

/** Phrases of one length: phrase p has the terms `terms[p · length]` …, and its rows `rows[offsets[p]]` …, in order. */
export interface PhraseList {
  readonly length: number;
  readonly terms: Int32Array;
  readonly rows: Int32Array;
  readonly offsets: Int32Array;
}

export interface PhraseOptions {
  /** Words of the longest phrase. */
  readonly longest: number;
  /** Rows that a phrase must occur in. */
  readonly leastRows: number;
  /** Normalised pointwise mutual information of what a phrase begins with and its last word; −1 to 1. */
  readonly leastAssociation: number;
}

/** Where phrases of one length end in the text: phrase `phrases[i]` ends at `ends[i]` in row `rows[i]`. */
interface Occurrences {
  readonly phrases: Int32Array;
  readonly ends: Int32Array;
  readonly rows: Int32Array;
}

/**
 * Words that follow one another more often than chance, from two words up. A phrase of n words begins with one of n − 1
 * that is frequent itself (Agrawal & Srikant, VLDB 1994, for sets); what holds it together is the normalised pointwise
 * mutual information of that beginning and the last word (Bouma, GSCL 2009).
 *
 * @param termCount one more than the largest number in `runs`
 * @param countsOf how many rows each row counts for
 * @returns shortest first
 */
export function findPhrases(runs: Runs, termCount: number, countsOf: Uint8Array, options: PhraseOptions): PhraseList[] {
  const lists: PhraseList[] = [];
  let beginnings = singleWords(runs);
  let terms: Int32Array = Int32Array.from({ length: termCount }, (_, term) => term);
  for (let length = 2; length <= options.longest; length += 1) {
    const found = extend(beginnings, runs, termCount, countsOf, options);
    terms = joinTerms(terms, length - 1, found);
    lists.push({ length, terms, ...rowsOf(found.occurrences, found.beginnings.length) });
    beginnings = found.occurrences;
  }
  return lists;
}

interface Extension {
  /** Of each new phrase: the phrase that it begins with, and its last word. */
  readonly beginnings: readonly number[];
  readonly lastTerms: readonly number[];
  readonly occurrences: Occurrences;
}

/** Every word is a phrase of one. */
function singleWords({ tokens, offsets }: Runs): Occurrences {
  const places = Int32Array.from(tokens.keys()).filter((place) => tokens[place] !== BREAK);
  const rows = new Int32Array(places.length);
  let row = 0;
  for (const [i, place] of places.entries()) {
    while (place >= (offsets[row + 1] as number)) row += 1;
    rows[i] = row;
  }
  return { phrases: places.map((place) => tokens[place] as number), ends: places, rows };
}

function extend(
  beginnings: Occurrences,
  { tokens }: Runs,
  termCount: number,
  countsOf: Uint8Array,
  { leastRows, leastAssociation }: PhraseOptions,
): Extension {
  const counts = new Map<number, number>();
  const asBeginning = new Map<number, number>();
  const asEnd = new Map<number, number>();
  let total = 0;
  const add = (map: Map<number, number>, key: number, count: number) => map.set(key, (map.get(key) ?? 0) + count);
  for (const [i, beginning] of beginnings.phrases.entries()) {
    const last = tokens[(beginnings.ends[i] as number) + 1] as number;
    if (last === BREAK) continue;
    const count = countsOf[beginnings.rows[i] as number] as number;
    add(counts, beginning * termCount + last, count);
    add(asBeginning, beginning, count);
    add(asEnd, last, count);
    total += count;
  }
  const numbers = new Map<number, number>();
  const chosen: Extension & { readonly lastTerms: number[]; readonly beginnings: number[] } = {
    beginnings: [],
    lastTerms: [],
    occurrences: beginnings,
  };
  for (const [key, count] of counts) {
    const beginning = Math.floor(key / termCount);
    const last = key % termCount;
    if (count < leastRows) continue;
    const association = Math.log((count * total) / ((asBeginning.get(beginning) ?? 1) * (asEnd.get(last) ?? 1)));
    if (association < leastAssociation * Math.log(total / count)) continue;
    numbers.set(key, chosen.beginnings.push(beginning) - 1);
    chosen.lastTerms.push(last);
  }
  return { ...chosen, occurrences: advance(beginnings, tokens, termCount, numbers) };
}

/** Where the beginnings go on as one of the phrases that have a number. */
function advance(
  beginnings: Occurrences,
  tokens: Int32Array,
  termCount: number,
  numbers: ReadonlyMap<number, number>,
): Occurrences {
  const phrases = new Int32Array(beginnings.phrases.length);
  const kept = new Int32Array(beginnings.phrases.length);
  let count = 0;
  for (const [i, beginning] of beginnings.phrases.entries()) {
    const last = tokens[(beginnings.ends[i] as number) + 1] as number;
    const number = last === BREAK ? undefined : numbers.get(beginning * termCount + last);
    if (number === undefined) continue;
    phrases[count] = number;
    kept[count++] = i;
  }
  const places = kept.subarray(0, count);
  return {
    phrases: phrases.slice(0, count),
    ends: places.map((i) => (beginnings.ends[i] as number) + 1),
    rows: places.map((i) => beginnings.rows[i] as number),
  };
}

function joinTerms(terms: Int32Array, shorter: number, { beginnings, lastTerms }: Extension): Int32Array {
  const joined = new Int32Array(beginnings.length * (shorter + 1));
  for (const [phrase, beginning] of beginnings.entries()) {
    joined.set(terms.subarray(beginning * shorter, (beginning + 1) * shorter), phrase * (shorter + 1));
    joined[phrase * (shorter + 1) + shorter] = lastTerms[phrase] as number;
  }
  return joined;
}

/** A row once for each phrase, however often the phrase occurs in it. */
function rowsOf({ phrases, rows }: Occurrences, phraseCount: number): Pick<PhraseList, 'rows' | 'offsets'> {
  const lastRow = new Int32Array(phraseCount).fill(-1);
  const offsets = new Int32Array(phraseCount + 1);
  const isFirst = new Uint8Array(phrases.length);
  for (const [i, phrase] of phrases.entries()) {
    if (lastRow[phrase] === rows[i]) continue;
    lastRow[phrase] = rows[i] as number;
    isFirst[i] = 1;
    offsets[phrase + 1] = (offsets[phrase + 1] as number) + 1;
  }
  for (let phrase = 0; phrase < phraseCount; phrase += 1) {
    offsets[phrase + 1] = (offsets[phrase + 1] as number) + (offsets[phrase] as number);
  }
  const next = offsets.slice();
  const sorted = new Int32Array(offsets[phraseCount] as number);
  for (const [i, phrase] of phrases.entries()) {
    if (isFirst[i] === 0) continue;
    sorted[next[phrase] as number] = rows[i] as number;
    next[phrase] = (next[phrase] as number) + 1;
  }
  return { rows: sorted, offsets };
}
