import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Renderings } from '../../src/language/support.ts';
import { findAlteration } from '../../src/translation/find-alteration.ts';

const LEXICON: readonly (readonly [string, string])[] = [
  ['mer', 'sea'],
  ['bibliotheque', 'librari'],
  ['ville', 'citi'],
  ['ouverture', 'open'],
];
const renderings: Renderings = (word, from) =>
  LEXICON.flatMap(([french, english]) => {
    if (from === 'fr') return word === french ? [english] : [];
    return word.startsWith(english.slice(0, -1)) ? [french, french.slice(0, -1)] : [];
  });

const findIn = (sentence: string, rendering: string) => findAlteration(sentence, rendering, 'fr', renderings);

describe('A rendering', () => {
  it.each([
    ['figures as English writes them', 'Le port a reçu 1 234,5 tonnes.', 'The port received 1,234.5 tonnes.'],
    ['amounts in other words', 'Le plan coûte 1,5 milliard d’euros.', 'The plan costs €1.5 billion.'],
    ['percentages', 'Une hausse de 12,3 % en un an.', 'An increase of 12.3% in one year.'],
    ['dates', 'Le musée a ouvert le 1er mars 2021.', 'The museum opened on 1 March 2021.'],
    ['ranges', 'De 2021 à 2025, le port grandit.', 'From 2021 to 2025, the port grows.'],
    ['names and acronyms', 'Mme Durand dirige l’INRAP.', 'Ms Durand heads INRAP.'],
    ['addresses', 'Contactez quai@port.example.', 'Contact quai@port.example.'],
    ['a first word without capital in the other language', 'Ouverture du port à midi.', 'The port opens at noon.'],
  ])('is the same where it keeps %s', (_, sentence, rendering) => {
    expect(findIn(sentence, rendering)).toBeNull();
  });

  it.each([
    ['figure', 'changes a figure', 'Le port a reçu 1 234 navires.', 'The port received 1,243 ships.'],
    [
      'figure',
      'takes a decimal comma for thousands',
      'Le phare consomme 1,234 tonne.',
      'The lighthouse uses 1,234 tonnes.',
    ],
    ['figure', 'changes millions to billions', 'Le plan coûte 5 millions d’euros.', 'The plan costs €5 billion.'],
    ['figure', 'changes the currency', 'Le plan coûte 5 millions d’euros.', 'The plan costs $5 million.'],
    ['figure', 'loses a percentage', 'La part atteint 12 % cette année.', 'The share is high this year.'],
    ['figure', 'adds a figure', 'La part est élevée cette année.', 'The share is 12% this year.'],
    ['figure', 'says once what stands twice', 'Il y a 12 quais et 12 grues.', 'There are 12 quays and cranes.'],
    ['date', 'changes a day', 'Le musée a ouvert le 1er mars 2021.', 'The museum opened on 2 March 2021.'],
    ['date', 'loses the day', 'Le musée a ouvert le 1er mars 2021.', 'The museum opened in March 2021.'],
    ['name', 'loses a name', 'Le port de Morel est fermé.', 'The port is closed.'],
    ['name', 'changes a name', 'Le port de Morel est fermé.', 'The port of Moral is closed.'],
    ['name', 'loses an acronym', 'Le port dépend de la DIRM.', 'The port belongs to the department.'],
    ['address', 'changes an address', 'Écrivez à contact@port.example.', 'Write to contacts@port.example.'],
    ['address', 'loses an address', 'Voir https://port.example/quais.', 'See the site of the port.'],
    ['length', 'repeats itself', 'Le port est fermé.', 'The port is closed, '.repeat(20)],
    ['empty', 'says nothing', 'Le port est fermé.', ''],
  ])('is not shown (%s) where it %s', (kind, _, sentence, rendering) => {
    expect(findIn(sentence, rendering)).toMatchObject({ kind });
  });

  it('may have an acronym that the lexicon knows one way only', () => {
    const oneWay: Renderings = (word, from) => (from === 'fr' && word === 'ia' ? ['ai'] : []);
    expect(findAlteration('Le port emploie l’IA.', 'The port uses AI.', 'fr', oneWay)).toBeNull();
    expect(findAlteration('Le port emploie l’IA.', 'The port uses IT.', 'fr', oneWay)).toMatchObject({ kind: 'name' });
  });

  it('of any figure is not shown with another one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13, max: 999_999 }), fc.integer({ min: 13, max: 999_999 }), (said, rendered) => {
        const sentence = `Le port a reçu ${new Intl.NumberFormat('fr').format(said)} tonnes de sel.`;
        const rendering = `The port received ${new Intl.NumberFormat('en').format(rendered)} tonnes of salt.`;
        expect(findIn(sentence, rendering) === null).toBe(said === rendered);
      }),
    );
  });

  it('of any text is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (sentence, rendering) => {
        findIn(sentence, rendering);
      }),
    );
  });
});
