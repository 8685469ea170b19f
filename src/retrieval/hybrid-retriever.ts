import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager';
import { Document } from '@langchain/core/documents';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { BaseRetriever, type BaseRetrieverInput } from '@langchain/core/retrievers';
import type { Concept, DocumentFilter, DocumentReference, Hit, Language, Passage } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { fold } from '../language/normalise.ts';
import { sayPlainly } from '../language/plain-words.ts';
import { type PreparedQuestion, prepareQuestion } from '../language/prepare-question.ts';
import { classifyQuestion } from '../language/question-kind.ts';
import type { IndexSnapshot } from '../store/index-snapshot.ts';
import type { EmbeddingIdentity } from '../store/manifest.ts';
import { dotProduct, toUnitVector } from '../store/unit-vector.ts';
import { buildConcepts } from './build-concepts.ts';
import { collectCandidates } from './candidates.ts';
import { LANGUAGES, toLexicalQuery } from './concept.ts';
import { toPredicate } from './document-predicate.ts';
import { fuse } from './fuse.ts';
import { FUSION_WEIGHTS, type FusionWeights, LEARNED_SCALE } from './fusion-weights.ts';
import { FuzzyDictionaries } from './fuzzy-dictionary.ts';
import { pickHits } from './hits.ts';
import type { Lexicon } from './lexicon.ts';
import { readAndRerank, rememberPassages } from './read-passages.ts';
import { RERANK_WEIGHTS, type RerankWeights } from './rerank.ts';
import { createSimilarityRuler, type SimilarityRuler } from './similarity-ruler.ts';

export interface HybridRetrieverOptions extends BaseRetrieverInput {
  /** The generation to search, asked for at each search. It must stay open until the event loop turns. */
  readonly snapshot: () => IndexSnapshot;
  readonly embeddings: EmbeddingsInterface;
  readonly lexicon: Lexicon;
  /** By default those that ship with the project. */
  readonly weights?: { readonly fusion: FusionWeights; readonly reranking: RerankWeights };
  /** Documents that `invoke` gives, 1–100; default 8. */
  readonly limit?: number;
}

export interface SearchOptions {
  /** Hits wanted, 1–100. */
  readonly limit: number;
  /** The question's language where it is known; otherwise it is detected. */
  readonly language?: Language;
  /** Taken where the question does not say its language; default French. */
  readonly interfaceLanguage?: Language;
  readonly filter?: DocumentFilter;
  /** Gives each hit its explanation. */
  readonly explain?: boolean;
}

export interface SearchOutcome {
  readonly language: Language;
  /** Best first. */
  readonly hits: readonly Hit[];
  /** The question with its words as they were looked for, for whoever looks inside the passages. */
  readonly question: PreparedQuestion;
  /** The question's words, as written, that no passage holds in any form or rendering and that the lexicon does not know. */
  readonly unknownWords: readonly string[];
  /** The cosine of the question with a text, on the scale on which weights were learned; −1 to 1. */
  readonly similarityTo: (text: string) => Promise<number>;
  /** The generation that was searched; open until the event loop turns, unless the caller holds it. */
  readonly snapshot: IndexSnapshot;
  readonly timings: SearchTimings;
}

/** Milliseconds. */
export interface SearchTimings {
  readonly embedMs: number;
  readonly searchMs: number;
}

/** Metadata of the LangChain documents: the passage without its text, its document, its score. */
export interface HitMetadata extends Omit<Passage, 'text'> {
  readonly document: DocumentReference;
  readonly score: number;
}

const DEFAULT_LIMIT = 8;

/** The model whose vectors the snapshot holds. */
function identityOf({ manifest, vectors }: IndexSnapshot): EmbeddingIdentity {
  return {
    modelId: manifest.embeddingModel,
    modelHash: manifest.embeddingHash,
    dimensions: vectors.dimensions,
    pooling: manifest.pooling,
  };
}

function listUnknown(concepts: readonly Concept[], { lexical }: IndexSnapshot, lexicon: Lexicon): string[] {
  const occurs = ({ variants }: Concept) =>
    LANGUAGES.some((passages) => variants[passages].some(({ term }) => lexical.documentFrequency(term, passages) > 0));
  const isInLexicon = ({ word }: Concept) =>
    LANGUAGES.some((language) => lexicon.variants(fold(word), null, language).length > 0);
  return concepts.filter((concept) => !occurs(concept) && !isInLexicon(concept)).map(({ word }) => word);
}

/**
 * Finds passages of both languages for a question in either: by words (BM25F over the question's words and their
 * renderings) and by meaning (nearest vectors), fused with learned weights; then the best are read, sentence by
 * sentence, and ranked again.
 */
export class HybridRetriever extends BaseRetriever<HitMetadata> {
  static override lc_name(): string {
    return 'HybridRetriever';
  }

  override lc_namespace = ['sourcier', 'retrieval'];
  readonly #options: HybridRetrieverOptions;
  readonly #fuzzyDictionaries = new FuzzyDictionaries();

  constructor(options: HybridRetrieverOptions) {
    super(options);
    this.#options = options;
  }

  /** @throws {SourcierError} `model_unusable`, `index_damaged`, and whatever `snapshot` throws */
  async search(question: string, options: SearchOptions): Promise<SearchOutcome> {
    const begun = performance.now();
    const embedded = await this.#options.embeddings.embedQuery(question);
    const embeddedAt = performance.now();
    // From here on nothing waits, so the snapshot cannot be closed meanwhile.
    const snapshot = this.#options.snapshot();
    const language =
      options.language ??
      detectLanguage(question, options.interfaceLanguage).language ??
      options.interfaceLanguage ??
      'fr';
    const identity = identityOf(snapshot);
    const vector = toUnitVector(embedded, identity);
    const ruler = createSimilarityRuler(LEARNED_SCALE, snapshot.manifest);
    const { prepared, hits } = snapshot.together(() =>
      this.#find(question, language, { vector, ruler }, snapshot, options),
    );
    const similarityTo = async (text: string) => {
      const [other] = await this.#options.embeddings.embedDocuments([text]);
      return ruler(dotProduct(vector, toUnitVector(other, identity)));
    };
    return {
      language,
      hits,
      question: prepared,
      unknownWords: listUnknown(prepared.concepts, snapshot, this.#options.lexicon),
      similarityTo,
      snapshot,
      timings: { embedMs: embeddedAt - begun, searchMs: performance.now() - embeddedAt },
    };
  }

  #find(
    question: string,
    language: Language,
    meaning: { readonly vector: Float32Array; readonly ruler: SimilarityRuler },
    snapshot: IndexSnapshot,
    options: SearchOptions,
  ): { readonly prepared: PreparedQuestion; readonly hits: Hit[] } {
    const { lexical } = snapshot;
    const plain = sayPlainly(question, language);
    const concepts = buildConcepts(plain, language, {
      index: lexical,
      lexicon: this.#options.lexicon,
      fuzzyDictionary: (passages) => this.#fuzzyDictionaries.of(lexical, passages),
    });
    const query = { language, concepts, lexical: toLexicalQuery(concepts), ...meaning };
    const accepts = toPredicate(options.filter, snapshot);
    const { fusion, reranking } = this.#options.weights ?? { fusion: FUSION_WEIGHTS, reranking: RERANK_WEIGHTS };
    const candidates = collectCandidates(query, snapshot, fusion, options.limit, accepts);
    const reading = rememberPassages(snapshot);
    const prepared = prepareQuestion({ text: question, plain, kind: classifyQuestion(question, language), concepts });
    const ranking = readAndRerank(fuse(candidates), prepared, query, reading, reranking);
    const explain = options.explain ? { query, candidates, weights: reranking } : null;
    return { prepared, hits: pickHits(ranking, options.limit, reading, explain) };
  }

  override async _getRelevantDocuments(
    question: string,
    _callbacks?: CallbackManagerForRetrieverRun,
  ): Promise<Document<HitMetadata>[]> {
    const { hits } = await this.search(question, { limit: this.#options.limit ?? DEFAULT_LIMIT });
    return hits.map(({ passage, document, score }) => {
      const { text, ...place } = passage;
      return new Document({ id: passage.id, pageContent: text, metadata: { ...place, document, score } });
    });
  }
}
