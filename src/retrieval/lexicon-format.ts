import { createHash } from 'node:crypto';
import type { Language, TermVariant } from '../domain.ts';

/**
 * The lexicon's file: how likely a term of one language is rendered by each term of the other, alone and in phrases, in
 * both directions. Little-endian; every part starts at a multiple of four bytes, so that typed arrays lie over the file
 * as it was read and loading parses nothing.
 *
 *     8 bytes  the characters SRCLEX02
 *     32       SHA-256 of all that follows
 *     4        length of the header in bytes (uint32)
 *     …        header: a `LexiconHeader` in JSON, UTF-8
 *     …        French terms, then English terms: where each starts (uint32, one more than there are terms), then their
 *              UTF-8 bytes end to end; ascending by bytes
 *     …        French phrases, then English phrases: as the terms, a phrase being its words' stems with a space between;
 *              then the number of each one's first row (uint32, one more than there are phrases)
 *     …        French to English, then English to French: rows of entries, one for each term, then one for each word of
 *              each phrase: where each row starts (uint32, one more than there are rows), then all entries' targets
 *              (uint32, a term's number), then their probabilities (uint8, 255ths)
 */
const MAGIC = Buffer.from('SRCLEX02', 'ascii');
const DIGEST_BYTES = 32;
const HEADER_START = MAGIC.length + DIGEST_BYTES + 4;
const PROBABILITY_STEPS = 255;

export interface LexiconHeader {
  /** Version of the analysis whose terms these are; see `language/analyse.ts`. */
  readonly analyzerVersion: string;
  readonly terms: Readonly<Record<Language, number>>;
  readonly termBytes: Readonly<Record<Language, number>>;
  readonly phrases: Readonly<Record<Language, number>>;
  readonly phraseBytes: Readonly<Record<Language, number>>;
  /** Words of all phrases together. */
  readonly phraseWords: Readonly<Record<Language, number>>;
  /** By the language translated from. */
  readonly entries: Readonly<Record<Language, number>>;
}

/** Renderings by source term: a stem, or a `wordKey`. */
export type Renderings = ReadonlyMap<string, readonly TermVariant[]>;

/**
 * Renderings of each word of a phrase, by its words' stems with a space between. Of a word that is rendered in the
 * phrase as it is alone there are none.
 */
export type PhraseRenderings = ReadonlyMap<string, readonly (readonly TermVariant[])[]>;

/** What is known of the words of one language. */
export interface LanguageRenderings {
  readonly words: Renderings;
  readonly phrases: PhraseRenderings;
}

/**
 * The source term of a word as written, folded, which may be rendered otherwise than its stem (« engineers »,
 * « engines »), or of an acronym in capitals, which may have nothing to do with the word of the same letters.
 */
export function wordKey(word: string): string {
  return `=${word}`;
}

/** Terms in ascending order of their UTF-8 bytes: `bytes[starts[i]]` … `bytes[starts[i + 1] − 1]`. */
export interface TermList {
  readonly starts: Uint32Array;
  readonly bytes: Buffer;
}

/** The words of phrase p have the rows `firstRows[p]` … `firstRows[p + 1] − 1` of the entries. */
export interface PhraseList extends TermList {
  readonly firstRows: Uint32Array;
}

/** Entries of row i, a term's number or a phrase's row: from `starts[i]` to `starts[i + 1] − 1`. Probabilities: 255ths. */
export interface EntryList {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly probabilities: Uint8Array;
}

export interface DecodedLexicon {
  readonly header: LexiconHeader;
  readonly terms: Readonly<Record<Language, TermList>>;
  readonly phrases: Readonly<Record<Language, PhraseList>>;
  /** By the language translated from. */
  readonly entries: Readonly<Record<Language, EntryList>>;
}

const OTHER: Readonly<Record<Language, Language>> = { fr: 'en', en: 'fr' };
const LANGUAGES: readonly Language[] = ['fr', 'en'];

/** @param renderings by the language translated from; variants in the order in which they are to be read back */
export function encodeLexicon(
  analyzerVersion: string,
  renderings: Readonly<Record<Language, LanguageRenderings>>,
): Buffer {
  const terms = { fr: sortedTerms(renderings, 'fr'), en: sortedTerms(renderings, 'en') };
  const phrases = { fr: inByteOrder(renderings.fr.phrases.keys()), en: inByteOrder(renderings.en.phrases.keys()) };
  const phraseRows = { fr: rowsOfPhrases(phrases.fr, renderings.fr), en: rowsOfPhrases(phrases.en, renderings.en) };
  const rows = (from: Language) => [
    ...terms[from].map((term) => renderings[from].words.get(term) ?? []),
    ...phraseRows[from].flat(),
  ];
  const parts = [
    ...LANGUAGES.flatMap((language) => encodeTerms(terms[language])),
    ...LANGUAGES.flatMap((language) => [
      ...encodeTerms(phrases[language]),
      uint32Bytes(
        runningTotals(phraseRows[language].map((words) => words.length)).map((n) => n + terms[language].length),
      ),
    ]),
    ...LANGUAGES.flatMap((from) => encodeEntries(rows(from), terms[OTHER[from]])),
  ];
  const count = (number: (language: Language) => number) => ({ fr: number('fr'), en: number('en') });
  const header: LexiconHeader = {
    analyzerVersion,
    terms: count((language) => terms[language].length),
    termBytes: count((language) => byteLength(terms[language])),
    phrases: count((language) => phrases[language].length),
    phraseBytes: count((language) => byteLength(phrases[language])),
    phraseWords: count((language) => phraseRows[language].flat().length),
    entries: count((language) => rows(language).flat().length),
  };
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const spaces = Buffer.alloc((4 - ((HEADER_START + headerBytes.length) % 4)) % 4, ' ');
  const length = uint32Bytes([headerBytes.length + spaces.length]);
  const body = Buffer.concat([length, headerBytes, spaces, ...parts]);
  return Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]);
}

function rowsOfPhrases(phrases: readonly string[], renderings: LanguageRenderings): (readonly TermVariant[])[][] {
  return phrases.map((phrase) => [...(renderings.phrases.get(phrase) ?? [])]);
}

function encodeTerms(terms: readonly string[]): Buffer[] {
  const encoded = terms.map((term) => Buffer.from(term, 'utf8'));
  return [uint32Bytes(runningTotals(encoded.map((term) => term.length))), padded(Buffer.concat(encoded))];
}

function encodeEntries(rows: readonly (readonly TermVariant[])[], targets: readonly string[]): Buffer[] {
  const numbers = new Map(targets.map((term, number) => [term, number]));
  const all = rows.flat();
  return [
    uint32Bytes(runningTotals(rows.map((row) => row.length))),
    uint32Bytes(all.map((variant) => numbers.get(variant.term) ?? 0)),
    padded(Buffer.from(all.map((variant) => Math.max(1, Math.round(variant.probability * PROBABILITY_STEPS))))),
  ];
}

function byteLength(terms: readonly string[]): number {
  return terms.reduce((sum, term) => sum + Buffer.byteLength(term, 'utf8'), 0);
}

/**
 * @param file as `encodeLexicon` made it; the result's arrays share its memory
 * @throws {Error} saying what is wrong with the file
 */
export function decodeLexicon(file: Buffer): DecodedLexicon {
  const aligned = file.byteOffset % 4 === 0 ? file : Buffer.from(new Uint8Array(file).buffer);
  if (aligned.length < HEADER_START || !aligned.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new Error('not a lexicon of this version');
  }
  const body = aligned.subarray(MAGIC.length + DIGEST_BYTES);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(aligned.subarray(MAGIC.length, MAGIC.length + DIGEST_BYTES))) throw new Error('damaged');
  const headerEnd = HEADER_START + body.readUInt32LE(0);
  const header = JSON.parse(aligned.toString('utf8', HEADER_START, headerEnd)) as LexiconHeader;

  let position = headerEnd;
  const take = (byteLength: number): Buffer => {
    const part = aligned.subarray(position, position + byteLength);
    position += Math.ceil(byteLength / 4) * 4;
    return part;
  };
  const takeUint32 = (length: number): Uint32Array => {
    const part = take(length * 4);
    return new Uint32Array(part.buffer, part.byteOffset, length);
  };
  const takeTerms = (language: Language): TermList => ({
    starts: takeUint32(header.terms[language] + 1),
    bytes: take(header.termBytes[language]),
  });
  const takePhrases = (language: Language): PhraseList => ({
    starts: takeUint32(header.phrases[language] + 1),
    bytes: take(header.phraseBytes[language]),
    firstRows: takeUint32(header.phrases[language] + 1),
  });
  const takeEntries = (from: Language): EntryList => ({
    starts: takeUint32(header.terms[from] + header.phraseWords[from] + 1),
    targets: takeUint32(header.entries[from]),
    probabilities: take(header.entries[from]),
  });
  // The order of the calls is the order of the parts in the file.
  const terms = { fr: takeTerms('fr'), en: takeTerms('en') };
  const phrases = { fr: takePhrases('fr'), en: takePhrases('en') };
  const entries = { fr: takeEntries('fr'), en: takeEntries('en') };
  return { header, terms, phrases, entries };
}

/** The number of a term, or −1. */
export function findTerm(list: TermList, term: string): number {
  const number = findPlace(list, term);
  return number < list.starts.length - 1 && termAt(list, number) === term ? number : -1;
}

/** The number of the first term that does not come before the given one; the number of all terms where each does. */
export function findPlace(list: TermList, term: string): number {
  const wanted = Buffer.from(term, 'utf8');
  let low = 0;
  let high = list.starts.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = list.bytes.compare(wanted, 0, wanted.length, list.starts[middle], list.starts[middle + 1]);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Empty where there is no term of that number. */
export function termAt(list: TermList, number: number): string {
  return list.bytes.toString('utf8', list.starts[number], list.starts[number + 1]);
}

/** The entries of a row (a term's number, or a row of a phrase), in the order in which they were encoded. */
export function readVariants(lexicon: DecodedLexicon, from: Language, row: number): TermVariant[] {
  const { starts, targets, probabilities } = lexicon.entries[from];
  const variants: TermVariant[] = [];
  for (let entry = starts[row] ?? 0; entry < (starts[row + 1] ?? 0); entry += 1) {
    const term = termAt(lexicon.terms[OTHER[from]], targets[entry] as number);
    variants.push({ term, probability: (probabilities[entry] as number) / PROBABILITY_STEPS });
  }
  return variants;
}

/** Every term that is translated from or to. */
function sortedTerms(renderings: Readonly<Record<Language, LanguageRenderings>>, language: Language): string[] {
  const other = renderings[OTHER[language]];
  const terms = new Set(renderings[language].words.keys());
  for (const variants of [...other.words.values(), ...[...other.phrases.values()].flat()]) {
    for (const { term } of variants) terms.add(term);
  }
  return inByteOrder(terms);
}

function inByteOrder(terms: Iterable<string>): string[] {
  return [...terms].sort((a, b) => Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')));
}

function runningTotals(lengths: readonly number[]): number[] {
  let total = 0;
  return [0, ...lengths.map((length) => (total += length))];
}

function uint32Bytes(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, number] of numbers.entries()) bytes.writeUInt32LE(number, index * 4);
  return bytes;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
