import type { PassageSearch } from './passage-search.ts';

export interface RankedDocument {
  readonly document: string;
  /** Of its best passage. */
  readonly score: number;
}

/**
 * The first `depth` documents for a question, best first, each at the place of its best passage.
 *
 * @param firstLimit passages asked for at first; as long as they are too few, twice as many
 */
export async function rankDocuments(
  search: PassageSearch,
  question: string,
  depth: number,
  firstLimit: number,
): Promise<RankedDocument[]> {
  for (let limit = Math.max(depth, firstLimit); ; limit *= 2) {
    const passages = await search(question, limit);
    const best = new Map<string, number>();
    for (const { documentId, score } of passages) if (!best.has(documentId)) best.set(documentId, score);
    if (best.size < depth && passages.length >= limit) continue;
    return [...best].slice(0, depth).map(([document, score]) => ({ document, score }));
  }
}
