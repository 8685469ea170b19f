import { createHash } from 'node:crypto';
import type { Language, TermVariant } from '../domain.ts';

/**
 * The lexicon's file: how likely a term of one language is rendered by each term of the other, in both directions.
 * Little-endian; every part starts at a multiple of four bytes, so that typed arrays lie over the file as it was read
 * and loading parses nothing.
 *
 *     8 bytes  the characters SRCLEX01
 *     32       SHA-256 of all that follows
 *     4        length of the header in bytes (uint32)
 *     …        header: a `LexiconHeader` in JSON, UTF-8
 *     …        French terms, then English terms: where each starts (uint32, one more than there are terms), then their
 *              UTF-8 bytes end to end; ascending by bytes
 *     …        French to English, then English to French: where each term's entries start (uint32, one more than there
 *              are terms), then all entries' targets (uint32, a term's number), then their probabilities (uint8, 255ths)
 */
const MAGIC = Buffer.from('SRCLEX01', 'ascii');
const DIGEST_BYTES = 32;
const HEADER_START = MAGIC.length + DIGEST_BYTES + 4;
const PROBABILITY_STEPS = 255;

export interface LexiconHeader {
  /** Version of the analysis whose terms these are; see `language/analyse.ts`. */
  readonly analyzerVersion: string;
  readonly terms: Readonly<Record<Language, number>>;
  readonly termBytes: Readonly<Record<Language, number>>;
  /** By the language translated from. */
  readonly entries: Readonly<Record<Language, number>>;
}

/** Renderings by source term: a stem, or a `wordKey`. */
export type Renderings = ReadonlyMap<string, readonly TermVariant[]>;

/** The source term of a word as written, which may be rendered otherwise than its stem (« engineers », « engines »). */
export function wordKey(word: string): string {
  return `=${word}`;
}

/** Terms in ascending order of their UTF-8 bytes: `bytes[starts[i]]` … `bytes[starts[i + 1] − 1]`. */
export interface TermList {
  readonly starts: Uint32Array;
  readonly bytes: Buffer;
}

/** Entries of term i: from `starts[i]` to `starts[i + 1] − 1`. `probabilities` are 255ths. */
export interface EntryList {
  readonly starts: Uint32Array;
  readonly targets: Uint32Array;
  readonly probabilities: Uint8Array;
}

export interface DecodedLexicon {
  readonly header: LexiconHeader;
  readonly terms: Readonly<Record<Language, TermList>>;
  /** By the language translated from. */
  readonly entries: Readonly<Record<Language, EntryList>>;
}

const OTHER: Readonly<Record<Language, Language>> = { fr: 'en', en: 'fr' };
const LANGUAGES: readonly Language[] = ['fr', 'en'];

/** @param renderings by the language translated from; variants in the order in which they are to be read back */
export function encodeLexicon(analyzerVersion: string, renderings: Readonly<Record<Language, Renderings>>): Buffer {
  const terms = { fr: sortedTerms(renderings, 'fr'), en: sortedTerms(renderings, 'en') };
  const parts: Buffer[] = [];
  const termBytes = { fr: 0, en: 0 };
  const entries = { fr: 0, en: 0 };
  for (const language of LANGUAGES) {
    const encoded = terms[language].map((term) => Buffer.from(term, 'utf8'));
    const bytes = Buffer.concat(encoded);
    termBytes[language] = bytes.length;
    parts.push(uint32Bytes(runningTotals(encoded.map((term) => term.length))), padded(bytes));
  }
  for (const from of LANGUAGES) {
    const numbers = new Map(terms[OTHER[from]].map((term, number) => [term, number]));
    const rows = terms[from].map((term) => renderings[from].get(term) ?? []);
    const all = rows.flat();
    entries[from] = all.length;
    parts.push(
      uint32Bytes(runningTotals(rows.map((row) => row.length))),
      uint32Bytes(all.map((variant) => numbers.get(variant.term) ?? 0)),
      padded(Buffer.from(all.map((variant) => Math.max(1, Math.round(variant.probability * PROBABILITY_STEPS))))),
    );
  }
  const counts = { fr: terms.fr.length, en: terms.en.length };
  const header: LexiconHeader = { analyzerVersion, terms: counts, termBytes, entries };
  const headerBytes = Buffer.from(JSON.stringify(header), 'utf8');
  const spaces = Buffer.alloc((4 - ((HEADER_START + headerBytes.length) % 4)) % 4, ' ');
  const length = uint32Bytes([headerBytes.length + spaces.length]);
  const body = Buffer.concat([length, headerBytes, spaces, ...parts]);
  return Buffer.concat([MAGIC, createHash('sha256').update(body).digest(), body]);
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
  const takeEntries = (from: Language): EntryList => ({
    starts: takeUint32(header.terms[from] + 1),
    targets: takeUint32(header.entries[from]),
    probabilities: take(header.entries[from]),
  });
  // The order of the calls is the order of the parts in the file.
  const terms = { fr: takeTerms('fr'), en: takeTerms('en') };
  const entries = { fr: takeEntries('fr'), en: takeEntries('en') };
  return { header, terms, entries };
}

/** The number of a term, or −1. */
export function findTerm(list: TermList, term: string): number {
  const wanted = Buffer.from(term, 'utf8');
  let low = 0;
  let high = list.starts.length - 2;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = list.bytes.compare(wanted, 0, wanted.length, list.starts[middle], list.starts[middle + 1]);
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The renderings of term `number`, in the order in which they were encoded. */
export function readVariants(lexicon: DecodedLexicon, from: Language, number: number): TermVariant[] {
  const { starts, targets, probabilities } = lexicon.entries[from];
  const { starts: termStarts, bytes } = lexicon.terms[OTHER[from]];
  const variants: TermVariant[] = [];
  for (let entry = starts[number] ?? 0; entry < (starts[number + 1] ?? 0); entry += 1) {
    const target = targets[entry] as number;
    const term = bytes.toString('utf8', termStarts[target], termStarts[target + 1]);
    variants.push({ term, probability: (probabilities[entry] as number) / PROBABILITY_STEPS });
  }
  return variants;
}

/** Every term that is translated from or to. */
function sortedTerms(renderings: Readonly<Record<Language, Renderings>>, language: Language): string[] {
  const terms = new Set(renderings[language].keys());
  for (const variants of renderings[OTHER[language]].values()) {
    for (const variant of variants) terms.add(variant.term);
  }
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
