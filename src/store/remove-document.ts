import { SourcierError } from '../errors.ts';
import { findDocumentRow } from './document-rows.ts';
import { hasEarlierVersions, purgeEarlierVersions } from './earlier-versions.ts';
import { insertGeneration, publishedGeneration } from './generation.ts';
import { withWriter } from './index-writer.ts';
import { STAGED } from './schema.ts';
import type { StoreConfig } from './source-files.ts';
import { forgetTranslations } from './stored-translations.ts';
import { addTombstone, deleteRemovedUploads } from './tombstones.ts';

/**
 * Withdraws a document at once, whatever the size of the index: readers leave its passages out, and the derived files
 * are made anew when a later ingestion finds too much of them unused. A tombstone keeps the next ingestion from
 * bringing the file back unless it is named; the file of an upload is deleted.
 *
 * @param options `purge`: forgets the texts of its earlier versions too, for which it need not be in the index any more
 *
 * @throws {SourcierError} `document_unknown`, `writer_busy`, `index_unwritable`, `index_damaged`
 */
export async function removeDocument({
  config,
  id,
  purge = false,
}: {
  config: StoreConfig;
  id: string;
  purge?: boolean;
}): Promise<void> {
  await withWriter(config.indexDir, 'sourcier remove', async (database) => {
    const published = publishedGeneration(database);
    const row = published === null ? undefined : findDocumentRow(database, published.number, id);
    if (published === null || row === undefined) {
      if (!purge || !hasEarlierVersions(database, id)) throw new SourcierError('document_unknown', { id });
      forgetTranslations(config.indexDir);
      database.transaction(() => purgeEarlierVersions(database, id))();
      return;
    }
    if (purge) forgetTranslations(config.indexDir);
    const number = published.number + 1;
    database.transaction(() => {
      // Of an ingestion that did not come to its end: a newer state of the same document.
      database.prepare('DELETE FROM documents WHERE id = ? AND added = ?').run(id, STAGED);
      database.prepare('UPDATE documents SET removed = ? WHERE row_id = ?').run(number, row.row);
      addTombstone(database, row);
      if (purge) purgeEarlierVersions(database, id);
      insertGeneration(database, { ...published, number });
    })();
    await deleteRemovedUploads(database, config.indexDir);
    // Again: until it was withdrawn the document could be asked, and its quotes rendered.
    if (purge) forgetTranslations(config.indexDir);
  });
}
