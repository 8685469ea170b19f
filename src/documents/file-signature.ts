/** What a file's first bytes say that it is. `compound` is the OLE container of old Office files and of encrypted new ones. */
export type FileSignature = 'pdf' | 'zip' | 'compound' | 'rtf' | 'image' | 'none';

/** A PDF's header may stand anywhere in its first 1,024 bytes (ISO 32000-1, implementation note 13 of annex H). */
const PDF_HEADER_WINDOW = 1024;

const SIGNATURES: readonly (readonly [FileSignature, string])[] = [
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

export function detectSignature(bytes: Uint8Array): FileSignature {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, PDF_HEADER_WINDOW)).toString('latin1');
  const known = SIGNATURES.find(([, signature]) => start.startsWith(signature));
  if (known !== undefined) return known[0];
  return start.includes('%PDF-') ? 'pdf' : 'none';
}
