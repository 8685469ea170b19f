import { stat } from 'node:fs/promises';
import { SourcierError } from '../errors.ts';
import { splitIntoPassages } from '../documents/split.ts';
import { type FoundFiles, findFiles, findNamedFiles } from './corpus-files.ts';
import type { Database } from './database.ts';
import { type DocumentRow, type DocumentSource, type Origin, readDocumentRow } from './document-rows.ts';
import { embedDocuments, type SplitDocument } from './embed-documents.ts';
import type { PassageEmbeddings } from './embedding-model.ts';
import { withWriter } from './index-writer.ts';
import type { IngestionFailure, IngestionReport, IngestionWarning } from './ingestion-report.ts';
import { createManifest } from './manifest.ts';
import { parseSource } from './parse-source.ts';
import type { ProgressListener } from './progress.ts';
import { compareGenerations, saveReport } from './report.ts';
import { readSourceFile, type SourceFile, sourceFile, type StoreConfig, uploadsDir } from './source-files.ts';
import { Staging } from './staging.ts';
import { clearTombstone, listTombstones } from './tombstones.ts';

export interface IngestOptions {
  readonly config: StoreConfig;
  readonly embeddings: PassageEmbeddings;
  /** Files or folders inside the corpus folder; by default all of it, and then what has vanished is withdrawn. */
  readonly paths?: readonly string[];
  readonly onProgress?: ProgressListener;
}

/** Passages that wait to be embedded together: bounds the memory, but for a single longer document. */
const WAITING_PASSAGES = 256;

/**
 * Brings the index up to date with the corpus folder and the uploads, and publishes it as a new generation where
 * anything changed. Files whose bytes (and sidecar) are those of their document are not read again; a file that cannot
 * be read is reported and does not hold up the others, and the document that it was before stays. Where the index was
 * made with other settings, every document is indexed again while the old generation goes on being served.
 *
 * @throws {SourcierError} `writer_busy`, `index_unwritable`, `index_damaged`, `model_unusable`, `setting_invalid`
 */
export async function ingest(options: IngestOptions): Promise<IngestionReport> {
  return await withWriter(options.config.indexDir, 'sourcier ingest', (database) =>
    new Ingestion(database, options).run(),
  );
}

class Ingestion {
  readonly #database: Database;
  readonly #options: IngestOptions;
  readonly #staging: Staging;
  readonly #startedAt = new Date().toISOString();
  readonly #failures: IngestionFailure[] = [];
  readonly #warnings: IngestionWarning[] = [];
  readonly #waiting: SplitDocument[] = [];

  constructor(database: Database, options: IngestOptions) {
    this.#database = database;
    this.#options = options;
    this.#staging = new Staging(database, createManifest(options.embeddings));
  }
