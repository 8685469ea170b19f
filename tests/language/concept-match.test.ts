import { describe, expect, it } from 'vitest';
import type { Concept } from '../../src/domain.ts';
import { analyse } from '../../src/language/analyse.ts';
import {
  coverage,
  findConcepts,
  indexConcepts,
  matchConcepts,
  weighConcepts,
} from '../../src/language/concept-match.ts';
import { makeConcepts } from '../answering/sample-hits.ts';

const LIGHTHOUSE: Concept = {
  word: 'lighthouse',
  weight: 1,
  variants: {
    en: [],
    fr: [
      { term: 'phar', probability: 0.64 },
      { term: 'tour', probability: 0.16 },
    ],
  },
  rarity: 5,
};

function match(concepts: Concept[], text: string): number[] {
  return matchConcepts(concepts, findConcepts(analyse(text, 'fr'), indexConcepts(concepts, 'fr')));
}

describe('the words of a question in a text', () => {
  it('are matched by their best rendering, in proportion to the likeliest one', () => {
    expect(match([LIGHTHOUSE], 'Le phare et sa tour')).toEqual([1]);
    expect(match([LIGHTHOUSE], 'La tour')).toEqual([0.5]);
    expect(match([LIGHTHOUSE], 'Le port')).toEqual([0]);
  });

  it('are matched nowhere in a language that they have no rendering in', () => {
    expect(indexConcepts([LIGHTHOUSE], 'en').size).toBe(0);
  });

  it('count less where their rendering is uncertain', () => {
    const [certain = 0] = weighConcepts(makeConcepts('phare'), 'fr');
    expect(certain).toBe(1);
    expect(weighConcepts([{ ...LIGHTHOUSE, rarity: 1 }], 'fr')[0]).toBeCloseTo(0.8);
  });
});

describe('coverage', () => {
  it('is the weighted share of what is asked', () => {
    expect(coverage([3, 1], [1, 0])).toBe(0.75);
    expect(coverage([3, 1], [1, 0], [0, 1])).toBe(0);
  });

  it('is 0 where nothing is asked', () => {
    expect(coverage([], [])).toBe(0);
  });
});
