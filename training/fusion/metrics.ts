/** Ranks count from 1; 0 where nothing relevant was found. */
export interface RankingFigures {
  readonly questions: number;
  readonly 'hit@1': number;
  readonly 'hit@5': number;
  /** Normalised discounted cumulative gain at 10, for one relevant passage: 1 / log2(1 + rank). */
  readonly 'ndcg@10': number;
}

export function summariseRanks(ranks: readonly number[]): RankingFigures {
  const share = (limit: number) => ranks.filter((rank) => rank > 0 && rank <= limit).length / ranks.length;
  const gain = ranks.reduce((sum, rank) => sum + (rank > 0 && rank <= 10 ? 1 / Math.log2(1 + rank) : 0), 0);
  return {
    questions: ranks.length,
    'hit@1': rounded(share(1)),
    'hit@5': rounded(share(5)),
    'ndcg@10': rounded(gain / ranks.length),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
