import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import type { Concept, Language } from '../../src/domain.ts';
import { analysePassage } from '../../src/language/analyse-passage.ts';
import { buildConcepts } from '../../src/retrieval/build-concepts.ts';
import { collectCandidates, type SearchedQuestion } from '../../src/retrieval/candidates.ts';
import { toLexicalQuery } from '../../src/retrieval/concept.ts';
import type { Candidate } from '../../src/retrieval/fuse.ts';
import type { FusionWeights } from '../../src/retrieval/fusion-weights.ts';
import { FuzzyDictionaries } from '../../src/retrieval/fuzzy-dictionary.ts';
import type { Lexicon } from '../../src/retrieval/lexicon.ts';
import type { Bm25fParameters } from '../../src/store/bm25f.ts';
import { embeddingInput, headingInput } from '../../src/store/embedding-input.ts';
import { FieldAnalyser } from '../../src/store/lexical-fields.ts';
import { LexicalIndex } from '../../src/store/lexical-index.ts';
import type { Postings } from '../../src/store/lexical-postings.ts';
import type { PassagePredicate, ScoredPassage, VectorSearch } from '../../src/store/lexical-query.ts';
import { PostingsBuilder } from '../../src/store/postings-builder.ts';
import { dotProduct } from '../../src/store/unit-vector.ts';
import type { Collection, CollectionPassage } from './collection.ts';

/** Candidates come in the order of no weights; only their scores are used. */
const NO_WEIGHTS = { lexical: 0, similarity: 0, offset: 0 };
const UNWEIGHTED: FusionWeights = {
  'fr-fr': NO_WEIGHTS,
  'fr-en': NO_WEIGHTS,
  'en-fr': NO_WEIGHTS,
  'en-en': NO_WEIGHTS,
};
const BATCH_SIZE = 256;
/** As for a question whose answer is looked for. */
const HITS_WANTED = 10;

/** A collection with its words counted and everything embedded, ready to be searched with any parameters. */
export interface PreparedCollection {
  readonly collection: Collection;
  readonly postings: Postings;
  readonly passageVectors: readonly Float32Array[];
  readonly headingVectors: readonly Float32Array[];
  readonly questionVectors: readonly Float32Array[];
}

export async function prepareCollection(
  collection: Collection,
  embeddings: EmbeddingsInterface,
): Promise<PreparedCollection> {
  const inputs = collection.passages.map((passage) => embeddingInput(passage, passage));
  const headings = collection.passages.map((passage) => headingInput(passage, passage));
  return {
    collection,
    postings: countTerms(collection.passages),
    passageVectors: await embedAll(inputs, embeddings),
    headingVectors: await embedAll(headings, embeddings),
    questionVectors: await embedAll(
      collection.questions.map(({ text }) => text),
      embeddings,
    ),
  };
}

/** The postings of passages each of which is all of its document. */
export function countTerms(passages: readonly CollectionPassage[]): Postings {
  const builder = new PostingsBuilder();
  for (const [row, { text, title, section, language }] of passages.entries()) {
    const analyser = new FieldAnalyser({ title, language, headings: [] });
    builder.add(
      row,
      language,
      analyser.analyse({
        ...analysePassage({ text, section }, { title, language }),
        start: 0,
        end: text.length,
        section,
      }),
    );
  }
  return builder.build();
}

async function embedAll(texts: readonly string[], embeddings: EmbeddingsInterface): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += BATCH_SIZE) {
    const embedded = await embeddings.embedDocuments(texts.slice(start, start + BATCH_SIZE));
    vectors.push(...embedded.map((vector) => Float32Array.from(vector)));
  }
  return vectors;
}

/** Searches a prepared collection as the service would, but compares with every vector. */
export class CollectionIndex {
  readonly #prepared: PreparedCollection;
  readonly #lexical: LexicalIndex;
  readonly #vectors: VectorSearch;
  readonly #lexicon: Lexicon;
  readonly #fuzzyDictionaries = new FuzzyDictionaries();

  constructor(prepared: PreparedCollection, lexicon: Lexicon, parameters?: Bm25fParameters) {
    this.#prepared = prepared;
    this.#lexical = new LexicalIndex(prepared.postings, parameters);
    this.#vectors = new ExactVectors(prepared.passageVectors);
    this.#lexicon = lexicon;
  }

  /** A question by its position in the collection, with its words as they are looked for. */
  concepts(question: number): Concept[] {
    const { text, language } = this.#questionAt(question);
    return buildConcepts(text, language, {
      index: this.#lexical,
      lexicon: this.#lexicon,
      fuzzyDictionary: (passages) => this.#fuzzyDictionaries.of(this.#lexical, passages),
    });
  }

  /** The candidates for a question. */
  candidates(question: number, concepts = this.concepts(question)): Candidate[] {
    const searched: SearchedQuestion = {
      language: this.#questionAt(question).language,
      concepts,
      lexical: toLexicalQuery(concepts),
      vector: this.#prepared.questionVectors[question] ?? new Float32Array(this.#vectors.dimensions),
      ruler: (cosine) => cosine,
    };
    const documentOf = (ordinal: number) => ({ language: this.languageOf(ordinal) });
    return collectCandidates(
      searched,
      { lexical: this.#lexical, vectors: this.#vectors, documentOf },
      UNWEIGHTED,
      HITS_WANTED,
    );
  }

  /** The cosine of a question with the heading above a passage, or with the title; 0 where it has neither. */
  headingSimilarity(question: number, ordinal: number): number {
    const { collection, questionVectors, headingVectors } = this.#prepared;
    const passage = collection.passages[ordinal];
    if (passage === undefined || headingInput(passage, passage) === '') return 0;
    return dotProduct(questionVectors[question] as Float32Array, headingVectors[ordinal] as Float32Array);
  }

  #questionAt(question: number) {
    return this.#prepared.collection.questions[question] ?? { text: '', language: 'fr' as const };
  }

  languageOf(ordinal: number): Language {
    return this.#prepared.collection.passages[ordinal]?.language ?? 'fr';
  }
}

class ExactVectors implements VectorSearch {
  readonly dimensions: number;
  readonly #vectors: readonly Float32Array[];

  constructor(vectors: readonly Float32Array[]) {
    this.#vectors = vectors;
    this.dimensions = vectors[0]?.length ?? 0;
  }

  search(vector: Float32Array, limit: number, accepts?: PassagePredicate): ScoredPassage[] {
    const scored: ScoredPassage[] = [];
    for (let ordinal = 0; ordinal < this.#vectors.length; ordinal += 1) {
      if (accepts === undefined || accepts(ordinal)) scored.push({ ordinal, score: this.similarity(vector, ordinal) });
    }
    return scored.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal).slice(0, limit);
  }

  similarity(vector: Float32Array, ordinal: number): number {
    return dotProduct(vector, this.#vectors[ordinal] ?? new Float32Array(this.dimensions));
  }
}
