import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { externalWeights, type ModelLayout } from './model-files.ts';

/** Where models are fetched from. */
export interface Hub {
  /** The address of a file, by the model's id and the file's place in it. */
  readonly addressOf: (model: string, file: string) => string;
}

/** What was left by a download whose process was killed, and so long ago that it cannot be under way. */
const LEFTOVER_AGE_MS = 24 * 60 * 60 * 1000;

/** Organisation and name: other names are folders only, and nobody is asked for them. */
export function isHubId(model: string): boolean {
  return /^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(model);
}

/**
 * Fetches a model whole or not at all: into a folder beside its own, from where the files are moved when all are there.
 * The weights come last, so that a folder that has them is whole even where the process was killed. Other files of the
 * folder, such as a `sourcier.json`, stay.
 *
 * transformers.js would fetch file by file into the folder itself, and leaves out what sentence-transformers says of
 * pooling and prompts.
 *
 * @param folder where the model will lie
 * @throws {SourcierError} `model_download_failed`
 */
export async function downloadModel(model: string, folder: string, layout: ModelLayout, hub: Hub): Promise<void> {
  try {
    await mkdir(dirname(folder), { recursive: true });
    await removeLeftovers(folder);
    const beside = await mkdtemp(stagingPrefix(folder));
    try {
      const files = await fetchAll({ model, folder: beside, hub }, layout);
      for (const file of files) await moveFile(beside, folder, file);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    throw failed(model, reasonOf(error), error);
  }
}

function stagingPrefix(folder: string): string {
  return join(dirname(folder), `.${basename(folder)}.download-`);
}

async function removeLeftovers(folder: string): Promise<void> {
  const prefix = basename(stagingPrefix(folder));
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix)) continue;
    const path = join(dirname(folder), name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > LEFTOVER_AGE_MS) await rm(path, { recursive: true, force: true });
  }
}

interface Download {
  readonly model: string;
  readonly folder: string;
  readonly hub: Hub;
}

/** @returns what was fetched, weights last and their parts before them */
async function fetchAll(download: Download, { needed, optional, weights }: ModelLayout): Promise<string[]> {
  const files: string[] = [];
  for (const file of needed) {
    if (!(await fetchFile(download, file))) throw failed(download.model, notThere(file));
    files.push(file);
  }
  for (const file of optional) if (await fetchFile(download, file)) files.push(file);
  for (const { files: networks } of weights) {
    const fetched = await fetchNetworks(download, networks);
    if (fetched !== null) return [...files, ...fetched];
  }
  throw failed(download.model, notThere(weights.map(({ files: networks }) => networks.join(' + ')).join(', ')));
}

/** @returns null where the hub lacks one of them */
async function fetchNetworks(download: Download, networks: readonly string[]): Promise<string[] | null> {
  const parts: string[] = [];
  for (const file of networks) {
    if (!(await fetchFile(download, file))) return null;
    for (let part = 0; await fetchFile(download, externalWeights(file, part)); part++) {
      parts.push(externalWeights(file, part));
    }
  }
  return [...parts, ...networks];
}

/** @returns whether the hub has the file */
async function fetchFile({ model, folder, hub }: Download, file: string): Promise<boolean> {
  const response = await fetch(hub.addressOf(model, file));
  if (response.status === 404) {
    await response.body?.cancel();
    return false;
  }
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    const { host } = new URL(response.url);
    const { status } = response;
    throw failed(model, { fr: `réponse ${status} de ${host}`, en: `answer ${status} from ${host}` });
  }
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(path, { flush: true }));
  const announced = response.headers.get('content-encoding') === null ? response.headers.get('content-length') : null;
  if (announced !== null && (await stat(path)).size !== Number(announced)) throw failed(model, cutOff(file));
  return true;
}

async function moveFile(from: string, to: string, file: string): Promise<void> {
  await mkdir(dirname(join(to, file)), { recursive: true });
  await rename(join(from, file), join(to, file));
}

type Reason = Readonly<Record<Language, string>>;

function failed(model: string, reason: Reason, cause?: unknown): SourcierError {
  return new SourcierError('model_download_failed', { model, reason }, cause);
}

function notThere(file: string): Reason {
  return { fr: `${file} n’y est pas`, en: `${file} is not there` };
}

function cutOff(file: string): Reason {
  return { fr: `${file} est arrivé incomplet`, en: `${file} arrived incomplete` };
}

function reasonOf(error: unknown): Reason {
  // `fetch` wraps what happened: a refused connection, an unknown host.
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  const known = code ?? cause?.code;
  if (known === 'EACCES' || known === 'EROFS' || known === 'ENOSPC') {
    return { fr: `MODELS_DIR ne peut pas être écrit (${known})`, en: `MODELS_DIR cannot be written (${known})` };
  }
  const detail = known === undefined ? '' : ` (${known})`;
  return { fr: `la connexion a échoué${detail}`, en: `the connection failed${detail}` };
}
