import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stem } from '../../src/language/stem.ts';
import { EMPTY_LEXICON, loadLexicon } from '../../src/retrieval/lexicon.ts';
import { findForms } from '../../src/retrieval/word-forms.ts';
import { searchWords } from './words-search.ts';

const lexicon = loadLexicon(resolve(import.meta.dirname, '../../models'));

const formsOf = (word: string, language: 'fr' | 'en' = 'fr') =>
  findForms(stem(word, language), language, lexicon).map(({ term }) => term);

describe('forms of one word that the stemmer keeps apart', () => {
  it.each([
    ['fr', 'finance', 'financent'],
    ['fr', 'accepte', 'acceptent'],
    ['fr', 'attend', 'attendu'],
    ['fr', 'région', 'régional'],
    ['fr', 'nature', 'naturel'],
  ] as const)('%s: “%s” and “%s” meet, both ways', (language, one, other) => {
    const stems = [stem(one, language), stem(other, language)] as const;
    expect(stems[0]).not.toBe(stems[1]);
    expect(formsOf(one, language)).toContain(stems[1]);
    expect(formsOf(other, language)).toContain(stems[0]);
  });

  it.each([
    ['mont', 'montre'],
    ['plat', 'plâtre'],
    ['parc', 'parcelle'],
    ['port', 'portion'],
  ])('« %s » and « %s » only begin alike', (one, other) => {
    expect(formsOf(one)).not.toContain(stem(other, 'fr'));
  });

  it('are told by their ending where the lexicon does not know the verb', () => {
    expect(findForms('cofinancent', 'fr', EMPTY_LEXICON)).toContainEqual({ term: 'cofinanc', probability: 1 });
    expect(findForms('cofinanc', 'fr', EMPTY_LEXICON)).toContainEqual({ term: 'cofinancent', probability: 1 });
    expect(findForms('cofinanc', 'en', EMPTY_LEXICON)).toEqual([]);
  });

  it('count as far as they are rendered alike, above 0 and up to 1', () => {
    for (const word of ['attend', 'région', 'université', 'emploi', 'contenir']) {
      for (const { probability } of findForms(stem(word, 'fr'), 'fr', lexicon)) {
        expect(probability).toBeGreaterThan(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
    }
  });

  it('are found by a question: who « finance » by « financent »', () => {
    const texts = ['Trois villes financent le phare.', 'Trois villes visitent le phare.'];
    const { found } = searchWords(texts, 'Qui finance le phare ?', { texts: 'fr', question: 'fr' }, lexicon);
    expect(found[0]).toBe(0);
  });

  it('give way to the word itself', () => {
    const texts = ['Les villes financent le phare.', 'La ville finance le phare.'];
    const { found } = searchWords(texts, 'Qui finance le phare ?', { texts: 'fr', question: 'fr' }, lexicon);
    expect(found).toEqual([1, 0]);
  });

  it('lead who is asked for to the agent’s noun', () => {
    const texts = ['Porteur : Anne Lenoir.', 'Tulipe : Anne Lenoir.'];
    const { found } = searchWords(texts, 'Qui porte ce projet ?', { texts: 'fr', question: 'fr' }, lexicon);
    expect(found).toEqual([0]);
    // Elsewhere than after « qui », what begins alike may be anything.
    expect(searchWords(texts, 'Où porte la voix ?', { texts: 'fr', question: 'fr' }, lexicon).found).toEqual([]);
  });
});
