import type { Passage, SourceDocument } from '../domain.ts';
import { embeddingInput } from './embedding-input.ts';
import type { PassageEmbeddings } from './embedding-model.ts';
import type { DocumentSource } from './source-files.ts';
import type { PreparedDocument } from './staging.ts';
import { toUnitVector } from './unit-vector.ts';

/** Passages given to the model at once. */
const BATCH_SIZE = 64;

/** A document whose passages have no vectors yet. */
export interface SplitDocument {
  readonly document: SourceDocument;
  readonly source: DocumentSource;
  readonly passages: readonly Passage[];
}

/**
 * Embeds the passages of some documents, in batches that reach over documents.
 *
 * @throws {SourcierError} `model_unusable`
 */
export async function embedDocuments(
  embeddings: PassageEmbeddings,
  documents: readonly SplitDocument[],
): Promise<PreparedDocument[]> {
  const inputs = documents.flatMap(({ document, passages }) =>
    passages.map((passage) => embeddingInput(passage, document)),
  );
  const vectors: Float32Array[] = [];
  for (let start = 0; start < inputs.length; start += BATCH_SIZE) {
    const batch = inputs.slice(start, start + BATCH_SIZE);
    const embedded = await embeddings.embedDocuments(batch);
    for (const index of batch.keys()) vectors.push(toUnitVector(embedded[index], embeddings));
  }
  let next = 0;
  return documents.map(({ document, source, passages }) => ({
    document,
    source,
    passages: passages.map((passage) => ({ passage, vector: vectors[next++] as Float32Array })),
  }));
}
