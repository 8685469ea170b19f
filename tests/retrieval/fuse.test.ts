import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/domain.ts';
import { type Candidate, explainScore, fuse, fusedScore, lexicalShare } from '../../src/retrieval/fuse.ts';
import { FUSION_WEIGHTS } from '../../src/retrieval/fusion-weights.ts';

const weights = { lexical: 10, similarity: 6, offset: 0.5 };
const plain: Candidate = { ordinal: 0, lexicalScore: 5, referenceScore: 10, similarity: 0.5, weights };

const score = fc.double({ min: 0, max: 100, noNaN: true });
const candidate = fc.record({
  ordinal: fc.nat(1000),
  lexicalScore: score,
  referenceScore: score,
  similarity: fc.double({ min: -1, max: 1, noNaN: true }),
  weights: fc.constant(weights),
});

describe('fuse', () => {
  it('adds the weighted share of the words, the weighted similarity and the offset', () => {
    expect(fusedScore(plain)).toBeCloseTo(10 * 0.5 + 6 * 0.5 + 0.5);
  });

  it('counts words by their share, so that the length of a question does not change what they weigh', () => {
    const longer = { ...plain, lexicalScore: 10, referenceScore: 20 };
    expect(lexicalShare(longer)).toBe(lexicalShare(plain));
  });

  it('gives no share to a question without words', () => {
    expect(lexicalShare({ ...plain, lexicalScore: 0, referenceScore: 0 })).toBe(0);
  });

  it('orders by score, then by ordinal, whatever order the candidates come in', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { selector: ({ ordinal }) => ordinal }), (candidates) => {
        const ranking = fuse(candidates);
        expect(fuse([...candidates].reverse())).toEqual(ranking);
        for (const [index, { score: value, ordinal }] of ranking.slice(1).entries()) {
          const before = ranking[index];
          const isAfter =
            before !== undefined && (before.score > value || (before.score === value && before.ordinal < ordinal));
          expect(isAfter).toBe(true);
        }
      }),
    );
  });

  it('never ranks a passage lower for holding more of the question', () => {
    fc.assert(
      fc.property(candidate, score, (one, more) => {
        expect(fusedScore({ ...one, lexicalScore: one.lexicalScore + more })).toBeGreaterThanOrEqual(fusedScore(one));
      }),
    );
  });
});

describe('explainScore', () => {
  const lexical: Explanation = {
    name: 'bm25f',
    value: 5,
    parts: [
      { name: 'budget', value: 3, parts: [{ name: 'text', value: 2 }, { name: 'title', value: 1 }] }, // biome-ignore format: one word a line
      { name: 'cluster', value: 2, parts: [{ name: 'text', value: 2 }] },
    ],
  };

  it('adds up at every level, in the unit of the score', () => {
    const check = ({ value, parts }: Explanation): void => {
      if (parts === undefined) return;
      expect(parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 9);
      parts.forEach(check);
    };
    const explanation = explainScore(plain, lexical);
    expect(explanation.value).toBe(fusedScore(plain));
    expect(explanation.parts?.map(({ name }) => name)).toEqual(['words', 'meaning', 'direction']);
    check(explanation);
  });

  it('says that no word was found where none was', () => {
    const explanation = explainScore({ ...plain, lexicalScore: 0 }, null);
    expect(explanation.parts?.[0]).toEqual({ name: 'words', value: 0 });
    expect(explanation.value).toBeCloseTo(6 * 0.5 + 0.5);
  });
});

describe('the weights that ship', () => {
  it('let both words and meaning count in every direction', () => {
    for (const { lexical, similarity } of Object.values(FUSION_WEIGHTS)) {
      expect(lexical).toBeGreaterThan(0);
      expect(similarity).toBeGreaterThan(0);
    }
  });

  it('measure scores from the question’s own language', () => {
    expect(FUSION_WEIGHTS['fr-fr'].offset).toBe(0);
    expect(FUSION_WEIGHTS['en-en'].offset).toBe(0);
  });
});
