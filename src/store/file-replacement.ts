import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { flush } from './derived-file.ts';

/** Hidden, so that no walk over the folder takes them for documents. */
const NEW_SUFFIX = '.new';
const EARLIER_SUFFIX = '.earlier';

/**
 * Puts a file in place of another, at once or not at all, so that it can be undone until it is confirmed. What a kill
 * leaves behind is hidden, and deleted by `removeLeftovers`.
 */
export class FileReplacement {
  readonly #path: string;
  #hasEarlier = false;
  #isWritten = false;

  constructor(path: string) {
    this.#path = path;
  }

  async write(bytes: Uint8Array): Promise<void> {
    const temporary = this.#beside(NEW_SUFFIX);
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    this.#hasEarlier = await copyFile(this.#path, this.#beside(EARLIER_SUFFIX)).then(
      () => true,
      () => false,
    );
    await rename(temporary, this.#path);
    this.#isWritten = true;
    await flush(dirname(this.#path));
  }

  async confirm(): Promise<void> {
    await rm(this.#beside(EARLIER_SUFFIX), { force: true });
  }

  /** As far as it can: it follows a failure, which is what people should be told. */
  async undo(): Promise<void> {
    try {
      if (this.#isWritten && this.#hasEarlier) await rename(this.#beside(EARLIER_SUFFIX), this.#path);
      else if (this.#isWritten) await rm(this.#path, { force: true });
      await rm(this.#beside(NEW_SUFFIX), { force: true });
    } catch {
      // The next ingestion will take the file as it finds it.
    }
  }

  #beside(suffix: string): string {
    return join(dirname(this.#path), `.${basename(this.#path)}${suffix}`);
  }
}

/** Deletes what replacements that were killed have left in a folder. */
export async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const isLeftover = name.startsWith('.') && (name.endsWith(NEW_SUFFIX) || name.endsWith(EARLIER_SUFFIX));
    if (isLeftover) await rm(join(folder, name), { force: true, recursive: true });
  }
}
