import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/domain.ts';
import { PASSAGE_FEATURES, type PassageFeatures } from '../../src/retrieval/passage-features.ts';
import {
  explainRanking,
  RERANK_WEIGHTS,
  type ReadPassage,
  type RerankWeights,
  rerank,
} from '../../src/retrieval/rerank.ts';

const NOTHING = Object.fromEntries(PASSAGE_FEATURES.map((name) => [name, 0])) as PassageFeatures;
const weights: RerankWeights = {
  fused: 0.5,
  across: 1,
  features: { ...NOTHING, coverage: 4, headingWords: 2 },
};

function passage(ordinal: number, score: number, features: Partial<PassageFeatures> = {}): ReadPassage {
  return { ordinal, score, features: { ...NOTHING, ...features }, isAcross: false };
}

const readPassage = fc.record({
  ordinal: fc.nat(1000),
  score: fc.double({ min: -20, max: 20, noNaN: true }),
  features: fc.record(
    Object.fromEntries(PASSAGE_FEATURES.map((name) => [name, fc.double({ min: 0, max: 1, noNaN: true })])),
  ) as fc.Arbitrary<PassageFeatures>,
  isAcross: fc.boolean(),
});
const readPassages = fc.uniqueArray(readPassage, { selector: ({ ordinal }) => ordinal, maxLength: 30 });

const sumOfLeaves = ({ value, parts }: Explanation): number =>
  parts === undefined || parts.length === 0 ? value : parts.reduce((sum, part) => sum + sumOfLeaves(part), 0);

describe('rerank', () => {
  it('puts a passage that holds the whole question before one that fusion liked better', () => {
    const ranked = rerank([passage(1, 6, { coverage: 0.2 }), passage(2, 5, { coverage: 1 })], [], weights);
    expect(ranked.map(({ ordinal }) => ordinal)).toEqual([2, 1]);
  });

  it('lets fusion decide between passages that read alike', () => {
    const ranked = rerank([passage(1, 3, { coverage: 1 }), passage(2, 4, { coverage: 1 })], [], weights);
    expect(ranked.map(({ ordinal }) => ordinal)).toEqual([2, 1]);
  });

  it('makes up for what translation takes away', () => {
    const across = { ...passage(1, 5), isAcross: true };
    expect(rerank([across], [], weights)[0]?.score).toBe(0.5 * 5 + 1);
  });

  it('keeps the passages that were not read behind the others, in their order and with falling scores', () => {
    fc.assert(
      fc.property(readPassages, readPassages, (read, others) => {
        const unread = others
          .map(({ ordinal, score }) => ({ ordinal: ordinal + 1001, score }))
          .sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
        const ranked = rerank(read, unread, weights);
        expect(ranked.slice(read.length).map(({ ordinal }) => ordinal)).toEqual(unread.map(({ ordinal }) => ordinal));
        for (const [index, { score }] of ranked.slice(1).entries()) {
          expect(score).toBeLessThanOrEqual((ranked[index]?.score ?? 0) + 1e-9);
        }
      }),
    );
  });

  it('never ranks a passage lower for holding more of what is asked', () => {
    fc.assert(
      fc.property(readPassage, fc.constantFrom(...PASSAGE_FEATURES), (one, feature) => {
        const more = { ...one, features: { ...one.features, [feature]: 1 } };
        const scoreOf = (read: ReadPassage) => rerank([read], [], RERANK_WEIGHTS)[0]?.score ?? 0;
        expect(scoreOf(more)).toBeGreaterThanOrEqual(scoreOf(one));
      }),
    );
  });
});

describe('explainRanking', () => {
  const fused: Explanation = {
    name: 'score',
    value: 5,
    parts: [
      { name: 'words', value: 3 },
      { name: 'meaning', value: 2 },
    ],
  };

  it('adds up to the score, whatever was read', () => {
    fc.assert(
      fc.property(readPassage, (one) => {
        const [ranked] = rerank([{ ...one, score: 5 }], [], weights);
        if (ranked === undefined) throw new Error('nothing ranked');
        const explanation = explainRanking(ranked, fused, weights);
        expect(explanation.value).toBe(ranked.score);
        expect(sumOfLeaves(explanation)).toBeCloseTo(ranked.score, 9);
      }),
    );
  });

  it('adds up for a passage that was not read, and says so', () => {
    const ranked = rerank([passage(1, 1)], [{ ordinal: 2, score: 5 }], weights)[1];
    if (ranked === undefined) throw new Error('nothing ranked');
    const explanation = explainRanking(ranked, fused, weights);
    expect(sumOfLeaves(explanation)).toBeCloseTo(ranked.score, 9);
    expect(explanation.parts?.map(({ name }) => name)).toEqual(['words', 'meaning', 'unread']);
  });
});

describe('the weights that ship', () => {
  it('have one for each feature, none below 0, and trust what fusion found', () => {
    expect(Object.keys(RERANK_WEIGHTS.features).sort()).toEqual([...PASSAGE_FEATURES].sort());
    for (const weight of Object.values(RERANK_WEIGHTS.features)) expect(weight).toBeGreaterThanOrEqual(0);
    expect(RERANK_WEIGHTS.fused).toBeGreaterThan(0);
  });
});
