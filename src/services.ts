import { join } from 'node:path';
import { loadEvidenceWeights } from './answering/evidence-weights.ts';
import { ExtractiveAnswerer } from './answering/extractive-answerer.ts';
import { GenerativeAnswerer } from './answering/generative-answerer.ts';
import type { Retrieved } from './answering/investigation.ts';
import { type CitationState, findCitationState } from './citing/citation-state.ts';
import { decodePermalink } from './citing/permalink.ts';
import { pageAt } from './citing/place.ts';
import type { Config } from './config.ts';
import type {
  Answer,
  AnswerListener,
  DocumentContent,
  DocumentFilter,
  Hit,
  Language,
  Notice,
  Passage,
  Question,
} from './domain.ts';
import { LocalEmbeddings } from './embedding/local-embeddings.ts';
import { SourcierError } from './errors.ts';
import { fold } from './language/normalise.ts';
import type { Renderings } from './language/support.ts';
import { connectLanguageModel } from './language-model/connect.ts';
import { loadPrompts } from './language-model/prompts.ts';
import { HybridRetriever } from './retrieval/hybrid-retriever.ts';
import { loadLexicon } from './retrieval/lexicon.ts';
import { writeBackup } from './store/backup.ts';
import { type ExampleQuestion, readExampleQuestions } from './store/example-questions.ts';
import type { StoredDocument } from './store/index-snapshot.ts';
import { ingest } from './store/ingest.ts';
import type { IngestionReport } from './store/ingestion-report.ts';
import { lastIngestion } from './store/last-ingestion.ts';
import { createManifest } from './store/manifest.ts';
import { type OriginalFile, readOriginalFile } from './store/original-file.ts';
import type { ProgressListener } from './store/progress.ts';
import { removeDocument } from './store/remove-document.ts';
import { restoreBackup } from './store/restore.ts';
import { SnapshotHolder } from './store/snapshot-holder.ts';
import { StoredTranslations } from './store/stored-translations.ts';
import { UploadBeside } from './store/upload-beside.ts';
import { QuoteTranslator } from './translation/quote-translator.ts';
import { TranslationModel } from './translation/translation-model.ts';

export interface SearchRequest {
  readonly query: string;
  readonly interfaceLanguage?: Language;
  readonly filter?: DocumentFilter;
  /** Hits wanted, 1–100. */
  readonly limit: number;
  readonly explain?: boolean;
}

export interface SearchResult {
  readonly language: Language;
  readonly hits: readonly Hit[];
}

export type Readiness =
  | { readonly ready: true; readonly generation: number; readonly documents: number }
  | { readonly ready: false; readonly error: SourcierError };

/** Everything that routes and commands may ask for; wired in one place by `createServices`. */
export interface Services {
  /** What whoever runs the service should know although everything works: a lexicon that is missing, say. */
  readonly warnings: readonly Readonly<Record<Language, Notice>>[];
  /** What it tells a listener meanwhile is a part of the answer. @throws {SourcierError} `index_missing`, `index_mismatch`, `index_damaged` */
  ask(question: Question, listener?: AnswerListener): Promise<Answer>;
  /** @throws {SourcierError} as `ask` */
  search(request: SearchRequest): Promise<SearchResult>;
  /** Questions to begin with, where the corpus folder gives some. */
  readonly examples: readonly ExampleQuestion[];
  /** Visible documents in order of id. @throws {SourcierError} as `ask` */
  documents(): readonly StoredDocument[];
  /** @throws {SourcierError} `document_unknown` and as `ask` */
  document(id: string): StoredDocument;
  /** @throws {SourcierError} `document_unknown` and as `ask` */
  documentText(id: string): string;
  /** @throws {SourcierError} `document_unknown` and as `ask` */
  documentContent(id: string): Pick<DocumentContent, 'text' | 'headings'>;
  /** @throws {SourcierError} `document_unknown`, `file_unavailable` */
  originalFile(id: string): Promise<OriginalFile>;
  /** @throws {SourcierError} `passage_unknown` and as `ask` */
  passage(id: string): Passage;
  /**
   * Keeps the file beside the index and indexes it. Nothing is kept when it cannot be read.
   *
   * @throws {SourcierError} `file_…`, `metadata_invalid`, `document_exists`, `writer_busy`, `index_unwritable`
   */
  upload(fileName: string, bytes: Uint8Array): Promise<StoredDocument>;
  /**
   * Withdraws a document at once; the next ingest does not bring it back unless it is named. With `purge` the texts of its
   * earlier versions are forgotten too, for which it may have been withdrawn before.
   *
   * @throws {SourcierError} `document_unknown`, `writer_busy`
   */
  remove(id: string, options?: { readonly purge?: boolean }): Promise<void>;
  /** What has become of the citation that a permalink names. @throws {SourcierError} `citation_unknown` and as `ask` */
  citation(permalinkId: string): CitationState;
  /** The document that a permalink cites, whether or not there is one; null where it is none. */
  citedDocument(permalinkId: string): string | null;
  /**
   * Brings the index up to date with the corpus folder, or with the files and folders named, and serves the result.
   *
   * @throws {SourcierError} `writer_busy`, `index_unwritable`, `index_damaged`
   */
  ingest(paths?: readonly string[], onProgress?: ProgressListener): Promise<IngestionReport>;
  /** Writes all of the index that cannot be made again to one file. @returns how many documents; @throws {SourcierError} as `writeBackup` */
  backup(file: string): Promise<number>;
  /** The other way round, and serves the result. @returns how many documents; @throws {SourcierError} as `restoreBackup` */
  restore(file: string, onProgress?: ProgressListener): Promise<number>;
  /** The last ingestion, or null where there was none. */
  lastIngestion(): IngestionReport | null;
  /** Whether an index is served; the reason why not otherwise. */
  readiness(): Readiness;
  /** Looks now, and not within a second, whether another generation has been published. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** What finds passages, open: shared by the services, the training scripts, the evaluation and the benchmark. */
export interface Retrieval {
  readonly embeddings: LocalEmbeddings;
  readonly retriever: HybridRetriever;
  readonly holder: SnapshotHolder;
  /** As in `Services`. */
  readonly warnings: Services['warnings'];
  retrieve(question: Question, language: Language, limit: number): Promise<Retrieved>;
  /** Null where no model is chosen. */
  readonly translator: QuoteTranslator | null;
  /** Stems of the other language that render a word. */
  readonly renderings: Renderings;
  /** As in `Services`. */
  ingest: Services['ingest'];
  close(): Promise<void>;
}

/** @throws {SourcierError} `model_missing`, `model_download_failed`, `model_unusable` */
export async function openRetrieval(config: Config): Promise<Retrieval> {
  const { modelsDir, indexDir } = config;
  const embeddings = await LocalEmbeddings.load({
    model: config.embeddingModel,
    modelsDir,
    allowDownload: config.allowModelDownload,
  });
  const holder = await SnapshotHolder.start({ indexDir, expected: createManifest(embeddings) });
  const lexicon = loadLexicon(modelsDir);
  const retriever = new HybridRetriever({ snapshot: () => holder.current(), embeddings, lexicon });
  const retrieve = async ({ text, filter }: Question, language: Language, limit: number): Promise<Retrieved> => {
    const { snapshot, ...found } = await retriever.search(text, { language, limit, filter });
    return {
      ...found,
      documents: snapshot.documents.size,
      index: `generation ${snapshot.generation}`,
      pageAt: (documentId, offset) => pageAt(snapshot.documents.get(documentId)?.pages ?? [], offset),
    };
  };
  const renderings: Renderings = (word, from) => lexicon.variants(fold(word), null, from).map(({ term }) => term);
  const translation = await openTranslation(config, renderings);
  const bringUpToDate: Services['ingest'] = async (paths, onProgress) => {
    const report = await ingest({ config, embeddings, paths, onProgress });
    await holder.refresh();
    return report;
  };
  const close = async () => {
    await holder.close();
    await embeddings.close();
    await translation?.close();
  };
  const warnings = [embeddings.warning, lexicon.warning].filter((warning) => warning !== null);
  const translator = translation?.translator ?? null;
  return { embeddings, retriever, holder, warnings, retrieve, translator, renderings, ingest: bringUpToDate, close };
}

async function openTranslation({ translationModel, modelsDir, indexDir, ...config }: Config, renderings: Renderings) {
  if (translationModel === null) return null;
  const model = await TranslationModel.open({
    model: translationModel,
    modelsDir,
    allowDownload: config.allowModelDownload,
  });
  const memory = new StoredTranslations(indexDir);
  const close = async () => {
    await model.close();
    memory.close();
  };
  return { translator: new QuoteTranslator({ model, memory, renderings }), close };
}

/** @throws {SourcierError} `model_unusable` where the weights of the evidence model are missing or damaged */
export function createAnswerer(
  { modelsDir }: Config,
  { retrieve, embeddings, translator }: Retrieval,
): ExtractiveAnswerer {
  const weights = loadEvidenceWeights(join(modelsDir, 'evidence', 'weights.json'));
  return new ExtractiveAnswerer({ retrieve, weights, embedding: embeddings.modelId, translator });
}

/** Whoever answers questions. */
export interface Answerer {
  answer(question: Question, listener?: AnswerListener): Promise<Answer>;
}

/**
 * Answers with the language model of the settings, where they name one; otherwise as `createAnswerer`.
 *
 * @throws {SourcierError} `model_unusable`, `prompt_invalid`, `llm_package_missing`
 */
export async function connectAnswerer(config: Config, retrieval: Retrieval): Promise<Answerer> {
  const extractive = createAnswerer(config, retrieval);
  if (config.languageModel === null) return extractive;
  const prompts = loadPrompts();
  const model = await connectLanguageModel(config.languageModel);
  return new GenerativeAnswerer({ extractive, model, prompts, renderings: retrieval.renderings });
}

const EXAMPLES_INVALID: Services['warnings'][number] = {
  fr: {
    code: 'examples_invalid',
    detail:
      'Le fichier examples.json de CORPUS_DIR n’est pas une liste d’au plus six {"fr": "…", "en": "…"}\u00A0: il est ignoré.',
  },
  en: {
    code: 'examples_invalid',
    detail:
      'The file examples.json of CORPUS_DIR is not a list of at most six {"fr": "…", "en": "…"}: it is passed over.',
  },
};

/**
 * Wires everything. Where no index can be served yet the services are there all the same, and `readiness` says why.
 *
 * @throws {SourcierError} `model_missing`, `model_download_failed`, `model_unusable`, `prompt_invalid`, `llm_package_missing`
 */
export async function createServices(config: Config): Promise<Services> {
  const retrieval = await openRetrieval(config);
  const { embeddings, retriever, holder } = retrieval;
  const uploads = new UploadBeside(config);
  const answerer = await connectAnswerer(config, retrieval);

  const examples = await readExampleQuestions(config.corpusDir).catch(() => null);

  const findDocument = (id: string) => {
    const document = holder.current().documents.get(id);
    if (document === undefined) throw new SourcierError('document_unknown', { id });
    return document;
  };

  return {
    warnings: examples === null ? [...retrieval.warnings, EXAMPLES_INVALID] : retrieval.warnings,
    examples: examples ?? [],
    ask: (question, listener) => answerer.answer(question, listener),
    search: async ({ query, ...options }) => {
      const { language, hits } = await retriever.search(query, options);
      return { language, hits };
    },
    documents: () => [...holder.current().documents.values()],
    document: findDocument,
    documentText: (id) => holder.current().documentText(id),
    documentContent: (id) => holder.current().documentContent(id),
    originalFile: (id) => holder.use((snapshot) => readOriginalFile(config, snapshot, id)),
    passage: (id) => {
      const passage = holder.current().passageById(id);
      if (passage === undefined) throw new SourcierError('passage_unknown', { id });
      return passage;
    },
    upload: async (fileName, bytes) => {
      const document = await uploads.upload(fileName, bytes);
      await holder.refresh();
      return document;
    },
    citation: (permalinkId) => {
      const target = decodePermalink(permalinkId);
      if (target === null) throw new SourcierError('citation_unknown');
      return findCitationState(target, holder.current());
    },
    citedDocument: (permalinkId) => decodePermalink(permalinkId)?.documentId ?? null,
    remove: async (id, { purge = false } = {}) => {
      await removeDocument({ config, id, purge });
      await holder.refresh();
    },
    ingest: retrieval.ingest,
    backup: (file) => writeBackup(config, file),
    restore: async (file, onProgress) => {
      const documents = await restoreBackup({ config, embeddings, file, onProgress });
      await holder.refresh();
      return documents;
    },
    lastIngestion: () => lastIngestion(config.indexDir),
    readiness: () => {
      const { error } = holder;
      if (error !== null) return { ready: false, error };
      const { generation, documents } = holder.current();
      return { ready: true, generation, documents: documents.size };
    },
    refresh: () => holder.refresh(),
    close: async () => {
      uploads.close();
      await retrieval.close();
    },
  };
}
