import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { stem } from '../../src/language/stem.ts';
import { findUnproven, type Proof } from '../../src/language/support.ts';

const WORDS: Readonly<Record<string, string>> = {
  states: 'États',
  united: 'Unis',
  eu: 'UE',
  researchers: 'chercheurs',
  inria: 'Inria',
};
const renderings = (word: string) => (WORDS[word] === undefined ? [] : [stem(WORDS[word], 'fr')]);

function proof(quote: string, context = ''): Proof {
  return { quote, context, language: 'fr' };
}

function unproven(sentence: string, language: Language, ...proofs: readonly Proof[]) {
  return findUnproven(sentence, language, proofs, renderings);
}

const MONEY = proof('Le programme est doté de 36 M€ sur la période 2021-2025, depuis le 8 novembre 2021.');

describe('what a sentence says beyond its quotes', () => {
  it.each([
    ['The programme has a budget of €36 million.'],
    ['It runs from 2021 to 2025.'],
    ['It began in November 2021.'],
    ['It began in 2021.'],
    ['It began on 8 November 2021.'],
    ['The programme, which has 36 million euros, is running.'],
  ])('is nothing where the value is the same in other words: %s', (sentence) => {
    expect(unproven(sentence, 'en', MONEY)).toBeNull();
  });

  it.each([
    ['The programme has a budget of €38 million.', 'figure', '€38 million'],
    ['The programme has a budget of $36 million.', 'figure', '$36 million'],
    ['The programme grew by 36 %.', 'figure', '36 %'],
    ['It began on 9 November 2021.', 'date', '9 November 2021'],
    ['It began in 2020.', 'date', '2020'],
    ['It runs from 2021 to 2026.', 'date', '2026'],
    ['It is the 3rd programme of this kind.', 'figure', '3'],
    ['It is led by Marie Curie.', 'name', 'Marie'],
    ['Inria leads it.', 'name', 'Inria'],
    ['Zorglub leads it.', 'name', 'Zorglub'],
    ['INRIA leads it.', 'name', 'INRIA'],
  ])('is a figure, a date or a name that is another one: %s', (sentence, kind, text) => {
    const found = unproven(sentence, 'en', MONEY);
    expect(found === null ? null : found.kind).toBe(kind);
    if (text !== null) expect(found?.text).toContain(text);
  });

  it('is a measure in another unit, not one that is named otherwise', () => {
    const tower = proof('La tour mesure 324 mètres.');
    expect(unproven('The tower is 324 m high.', 'en', tower)).toBeNull();
    expect(unproven('The tower is 324 feet high.', 'en', tower)).toEqual({ kind: 'figure', text: '324 feet' });
  });

  it('is nothing where every figure is held by one of several quotes', () => {
    expect(unproven('Le premier a 36 M€, le second 12 M€.', 'fr', MONEY, proof('Le second reçoit 12 M€.'))).toBeNull();
  });

  it('is a name that only another sentence’s quote would hold', () => {
    expect(unproven('Le programme est dirigé par Jean Dupont.', 'fr', MONEY)).toEqual({ kind: 'name', text: 'Jean' });
  });

  it('is nothing where the headings above the quote say the name', () => {
    expect(
      unproven('Le budget du PEPR IA est de 36 M€.', 'fr', proof('Il est doté de 36 M€.', 'PEPR IA › Budget')),
    ).toBeNull();
  });

  it('is nothing where an English name renders a French one', () => {
    const quote = proof('Les États-Unis, l’UE et la Commission européenne l’ont signé.');
    expect(unproven('It was signed by the United States, the EU and the European Commission.', 'en', quote)).toBeNull();
  });

  it('is an English name that renders no word of the French quote', () => {
    expect(
      unproven('It was signed by the African Union.', 'en', proof('La Commission européenne l’a signé.'))?.kind,
    ).toBe('name');
  });

  it('is nothing where the century is written in Roman numerals', () => {
    expect(unproven('It dates from the 19th century.', 'en', proof('Il date du XIXe siècle.'))).toBeNull();
  });

  it('is nothing where a common word opens the sentence', () => {
    expect(unproven('Researchers lead it.', 'en', MONEY)).toBeNull();
  });

  it('is nothing where the sentence has neither figure nor name', () => {
    expect(unproven('Elle avance.', 'fr', proof('Les travaux progressent.'))).toBeNull();
  });
});
