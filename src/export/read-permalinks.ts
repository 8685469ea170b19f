import { inflateRawSync } from 'node:zlib';

const PERMALINK = /\/citations\/([\w-]{16,})/g;
const ZIP_ENTRY = 0x04034b50;
const DEFLATED = 8;
/** No part of a briefing that we write is larger. */
const LARGEST_PART = 50 * 1024 * 1024;

/**
 * The ids of the permalinks in a briefing, each once, in their order: in Markdown, HTML and JSON as they stand, in DOCX in
 * the parts of its archive.
 */
export function readPermalinks(bytes: Uint8Array): string[] {
  const text = isZip(bytes) ? readParts(bytes) : Buffer.from(bytes).toString('utf8');
  return [...new Set([...text.matchAll(PERMALINK)].map(([, id = '']) => id))];
}

function isZip(bytes: Uint8Array): boolean {
  return bytes.length > 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === ZIP_ENTRY;
}

/** The parts one after the other, by their local headers (PKWARE APPNOTE 6.3); what cannot be unpacked is passed over. */
function readParts(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  const parts: string[] = [];
  const signature = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  for (let at = 0; at >= 0; at = buffer.indexOf(signature, at + 4)) {
    if (at + 30 > buffer.length) break;
    const method = buffer.readUInt16LE(at + 8);
    const start = at + 30 + buffer.readUInt16LE(at + 26) + buffer.readUInt16LE(at + 28);
    const name = buffer.subarray(at + 30, at + 30 + buffer.readUInt16LE(at + 26)).toString('utf8');
    if (method !== DEFLATED || !name.startsWith('word/')) continue;
    try {
      parts.push(inflateRawSync(buffer.subarray(start), { maxOutputLength: LARGEST_PART }).toString('utf8'));
    } catch {
      // Damaged, or larger than any of ours.
    }
  }
  return parts.join('\n');
}
