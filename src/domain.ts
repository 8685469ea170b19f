/**
 * The nouns that every room shares. One word, one meaning: see the glossary in README.md beside this file.
 *
 * All offsets are UTF-16 code units (JavaScript string indices) into a document's canonical text, `start` inclusive
 * and `end` exclusive, never inside a surrogate pair.
 */

export type Language = 'fr' | 'en';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What is known about a document besides its text; what is unknown is null, never invented. */
export interface DocumentMetadata {
  readonly title: string;
  readonly publisher: string | null;
  readonly authors: readonly string[];
  /** ISO 8601, to the precision known: `2024`, `2024-05` or `2024-05-23`. */
  readonly date: string | null;
  readonly url: string | null;
  readonly language: Language;
  readonly licence: string | null;
  readonly note: string | null;
}

/** A physical page; `number` counts from 1. Pages are in order and do not overlap. */
export interface Page extends Span {
  readonly number: number;
}

/** A heading; its words are the canonical text from `start` to `end`. `level` is 1 (highest) to 6. */
export interface Heading extends Span {
  readonly level: number;
}

/**
 * A document's canonical text with its structure: well-formed Unicode (NFC), `\n` line ends. Blocks (paragraphs,
 * headings, lists, tables) are separated by a blank line; a list item or a table row is one line.
 * `pages` is empty where the format has none.
 */
export interface DocumentContent {
  readonly text: string;
  readonly pages: readonly Page[];
  readonly headings: readonly Heading[];
}

/** A document as it is stored: identity, metadata and content. */
export interface SourceDocument extends DocumentMetadata, DocumentContent {
  /** The path inside the corpus folder, made URL-safe; for an upload, the normalised file name. */
  readonly id: string;
  /** SHA-256 of the file's bytes, hexadecimal, first 16 digits. */
  readonly version: string;
  readonly fileName: string;
  readonly mediaType: string;
}

/** What stands beside every hit and citation so that a reader knows the source. */
export interface DocumentReference {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly language: Language;
  readonly url: string | null;
  readonly fileName: string;
}

/** A run of sentences under one heading: the unit that is retrieved. `text` is exactly the canonical text of its span. */
export interface Passage extends Span {
  readonly id: string;
  readonly documentId: string;
  readonly text: string;
  /** The headings above it, outermost first. */
  readonly section: readonly string[];
  /** The physical page on which it starts, or null where the format has no pages. */
  readonly page: number | null;
}

/** A passage found for a question. `score` orders the hits of one search and is comparable only within it. */
export interface Hit {
  readonly passage: Passage;
  readonly document: DocumentReference;
  readonly score: number;
  readonly explanation?: Explanation;
}

/** Why a hit has its score: a named part, its value, and the parts that it was made of. */
export interface Explanation {
  readonly name: string;
  readonly value: number;
  readonly parts?: readonly Explanation[];
}

/** Restricts a search to some documents. Dates are ISO 8601, inclusive; a document without a date fails a date filter. */
export interface DocumentFilter {
  readonly documents?: readonly string[];
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly publisher?: string;
}

/** An index term with the probability that it renders a word of the question; 1 for the word itself. */
export interface TermVariant {
  readonly term: string;
  readonly probability: number;
}

/** A word of the question, as it may stand in passages of each language. */
export interface Concept {
  readonly word: string;
  /** Multiplies its share of the lexical score. */
  readonly weight: number;
  /** Empty for a language that the collection has no passage in. */
  readonly variants: Readonly<Record<Language, readonly TermVariant[]>>;
  /** Inverse document frequency over all passages, natural logarithm; larger is rarer. */
  readonly rarity: number;
}

/** A question or a query has at least one character and at most so many, counted in code points after trimming. */
export const MAX_QUESTION_CHARACTERS = 2_000;

export interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface Question {
  readonly text: string;
  readonly answerLanguage?: Language;
  /** The language of the interface: used where the question's own is not clear. */
  readonly interfaceLanguage?: Language;
  readonly filter?: DocumentFilter;
  readonly history?: readonly Turn[];
  /** Passages considered, 1–20. */
  readonly limit?: number;
}

/** A quote in another language, made by a machine: never proof, and always said to be unofficial. */
export interface Translation {
  readonly text: string;
  readonly language: Language;
  /** The model that made it. */
  readonly engine: string;
}

/**
 * Proof: `quote` is the document's canonical text from `start` to `end`, character for character.
 * `repaired` marks a quote that a model gave and that was mended to the document's own text.
 */
export interface Citation extends Span {
  readonly marker: number;
  /** Where `[marker]` stands in the answer's text; other brackets belong to the documents. */
  readonly positions: readonly number[];
  readonly quote: string;
  readonly status: 'verified' | 'repaired';
  readonly passageId: string;
  readonly section: readonly string[];
  readonly page: number | null;
  readonly document: DocumentReference;
  readonly permalink: string;
  /** Where the answer is in another language than the document, and a rendering kept its figures, dates and names. */
  readonly translation?: Translation;
}

export interface Disagreement {
  readonly markers: readonly number[];
  readonly values: readonly string[];
  readonly note: string;
}

export interface Notice {
  readonly code: string;
  readonly detail: string;
}

/** What produced an answer: enough to tell later why it was what it was. */
export interface Engine {
  readonly answerer: 'extractive' | 'llm';
  readonly model: string | null;
  readonly prompts: string | null;
  readonly embedding: string;
  readonly index: string;
}

export interface Answer {
  readonly id: string;
  readonly question: string;
  readonly standaloneQuestion: string;
  readonly questionLanguage: Language;
  readonly answerLanguage: Language;
  /** `not_found`: the sources do not answer. */
  readonly status: 'answered' | 'not_found';
  /** Parts of the question that the sources do not answer, when answered in part. */
  readonly missing: readonly string[];
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly disagreements: readonly Disagreement[];
  /** Sentences of an LLM that were dropped for want of proof. */
  readonly unsupported: readonly { readonly text: string; readonly reason: string }[];
  readonly notices: readonly Notice[];
  /** The closest passages, when not found. */
  readonly closest: readonly Hit[];
  readonly engine: Engine;
  /** answered: the probability that what is said is right and cited; not_found: that refusing is right. 0–1. */
  readonly confidence: number;
  readonly timings: { readonly retrieveMs: number; readonly answerMs: number };
}

/** What comes while an answer is made, in this order: `passages` first, then text with its citations. */
export type AnswerEvent =
  /** What was found, best first; what the answer is made from. */
  | { readonly type: 'passages'; readonly passages: readonly Hit[] }
  /** Whole checked sentences. All deltas since the last restart, one after the other, are the answer's text. */
  | { readonly type: 'text-delta'; readonly text: string }
  /** Proof of what was sent last; its positions may still grow. */
  | { readonly type: 'citation'; readonly citation: Citation }
  /** What was sent of text and citations is void: the answer begins anew. */
  | { readonly type: 'restart' };

/** Who listens to an answer while it is made. */
export interface AnswerListener {
  /** Waits until the listener can take more. */
  emit(event: AnswerEvent): Promise<void>;
  /** Ends the work when nobody listens any more. */
  readonly signal: AbortSignal;
  /** Told why a language or translation model did not do its part; the answer is given without it. */
  failed?(cause: unknown): void;
}
