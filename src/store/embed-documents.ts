import type { Passage, SourceDocument } from '../domain.ts';
import { analysePassage } from '../language/analyse-passage.ts';
import { embeddingInput, headingInput } from './embedding-input.ts';
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
  const texts = documents.flatMap(({ document, passages }) =>
    passages.flatMap((passage) => [embeddingInput(passage, document), headingInput(passage, document)]),
  );
  const vectors = await embedEach(embeddings, new Set(texts));
  const vectorOf = (text: string) => vectors.get(text) as Float32Array;
  return documents.map(({ document, source, passages }) => ({
    document,
    source,
    passages: passages.map((passage) => ({
      passage,
      analysis: analysePassage(passage, document),
      vector: vectorOf(embeddingInput(passage, document)),
      headingVector: vectorOf(headingInput(passage, document)),
    })),
  }));
}

/** Passages share their headings: each text is embedded once. */
async function embedEach(
  embeddings: PassageEmbeddings,
  texts: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Float32Array>> {
  const inputs = [...texts];
  const vectors = new Map<string, Float32Array>();
  for (let start = 0; start < inputs.length; start += BATCH_SIZE) {
    const batch = inputs.slice(start, start + BATCH_SIZE);
    const embedded = await embeddings.embedDocuments(batch);
    for (const [index, text] of batch.entries()) vectors.set(text, toUnitVector(embedded[index], embeddings));
  }
  return vectors;
}
