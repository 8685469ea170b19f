import type { DocumentReference, Hit, Passage } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import type { IndexSnapshot, StoredDocument } from '../store/index-snapshot.ts';
import type { SearchedQuestion } from './candidates.ts';
import { type Candidate, explainScore } from './fuse.ts';
import { explainRanking, type RankedPassage, type RerankWeights } from './rerank.ts';

/** What explanations are made from. */
export interface ExplanationSource {
  readonly query: SearchedQuestion;
  readonly candidates: readonly Candidate[];
  readonly weights: RerankWeights;
}

/**
 * The best passages with their documents. A passage that says, word for word, what a better one says comes after all
 * others: it proves nothing more, but another document may be the one that is wanted.
 */
export function pickHits(
  ranking: readonly RankedPassage[],
  limit: number,
  snapshot: Pick<IndexSnapshot, 'passages' | 'documentOf' | 'lexical'>,
  explain: ExplanationSource | null,
): Hit[] {
  const seen: string[] = [];
  const distinct: Hit[] = [];
  const repeated: Hit[] = [];
  for (let start = 0; start < ranking.length && distinct.length < limit; start += limit) {
    const chunk = ranking.slice(start, start + limit);
    const passages = snapshot.passages(chunk.map(({ ordinal }) => ordinal));
    for (const [index, ranked] of chunk.entries()) {
      const passage = passages[index];
      if (passage === undefined) continue;
      const isRepeated = seen.some((text) => saysTheSame(text, passage.text));
      (isRepeated ? repeated : distinct).push(toHit(passage, ranked, snapshot, explain));
      seen.push(passage.text);
    }
  }
  return [...distinct, ...repeated].slice(0, limit);
}

/** Capitals and accents apart; folding every passage would take longer than finding it. */
function saysTheSame(one: string, other: string): boolean {
  return one.length === other.length && (one === other || fold(one) === fold(other));
}

function toHit(
  passage: Passage,
  ranked: RankedPassage,
  snapshot: Pick<IndexSnapshot, 'documentOf' | 'lexical'>,
  explain: ExplanationSource | null,
): Hit {
  const { ordinal, score } = ranked;
  const hit = { passage, document: toReference(snapshot.documentOf(ordinal)), score };
  const candidate = explain?.candidates.find((other) => other.ordinal === ordinal);
  if (explain === null || candidate === undefined) return hit;
  const lexical = snapshot.lexical.explain(explain.query.lexical, ordinal);
  return { ...hit, explanation: explainRanking(ranked, explainScore(candidate, lexical), explain.weights) };
}

function toReference(document: StoredDocument): DocumentReference {
  const { id, version, title, publisher, date, language, url, fileName } = document;
  return { id, version, title, publisher, date, language, url, fileName };
}
