import type { Explanation, Language, TermVariant } from '../domain.ts';

/**
 * One term of the question and all the index terms that may stand for it: a synonym set whose members share one
 * term frequency and one document frequency (probabilistic structured queries, Darwish & Oard, SIGIR 2003).
 */
export interface QueryConcept {
  /** The question's own word, for explanations. */
  readonly word: string;
  /** Multiplies the concept's share of the score; 1 by default. */
  readonly weight: number;
  readonly variants: readonly TermVariant[];
}

/** The question as it is put to the passages of each language; an empty list leaves that language out. */
export type LexicalQuery = Readonly<Record<Language, readonly QueryConcept[]>>;

/** A passage by its ordinal in the snapshot (0 … passageCount − 1) with its BM25 score. */
export interface ScoredPassage {
  readonly ordinal: number;
  readonly score: number;
}

/** Which passages may be returned. Called once for each candidate: keep it to an array look-up. */
export type PassagePredicate = (ordinal: number) => boolean;

/** Words in passages, by language and by field (text, headings, title), ranked by BM25F. */
export interface LexicalSearch {
  /** Best first, at most `limit`. Ties are broken by ordinal. */
  search(query: LexicalQuery, limit: number, accepts?: PassagePredicate): ScoredPassage[];
  /** What `search` scores, for passages that it did not return; 0 where no concept occurs. As long as `ordinals`. */
  scores(query: LexicalQuery, ordinals: readonly number[]): number[];
  /** The score of one passage, by concept and field; null where no concept occurs in it. */
  explain(query: LexicalQuery, ordinal: number): Explanation | null;
  /** Passages of that language that hold the term in any field; 0 when unknown. */
  documentFrequency(term: string, language: Language): number;
  /** Passages of that language. */
  passageCount(language: Language): number;
  /** Every term of that language, for fuzzy matching. */
  terms(language: Language): Iterable<string>;
}

/** Nearest passages by cosine. */
export interface VectorSearch {
  /**
   * @param vector unit length, as many numbers as the index has dimensions
   * @returns best first, at most `limit`; `score` is the cosine, −1 to 1
   */
  search(vector: Float32Array, limit: number, accepts?: PassagePredicate): ScoredPassage[];
  /** The cosine of one passage with `vector`, −1 to 1: what `search` scores, for passages that it did not return. */
  similarity(vector: Float32Array, ordinal: number): number;
  readonly dimensions: number;
}
