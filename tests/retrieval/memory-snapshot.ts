import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Language, Passage } from '../../src/domain.ts';
import { SourcierError } from '../../src/errors.ts';
import { analysePassage } from '../../src/language/analyse-passage.ts';
import { embeddingInput, headingInput } from '../../src/store/embedding-input.ts';
import type { IndexedPassage, IndexSnapshot, StoredDocument } from '../../src/store/index-snapshot.ts';
import { FieldAnalyser } from '../../src/store/lexical-fields.ts';
import { LexicalIndex } from '../../src/store/lexical-index.ts';
import type { VectorSearch } from '../../src/store/lexical-query.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { PostingsBuilder } from '../../src/store/postings-builder.ts';
import { dotProduct } from '../../src/store/unit-vector.ts';

export interface SmallDocument {
  readonly id: string;
  readonly title: string;
  readonly language?: Language;
  readonly date?: string;
  readonly publisher?: string;
  /** Section path and text of each passage. */
  readonly passages: readonly { readonly section: readonly string[]; readonly text: string }[];
}

/** A snapshot of a few documents in memory: the real lexical index, and cosines compared one by one. */
export async function createSnapshot(
  documents: readonly SmallDocument[],
  embeddings: EmbeddingsInterface,
): Promise<IndexSnapshot> {
  const stored = documents.map(toStoredDocument);
  const passages: Passage[] = [];
  const analysed: IndexedPassage[] = [];
  const owners: StoredDocument[] = [];
  const builder = new PostingsBuilder();
  for (const [number, { id, title, language = 'fr', passages: texts }] of documents.entries()) {
    const analyser = new FieldAnalyser({ title, language, headings: [] });
    for (const { section, text } of texts) {
      const ordinal = passages.length;
      const passage = { id: `${id}#${ordinal}`, documentId: id, text, section, page: null, start: 0, end: text.length };
      const analysis = analysePassage(passage, { title, language });
      builder.add(ordinal, language, analyser.analyse({ ...passage, ...analysis }));
      passages.push(passage);
      analysed.push({ passage, analysis });
      owners.push(stored[number] as StoredDocument);
    }
  }
  const embed = async (toInput: typeof embeddingInput | typeof headingInput) => {
    const inputs = passages.map((passage, ordinal) => toInput(passage, owners[ordinal] as StoredDocument));
    return (await embeddings.embedDocuments(inputs)).map((vector) => Float32Array.from(vector));
  };
  const vectors = await embed(embeddingInput);
  const headingVectors = await embed(headingInput);
  const dimensions = vectors[0]?.length ?? (await embeddings.embedQuery('')).length;
  return {
    generation: 1,
    manifest: createManifest({ modelId: 'test', modelHash: '0', dimensions, pooling: 'mean' }),
    passageCount: passages.length,
    lexical: new LexicalIndex(builder.build()),
    vectors: compareWithAll(vectors, dimensions),
    documents: new Map(stored.map((document) => [document.id, document])),
    passages: (ordinals) => ordinals.map((ordinal) => passages[ordinal] as Passage),
    indexedPassages: (ordinals) => ordinals.map((ordinal) => analysed[ordinal] as IndexedPassage),
    headingSimilarity: (vector, ordinal) => dotProduct(vector, headingVectors[ordinal] as Float32Array),
    documentOf: (ordinal) => owners[ordinal] as StoredDocument,
    passageById: (id) => passages.find((passage) => passage.id === id),
    documentText: (id) => {
      throw new SourcierError('document_unknown', { id });
    },
    documentContent: (id) => {
      throw new SourcierError('document_unknown', { id });
    },
    versionText: () => undefined,
    source: (id) => {
      throw new SourcierError('document_unknown', { id });
    },
    together: (work) => work(),
    close: () => {},
  };
}

function toStoredDocument({ id, title, language = 'fr', date, publisher, passages }: SmallDocument): StoredDocument {
  const identity = { id, version: '0', title, language, fileName: id, mediaType: 'text/plain', url: null };
  const rest = { authors: [], licence: null, note: null, pages: [], passageCount: passages.length };
  return { ...identity, ...rest, date: date ?? null, publisher: publisher ?? null };
}

function compareWithAll(vectors: readonly Float32Array[], dimensions: number): VectorSearch {
  const similarity = (vector: Float32Array, ordinal: number) =>
    Array.from(vectors[ordinal] ?? []).reduce((sum, value, index) => sum + value * (vector[index] ?? 0), 0);
  return {
    dimensions,
    similarity,
    search: (vector, limit, accepts) =>
      vectors
        .map((_, ordinal) => ({ ordinal, score: similarity(vector, ordinal) }))
        .filter(({ ordinal }) => accepts === undefined || accepts(ordinal))
        .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal)
        .slice(0, limit),
  };
}
