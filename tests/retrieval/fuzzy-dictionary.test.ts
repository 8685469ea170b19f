import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { fold } from '../../src/language/normalise.ts';
import { stem } from '../../src/language/stem.ts';
import { FuzzyDictionaries, FuzzyDictionary } from '../../src/retrieval/fuzzy-dictionary.ts';

const NAMES =
  'Gaussier Fadili Brisswalter Jouffrais Bernard Benhaddou Sportisse Grenoble Dupont Martin Paris Fournier Leroy ' +
  'Schwartz Poincaré Hernandez cluster laboratoire modernisation supercalculateur inria cnrs';

/** What the dictionary of passages in that language gives for a word, as the word of which it is the stem. */
function find(word: string, language: Language = 'fr', names = NAMES.split(' ')): string[] {
  const dictionary = new FuzzyDictionary(
    names.map((name) => (/\p{N}/u.test(name) ? fold(name) : stem(name, language))),
  );
  const found = dictionary.lookUp({ folded: fold(word), term: stem(word, language), language });
  return found.map(({ term }) => names.find((name) => stem(name, language) === term) ?? term);
}

describe('FuzzyDictionary', () => {
  it.each([
    ['Gausier', 'Gaussier', 'a double letter written once'],
    ['Gaussiier', 'Gaussier', 'a letter doubled'],
    ['Gaußier', 'Gaussier', 'ß for ss'],
    ['Gaussien', 'Gaussier', 'another last letter'],
    ['Guassier', 'Gaussier', 'two letters swapped'],
    ['Fadlii', 'Fadili', 'two letters swapped at the end'],
    ['Fadli', 'Fadili', 'a vowel left out'],
    ['Benhaddu', 'Benhaddou', 'a vowel left out'],
    ['Ernandez', 'Hernandez', 'an h left out'],
    ['Schwarz', 'Schwartz', 'a letter left out'],
    ['Jouffraiz', 'Jouffrais', 'a letter that sounds alike'],
    ['Brisvalter', 'Brisswalter', 'two slips'],
    ['Poincarré', 'Poincaré', 'a letter doubled before an accent'],
    ['Fournié', 'Fournier', 'an ending that sounds alike'],
    ['Brisswal', 'Brisswalter', 'cut off'],
    ['Bemard', 'Bernard', 'a scanner took rn for m'],
    ['rnodernisation', 'modernisation', 'a scanner took m for rn'],
    ['duster', 'cluster', 'a scanner took cl for d'],
    ['c1uster', 'cluster', 'a scanner took l for 1'],
    ['Grenob1e', 'Grenoble', 'a scanner took l for 1'],
    ['F0urnier', 'Fournier', 'a scanner took o for 0'],
    ['Supercalculatuer', 'supercalculateur', 'two letters swapped in a long word'],
    ['laboratoirres', 'laboratoire', 'a letter doubled in a plural'],
  ])('takes %s for %s in passages of either language: %s', (word, name) => {
    expect(find(word, 'fr')).toEqual([name]);
    expect(find(word, 'en')).toEqual([name]);
  });

  it('finds what a scanner misread in the passages', () => {
    expect(find('Bordeaux', 'fr', ['B0rdeaux'])).toEqual(['B0rdeaux']);
    expect(find('Bernard', 'fr', ['Bemard'])).toEqual(['Bemard']);
  });

  it.each(['Dumont', 'Marin', 'Mortin', 'Morin', 'Parisot', 'Cartier', 'Lefort', 'Montagne', 'Poniatowski', 'xyzzyx'])(
    'takes %s for no name that it knows: another letter makes another name',
    (word) => {
      expect(find(word, 'fr')).toEqual([]);
      expect(find(word, 'en')).toEqual([]);
    },
  );

  it.each(['cnes', 'inra', 'CNRS2', '2024', '20231', '3ia'])('leaves short words and numbers alone: %s', (word) => {
    expect(find(word, 'fr', [...NAMES.split(' '), '2023', '4ia'])).toEqual([]);
  });

  it('gives nearer terms a higher probability, and shares it among equally near ones', () => {
    const lookUp = (word: string, names: string[]) =>
      new FuzzyDictionary(names).lookUp({ folded: word, term: word, language: 'en' });
    const [slip] = lookUp('gausier', ['gaussier']);
    const [other] = lookUp('gaumsier', ['gaussier']);
    expect(slip?.probability).toBeLessThan(1);
    expect(slip?.probability).toBeGreaterThan(other?.probability ?? 1);
    expect(other?.probability).toBeGreaterThan(0);
    const shared = lookUp('gausier', ['gaussier', 'gauusier']);
    expect(shared.map(({ probability }) => probability)).toEqual([
      (slip?.probability ?? 0) / 2,
      (slip?.probability ?? 0) / 2,
    ]);
  });

  it('gives only what is accepted', () => {
    const dictionary = new FuzzyDictionary(['gaussier', 'gauusier']);
    const word = { folded: 'gausier', term: 'gausier', language: 'en' } as const;
    expect(dictionary.lookUp(word, (term) => term === 'gauusier').map(({ term }) => term)).toEqual(['gauusier']);
    expect(dictionary.lookUp(word, () => false)).toEqual([]);
  });

  it('gives at most four terms, with probabilities above 0 that are at most 1 in all, for any word and any terms', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'm', 'é', '1'), minLength: 4, maxLength: 11 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (list, word) => {
        const found = new FuzzyDictionary(list).lookUp({ folded: word, term: word, language: 'en' });
        expect(found.length).toBeLessThanOrEqual(4);
        for (const { probability } of found) expect(probability).toBeGreaterThan(0);
        expect(found.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1 + 1e-9);
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
        return ['gaussier'];
      },
    };
    const dictionaries = new FuzzyDictionaries();
    expect(readings).toBe(0);
    expect(dictionaries.of(index, 'fr')).toBe(dictionaries.of(index, 'fr'));
    expect(readings).toBe(1);
  });
});
