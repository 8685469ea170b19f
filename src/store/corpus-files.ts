import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { ErrorCode } from '../errors.ts';

const SIDECAR_SUFFIX = '.meta.yaml';

/** The metadata file that belongs to a document's file. */
export function sidecarPath(path: string): string {
  return path + SIDECAR_SUFFIX;
}

/** Paths are relative to the folder that was walked, with `/` between segments. */
export interface FoundFiles {
  /** In order of path. */
  readonly files: string[];
  readonly failures: { readonly path: string; readonly code: ErrorCode }[];
  /** Folders that could not be read: what they hold is unknown, not gone. */
  readonly unreadable: string[];
}

/** Hidden files, read-me files and metadata are no documents. */
function isIgnored(name: string): boolean {
  return name.startsWith('.') || /^readme\.md$/i.test(name) || name.endsWith(SIDECAR_SUFFIX);
}

/**
 * The documents' files of a folder and its subfolders. Symbolic links are not followed: inside the folder they would
 * index a file twice, and one that leads out of it is reported, for it would let in what nobody put there.
 *
 * @throws where the folder itself cannot be read
 */
export async function findFiles(folder: string): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], failures: [], unreadable: [] };
  await walk(folder, '', await readdir(folder, { withFileTypes: true }), found);
  found.files.sort(byCodeUnits);
  return found;
}

function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

async function walk(folder: string, path: string, entries: readonly Dirent[], found: FoundFiles): Promise<void> {
  for (const entry of entries) {
    if (isIgnored(entry.name)) continue;
    const entryPath = path === '' ? entry.name : `${path}/${entry.name}`;
    if (entry.isFile()) found.files.push(entryPath);
    else if (entry.isSymbolicLink()) await checkLink(folder, entryPath, found);
    else if (entry.isDirectory()) {
      const inside = await readdir(join(folder, entryPath), { withFileTypes: true }).catch(() => null);
      if (inside !== null) await walk(folder, entryPath, inside, found);
      else {
        found.unreadable.push(entryPath);
        found.failures.push({ path: entryPath, code: 'file_unreachable' });
      }
    }
  }
}

async function checkLink(folder: string, path: string, found: FoundFiles): Promise<void> {
  const target = await realpath(join(folder, path)).catch(() => null);
  if (target === null) found.failures.push({ path, code: 'file_unreachable' });
  else if (!isInside(await realpath(folder), target)) found.failures.push({ path, code: 'file_outside_corpus' });
}

function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/**
 * The files that were named by hand, each a file or a folder; relative paths start at the working directory. A file
 * that is named is taken even where `findFiles` would pass over it.
 */
export async function findNamedFiles(folder: string, paths: readonly string[]): Promise<FoundFiles> {
  const found: FoundFiles = { files: [], failures: [], unreadable: [] };
  const root = await realpath(folder);
  for (const path of paths) {
    const target = await realpath(resolve(path)).catch(() => null);
    if (target === null) found.failures.push({ path, code: 'file_unreachable' });
    else if (!isInside(root, target)) found.failures.push({ path, code: 'file_outside_corpus' });
    else await addNamed(root, relative(root, target).split(sep).join('/'), found);
  }
  return { ...found, files: [...new Set(found.files)].sort(byCodeUnits) };
}

async function addNamed(root: string, path: string, found: FoundFiles): Promise<void> {
  const status = await lstat(join(root, path));
  if (status.isFile()) found.files.push(path);
  if (!status.isDirectory()) return;
  const inside = await findFiles(join(root, path));
  const prefix = path === '' ? '' : `${path}/`;
  found.files.push(...inside.files.map((file) => prefix + file));
  found.failures.push(...inside.failures.map(({ path: file, code }) => ({ path: prefix + file, code })));
  found.unreadable.push(...inside.unreadable.map((file) => prefix + file));
}
