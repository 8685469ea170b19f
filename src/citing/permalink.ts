import { createHash } from 'node:crypto';
import type { Span } from '../domain.ts';

/** What a permalink remembers of a citation: enough to tell later whether the text is still there. */
export interface PermalinkTarget extends Span {
  readonly documentId: string;
  readonly version: string;
  /** SHA-256 of the quote, hexadecimal, first 16 digits. */
  readonly quoteHash: string;
}

/** @returns SHA-256 of the text, hexadecimal, first 16 digits */
export function hashQuote(quote: string): string {
  return createHash('sha256').update(quote).digest('hex').slice(0, 16);
}

/** The id that stands in `/citations/{id}`: URL-safe, and the same for the same citation. */
export function encodePermalink(target: PermalinkTarget): string {
  const { documentId, version, start, end, quoteHash } = target;
  return Buffer.from([documentId, version, start, end, quoteHash].join('\n')).toString('base64url');
}

/** The reverse of `encodePermalink`; null for anything that it did not make. */
export function decodePermalink(id: string): PermalinkTarget | null {
  const parts = Buffer.from(id, 'base64url').toString('utf8').split('\n');
  const [documentId = '', version = '', from = '', to = '', quoteHash = ''] = parts;
  const target = { documentId, version, start: Number(from), end: Number(to), quoteHash };
  const sound = parts.length === 5 && Number.isSafeInteger(target.start) && Number.isSafeInteger(target.end);
  return sound && encodePermalink(target) === id ? target : null;
}
