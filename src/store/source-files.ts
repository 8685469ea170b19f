import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Config } from '../config.ts';
import { SourcierError } from '../errors.ts';
import { fileVersion } from './content-hash.ts';
import { sidecarPath } from './corpus-files.ts';
import { documentId } from './document-id.ts';
import type { DocumentSource, Origin } from './document-rows.ts';

/** The settings that the store looks at. */
export type StoreConfig = Pick<Config, 'corpusDir' | 'indexDir' | 'maxUploadMb'>;

const UPLOADS_FOLDER = 'uploads';

export function uploadsDir(config: StoreConfig): string {
  return join(config.indexDir, UPLOADS_FOLDER);
}

/** A file that may be a document. */
export interface SourceFile {
  readonly origin: Origin;
  /** Inside the folder of its origin, `/` between segments. */
  readonly path: string;
  readonly id: string;
}

export function sourceFile(origin: Origin, path: string): SourceFile {
  return { origin, path, id: documentId(path) };
}

export function locate(config: StoreConfig, { origin, path }: Pick<SourceFile, 'origin' | 'path'>): string {
  return join(origin === 'corpus' ? config.corpusDir : uploadsDir(config), path);
}

/** What lies in the folder for a document: its bytes, those of its sidecar, and what they hash to. */
export interface SourceBytes extends DocumentSource {
  readonly bytes: Uint8Array;
  readonly sidecar: Uint8Array | null;
  readonly fileName: string;
}

export function toSourceBytes(
  { origin, path }: Pick<SourceFile, 'origin' | 'path'>,
  bytes: Uint8Array,
  sidecar: Uint8Array | null,
): SourceBytes {
  const version = fileVersion(bytes);
  const sidecarVersion = sidecar === null ? '' : fileVersion(sidecar);
  return { origin, path, version, sidecarVersion, bytes, sidecar, fileName: basename(path) };
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
