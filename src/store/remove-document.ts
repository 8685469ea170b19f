import { SourcierError } from '../errors.ts';
import { findDocumentRow } from './document-rows.ts';
import { insertGeneration, publishedGeneration } from './generation.ts';
import { withWriter } from './index-writer.ts';
import { STAGED } from './schema.ts';
import type { StoreConfig } from './source-files.ts';
import { addTombstone, deleteRemovedUploads } from './tombstones.ts';

/**
 * Withdraws a document at once, whatever the size of the index: readers leave its passages out, and the derived files
 * are made anew when a later ingestion finds too much of them unused. A tombstone keeps the next ingestion from
 * bringing the file back unless it is named; the file of an upload is deleted.
 *
 * @throws {SourcierError} `document_unknown`, `writer_busy`, `index_unwritable`, `index_damaged`
 */
export async function removeDocument({ config, id }: { config: StoreConfig; id: string }): Promise<void> {
  await withWriter(config.indexDir, 'sourcier remove', async (database) => {
    const published = publishedGeneration(database);
    const row = published === null ? undefined : findDocumentRow(database, published.number, id);
    if (published === null || row === undefined) throw new SourcierError('document_unknown', { id });
    const number = published.number + 1;
    database.transaction(() => {
      // Of an ingestion that did not come to its end: a newer state of the same document.
      database.prepare('DELETE FROM documents WHERE id = ? AND added = ?').run(id, STAGED);
      database.prepare('UPDATE documents SET removed = ? WHERE row_id = ?').run(number, row.row);
      addTombstone(database, row);
      insertGeneration(database, { ...published, number });
    })();
    await deleteRemovedUploads(database, config.indexDir);
  });
}
