import { endianness } from 'node:os';
import { FIELD_COUNT, type LanguagePostings, type Postings } from './lexical-postings.ts';

/**
 * Postings as one run of bytes: MAGIC, the length of a table of contents (four bytes), the table in JSON, then the
 * arrays, each at a multiple of eight bytes, so that reading is a matter of views and not of parsing.
 */
const MAGIC = 'SRCLEX1\n';
const ALIGNMENT = 8;

interface Section {
  readonly name: string;
  /** From the first section's start; both in bytes. */
  readonly offset: number;
  readonly length: number;
}

interface Contents {
  readonly endianness: string;
  readonly sections: readonly Section[];
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

export function encodePostings(postings: Postings): Uint8Array[] {
  const arrays: Record<string, Uint8Array> = {
    rows: bytesOf(postings.rows),
    languages: postings.languages,
    lengths: bytesOf(postings.lengths),
    ...encodeLanguage('fr', postings.byLanguage.fr),
    ...encodeLanguage('en', postings.byLanguage.en),
  };
  const sections: Section[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(arrays)) {
    sections.push({ name, offset, length: bytes.length });
    offset = align(offset + bytes.length);
  }
  const contents: Contents = { endianness: endianness(), sections };
  return [encodeContents(contents), ...Object.values(arrays).flatMap((bytes) => [bytes, padding(bytes.length)])];
}

function encodeContents(contents: Contents): Uint8Array {
  const json = Buffer.from(JSON.stringify(contents));
  const start = MAGIC.length + 4;
  const bytes = Buffer.alloc(align(start + json.length));
  bytes.write(MAGIC, 'latin1');
  bytes.writeUInt32LE(json.length, MAGIC.length);
  bytes.set(json, start);
  return bytes;
}

function padding(length: number): Uint8Array {
  return new Uint8Array(align(length) - length);
}

function bytesOf(array: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** No term holds a line feed: canonical text keeps it for the ends of lines. */
function encodeLanguage(language: string, { terms, starts, passages, frequencies }: LanguagePostings) {
  return {
    [`${language}.terms`]: Buffer.from(terms.join('\n')),
    [`${language}.starts`]: bytesOf(starts),
    [`${language}.passages`]: bytesOf(passages),
    [`${language}.frequencies`]: frequencies,
  };
}

/** Null where these bytes are not postings written by `encodePostings` on such a machine. */
export function decodePostings(bytes: Uint8Array): Postings | null {
  const file = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes);
  const header = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const start = MAGIC.length + 4;
  const length = header.readUInt32LE(MAGIC.length);
  const contents: Contents = JSON.parse(header.toString('utf8', start, start + length));
  if (contents.endianness !== endianness()) return null;
  const base = align(start + length);
  const sections = new Map(contents.sections.map((section) => [section.name, section]));
  const read = (name: string): Uint8Array => {
    const section = sections.get(name);
    if (section === undefined) throw new RangeError(`no section ${name}`);
    return file.subarray(base + section.offset, base + section.offset + section.length);
  };
  const postings: Postings = {
    rows: new Float64Array(...viewOf(read('rows'), 8)),
    languages: read('languages'),
    lengths: new Uint32Array(...viewOf(read('lengths'), 4)),
    byLanguage: { fr: decodeLanguage('fr', read), en: decodeLanguage('en', read) },
  };
  return isCoherent(postings) ? postings : null;
}

function viewOf(bytes: Uint8Array, width: number): [ArrayBufferLike, number, number] {
  return [bytes.buffer, bytes.byteOffset, bytes.byteLength / width];
}

function decodeLanguage(language: string, read: (name: string) => Uint8Array): LanguagePostings {
  const terms = Buffer.from(read(`${language}.terms`)).toString('utf8');
  return {
    terms: terms === '' ? [] : terms.split('\n'),
    starts: new Uint32Array(...viewOf(read(`${language}.starts`), 4)),
    passages: new Uint32Array(...viewOf(read(`${language}.passages`), 4)),
    frequencies: read(`${language}.frequencies`),
  };
}

function isCoherent({ rows, languages, lengths, byLanguage }: Postings): boolean {
  return (
    languages.length === rows.length &&
    lengths.length === rows.length * FIELD_COUNT &&
    Object.values(byLanguage).every(
      ({ terms, starts, passages, frequencies }) =>
        starts.length === terms.length + 1 &&
        starts.at(-1) === passages.length &&
        frequencies.length === passages.length * FIELD_COUNT,
    )
  );
}
