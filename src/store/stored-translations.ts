import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openCache, type Statement } from './database.ts';

const FILE = 'translations.db';
const SCHEMA = 'CREATE TABLE IF NOT EXISTS translation (key TEXT PRIMARY KEY, rendering TEXT) STRICT';

/** Beyond it the first that were made are forgotten when the file is opened, down to nine tenths. */
const MOST_TRANSLATIONS = 200_000;

/**
 * Renderings of sentences by a key that names their content, in a file of the index folder that may be deleted at any
 * time. Several processes may use it at once. Where the folder cannot be written, or the disk is full, nothing is
 * remembered and nothing fails.
 */
export class StoredTranslations {
  readonly #path: string;
  readonly #most: number;
  #open: OpenTranslations | null = null;

  /** @param most renderings that are kept when the file is opened */
  constructor(indexDir: string, { most = MOST_TRANSLATIONS }: { readonly most?: number } = {}) {
    this.#path = join(indexDir, FILE);
    this.#most = most;
  }

  /** Undefined: never set; null: set to nothing. */
  get(key: string): string | null | undefined {
    return this.#attempt(({ find }) => find.get(key)?.rendering);
  }

  /** How often everything was forgotten, by any process; undefined where nothing can be remembered. */
  era(): number | undefined {
    return this.#attempt(({ era }) => era.get()?.era);
  }

  /** Remembers nothing where everything was forgotten since that era. */
  set(key: string, rendering: string | null, era: number): void {
    this.#attempt(({ add }) => add.run(key, rendering, era));
  }

  close(): void {
    this.#open?.database.close();
    this.#open = null;
  }

  /** Undefined where it fails: it is tried anew the next time, when there may be a folder, or room on the disk. */
  #attempt<Result>(task: (open: OpenTranslations) => Result): Result | undefined {
    try {
      this.#open ??= openTranslations(this.#path, this.#most);
      return task(this.#open);
    } catch {
      return undefined;
    }
  }
}

interface OpenTranslations {
  readonly database: Database;
  readonly find: Statement<[string], { readonly rendering: string | null }>;
  readonly era: Statement<[], { readonly era: number }>;
  readonly add: Statement<[string, string | null, number], unknown>;
}

function openTranslations(path: string, most: number): OpenTranslations {
  const database = openCache(path, SCHEMA);
  forgetFirst(database, most);
  return {
    database,
    find: database.prepare('SELECT rendering FROM translation WHERE key = ?'),
    era: database.prepare('SELECT user_version AS era FROM pragma_user_version'),
    add: database.prepare(
      'INSERT OR REPLACE INTO translation SELECT ?, ? FROM pragma_user_version WHERE user_version = ?',
    ),
  };
}

/**
 * Renderings tell what the documents say: they go with a document that is to be forgotten. All do, since none names one;
 * and so do those that are being made.
 */
export function forgetTranslations(indexDir: string): void {
  const path = join(indexDir, FILE);
  if (!existsSync(path)) return;
  const database = openCache(path, SCHEMA);
  try {
    database
      .transaction(() => {
        database.exec('DELETE FROM translation');
        database.pragma(`user_version = ${Number(database.pragma('user_version', { simple: true })) + 1}`);
      })
      .immediate();
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

function forgetFirst(database: Database, most: number): void {
  const { count } = database.prepare('SELECT count(*) AS count FROM translation').get() as { count: number };
  if (count <= most) return;
  const excess = count - Math.floor(0.9 * most);
  database
    .prepare('DELETE FROM translation WHERE rowid IN (SELECT rowid FROM translation ORDER BY rowid LIMIT ?)')
    .run(excess);
}
