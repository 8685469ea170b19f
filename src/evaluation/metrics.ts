/**
 * How good a ranking is, in the measures of the field. A ranking is a list of distinct ids, best first; grades say how
 * relevant an id is: 0 and unjudged ids are not, larger is more. All functions are pure.
 */

/** Grade by id: whole numbers, at least 0. */
export type Grades<Id = string> = ReadonlyMap<Id, number>;

/** What a ranking is judged by, in the order in which it is shown. */
export const MEASURES = ['ndcg@10', 'hit@1', 'hit@3', 'hit@5', 'hit@10', 'recall@100', 'mrr@10'] as const;

export type Measure = (typeof MEASURES)[number];

/** Each from 0 to 1. */
export type RankingScores = Readonly<Record<Measure, number>>;

/** @throws {RangeError} where a ranking names an id twice, or nothing is relevant */
export function scoreRanking<Id>(ranking: readonly Id[], grades: Grades<Id>): RankingScores {
  if (new Set(ranking).size < ranking.length) throw new RangeError('a ranking names each id once');
  if (countRelevant(grades) === 0) throw new RangeError('nothing is relevant: there is nothing to measure');
  return {
    'ndcg@10': normalisedGain(ranking, grades, 10),
    'hit@1': hit(ranking, grades, 1),
    'hit@3': hit(ranking, grades, 3),
    'hit@5': hit(ranking, grades, 5),
    'hit@10': hit(ranking, grades, 10),
    'recall@100': recall(ranking, grades, 100),
    'mrr@10': reciprocalRank(ranking, grades, 10),
  };
}

/**
 * Normalised discounted cumulative gain: DCG(ranking) / DCG(all judged ids by falling grade), each over its first
 * `depth` ranks, where DCG is the sum of grade(rank) / log2(rank + 1). The gain is the grade itself, as Järvelin &
 * Kekäläinen define it (ACM TOIS 20(4), 2002) and as trec_eval and BEIR compute it, not 2^grade − 1.
 *
 * @returns 0 to 1; `NaN` where nothing is relevant
 */
export function normalisedGain<Id>(ranking: readonly Id[], grades: Grades<Id>, depth: number): number {
  const ideal = [...grades.values()].sort((a, b) => b - a);
  const found = ranking.slice(0, depth).map((id) => grades.get(id) ?? 0);
  return discountedGain(found) / discountedGain(ideal.slice(0, depth));
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, index) => sum + grade / Math.log2(index + 2), 0);
}

/** 1 where one of the first `depth` ids is relevant, else 0; its mean over questions is success at `depth`. */
export function hit<Id>(ranking: readonly Id[], grades: Grades<Id>, depth: number): number {
  const rank = firstRelevantRank(ranking, grades);
  return rank !== null && rank <= depth ? 1 : 0;
}

/** The share of the relevant ids that are among the first `depth`, 0 to 1; `NaN` where nothing is relevant. */
export function recall<Id>(ranking: readonly Id[], grades: Grades<Id>, depth: number): number {
  return ranking.slice(0, depth).filter((id) => isRelevant(id, grades)).length / countRelevant(grades);
}

/**
 * 1 / rank of the first relevant id, 0 where none is among the first `depth`; its mean over questions is the mean
 * reciprocal rank (Voorhees, TREC-8 question answering track, 1999).
 */
export function reciprocalRank<Id>(ranking: readonly Id[], grades: Grades<Id>, depth: number): number {
  const rank = firstRelevantRank(ranking, grades);
  return rank !== null && rank <= depth ? 1 / rank : 0;
}

/** Counted from 1; null where the ranking holds nothing relevant. */
export function firstRelevantRank<Id>(ranking: readonly Id[], grades: Grades<Id>): number | null {
  const index = ranking.findIndex((id) => isRelevant(id, grades));
  return index === -1 ? null : index + 1;
}

/** @returns `NaN` for no values */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isRelevant<Id>(id: Id, grades: Grades<Id>): boolean {
  return (grades.get(id) ?? 0) > 0;
}

function countRelevant<Id>(grades: Grades<Id>): number {
  return [...grades.values()].filter((grade) => grade > 0).length;
}
