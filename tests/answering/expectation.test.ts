import { describe, expect, it } from 'vitest';
import { meetsExpectation } from '../../src/answering/expectation.ts';

describe('a sentence meets what the question expects', () => {
  it.each([
    ['who', 'Qui dirige le port ?', 'Le port est dirigé par Anne Le Goff.', 'a person’s name'],
    ['when', 'Quand le phare fut-il bâti ?', 'Le phare fut bâti le 3 mai 1890.', 'a date'],
    ['when', 'Quand le phare fut-il bâti ?', 'Le phare fut bâti en 1890.', 'a year'],
    ['how_many', 'Combien de bateaux ?', 'On y compte 320 bateaux.', 'a number'],
    ['how_many', 'Quelle part est recyclée ?', 'On en recycle 38 %.', 'a percentage'],
    ['how_much', 'Combien coûte le phare ?', 'Il a coûté 1,5 million d’euros.', 'an amount'],
    ['where', 'Où est le phare ?', 'Il se dresse à Brest.', 'a place after a preposition'],
    ['list', 'Quels ports ?', 'Brest, Lorient, Quimper et Vannes.', 'an enumeration'],
  ] as const)('%s: %s — %s (%s)', (kind, question, sentence, _reason) => {
    expect(meetsExpectation(kind, question, sentence, 'fr')).toBe(1);
  });

  it.each([
    ['who', 'Qui dirige le port ?', 'le port est dirigé par une équipe.', 'no name'],
    ['when', 'Que se passe-t-il en 2019 ?', 'Le phare rouvre en 2019.', 'only the year of the question'],
    ['how_much', 'Combien coûte le phare ?', 'On y compte 320 bateaux.', 'a number that is no amount'],
    ['how_many', 'Combien de bateaux ?', 'On y compte beaucoup de bateaux.', 'no number'],
  ] as const)('not %s: %s — %s (%s)', (kind, question, sentence, _reason) => {
    expect(meetsExpectation(kind, question, sentence, 'fr')).toBe(0);
  });

  it('is undecided where the question does not say what it expects', () => {
    expect(meetsExpectation('other', 'Le port est-il ouvert ?', 'Oui.', 'fr')).toBe(0.5);
  });
});
