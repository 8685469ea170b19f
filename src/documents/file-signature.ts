/** What a file's first bytes say that it is. `compound` is the OLE container of old Office files and of encrypted new ones. */
export type FileSignature = 'pdf' | 'zip' | 'compound' | 'rtf' | 'image' | 'none';

const SIGNATURES: readonly (readonly [FileSignature, string])[] = [
  ['pdf', '%PDF-'],
  ['zip', 'PK\x03\x04'],
  ['zip', 'PK\x05\x06'],
  ['compound', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['rtf', '{\\rtf'],
  ['image', '\x89PNG\r\n'],
  ['image', '\xff\xd8\xff\xe0'],
  ['image', '\xff\xd8\xff\xe1'],
  ['image', 'GIF8'],
  ['image', 'II*\0'],
  ['image', 'MM\0*'],
];

const LONGEST_SIGNATURE = 8;

export function detectSignature(bytes: Uint8Array): FileSignature {
  const start = latin1(bytes, LONGEST_SIGNATURE);
  return SIGNATURES.find(([, signature]) => start.startsWith(signature))?.[0] ?? 'none';
}

/** Readers of PDF accept a header anywhere in the first 1,024 bytes (ISO 32000-1, annex H, note 13). */
const PDF_HEADER_WINDOW = 1024;

export function hasPdfHeader(bytes: Uint8Array): boolean {
  return latin1(bytes, PDF_HEADER_WINDOW).includes('%PDF-');
}

function latin1(bytes: Uint8Array, length: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).toString('latin1');
}
