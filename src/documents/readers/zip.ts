import { inflateRawSync } from 'node:zlib';
import { SourcierError } from '../../errors.ts';

/**
 * The little of the ZIP format (PKWARE APPNOTE 6.3) that is needed before a document in a ZIP container is handed to
 * a library: what it holds, how large that becomes, and a few small entries.
 */
export interface ZipEntry {
  readonly name: string;
  readonly compressedBytes: number;
  /** As the directory declares it: not to be believed before the entry has been unpacked. */
  readonly declaredBytes: number;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly headerOffset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_OF_DIRECTORY_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

/** @throws {SourcierError} `file_damaged` where the central directory is missing or broken, as in a truncated file */
export function listZipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEndOfDirectory(view);
  const entries: ZipEntry[] = [];
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (offset + DIRECTORY_ENTRY_BYTES > end || view.getUint32(offset, true) !== DIRECTORY_ENTRY) throw damaged();
    const nameBytes = view.getUint16(offset + 28, true);
    const nameStart = offset + DIRECTORY_ENTRY_BYTES;
    entries.push({
      name: Buffer.from(bytes.subarray(nameStart, nameStart + nameBytes)).toString('utf8'),
      isEncrypted: (view.getUint16(offset + 8, true) & ENCRYPTED_FLAG) !== 0,
      method: view.getUint16(offset + 10, true),
      compressedBytes: view.getUint32(offset + 20, true),
      declaredBytes: view.getUint32(offset + 24, true),
      headerOffset: view.getUint32(offset + 42, true),
    });
    offset = nameStart + nameBytes + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return entries;
}

/**
 * The unpacked bytes of an entry, which must be as many as declared: one that becomes larger is stopped at once.
 *
 * @throws {SourcierError} `file_damaged`
 */
export function unpackZipEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = entry.headerOffset;
  if (header + LOCAL_HEADER_BYTES > bytes.length || view.getUint32(header, true) !== LOCAL_HEADER) throw damaged();
  const start = header + LOCAL_HEADER_BYTES + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  const packed = bytes.subarray(start, start + entry.compressedBytes);
  const unpacked = entry.method === STORED ? packed : inflate(packed, entry);
  if (unpacked.length !== entry.declaredBytes) throw damaged();
  return unpacked;
}

function inflate(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.method !== DEFLATED) throw damaged();
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.declaredBytes) });
  } catch (error) {
    throw new SourcierError('file_damaged', {}, error);
  }
}

function findEndOfDirectory(view: DataView): number {
  const last = view.byteLength - END_OF_DIRECTORY_BYTES;
  for (let offset = last; offset >= Math.max(0, last - MAX_COMMENT_BYTES); offset--) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset;
  }
  throw damaged();
}

function damaged(): SourcierError {
  return new SourcierError('file_damaged');
}
