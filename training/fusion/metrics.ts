import { mean, scoreRanking } from '../../src/evaluation/metrics.ts';

/** Means over questions that one passage answers. */
export interface RankingFigures {
  readonly questions: number;
  readonly 'hit@1': number;
  readonly 'hit@5': number;
  readonly 'ndcg@10': number;
}

/** @param ranks of the passage that answers, counted from 1; 0 where it was not found */
export function summariseRanks(ranks: readonly number[]): RankingFigures {
  const scores = ranks.map((rank) => {
    const places = Array.from({ length: rank }, (_, index) => index + 1);
    return scoreRanking(places, new Map([[rank, 1]]));
  });
  const meanOf = (measure: 'hit@1' | 'hit@5' | 'ndcg@10') => rounded(mean(scores.map((score) => score[measure])));
  return {
    questions: ranks.length,
    'hit@1': meanOf('hit@1'),
    'hit@5': meanOf('hit@5'),
    'ndcg@10': meanOf('ndcg@10'),
  };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
