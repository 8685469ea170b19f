import type { EmbeddingIdentity } from './manifest.ts';

/** What the store needs of a model: vectors for passages, and what tells it from another model. */
export interface PassageEmbeddings extends EmbeddingIdentity {
  /** One vector a text, in their order. */
  embedDocuments(texts: string[]): Promise<readonly ArrayLike<number>[]>;
}
