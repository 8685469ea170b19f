import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/retrieval/edit-distance.ts';
import { FuzzyDictionaries, FuzzyDictionary } from '../../src/retrieval/fuzzy-dictionary.ts';

const terms = ['gaussier', 'fadili', 'brisswalter', 'cluster', 'clust', '2023', 'inria', 'cnrs', 'laboratoir'];
const dictionary = new FuzzyDictionary(terms);
const found = (word: string) => dictionary.lookUp(word).map(({ term }) => term);

describe('FuzzyDictionary', () => {
  it('finds a name with one letter wrong, missing, added or swapped', () => {
    expect(found('gaussien')).toEqual(['gaussier']);
    expect(found('gausier')).toEqual(['gaussier']);
    expect(found('faddili')).toEqual(['fadili']);
    expect(found('fadlii')).toEqual(['fadili']);
  });

  it('allows two edits in long words only', () => {
    expect(found('briswalterr')).toEqual(['brisswalter']);
    expect(found('fadoly')).toEqual([]);
  });

  it('finds a word with another ending where no edit leads to one', () => {
    expect(found('laboratoires')).toEqual(['laboratoir']);
  });

  it('leaves short words and numbers alone: CNRS is no misspelt CNES, 2024 no misspelt 2023', () => {
    expect(found('cnes')).toEqual([]);
    expect(found('2024')).toEqual([]);
    expect(found('20231')).toEqual([]);
  });

  it('gives nearer terms a higher likeness, between 0 and 1', () => {
    const [one] = dictionary.lookUp('gaussien');
    const [two] = dictionary.lookUp('brisvalter');
    expect(one?.probability).toBeGreaterThan(two?.probability ?? 1);
    expect(one?.probability).toBeLessThan(1);
    expect(two?.probability).toBeGreaterThan(0);
  });

  it('gives the nearest terms that comparing with each would give', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é'), minLength: 4, maxLength: 11 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (list, word) => {
        const edits = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
        const distances = list.map((term) => ({ term, distance: editDistance(word, term, edits) }));
        const near = distances.filter(({ distance }) => distance <= edits && edits > 0);
        const smallest = Math.min(...near.map(({ distance }) => distance));
        const nearest = new Set(near.filter(({ distance }) => distance === smallest).map(({ term }) => term));
        const given = new FuzzyDictionary(list).lookUp(word).map(({ term }) => term);
        if (nearest.size === 0) return;
        expect(given.length).toBe(Math.min(4, nearest.size));
        for (const term of given) expect(nearest).toContain(term);
      }),
    );
  });
});

describe('FuzzyDictionaries', () => {
  it('reads the terms of an index once, and only when they are asked for', () => {
    let readings = 0;
    const index = {
      terms: () => {
        readings += 1;
        return terms;
      },
    };
    const dictionaries = new FuzzyDictionaries();
    expect(readings).toBe(0);
    expect(dictionaries.of(index, 'fr')).toBe(dictionaries.of(index, 'fr'));
    expect(readings).toBe(1);
  });
});
