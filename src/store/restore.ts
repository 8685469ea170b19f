import { splitIntoPassages } from '../documents/split.ts';
import { SourcierError } from '../errors.ts';
import { readUploads } from './backup.ts';
import { type Database, openBackup } from './database.ts';
import { type DocumentRow, listDocumentRows, readDocumentRow } from './document-rows.ts';
import { keepFromBackup } from './earlier-versions.ts';
import { embedDocuments } from './embed-documents.ts';
import type { PassageEmbeddings } from './embedding-model.ts';
import { FileReplacement } from './file-replacement.ts';
import { publishedGeneration } from './generation.ts';
import { withWriter } from './index-writer.ts';
import { createManifest } from './manifest.ts';
import type { ProgressListener } from './progress.ts';
import { locate, type StoreConfig } from './source-files.ts';
import { Staging } from './staging.ts';
import { isDamage } from './storage-errors.ts';
import { addTombstone, deleteRemovedUploads, replaceTombstones } from './tombstones.ts';

export interface RestoreOptions {
  readonly config: StoreConfig;
  readonly embeddings: PassageEmbeddings;
  /** Path of a file that `writeBackup` wrote. */
  readonly file: string;
  readonly onProgress?: ProgressListener;
}

/**
 * Makes the index hold what a backup holds, and nothing else, as one new generation: a running service goes on with the
 * earlier one until then, and a kill leaves that. Documents are embedded again, so that a backup outlives its model.
 * The next ingestion compares with the corpus folder as ever.
 *
 * @returns how many documents the index has now
 * @throws {SourcierError} `input_missing`, `backup_invalid`, `writer_busy`, `index_unwritable`, `index_damaged`, `model_unusable`
 */
export async function restoreBackup(options: RestoreOptions): Promise<number> {
  const backup = openBackup(options.file);
  try {
    const rows = listDocumentRows(backup, publishedGeneration(backup)?.number ?? 0);
    // Before anything is changed.
    readAll(backup, rows);
    const work = (database: Database) => takeOver(backup, rows, database, options);
    await withWriter(options.config.indexDir, 'sourcier restore', work, { looksFirst: true });
    return rows.length;
  } catch (error) {
    throw isDamage(error) ? new SourcierError('backup_invalid', {}, error) : error;
  } finally {
    backup.close();
  }
}

/** Reads all that is taken from it once; passages and vectors are made anew. @throws {SourcierError} `backup_invalid` */
function readAll(backup: Database, rows: readonly DocumentRow[]): void {
  try {
    for (const row of rows) readDocumentRow(backup, row);
    for (const _ of readUploads(backup));
  } catch (error) {
    throw SourcierError.is(error) ? new SourcierError('backup_invalid', {}, error) : error;
  }
}

async function takeOver(
  backup: Database,
  rows: readonly DocumentRow[],
  database: Database,
  { config, embeddings, onProgress }: RestoreOptions,
): Promise<void> {
  const staging = new Staging(database, createManifest(embeddings));
  const kept = new Set(rows.map(({ id }) => id));
  const withdrawn = staging.list().filter(({ id }) => !kept.has(id));
  for (const { id } of withdrawn) staging.withdraw(id);
  for (const [done, row] of rows.entries()) {
    await stage(backup, row, staging, embeddings);
    onProgress?.({ stage: 'reading', done: done + 1, total: rows.length });
  }
  const files: FileReplacement[] = [];
  try {
    for (const { path, bytes } of readUploads(backup)) {
      const file = new FileReplacement(locate(config, { origin: 'upload', path }));
      files.push(file);
      await file.write(bytes);
    }
    await staging.publishChanges(config.indexDir, onProgress);
  } catch (error) {
    for (const file of files) await file.undo();
    throw error;
  }
  for (const file of files) await file.confirm();
  database.transaction(() => {
    replaceTombstones(database, backup);
    for (const row of withdrawn) if (row.origin === 'upload') addTombstone(database, row);
    keepFromBackup(database, backup);
  })();
  await deleteRemovedUploads(database, config.indexDir);
}

/** A document that the index has in the same state is left as it is. */
async function stage(
  backup: Database,
  row: DocumentRow,
  staging: Staging,
  embeddings: PassageEmbeddings,
): Promise<void> {
  const stored = staging.find(row.id);
  const isSame =
    stored?.version === row.version && stored.sidecarVersion === row.sidecarVersion && stored.path === row.path;
  if (stored !== undefined && isSame && staging.isCurrent(stored)) return;
  const document = readDocumentRow(backup, row);
  const [prepared] = await embedDocuments(embeddings, [
    { document, source: row, passages: splitIntoPassages(document) },
  ]);
  if (prepared !== undefined) staging.stage(prepared);
}
