import { SourcierError } from '../errors.ts';
import type { Database } from './database.ts';
import { type DocumentRow, findStoredDocument } from './document-rows.ts';
import { embedDocuments } from './embed-documents.ts';
import type { PassageEmbeddings } from './embedding-model.ts';
import { FileReplacement } from './file-replacement.ts';
import { publishedGeneration } from './generation.ts';
import type { StoredDocument } from './index-snapshot.ts';
import { withWriter } from './index-writer.ts';
import { isSameFile } from './ingestion-plan.ts';
import { createManifest, describeChanges, type Manifest } from './manifest.ts';
import { parseSource } from './parse-source.ts';
import { idOf, locate, type SourceBytes, type StoreConfig, toSourceBytes } from './source-files.ts';
import { type PreparedDocument, Staging } from './staging.ts';
import { normaliseUploadName } from './upload-name.ts';

export interface UploadOptions {
  readonly config: StoreConfig;
  readonly embeddings: PassageEmbeddings;
  /** As the client gave it; see `normaliseUploadName`. */
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * Indexes a file and keeps it beside the index; an upload of the same name is replaced. Nothing is kept of a file that
 * cannot be read or indexed.
 *
 * @throws {SourcierError} `file_…`, `metadata_invalid`, `document_exists`, `index_mismatch`, `writer_busy`,
 *   `index_unwritable`, `index_damaged`, `model_unusable`
 */
export async function uploadDocument(options: UploadOptions): Promise<StoredDocument> {
  const { config, embeddings, bytes } = options;
  const path = normaliseUploadName(options.fileName);
  if (bytes.byteLength > config.maxUploadMb * 1024 * 1024) {
    throw new SourcierError('file_too_large', { limit: config.maxUploadMb });
  }
  const source = toSourceBytes({ origin: 'upload', path }, bytes, null);
  return await withWriter(config.indexDir, 'upload', async (database) => {
    const id = idOf(source);
    const manifest = createManifest(embeddings);
    checkSettings(database, manifest);
    const staging = new Staging(database, manifest);
    staging.discardUploads();
    checkName(staging.find(id), source, id);
    const [prepared] = await embedDocuments(embeddings, [await parseSource(source, id)]);
    if (prepared === undefined) throw new SourcierError('file_empty');
    const generation = await publishWithFile(config, staging, prepared, bytes);
    return findStoredDocument(database, generation, id);
  });
}

/** An upload does not index everything again: that is for `ingest`, while the old index goes on being served. */
function checkSettings(database: Database, manifest: Manifest): void {
  const published = publishedGeneration(database);
  const changed = published === null ? null : describeChanges(published.manifest, manifest);
  if (changed !== null) throw new SourcierError('index_mismatch', { changed });
}

function checkName(earlier: DocumentRow | undefined, source: SourceBytes, id: string): void {
  if (earlier !== undefined && !isSameFile(earlier, source)) throw new SourcierError('document_exists', { id });
}

/** The file comes into its place just before the document is published, and leaves it where that fails. */
async function publishWithFile(
  config: StoreConfig,
  staging: Staging,
  prepared: PreparedDocument,
  bytes: Uint8Array,
): Promise<number> {
  const file = new FileReplacement(locate(config, prepared.source));
  try {
    staging.stage(prepared);
    const generation = await staging.publishChanges(config.indexDir, undefined, () => file.write(bytes));
    await file.confirm();
    return generation.number;
  } catch (error) {
    staging.revert(prepared.document.id);
    await file.undo();
    throw error;
  }
}
