import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';

type Reason = Readonly<Record<Language, string>>;

const DISK_FULL: Reason = { fr: 'le disque est plein', en: 'the disk is full' };
const READ_ONLY: Reason = { fr: 'il est en lecture seule', en: 'it is read-only' };
const NOT_PERMITTED: Reason = { fr: 'l’écriture y est refusée', en: 'writing to it is not permitted' };
const NOT_A_FOLDER: Reason = { fr: 'ce n’est pas un dossier', en: 'it is not a folder' };
const WRITE_FAILED: Reason = { fr: 'une écriture a échoué', en: 'a write failed' };

/** Codes of Node's file system and of SQLite (a prefix of its extended codes), first match first. */
const UNWRITABLE: readonly (readonly [code: string, reason: Reason])[] = [
  ['ENOSPC', DISK_FULL],
  ['EDQUOT', DISK_FULL],
  ['EFBIG', DISK_FULL],
  ['EROFS', READ_ONLY],
  ['EACCES', NOT_PERMITTED],
  ['EPERM', NOT_PERMITTED],
  ['ENOTDIR', NOT_A_FOLDER],
  ['EEXIST', NOT_A_FOLDER],
  ['EIO', WRITE_FAILED],
  ['EISDIR', WRITE_FAILED],
  ['SQLITE_FULL', DISK_FULL],
  ['SQLITE_READONLY', READ_ONLY],
  ['SQLITE_CANTOPEN', NOT_PERMITTED],
  ['SQLITE_IOERR', WRITE_FAILED],
];

const DAMAGED = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_SHORT_READ'];

const DATABASE: Reason = { fr: 'base de données', en: 'database' };

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Is it SQLite that found its file damaged? */
export function isDamage(error: unknown): boolean {
  return DAMAGED.some((prefix) => codeOf(error).startsWith(prefix));
}

/** An error met while the index is written, with the cause that people can do something about. */
export function fromWriting(error: unknown): unknown {
  if (SourcierError.is(error)) return error;
  if (isDamage(error)) return damagedDatabase(error);
  const reason = UNWRITABLE.find(([prefix]) => codeOf(error).startsWith(prefix))?.[1];
  return reason === undefined ? error : new SourcierError('index_unwritable', { reason }, error);
}

/** What is told where the database itself is not as it was written. */
export function damagedDatabase(cause?: unknown): SourcierError {
  return new SourcierError('index_damaged', { part: DATABASE }, cause);
}

/** An error met while the index is read. */
export function fromReading(error: unknown): unknown {
  return isDamage(error) ? damagedDatabase(error) : error;
}
