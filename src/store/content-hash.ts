import { createHash, hash } from 'node:crypto';

/** SHA-256 of a file's bytes, hexadecimal, first 16 digits: a document's version. */
export function fileVersion(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/**
 * A hash of stored values, checked when they are read: SQLite's own check does not see a flipped bit inside a value.
 * The parts are told apart by their lengths, so that moving a character from one to the next changes the hash.
 */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const chunks = parts.flatMap((part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    return [Buffer.from(`${bytes.byteLength}:`), bytes];
  });
  return hash('sha256', Buffer.concat(chunks)).slice(0, 16);
}
