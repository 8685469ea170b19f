import { endianness } from 'node:os';

/**
 * Named arrays as one run of bytes: eight bytes that tell the format, the length of a table of contents (four bytes), the
 * table in JSON, then the arrays, each at a multiple of eight bytes, so that reading is a matter of views and not of
 * parsing.
 */
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

/** @param format eight characters of ASCII */
export function encodeSections(format: string, arrays: Readonly<Record<string, Uint8Array>>): Uint8Array[] {
  const sections: Section[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(arrays)) {
    sections.push({ name, offset, length: bytes.length });
    offset = align(offset + bytes.length);
  }
  const contents: Contents = { endianness: endianness(), sections };
  return [
    encodeContents(format, contents),
    ...Object.values(arrays).flatMap((bytes) => [bytes, padding(bytes.length)]),
  ];
}

function encodeContents(format: string, contents: Contents): Uint8Array {
  const json = Buffer.from(JSON.stringify(contents));
  const start = format.length + 4;
  const bytes = Buffer.alloc(align(start + json.length));
  bytes.write(format, 'latin1');
  bytes.writeUInt32LE(json.length, format.length);
  bytes.set(json, start);
  return bytes;
}

function padding(length: number): Uint8Array {
  return new Uint8Array(align(length) - length);
}

/** The bytes of an array of numbers, in this machine's order. */
export function bytesOf(array: Uint32Array | Float32Array | Float64Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/**
 * Gives the bytes of a section by its name; it throws for a name that is not there. Null where these bytes were not made
 * by `encodeSections` in this format on such a machine.
 */
export function decodeSections(format: string, bytes: Uint8Array): ((name: string) => Uint8Array) | null {
  const file = bytes.byteOffset % ALIGNMENT === 0 ? bytes : Uint8Array.from(bytes);
  const header = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (header.toString('latin1', 0, format.length) !== format) return null;
  const start = format.length + 4;
  const length = header.readUInt32LE(format.length);
  const contents: Contents = JSON.parse(header.toString('utf8', start, start + length));
  if (contents.endianness !== endianness()) return null;
  const base = align(start + length);
  const sections = new Map(contents.sections.map((section) => [section.name, section]));
  return (name) => {
    const section = sections.get(name);
    if (section === undefined) throw new RangeError(`no section ${name}`);
    return file.subarray(base + section.offset, base + section.offset + section.length);
  };
}

/** What a view of numbers of so many bytes over a section is made of. */
export function viewOf(bytes: Uint8Array, width: number): [ArrayBufferLike, number, number] {
  return [bytes.buffer, bytes.byteOffset, bytes.byteLength / width];
}
