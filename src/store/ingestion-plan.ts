import { realpath } from 'node:fs/promises';
import { SourcierError } from '../errors.ts';
import { type FoundFiles, findFiles, findNamedFiles } from './corpus-files.ts';
import type { Database } from './database.ts';
import type { IngestionFailure } from './ingestion-report.ts';
import { idOf, type Origin, type SourceFile, type StoreConfig, uploadsDir } from './source-files.ts';
import type { Staging } from './staging.ts';
import { clearTombstone, hasTombstone } from './tombstones.ts';

/** What an ingestion is to look at. */
export interface IngestionPlan {
  /** No two with the same id. */
  readonly files: readonly SourceFile[];
  /** Is a document withdrawn when its file is gone? */
  readonly withdraws: boolean;
  readonly passedOver: readonly string[];
  readonly failures: readonly IngestionFailure[];
}

/**
 * All files of the corpus and the uploads, or those that were named. The files of documents that are indexed already
 * come with them where each of those must be looked at: to see whether it is gone, or because all are indexed again.
 *
 * @throws {SourcierError} `setting_invalid` where the corpus folder cannot be read: it is not taken for an empty one
 */
export async function planIngestion(
  config: StoreConfig,
  paths: readonly string[] | undefined,
  database: Database,
  staging: Staging,
): Promise<IngestionPlan> {
  const isWhole = paths === undefined;
  const corpus = await readCorpus(async () => {
    const index = await realpath(config.indexDir);
    return isWhole ? findFiles(config.corpusDir, index) : findNamedFiles(config.corpusDir, paths, index);
  });
  const uploads = isWhole ? await findFiles(uploadsDir(config.indexDir)).catch(() => null) : null;
  const found = [...toFiles('corpus', corpus), ...toFiles('upload', uploads)];
  for (const path of corpus.named) clearTombstone(database, { origin: 'corpus', path });
  const known = isWhole || staging.isReindex ? staging.list() : [];
  const { files, failures } = uniteFiles([...known, ...found.filter((file) => !hasTombstone(database, file))]);
  return {
    files,
    withdraws: isWhole,
    passedOver: found.filter((file) => hasTombstone(database, file)).map(({ path }) => path),
    failures: [...toFailures(corpus), ...toFailures(uploads), ...failures],
  };
}

async function readCorpus(find: () => Promise<FoundFiles>): Promise<FoundFiles> {
  try {
    return await find();
  } catch (error) {
    const problem = {
      fr: 'ce dossier n’existe pas ou ne peut pas être lu',
      en: 'this folder does not exist or cannot be read',
    };
    throw new SourcierError('setting_invalid', { setting: 'CORPUS_DIR', problem }, error);
  }
}

function toFiles(origin: Origin, found: FoundFiles | null): SourceFile[] {
  return (found?.files ?? []).map((path) => ({ origin, path }));
}

function toFailures(found: FoundFiles | null): IngestionFailure[] {
  return (found?.failures ?? []).map(({ path, code }) => ({ file: path, code, parameters: {} }));
}

/** Each file once. Of two files with one id the first has it, so that a document which is indexed keeps its own. */
function uniteFiles(all: readonly SourceFile[]): { files: SourceFile[]; failures: IngestionFailure[] } {
  const byId = new Map<string, SourceFile>();
  const failures: IngestionFailure[] = [];
  for (const file of all) {
    const id = idOf(file);
    const first = byId.get(id);
    if (first === undefined) byId.set(id, file);
    else if (!isSameFile(first, file)) failures.push({ file: file.path, code: 'document_exists', parameters: { id } });
  }
  const files = [...byId.values()].sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
  return { files, failures };
}

export function isSameFile(one: SourceFile, other: SourceFile): boolean {
  return one.origin === other.origin && one.path === other.path;
}
