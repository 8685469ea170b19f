import { createHash, hash } from 'node:crypto';

/** SHA-256 of a file's bytes, hexadecimal, first 16 digits: a document's version. */
export function fileVersion(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** Digits of the largest length of a buffer, and the colon behind them. */
const LONGEST_LENGTH = 17;

/**
 * A hash of stored values, checked when they are read: SQLite's own check does not see a flipped bit inside a value.
 * The parts are told apart by their lengths, so that moving a character from one to the next changes the hash.
 */
export function contentHash(...parts: readonly (string | Uint8Array)[]): string {
  const sizes = parts.map((part) => Buffer.byteLength(part));
  const bytes = Buffer.allocUnsafe(sizes.reduce((sum, size) => sum + size + LONGEST_LENGTH, 0));
  let end = 0;
  for (const [index, part] of parts.entries()) {
    end += bytes.write(`${sizes[index]}:`, end, 'latin1');
    if (typeof part === 'string') bytes.write(part, end, 'utf8');
    else bytes.set(part, end);
    end += sizes[index] as number;
  }
  return hash('sha256', bytes.subarray(0, end)).slice(0, 16);
}
