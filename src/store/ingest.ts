import { splitIntoPassages } from '../documents/split.ts';
import { SourcierError } from '../errors.ts';
import type { Database } from './database.ts';
import { type DocumentRow, listDocumentRows, readDocumentRow } from './document-rows.ts';
import { embedDocuments, type SplitDocument } from './embed-documents.ts';
import type { PassageEmbeddings } from './embedding-model.ts';
import { countPassages } from './generation.ts';
import { withWriter } from './index-writer.ts';
import { isSameFile, planIngestion } from './ingestion-plan.ts';
import type { IngestionFailure, IngestionReport, IngestionWarning } from './ingestion-report.ts';
import { IntegrityCheck } from './integrity.ts';
import { compareDocuments, saveReport } from './last-ingestion.ts';
import { createManifest } from './manifest.ts';
import { parseSource } from './parse-source.ts';
import type { ProgressListener } from './progress.ts';
import { idOf, readSourceFile, type SourceFile, type StoreConfig } from './source-files.ts';
import { Staging } from './staging.ts';

export type { IngestionProgress } from './progress.ts';

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
 * anything changed. A file whose bytes (and sidecar) are those of its document is not read again, unless what is
 * stored of it was damaged; a file that cannot be read is reported and does not hold up the others, and the document
 * that it was before stays. Where the index was made with other settings, every document is indexed again while the
 * old generation goes on being served.
 *
 * @throws {SourcierError} `writer_busy`, `index_unwritable`, `index_damaged`, `model_unusable`, `setting_invalid`
 */
export async function ingest(options: IngestOptions): Promise<IngestionReport> {
  const work = (database: Database) => new Ingestion(database, options).run();
  return await withWriter(options.config.indexDir, 'sourcier ingest', work, { looksFirst: true });
}

class Ingestion {
  readonly #database: Database;
  readonly #options: IngestOptions;
  readonly #staging: Staging;
  readonly #integrity: IntegrityCheck;
  readonly #failures: IngestionFailure[] = [];
  readonly #warnings: IngestionWarning[] = [];
  #waiting: SplitDocument[] = [];

  constructor(database: Database, options: IngestOptions) {
    this.#database = database;
    this.#options = options;
    this.#staging = new Staging(database, createManifest(options.embeddings));
    this.#integrity = new IntegrityCheck(database);
  }

  async run(): Promise<IngestionReport> {
    const startedAt = new Date().toISOString();
    const { config, paths, onProgress } = this.#options;
    const plan = await planIngestion(config, paths, this.#database, this.#staging);
    this.#failures.push(...plan.failures);
    for (const [done, file] of plan.files.entries()) {
      await this.#bringUpToDate(file, plan.withdraws);
      onProgress?.({ stage: 'reading', done: done + 1, total: plan.files.length });
    }
    await this.#stageWaiting();
    await this.#restageOthers();
    const before = listDocumentRows(this.#database, this.#staging.published?.number ?? 0);
    const changes = compareDocuments(before, this.#staging.list());
    const generation = await this.#staging.publishChanges(config.indexDir, onProgress);
    const report: IngestionReport = {
      startedAt,
      finishedAt: new Date().toISOString(),
      generation: generation.number,
      ...changes,
      passedOver: plan.passedOver,
      failures: this.#failures,
      warnings: this.#warnings,
      passages: countPassages(this.#database, generation.number),
    };
    saveReport(this.#database, report);
    return report;
  }

  async #bringUpToDate(file: SourceFile, withdraws: boolean): Promise<void> {
    const id = idOf(file);
    const stored = this.#staging.find(id);
    try {
      if (stored !== undefined && !isSameFile(stored, file)) throw new SourcierError('document_exists', { id });
      const source = await readSourceFile(this.#options.config, file);
      if (source === null) {
        if (stored === undefined || !withdraws) throw new SourcierError('file_unreachable');
        this.#staging.withdraw(id);
        return;
      }
      const isKnown = source.version === stored?.version && source.sidecarVersion === stored.sidecarVersion;
      if (isKnown && this.#staging.isCurrent(stored) && this.#integrity.isIntact(stored)) return;
      const { warnings, ...parsed } = await parseSource(source, id);
      this.#warnings.push(...warnings);
      this.#waiting.push(parsed);
    } catch (error) {
      this.#report(file, error);
    }
    if (countWaiting(this.#waiting) >= WAITING_PASSAGES) await this.#stageWaiting();
  }

  #report({ path }: SourceFile, error: unknown): void {
    if (!SourcierError.is(error)) throw error;
    this.#failures.push({ file: path, code: error.code, parameters: error.parameters });
  }

  async #stageWaiting(): Promise<void> {
    for (const prepared of await embedDocuments(this.#options.embeddings, this.#waiting)) this.#staging.stage(prepared);
    this.#waiting = [];
  }

  /** When all is indexed again: documents whose files could not be read now, from the text that the index has. */
  async #restageOthers(): Promise<void> {
    for (const row of this.#staging.list()) {
      if (this.#staging.isCurrent(row)) continue;
      const document = this.#readStored(row);
      if (document === null) this.#staging.withdraw(row.id);
      else {
        this.#waiting.push({ document, source: row, passages: splitIntoPassages(document) });
        await this.#stageWaiting();
      }
    }
  }

  #readStored(row: DocumentRow) {
    try {
      return readDocumentRow(this.#database, row);
    } catch (error) {
      this.#report(row, error);
      return null;
    }
  }
}

function countWaiting(documents: readonly SplitDocument[]): number {
  return documents.reduce((sum, { passages }) => sum + passages.length, 0);
}
