import type { DocumentContent, DocumentMetadata, DocumentReference, Page, Passage } from '../domain.ts';
import type { AnalysedPassage } from '../language/analyse-passage.ts';
import type { LexicalSearch, VectorSearch } from './lexical-query.ts';
import type { PublishedManifest } from './manifest.ts';
import type { DocumentSource } from './source-files.ts';

/** A stored document without its text. */
export interface StoredDocument extends DocumentReference, Pick<DocumentMetadata, 'authors' | 'licence' | 'note'> {
  readonly mediaType: string;
  readonly pages: readonly Page[];
  /** How many passages it was split into. */
  readonly passageCount: number;
}

/** A passage as it was analysed when it was indexed. */
export interface IndexedPassage {
  readonly passage: Passage;
  readonly analysis: AnalysedPassage;
}

/**
 * One published generation of the index, consistent until closed: whatever a writer does meanwhile, a snapshot answers
 * from the documents that were visible when it was opened.
 */
export interface IndexSnapshot {
  readonly generation: number;
  readonly manifest: PublishedManifest;
  readonly passageCount: number;
  readonly lexical: LexicalSearch;
  readonly vectors: VectorSearch;
  /** Visible documents by id, in order of id. */
  readonly documents: ReadonlyMap<string, StoredDocument>;
  /**
   * In the order of `ordinals`.
   *
   * @throws {SourcierError} `index_damaged` where a passage's text no longer has its hash; `document_unknown` where the
   *   snapshot has been open for ten minutes after another took its place, and its rows are gone
   */
  passages(ordinals: readonly number[]): Passage[];
  /** As `passages`, with what they were analysed to. @throws {SourcierError} as `passages` */
  indexedPassages(ordinals: readonly number[]): IndexedPassage[];
  /**
   * The cosine of a unit vector with the heading right above a passage, or with its document's title where there is
   * none; −1 to 1.
   *
   * @throws {SourcierError} `index_damaged`
   */
  headingSimilarity(vector: Float32Array, ordinal: number): number;
  /** The document of a passage, from memory. */
  documentOf(ordinal: number): StoredDocument;
  /** By public id; undefined when unknown. */
  passageById(id: string): Passage | undefined;
  /** The canonical text. @throws {SourcierError} `document_unknown`, `index_damaged` */
  documentText(id: string): string;
  /** The canonical text with its headings. @throws {SourcierError} as `documentText` */
  documentContent(id: string): Pick<DocumentContent, 'text' | 'headings'>;
  /** The canonical text of any version that is kept; undefined where none is. @throws {SourcierError} `index_damaged` */
  versionText(id: string, version: string): string | undefined;
  /** Where a document came from. @throws {SourcierError} `document_unknown` */
  source(id: string): DocumentSource;
  /** Does some reading in one go, which takes less time than many small readings. Nothing may wait in it. */
  together<Result>(work: () => Result): Result;
  close(): void;
}
