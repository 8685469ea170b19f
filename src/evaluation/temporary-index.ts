import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { SourcierError } from '../errors.ts';
import { openRetrieval, type Retrieval } from '../services.ts';
import type { IngestionFailure } from '../store/ingestion-report.ts';
import { invalidFile } from './evaluation-files.ts';
import { indexDocuments } from './index-documents.ts';
import type { CollectionDocument } from './test-collection.ts';

/** What is searched while an evaluation runs, and where its files lie. */
export interface TemporaryIndex {
  readonly retrieval: Retrieval;
  /** The settings, with the temporary index in place of the served one. */
  readonly config: Config;
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Works with the documents of a test collection, indexed as the service would index them once it has read them.
 *
 * @throws {SourcierError} `model_missing`, `model_unusable`, `index_unwritable`, and whatever `work` throws
 */
export async function withIndexedCollection<Result>(
  config: Config,
  documents: readonly CollectionDocument[],
  work: (index: TemporaryIndex) => Promise<Result>,
): Promise<Result> {
  return await withTemporaryIndex(config, async (index) => {
    await indexDocuments(index.config.indexDir, index.retrieval.embeddings, documents);
    await index.retrieval.holder.refresh();
    return await work(index);
  });
}

/**
 * Works with the files of a folder, ingested. All have to be readable: figures over some of them would say nothing.
 *
 * @throws {SourcierError} `setting_invalid` where the folder cannot be read, `evaluation_file_invalid` naming a file of
 *   it that cannot be, and as `withIndexedCollection`
 */
export async function withIngestedFolder<Result>(
  config: Config,
  corpusDir: string,
  work: (index: TemporaryIndex) => Promise<Result>,
): Promise<Result> {
  return await withTemporaryIndex({ ...config, corpusDir }, async (index) => {
    const [failure] = (await index.retrieval.ingest()).failures;
    if (failure !== undefined) throw unreadable(failure);
    return await work(index);
  });
}

/** The index lies in a folder of its own, which is gone afterwards, also where the process is told to stop. */
async function withTemporaryIndex<Result>(
  config: Config,
  work: (index: TemporaryIndex) => Promise<Result>,
): Promise<Result> {
  const made: string[] = [];
  const remove = () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  };
  const stop = (signal: NodeJS.Signals) => {
    remove();
    process.kill(process.pid, signal);
  };
  for (const signal of STOP_SIGNALS) process.once(signal, stop);
  try {
    // Who stops the process as soon as the folder is there must find somebody listening.
    const indexDir = mkdtempSync(join(tmpdir(), 'sourcier-eval-'));
    made.push(indexDir);
    const temporary = { ...config, indexDir };
    const retrieval = await openRetrieval(temporary);
    try {
      return await work({ retrieval, config: temporary });
    } finally {
      await retrieval.close();
    }
  } finally {
    for (const signal of STOP_SIGNALS) process.off(signal, stop);
    remove();
  }
}

function unreadable({ file, code, parameters }: IngestionFailure): SourcierError {
  const reason = new SourcierError(code, parameters);
  const withoutStop = (text: string) => text.replace(/\.$/, '');
  return invalidFile(file, { fr: withoutStop(reason.detail('fr')), en: withoutStop(reason.detail('en')) });
}
