import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Config } from '../config.ts';
import { SourcierError } from '../errors.ts';
import { fileVersion } from './content-hash.ts';
import { sidecarPath } from './corpus-files.ts';
import { documentId } from './document-id.ts';

/** The settings that the store looks at. */
export type StoreConfig = Pick<Config, 'corpusDir' | 'indexDir' | 'maxUploadMb'>;

export type Origin = 'corpus' | 'upload';

/** A file that is, or may become, a document. */
export interface SourceFile {
  readonly origin: Origin;
  /** Inside the corpus folder, or the folder of uploads; `/` between segments. */
  readonly path: string;
}

export function idOf({ path }: SourceFile): string {
  return documentId(path);
}

const UPLOADS_FOLDER = 'uploads';

export function uploadsDir(indexDir: string): string {
  return join(indexDir, UPLOADS_FOLDER);
}

export function locate(config: StoreConfig, { origin, path }: SourceFile): string {
  return join(origin === 'corpus' ? config.corpusDir : uploadsDir(config.indexDir), path);
}

/** A file in the state in which it was read: the same versions mean the same document. */
export interface DocumentSource extends SourceFile {
  /** Of the file's bytes. */
  readonly version: string;
  /** Of the sidecar's bytes; empty where there is none. */
  readonly sidecarVersion: string;
}

/** What lies in a folder for a document. */
export interface SourceBytes extends DocumentSource {
  readonly bytes: Uint8Array;
  readonly sidecar: Uint8Array | null;
  readonly fileName: string;
}

export function toSourceBytes(file: SourceFile, bytes: Uint8Array, sidecar: Uint8Array | null): SourceBytes {
  const { origin, path } = file;
  const sidecarVersion = sidecar === null ? '' : fileVersion(sidecar);
  return { origin, path, version: fileVersion(bytes), sidecarVersion, bytes, sidecar, fileName: basename(path) };
}

/** Null where there is no such file. @throws {SourcierError} `file_unreachable`, `file_too_large` */
export async function readSourceFile(config: StoreConfig, file: SourceFile): Promise<SourceBytes | null> {
  const path = locate(config, file);
  const bytes = await readRegularFile(path, config.maxUploadMb);
  if (bytes === null) return null;
  return toSourceBytes(file, bytes, await readRegularFile(sidecarPath(path), config.maxUploadMb));
}

/**
 * The bytes of a file; null where there is none. A link is not followed, and a pipe not waited for: what is read is
 * what was found in the folder.
 *
 * @throws {SourcierError} `file_unreachable`, `file_too_large`
 */
export async function readRegularFile(path: string, limitMb: number): Promise<Uint8Array | null> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const status = await file.stat();
      if (!status.isFile()) throw new SourcierError('file_unreachable');
      if (status.size > limitMb * 1024 * 1024) throw new SourcierError('file_too_large', { limit: limitMb });
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new SourcierError('file_unreachable', {}, error);
  }
}
