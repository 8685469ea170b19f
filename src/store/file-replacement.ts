import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { flush } from './derived-file.ts';

/** Hidden, so that no walk over the folder takes them for documents. */
const NEW_SUFFIX = '.new';
const EARLIER_SUFFIX = '.earlier';

/**
 * Puts a file in place of another, at once or not at all, so that it can be undone until it is confirmed. What a kill
 * leaves behind is hidden and overwritten by the next replacement.
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

  async undo(): Promise<void> {
    await rm(this.#beside(NEW_SUFFIX), { force: true });
    if (!this.#isWritten) return;
    if (this.#hasEarlier) await rename(this.#beside(EARLIER_SUFFIX), this.#path);
    else await rm(this.#path, { force: true });
  }

  #beside(suffix: string): string {
    return join(dirname(this.#path), `.${basename(this.#path)}${suffix}`);
  }
}
