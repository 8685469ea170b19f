import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstRelevantRank,
  type Grades,
  hit,
  MEASURES,
  normalisedGain,
  recall,
  reciprocalRank,
  scoreRanking,
} from '../../src/evaluation/metrics.ts';

const grades = (values: Record<string, number>): Grades => new Map(Object.entries(values));

describe('nDCG', () => {
  it('is what the arithmetic gives for graded judgements', () => {
    // Ranks:  1 → grade 1, 2 → unjudged, 3 → grade 3, 4 → grade 0.
    // DCG   = 1/log2(2) + 0/log2(3) + 3/log2(4) = 1 + 0 + 1.5 = 2.5
    // Ideal = 3, 2, 1: 3/log2(2) + 2/log2(3) + 1/log2(4) = 3 + 1.261860 + 0.5 = 4.761860
    // nDCG  = 2.5 / 4.761860 = 0.525005
    const judged = grades({ a: 1, c: 3, d: 0, e: 2 });
    expect(normalisedGain(['a', 'b', 'c', 'd'], judged, 10)).toBeCloseTo(0.525005, 6);
  });

  it('takes the grade itself as the gain, not 2^grade − 1', () => {
    // Linear: (1 + 3/log2(3)) / (3 + 1/log2(3)) = 2.892789 / 3.630930 = 0.796708.
    // With 2^grade − 1 it would be (1 + 7/1.584963) / (7 + 1/1.584963) = 5.416508 / 7.630930 = 0.709810.
    expect(normalisedGain(['a', 'b'], grades({ a: 1, b: 3 }), 10)).toBeCloseTo(0.796708, 6);
  });

  it('is 1 / log2(rank + 1) for one relevant document', () => {
    // Rank 2: 1/log2(3) = 0.630930. Rank 3: 1/log2(4) = 0.5.
    expect(normalisedGain(['x', 'a'], grades({ a: 1 }), 10)).toBeCloseTo(0.63093, 6);
    expect(normalisedGain(['x', 'y', 'a'], grades({ a: 2 }), 10)).toBeCloseTo(0.5, 12);
  });

  it('holds a ranking against the best that its depth could show', () => {
    // Depth 1: one of two relevant documents first is all that there could be.
    expect(normalisedGain(['a'], grades({ a: 1, b: 1 }), 1)).toBe(1);
    expect(normalisedGain(['x', 'a'], grades({ a: 1, b: 1 }), 1)).toBe(0);
  });
});

describe('the other measures', () => {
  const judged = grades({ a: 1, b: 2, c: 0 });

  it('count ranks from 1 and pass over what is not relevant', () => {
    expect(firstRelevantRank(['x', 'c', 'b', 'a'], judged)).toBe(3);
    expect(firstRelevantRank(['x', 'c'], judged)).toBeNull();
  });

  it('hit: is one of the first k relevant?', () => {
    expect(hit(['x', 'c', 'b'], judged, 2)).toBe(0);
    expect(hit(['x', 'c', 'b'], judged, 3)).toBe(1);
  });

  it('recall: which share of the relevant documents is there? (1 of 2, then 2 of 2)', () => {
    expect(recall(['x', 'b', 'a'], judged, 2)).toBe(0.5);
    expect(recall(['x', 'b', 'a'], judged, 3)).toBe(1);
  });

  it('reciprocal rank: 1/3 for the third rank, 0 beyond the depth', () => {
    expect(reciprocalRank(['x', 'y', 'a', 'b'], judged, 10)).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank(['x', 'y', 'a', 'b'], judged, 2)).toBe(0);
  });

  it('are all given by scoreRanking, at their depths', () => {
    const ranking = Array.from({ length: 101 }, (_, index) => `d${index + 1}`);
    // Relevant at ranks 4 and 101: hit from 5 on, 1/4, recall 1 of 2 among a hundred,
    // DCG = 1/log2(5) = 0.430677, ideal = 1 + 1/log2(3) = 1.630930, nDCG = 0.264068.
    const scores = scoreRanking(ranking, grades({ d4: 1, d101: 1 }));
    expect(Object.keys(scores)).toEqual(MEASURES);
    expect(scores).toMatchObject({
      'hit@1': 0,
      'hit@3': 0,
      'hit@5': 1,
      'hit@10': 1,
      'recall@100': 0.5,
      'mrr@10': 0.25,
    });
    expect(scores['ndcg@10']).toBeCloseTo(0.264068, 6);
  });

  it('refuse a ranking that names a document twice, which would count twice', () => {
    expect(() => scoreRanking(['a', 'x', 'a'], judged)).toThrow(/once/);
  });

  it('refuse a question without anything relevant, for which they are not defined', () => {
    expect(() => scoreRanking(['a'], grades({ a: 0 }))).toThrow(/relevant/);
  });
});

/** Rankings of distinct documents with judgements, at least one of them above 0. */
const judgedRanking = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }),
    fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 12,
      selector: ([document]) => document,
    }),
  )
  .map(([ranking, judged]) => ({ ranking, grades: new Map(judged) }))
  .filter(({ grades: judged }) => [...judged.values()].some((grade) => grade > 0));

describe('every measure, whatever the ranking', () => {
  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(judgedRanking, ({ ranking, grades: judged }) => {
        for (const score of Object.values(scoreRanking(ranking, judged))) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });

  it('is 1 for the judged documents in the order of their grades, but for recall beyond its depth', () => {
    fc.assert(
      fc.property(judgedRanking, ({ grades: judged }) => {
        const ideal = [...judged].sort(([, one], [, other]) => other - one).map(([document]) => document);
        for (const score of Object.values(scoreRanking(ideal, judged))) expect(score).toBeCloseTo(1, 12);
      }),
    );
  });

  it('is not changed by an irrelevant document at the end', () => {
    fc.assert(
      fc.property(judgedRanking, ({ ranking, grades: judged }) => {
        expect(scoreRanking([...ranking, 999], judged)).toEqual(scoreRanking(ranking, judged));
      }),
    );
  });

  it('never falls when a relevant document changes places with a less relevant one above it', () => {
    fc.assert(
      fc.property(judgedRanking, fc.nat(), fc.nat(), ({ ranking, grades: judged }, one, other) => {
        fc.pre(ranking.length >= 2);
        const [above = 0, below = 0] = [one % ranking.length, other % ranking.length].sort((a, b) => a - b);
        const gradeAt = (place: number) => judged.get(ranking[place] as number) ?? 0;
        fc.pre(gradeAt(below) > gradeAt(above));
        const swapped = [...ranking];
        [swapped[above], swapped[below]] = [ranking[below] as number, ranking[above] as number];
        const before = scoreRanking(ranking, judged);
        const after = scoreRanking(swapped, judged);
        for (const measure of MEASURES) expect(after[measure]).toBeGreaterThanOrEqual(before[measure] - 1e-12);
      }),
    );
  });

  it('hits never become fewer with depth', () => {
    fc.assert(
      fc.property(judgedRanking, ({ ranking, grades: judged }) => {
        const scores = scoreRanking(ranking, judged);
        const hits = [scores['hit@1'], scores['hit@3'], scores['hit@5'], scores['hit@10']];
        expect(hits).toEqual([...hits].sort());
      }),
    );
  });
});
