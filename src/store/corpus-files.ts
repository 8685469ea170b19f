import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { ErrorCode } from '../errors.ts';
import { EXAMPLES_FILE } from './example-questions.ts';

const SIDECAR_SUFFIX = '.meta.yaml';

/** The metadata file that belongs to a document's file. */
export function sidecarPath(path: string): string {
  return path + SIDECAR_SUFFIX;
}

/** Paths are relative to the folder that was walked, with `/` between segments. */
export interface FoundFiles {
  /** In order of path. */
  readonly files: readonly string[];
  /** Those of them that were named themselves, not only a folder above them. */
  readonly named: ReadonlySet<string>;
  readonly failures: readonly FailedPath[];
}

export interface FailedPath {
  readonly path: string;
  readonly code: Extract<ErrorCode, 'file_unreachable' | 'file_outside_corpus'>;
}

/** Hidden files, read-me files, metadata and example questions are no documents. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || /^readme\.md$/i.test(name) || name.endsWith(SIDECAR_SUFFIX) || name === EXAMPLES_FILE;
}

/**
 * The documents' files of a folder and its subfolders. Symbolic links are not followed: inside the folder they would
 * index a file twice, and one that leads out of it is reported, for it would let in what nobody put there.
 *
 * @param excluded a folder that is not entered: the index may lie inside the corpus folder
 * @throws where the folder itself cannot be read
 */
export async function findFiles(folder: string, excluded?: string): Promise<FoundFiles> {
  await readdir(folder);
  const walk = new Walk(await realpath(folder), excluded);
  await walk.visitFolder('');
  return walk.result();
}

/**
 * The files that were named by hand, each a file or a folder inside `folder`; relative paths start at the working
 * directory. A file that is named is taken even where `findFiles` would pass over it.
 */
export async function findNamedFiles(folder: string, paths: readonly string[], excluded?: string): Promise<FoundFiles> {
  const walk = new Walk(await realpath(folder), excluded);
  for (const path of paths) await walk.visitNamed(path);
  return walk.result();
}

class Walk {
  readonly #root: string;
  readonly #excluded: string | undefined;
  readonly #files = new Set<string>();
  readonly #named = new Set<string>();
  readonly #failures: FailedPath[] = [];

  /** @param root without symbolic links */
  constructor(root: string, excluded?: string) {
    this.#root = root;
    this.#excluded = excluded;
  }

  result(): FoundFiles {
    return { files: [...this.#files].sort(byCodeUnits), named: this.#named, failures: this.#failures };
  }

  async visitFolder(folder: string): Promise<void> {
    if (join(this.#root, folder) === this.#excluded) return;
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch(() => null);
    if (entries === null) this.#failures.push({ path: folder, code: 'file_unreachable' });
    for (const entry of entries ?? []) {
      if (isIgnored(entry.name)) continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) this.#files.add(path);
      else if (entry.isDirectory()) await this.visitFolder(path);
      else if (entry.isSymbolicLink()) await this.#checkLink(path);
    }
  }

  async #checkLink(path: string): Promise<void> {
    const target = await realpath(join(this.#root, path)).catch(() => null);
    if (target === null) this.#failures.push({ path, code: 'file_unreachable' });
    else if (!this.#isInside(target)) this.#failures.push({ path, code: 'file_outside_corpus' });
  }

  async visitNamed(named: string): Promise<void> {
    const target = await realpath(resolve(named)).catch(() => null);
    if (target === null) this.#failures.push({ path: named, code: 'file_unreachable' });
    else if (!this.#isInside(target)) this.#failures.push({ path: named, code: 'file_outside_corpus' });
    else {
      const path = relative(this.#root, target).split(sep).join('/');
      if ((await stat(target)).isDirectory()) await this.visitFolder(path);
      else {
        this.#files.add(path);
        this.#named.add(path);
      }
    }
  }

  #isInside(path: string): boolean {
    return path === this.#root || path.startsWith(this.#root.endsWith(sep) ? this.#root : this.#root + sep);
  }
}

/** The same everywhere, whatever the language of the machine. */
function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
