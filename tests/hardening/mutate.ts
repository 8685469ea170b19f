import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { listZipEntries } from '../../src/documents/readers/zip.ts';
import { makeZip } from '../documents/make-docx.ts';
import { pick } from './scale.ts';

const CORPUS = join(import.meta.dirname, '../../corpus');
const FORMATS = ['.pdf', '.docx', '.html', '.md', '.txt'];

export interface NamedFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** The shipped documents, and what chance makes of them; each format as often as another. */
export class MutatedFiles {
  readonly shipped: readonly NamedFile[] = readdirSync(CORPUS)
    .filter((name) => FORMATS.some((ending) => name.endsWith(ending)))
    .map((fileName) => ({ fileName, bytes: readFileSync(join(CORPUS, fileName)) }));
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  next(): NamedFile {
    const { fileName, bytes } = this.#choose();
    const other = this.#choose().bytes;
    const isInside = this.#random() < 0.5;
    const change =
      isInside && fileName.endsWith('.docx')
        ? mutateInsideZip
        : isInside && fileName.endsWith('.pdf')
          ? mutateInsidePdf
          : mutate;
    return { fileName, bytes: change(bytes, other, this.#random) };
  }

  #choose(): NamedFile {
    const ending = FORMATS[pick(this.#random, FORMATS.length)] as string;
    const files = this.shipped.filter(({ fileName }) => fileName.endsWith(ending));
    return files[pick(this.#random, files.length)] as NamedFile;
  }
}

/** Pieces that parsers stumble over, put anywhere. */
const HOSTILE_PIECES = [
  '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>&c;',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
  '<script>fetch("http://127.0.0.1:9/")</script>',
  '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)">',
  '\u202Eetirw ot\u202C \u0000\u0007\u001B[31m\uFEFF\u200B',
  '%PDF-1.7 %%EOF',
  'PK\u0003\u0004',
  '<div>'.repeat(3_000),
  '['.repeat(3_000),
  '> '.repeat(2_000),
  '| a '.repeat(2_000),
  '*_'.repeat(2_000),
  '\n---\ntitle: *a\nx: &a [*a, *a]\n---\n',
  '<< /Length 99999999999 >> stream',
  '/Kids [1 0 R 1 0 R 1 0 R]',
  '&#x110000; &#xD800; &#0;',
];

/** Another file from a file: bytes turned over, cut, repeated, put in from elsewhere; some places or one. */
function mutate(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  let mutated = Buffer.from(bytes);
  for (let step = 1 + pick(random, 4); step > 0; step--) mutated = mutateOnce(mutated, other, random);
  return mutated;
}

function mutateOnce(bytes: Buffer, other: Uint8Array, random: () => number): Buffer<ArrayBuffer> {
  const place = pick(random, bytes.length + 1);
  const length = pick(random, Math.min(4_096, bytes.length + 1));
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  const changed = Buffer.from(bytes);
  switch (pick(random, 8)) {
    case 0:
      for (let flips = 1 + pick(random, 64); flips > 0 && changed.length > 0; flips--) {
        changed[pick(random, changed.length)] = pick(random, 256);
      }
      return changed;
    case 1:
      return Buffer.from(before);
    case 2:
      return Buffer.concat([before, after.subarray(length)]);
    case 3:
      return Buffer.concat([before, ...new Array(1 + pick(random, 20)).fill(after.subarray(0, length)), after]);
    case 4: {
      const from = pick(random, other.length);
      return Buffer.concat([before, other.subarray(from, from + length), after]);
    }
    case 5:
      return Buffer.concat([before, Buffer.from(HOSTILE_PIECES[pick(random, HOSTILE_PIECES.length)] as string), after]);
    case 6:
      return mutateNumber(changed, random);
    default:
      changed.fill(pick(random, 2) * 255, place, Math.min(changed.length, place + length));
      return changed;
  }
}

/** A number of the text becomes another: lengths, offsets and references are where readers go astray. */
function mutateNumber(bytes: Buffer, random: () => number): Buffer<ArrayBuffer> {
  const numbers = [...bytes.toString('latin1').matchAll(/\d+/g)];
  const found = numbers[pick(random, Math.max(1, numbers.length))];
  if (found === undefined) return Buffer.from(bytes);
  const value = ['0', '-1', '1', '4294967296', '99999999999999999999', '1e309', found[0].repeat(3)][pick(random, 7)];
  return Buffer.concat([
    bytes.subarray(0, found.index),
    Buffer.from(value as string),
    bytes.subarray(found.index + found[0].length),
  ]);
}

/** A Word file in which one part is another: behind the container, where the XML is read. */
function mutateInsideZip(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const entries = listZipEntries(bytes);
  const chosen = pick(random, entries.length);
  const parts = entries.map(({ name, headerOffset, compressedBytes, method }, index) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
    const packed = bytes.subarray(start, start + compressedBytes);
    const content = method === 0 ? packed : inflateRawSync(packed);
    return [name, index === chosen ? mutate(content, other, random) : content] as const;
  });
  return makeZip(Object.fromEntries(parts));
}

/** A stream of a PDF in which the drawing is another, packed again; the file's own table of places is then wrong. */
function mutateInsidePdf(bytes: Uint8Array, other: Uint8Array, random: () => number): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const streams = [...text.matchAll(/\/FlateDecode[\s\S]{0,80}?stream\r?\n/g)];
  const found = streams[pick(random, Math.max(1, streams.length))];
  if (found === undefined) return mutate(bytes, other, random);
  const start = found.index + found[0].length;
  const end = text.indexOf('endstream', start);
  try {
    const content = inflateRawSync(bytes.subarray(start + 2, end), { maxOutputLength: 2 ** 24 });
    const packed = deflateRawSync(mutate(content, other, random));
    return Buffer.concat([
      bytes.subarray(0, start),
      Buffer.of(0x78, 0x9c),
      packed,
      Buffer.from('\n'),
      bytes.subarray(end),
    ]);
  } catch {
    return mutate(bytes, other, random);
  }
}
