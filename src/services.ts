import type { Answer, DocumentFilter, Hit, Language, Passage, Question } from './domain.ts';
import type { StoredDocument } from './store/index-snapshot.ts';
import type { IngestionReport } from './store/ingestion-report.ts';

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

/** The original bytes of a document, as a browser may show them. */
export interface OriginalFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}

/** Everything that routes and commands may ask for; wired in one place by `createServices`. */
export interface Services {
  /** @throws {SourcierError} `index_missing`, `index_mismatch`, `index_damaged` */
  ask(question: Question): Promise<Answer>;
  /** @throws {SourcierError} as `ask` */
  search(request: SearchRequest): Promise<SearchResult>;
  /** Visible documents in order of id. @throws {SourcierError} as `ask` */
  documents(): readonly StoredDocument[];
  /** @throws {SourcierError} `document_unknown` and as `ask` */
  document(id: string): StoredDocument;
  /** @throws {SourcierError} `document_unknown` and as `ask` */
  documentText(id: string): string;
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
  /** Withdraws a document at once; the next ingest does not bring it back unless it is named. @throws {SourcierError} `document_unknown`, `writer_busy` */
  remove(id: string): Promise<void>;
  /** The last ingestion, or null where there was none. */
  lastIngestion(): IngestionReport | null;
  /** Resolves when an index is served; the reason why not otherwise. */
  readiness():
    | { readonly ready: true; readonly generation: number; readonly documents: number }
    | { readonly ready: false; readonly error: Error };
  close(): Promise<void>;
}
