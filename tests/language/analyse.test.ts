import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { analyse, analyseQuestion } from '../../src/language/analyse.ts';

function terms(text: string, language: Language): string[] {
  return analyse(text, language).map(({ term }) => term);
}

/** Whether a question's term at each of its positions is found among the passage's terms. */
function meets(question: string, passage: string, language: Language = 'fr'): boolean {
  const held = new Set(terms(passage, language));
  const byPosition = new Map<number, boolean>();
  for (const { term, position } of analyseQuestion(question, language)) {
    byPosition.set(position, (byPosition.get(position) ?? false) || held.has(term));
  }
  return byPosition.size > 0 && [...byPosition.values()].every(Boolean);
}

describe('analyse', () => {
  it('gives folded stems of the words that carry meaning', () => {
    expect(terms('L’intelligence artificielle est financée par l’État.', 'fr')).toEqual([
      'intelligent',
      'artificiel',
      'financ',
      'etat',
    ]);
    expect(terms('Who directs the clusters?', 'en')).toEqual(['direct', 'cluster']);
  });

  it('counts the positions of words that it leaves out', () => {
    expect(analyse('la ville de Rennes', 'fr')).toEqual([
      { term: 'vill', position: 1, start: 3, end: 8 },
      { term: 'ren', position: 3, start: 12, end: 18 },
    ]);
  });

  it.each([
    ['oeuvre', 'la mise en œuvre', 'a ligature is its two letters'],
    ["l'ecole", 'de l’École', 'apostrophes and accents do not count'],
    ['2000 chercheurs', '2\u202F000 chercheurs', 'a space groups digits'],
    ['1.5', '1,5 point', 'comma and point both part decimals'],
    ['36 M€', 'à hauteur de 36 millions d’euros', 'the unit is the same in letters'],
    ['36 millions d’euros', '(36 M€)', 'and the other way round'],
    ['combien d’euros', '36 M€', 'the currency is within the unit'],
    ['APHP', 'l’AP-HP', 'hyphens part acronyms'],
    ['PRAIRIE', 'l’institut PR [AI] RIE', 'brackets part acronyms'],
    ['prairie', 'l’institut PR[AI]RIE', 'in small letters too'],
    ['SNCF', 'la S.N.C.F.', 'points part acronyms'],
    ['cnrs', 'le CNRS', 'an acronym in small letters meets its stem'],
    ['HI PARIS', 'Hi! Paris', 'case and punctuation of names do not count'],
    ['IA-cluster', 'clusters IA', 'compounds are met by their parts'],
    ['article L123-4', 'l’article L. 123-4', 'references are written with and without a point'],
    ['regularite', 'la régularité', 'a question may lack its accents'],
    ['strategie financee', 'la stratégie financée', 'a question may lack its accents'],
    ['montant alloue', 'le montant alloué', 'a question may lack its accents'],
  ])('lets « %s » meet « %s »: %s', (question, passage) => {
    const held = new Set(terms(passage, 'fr'));
    const found = analyseQuestion(question, 'fr').filter(({ term }) => held.has(term));
    expect(found.length).toBeGreaterThan(0);
    if (!question.includes('-')) expect(meets(question, passage)).toBe(true);
  });

  it('keeps acronyms as they are written beside their stem, so that both languages meet in them', () => {
    expect(terms('AISSAI', 'fr')).toEqual(['aiss', 'aissai']);
    expect(terms('AISSAI', 'en')).toEqual(['aissai']);
  });

  it.each([
    ['en', 'the WHO and the US', ['who', 'us']],
    ['fr', 'le SI de l’UE', ['si', 'ue']],
    ['fr', 'LE PLAN DE LA FRANCE', ['plan', 'franc', 'france']],
    ['en', 'in May 2024 it may rain', ['may', '2024-05', '2024', 'rain']],
    ['fr', 'il a été créé lors d’une école d’été', ['cre', 'ecol', 'ete']],
  ] as const)('keeps function words that are names where they stand: %s, %s', (language, text, expected) => {
    expect(terms(text, language)).toEqual(expected);
  });

  it('gives names and numbers the same positions and offsets in both languages', () => {
    const text = 'Qui dirige le cluster ENACT, 3 fois ?';
    const places = (language: Language) =>
      new Set(analyseQuestion(text, language).map(({ start, position }) => `${start} ${position}`));
    for (const place of places('fr')) expect(places('en')).toContain(place);
  });

  it('gives well-formed terms with offsets into the text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom<Language>('fr', 'en'), (text, language) => {
        for (const { term, start, end } of analyse(text, language)) {
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(term).not.toMatch(/\s/);
        }
      }),
    );
  });
});

describe('analyseQuestion', () => {
  it('keeps the words of a question that has nothing else', () => {
    expect(analyseQuestion('Qui est-ce ?', 'fr').map(({ term }) => term)).toEqual(['qui', 'est', 'ce']);
    expect(analyseQuestion('Who is it?', 'en').map(({ term }) => term)).toEqual(['who', 'is', 'it']);
  });

  it('gives nothing for a question without words', () => {
    expect(analyseQuestion(' ?! ', 'fr')).toEqual([]);
  });

  it('adds accented readings only to questions typed without accents', () => {
    expect(analyseQuestion('la regularite', 'fr').map(({ term }) => term)).toEqual(['regularit', 'regular']);
    expect(analyseQuestion('régularité financee', 'fr').map(({ term }) => term)).not.toContain('financ');
  });

  it('adds the reading of a text without accents to words that have them', () => {
    expect(analyseQuestion('le congrès', 'fr').map(({ term }) => term)).toEqual(['congres', 'congr']);
  });
});
