import { describe, expect, it } from 'vitest';
import { openLexicon } from '../../src/retrieval/lexicon.ts';
import { encodeLexicon } from '../../src/retrieval/lexicon-format.ts';
import { searchWords } from './words-search.ts';

const FRENCH = { texts: 'fr', question: 'fr' } as const;
const ENGLISH = { texts: 'fr', question: 'en' } as const;

describe('rare question words missing from the collection get a fuzzy match', () => {
  it.each([
    ['Brisvalter', 'Brisswalter'],
    ['Briswalter', 'Brisswalter'],
    ['Birsswalter', 'Brisswalter'],
    ['Brisswal', 'Brisswalter'],
    ['Weismann', 'Weißmann'],
    ['Weißman', 'Weissmann'],
    ['Hernendez', 'Hernandez'],
    ['Ernandez', 'Hernandez'],
    ['Poincarre', 'Poincaré'],
    ['Cedrik', 'Cédric'],
    ['Bemardin', 'Bernardin'],
    ['Bernardin', 'Bemardin'],
    ['Bernard1n', 'Bernardin'],
    ['B0rdeaux', 'Bordeaux'],
    ['Lafﬁteau', 'Laffitteau'],
  ])('a question with « %s » finds %s, in French and in English', (asked, written) => {
    const texts = [`Un texte de ${written} sur les algues.`, 'Un texte sur les algues.', 'Un texte de Duval.'];
    expect(searchWords(texts, `Qu’a écrit ${asked} ?`, FRENCH).found).toEqual([0]);
    expect(searchWords(texts, `What did ${asked} write?`, ENGLISH).found).toEqual([0]);
    expect(searchWords(texts, `textes de ${asked.toLowerCase()}`, FRENCH).found[0]).toBe(0);
  });

  it('as one or two words', () => {
    expect(searchWords(['le super ordinateur'], 'superordinateur', FRENCH).missing).toEqual([]);
    expect(searchWords(['le superordinateur'], 'super ordinateur', FRENCH).missing).toEqual([]);
  });

  it('and a name of two words is not swamped by the one that is spelt right', () => {
    const texts = ['Éric Brisswalter dirige le port.', 'Éric Duval, Éric Morin et Éric Petit dirigent le port.'];
    expect(searchWords(texts, 'Qui est Éric Brisvalter ?', FRENCH).found[0]).toBe(0);
    expect(searchWords(texts, 'Who is Eric Brisvalter?', ENGLISH).found[0]).toBe(0);
  });

  it('which the explanation shows: the word that is asked, and the word that is found', () => {
    expect(searchWords(['Un texte de Brisswalter.'], 'Qui est Brisvalter ?', FRENCH).explained).toEqual([
      'Brisvalter → brisswalt',
    ]);
    expect(searchWords(['Un texte de Brisswalter.'], 'Qui est Brisswalter ?', FRENCH).explained).toEqual([
      'Brisswalter',
    ]);
  });

  it('which counts less than a name as it is written', () => {
    const texts = ['Un texte de Brisswalter.', 'Un texte de Montgolfier.'];
    expect(searchWords(texts, 'Brisvalter Montgolfier', FRENCH).found).toEqual([1, 0]);
    expect(searchWords(texts, 'Brisswalter Mongolfier', FRENCH).found).toEqual([0, 1]);
  });
});

describe('a word that is spelt right and that nothing is known of stays unknown', () => {
  it.each(['Dumont', 'Morin', 'Marin', 'Parisot', 'Lefort', 'Martel', 'Beaumont', 'Duvalier'])(
    '« %s » is none of the names and words that look a little like it',
    (asked) => {
      const texts = ['Dupont, Martin, Paris, Duval, Leport : le beau mont, le port, la porte et le portail.'];
      expect(searchWords(texts, `Qui est ${asked} ?`, FRENCH).found).toEqual([]);
      expect(searchWords(texts, `Who is ${asked}?`, ENGLISH).found).toEqual([]);
    },
  );

  it('as a number does, and a short word, and an acronym', () => {
    expect(searchWords(['en 2023, le CNRS et le CNES'], '2024', FRENCH).found).toEqual([]);
    expect(searchWords(['en 2023, le CNRS et le CNES'], 'CNIS', FRENCH).found).toEqual([]);
  });

  it('where it is written as a name, and what looks like it is a word of the dictionary', () => {
    const words = (term: string, other: string) => new Map([[term, [{ term: other, probability: 1 }]]]);
    const lexicon = openLexicon(
      encodeLexicon('test', {
        fr: { words: words('cordonni', 'cobbler'), phrases: new Map() },
        en: { words: new Map(), phrases: new Map() },
      }),
    );
    const texts = ['Le cordonnier du port.'];
    const find = (question: string) => searchWords(texts, question, FRENCH, lexicon).found;
    expect(find('Qui est Cordonier ?')).toEqual([]);
    expect(find('Où est le cordonier ?')).toEqual([0]);
  });
});

describe('a word that may be two', () => {
  it('is none where the lexicon knows it as one, and no part of it means the same', () => {
    const words = new Map([
      ['portefeuill', [{ term: 'wallet', probability: 1 }]],
      ['port', [{ term: 'door', probability: 1 }]],
      ['feuill', [{ term: 'leaf', probability: 1 }]],
    ]);
    const none = { words: new Map(), phrases: new Map() };
    const lexicon = openLexicon(encodeLexicon('test', { fr: { words, phrases: new Map() }, en: none }));
    const texts = ['la porte et la feuille'];
    expect(searchWords(texts, 'Où est le portefeuille ?', FRENCH, lexicon).found).toEqual([]);
    expect(searchWords(texts, 'Où est le portefeuille ?', FRENCH).found).toEqual([0]);
  });
});
