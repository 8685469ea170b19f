import { assemble } from '../documents/assemble.ts';
import type { Block } from '../documents/blocks.ts';
import { mergeMetadata } from '../documents/metadata.ts';
import { splitIntoPassages } from '../documents/split.ts';
import type { SourceDocument } from '../domain.ts';
import { fileVersion } from '../store/content-hash.ts';
import { documentId } from '../store/document-id.ts';
import { embedDocuments } from '../store/embed-documents.ts';
import type { PassageEmbeddings } from '../store/embedding-model.ts';
import { withWriter } from '../store/index-writer.ts';
import { createManifest } from '../store/manifest.ts';
import { Staging } from '../store/staging.ts';
import type { CollectionDocument } from './test-collection.ts';

/** Documents that wait to be embedded together: bounds the memory. */
const BATCH_SIZE = 256;

/**
 * Puts documents that are text already into an index: from the splitter on they go the way of every document. No file
 * is written and no reader used, since a format would have to guess which lines of the text are headings or markup;
 * only white space becomes that of canonical text. Titles and languages are the collection's own; a language that it
 * does not state is detected as for any document.
 *
 * @throws {SourcierError} `model_unusable`, `index_unwritable`
 */
export async function indexDocuments(
  indexDir: string,
  embeddings: PassageEmbeddings,
  documents: readonly CollectionDocument[],
): Promise<void> {
  await withWriter(indexDir, 'sourcier eval', async (database) => {
    const staging = new Staging(database, createManifest(embeddings));
    for (let start = 0; start < documents.length; start += BATCH_SIZE) {
      const batch = documents.slice(start, start + BATCH_SIZE).map(toSourceDocument);
      const split = batch.map((document) => ({
        document,
        source: { origin: 'upload' as const, path: document.fileName, version: document.version, sidecarVersion: '' },
        passages: splitIntoPassages(document),
      }));
      for (const prepared of await embedDocuments(embeddings, split)) staging.stage(prepared);
    }
    await staging.publishChanges(indexDir);
  });
}

/** The id in the index of a document of the collection: safe for URLs, and no two alike. */
export function indexedId({ id }: Pick<CollectionDocument, 'id'>): string {
  return documentId(id);
}

function toSourceDocument(document: CollectionDocument): SourceDocument {
  const { id, text, title, language } = document;
  const content = assemble(toBlocks(text), 0);
  return {
    ...content,
    ...mergeMetadata(content, id, { title, ...(language === null ? {} : { language }) }, {}),
    id: indexedId(document),
    version: fileVersion(Buffer.from(text)),
    fileName: id,
    mediaType: 'text/plain',
  };
}

/** Blank lines part blocks, and every other line end stays one. */
function toBlocks(text: string): Block[] {
  return text.split(/\n\s*\n/).map((block) => ({ kind: 'lines', text: block }));
}
