import { SourcierError } from '../errors.ts';
import { fileVersion } from './content-hash.ts';
import type { IndexSnapshot } from './index-snapshot.ts';
import { locate, readRegularFile, type StoreConfig } from './source-files.ts';

/** The original bytes of a document. */
export interface OriginalFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}

/**
 * The bytes of a document's file, as long as they are those that were indexed.
 *
 * @throws {SourcierError} `document_unknown`, `file_unavailable`
 */
export async function readOriginalFile(
  config: StoreConfig,
  snapshot: IndexSnapshot,
  id: string,
): Promise<OriginalFile> {
  const document = snapshot.documents.get(id);
  if (document === undefined) throw new SourcierError('document_unknown', { id });
  const { mediaType, fileName, version } = document;
  const bytes = await readRegularFile(locate(config, snapshot.source(id)), config.maxUploadMb).catch(() => null);
  if (bytes === null || fileVersion(bytes) !== version) throw new SourcierError('file_unavailable', { id });
  return { bytes, mediaType, fileName };
}
