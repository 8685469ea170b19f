import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { SourcierError } from '../errors.ts';
import { FORMAT_VERSION, RESTORABLE_FORMATS } from './manifest.ts';
import { SCHEMA } from './schema.ts';

/** The only file that knows the driver. Everything else speaks SQL through these connections. */
export type Database = BetterSqlite3.Database;
export type Statement<Parameters extends unknown[], Row> = BetterSqlite3.Statement<Parameters, Row>;

const DATABASE_FILE = 'sourcier.db';

/** Readers wait that long for the moments in which a closing writer holds the file. */
const BUSY_TIMEOUT_MS = 5_000;

function databasePath(indexDir: string): string {
  return join(indexDir, DATABASE_FILE);
}

/**
 * Opens the database for the one writer, and makes it where there is none. A database of another format is set aside
 * under another name, so that a re-index can start: its documents are in the corpus and the uploads.
 */
export function openForWriting(indexDir: string): Database {
  const path = databasePath(indexDir);
  const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
  const format = formatOf(database);
  if (format !== 0 && format !== FORMAT_VERSION) {
    database.close();
    renameSync(path, `${path}.format-${format}`);
    return openForWriting(indexDir);
  }
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  if (format === 0) {
    database.transaction(() => {
      database.exec(SCHEMA);
      database.pragma(`user_version = ${FORMAT_VERSION}`);
    })();
  }
  return database;
}

/**
 * Whether the pages of the database hang together as SQLite wrote them: a writer that goes on without would spread the
 * damage. Reads all of it, and writes nothing. What stands inside a value has hashes of our own.
 *
 * @throws SQLite's error where it cannot be read at all
 */
export function isSound(indexDir: string): boolean {
  const path = databasePath(indexDir);
  if (!existsSync(path)) return true;
  const database = new BetterSqlite3(path, { readonly: true, timeout: BUSY_TIMEOUT_MS });
  try {
    return database.pragma('integrity_check(1)', { simple: true }) === 'ok';
  } finally {
    database.close();
  }
}

/**
 * Opens the database for a reader. Where SQLite cannot, because the folder is not writable (it keeps the state of its
 * readers beside the database), a private copy is read.
 *
 * @throws {SourcierError} `index_missing`, `index_mismatch`
 */
export function openForReading(indexDir: string): Database {
  const path = databasePath(indexDir);
  if (!existsSync(path)) throw new SourcierError('index_missing');
  const database = connectForReading(path);
  const format = formatOf(database);
  if (format === FORMAT_VERSION) return database;
  database.close();
  if (format === 0) throw new SourcierError('index_missing');
  const changed = {
    fr: `format de l’index\u00A0: ${format} → ${FORMAT_VERSION}`,
    en: `index format: ${format} → ${FORMAT_VERSION}`,
  };
  throw new SourcierError('index_mismatch', { changed });
}

/** Opens a copy that somebody made of a database. @throws {SourcierError} `input_missing`, `backup_invalid` */
export function openBackup(path: string, { writable = false } = {}): Database {
  if (!existsSync(path)) throw new SourcierError('input_missing', { file: basename(path), reason: 'ENOENT' });
  try {
    const database = new BetterSqlite3(path, { readonly: !writable, fileMustExist: true });
    if (RESTORABLE_FORMATS.includes(formatOf(database))) return database;
    database.close();
  } catch (error) {
    throw new SourcierError('backup_invalid', {}, error);
  }
  throw new SourcierError('backup_invalid');
}

/**
 * Opens a database that can be made again: made where there is none, and made anew where SQLite cannot read it.
 *
 * @throws SQLite's error where the folder cannot be written
 */
export function openCache(path: string, schema: string): Database {
  try {
    return connectCache(path, schema);
  } catch (error) {
    const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
    if (code !== 'SQLITE_NOTADB' && !code.startsWith('SQLITE_CORRUPT')) throw error;
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    return connectCache(path, schema);
  }
}

function connectCache(path: string, schema: string): Database {
  const database = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.pragma('journal_mode = WAL');
    // The last entries may be lost with the power; what is deleted is overwritten.
    database.pragma('synchronous = NORMAL');
    database.pragma('secure_delete = ON');
    database.exec(schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Identifies the database file: another value means that readers should look again. Where they read copies, which do
 * not learn of new generations, it changes with the file.
 */
export function databaseIdentity(indexDir: string): string {
  const status = statDatabase(indexDir);
  if (status === undefined) return 'none';
  const file = `${status.dev}:${status.ino}`;
  return isWritable(indexDir) ? file : `${file}:${status.mtimeMs}`;
}

function statDatabase(indexDir: string): Stats | undefined {
  try {
    return statSync(databasePath(indexDir), { throwIfNoEntry: false });
  } catch (error) {
    // The folder is a file, or a folder above it is closed.
    throw new SourcierError('index_unreadable', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, error);
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function formatOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }));
}

function connectForReading(path: string): Database {
  const database = new BetterSqlite3(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    formatOf(database);
    return database;
  } catch (error) {
    database.close();
    const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
    if (!code.startsWith('SQLITE_READONLY') && !code.startsWith('SQLITE_CANTOPEN')) throw error;
    return openCopy(path);
  }
}

/** The copy has no name any more once it is open, so that nothing is left behind however the process ends. */
function openCopy(path: string): Database {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-'));
  try {
    const copy = join(folder, DATABASE_FILE);
    copyFileSync(path, copy);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${copy}-wal`);
    const merged = new BetterSqlite3(copy);
    merged.pragma('journal_mode = DELETE');
    merged.close();
    const database = new BetterSqlite3(copy, { readonly: true });
    formatOf(database);
    return database;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A lock that the operating system gives back when its holder ends, however it ends: SQLite's write lock on a small
 * database of its own. Readers can still see who holds it.
 */
export class FileLock {
  readonly #database: Database;

  private constructor(database: Database) {
    this.#database = database;
  }

  /** @returns the lock, or what its holder wrote */
  static acquire(path: string, holder: string): FileLock | { readonly heldBy: string | null } {
    const database = new BetterSqlite3(path, { timeout: 0 });
    try {
      database.exec(
        'CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY CHECK (id = 1), description TEXT) STRICT',
      );
      database.exec('BEGIN IMMEDIATE');
      database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
      database.prepare('INSERT OR REPLACE INTO holder VALUES (1, ?)').run(holder);
      // Others see the name only once it is committed; whoever gets in between holds the lock in our place.
      database.exec('COMMIT; BEGIN IMMEDIATE');
      return new FileLock(database);
    } catch (error) {
      const isBusy = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
      const heldBy = isBusy ? readHolder(database) : null;
      database.close();
      if (!isBusy) throw error;
      return { heldBy };
    }
  }

  release(): void {
    this.#database.exec('DELETE FROM holder; COMMIT');
    this.#database.close();
  }
}

function readHolder(database: Database): string | null {
  try {
    return database.prepare<[], string>('SELECT description FROM holder').pluck().get() ?? null;
  } catch {
    return null;
  }
}
