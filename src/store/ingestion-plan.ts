import type { Database } from './database.ts';
import { SourcierError } from '../errors.ts';
import { type FoundFiles, findFiles, findNamedFiles } from './corpus-files.ts';
import type { Origin } from './document-rows.ts';
import type { IngestionFailure } from './ingestion-report.ts';
import { type SourceFile, type StoreConfig, sourceFile, uploadsDir } from './source-files.ts';
import type { Staging } from './staging.ts';
import { clearTombstone, hasTombstone } from './tombstones.ts';

/** What an ingestion is to look at. */
export interface IngestionPlan {
  readonly files: readonly SourceFile[];
  /** Withdraw documents whose files are gone? */
  readonly withdraws: boolean;
  readonly passedOver: readonly string[];
  readonly failures: readonly IngestionFailure[];
}

/**
 * All files of the corpus and the uploads, or those that were named; besides, the files of the documents that the index
 * has, where each of them matters: to see whether it is gone, or because all are indexed again.
 *
 * @throws {SourcierError} `setting_invalid` where the corpus folder cannot be read: it is not taken for an empty one
 */
export async function planIngestion(
  config: StoreConfig,
  paths: readonly string[] | undefined,
  database: Database,
  staging: Staging,
): Promise<IngestionPlan> {
  const corpus = await readCorpus(() =>
    paths === undefined ? findFiles(config.corpusDir) : findNamedFiles(config.corpusDir, paths),
  );
  const uploads = paths === undefined ? await findFiles(uploadsDir(config)).catch(() => null) : null;
  const found = [...corpus.files.map((path) => sourceFile('corpus', path))];
  found.push(...(uploads?.files ?? []).map((path) => sourceFile('upload', path)));
  for (const path of corpus.named) clearTombstone(database, sourceFile('corpus', path));
  const isWanted = (file: SourceFile) => !hasTombstone(database, file);
  const known = paths === undefined || staging.isReindex ? staging.list() : [];
  const { files, failures } = uniteFiles([...known, ...found.filter(isWanted)]);
  return {
    files,
    withdraws: paths === undefined,
    passedOver: found.filter((file) => !isWanted(file)).map(({ path }) => path),
    failures: [...corpus.failures, ...(uploads?.failures ?? [])]
      .map(({ path, code }): IngestionFailure => ({ file: path, code, parameters: {} }))
      .concat(failures),
  };
}

async function readCorpus(find: () => Promise<FoundFiles>): Promise<FoundFiles> {
  try {
    return await find();
  } catch (error) {
    const problem = { fr: 'ce dossier n’existe pas ou ne peut pas être lu', en: 'this folder does not exist or cannot be read' };
    throw new SourcierError('setting_invalid', { setting: 'CORPUS_DIR', problem }, error);
  }
}

/** Each file once. Of two files with one id the first has it, so that a document which is indexed keeps its own. */
function uniteFiles(all: readonly { origin: Origin; path: string; id: string }[]) {
  const byId = new Map<string, SourceFile>();
  const failures: IngestionFailure[] = [];
  for (const { origin, path, id } of all) {
    const first = byId.get(id);
    if (first === undefined) byId.set(id, { origin, path, id });
    else if (first.origin !== origin || first.path !== path) {
      failures.push({ file: path, code: 'document_exists', parameters: { id } });
    }
  }
  const files = [...byId.values()].sort((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path)));
  return { files, failures };
}
