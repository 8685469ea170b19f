import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureDefinition, measurePerson, spellsOut } from '../../src/answering/definition.ts';
import { analyse } from '../../src/language/analyse.ts';
import { findConcepts, indexConcepts } from '../../src/language/concept-match.ts';
import { makeConcepts } from './sample-hits.ts';

function define(sentence: string, subject: string): number {
  const concepts = makeConcepts(subject);
  const found = findConcepts(analyse(sentence, 'fr'), indexConcepts(concepts, 'fr'));
  return measureDefinition(sentence, found, [...concepts.keys()]);
}

describe('a definition', () => {
  it('opens with its subject and says what that is', () => {
    expect(define('Le phare est une tour.', 'phare')).toBe(1);
    expect(define('Un phare désigne une tour qui éclaire.', 'phare')).toBe(1);
  });

  it('is likelier where its subject opens the sentence than where it stands further in', () => {
    const late = define('Pour tous ceux qui naviguent la nuit, le phare est un repère.', 'phare');
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(1);
  });

  it('may be an apposition, which says it less surely', () => {
    const apposition = define('Le phare, tour qui éclaire la mer, guide les navires.', 'phare');
    expect(apposition).toBeGreaterThan(0);
    expect(apposition).toBeLessThan(1);
  });

  it('is not a sentence that only speaks of the subject', () => {
    expect(define('On voit de loin le phare du port.', 'phare')).toBe(0);
  });
});

describe('who somebody is', () => {
  function introduce(sentence: string): number {
    const concepts = makeConcepts('Anne Morel');
    const found = findConcepts(analyse(sentence, 'fr'), indexConcepts(concepts, 'fr'));
    return measurePerson(sentence, found, [...concepts.keys()]);
  }

  it.each([
    ['La directrice du phare, Anne Morel, a écrit un livre.', 'an office before the name'],
    ['Anne Morel préside le port depuis 2019.', 'what she does'],
    ['Anne Morel est ingénieure.', 'what she is'],
  ])('is said: %s (%s)', (sentence) => {
    expect(introduce(sentence)).toBeGreaterThan(0.5);
  });

  it('is not said where the person only speaks', () => {
    expect(introduce('Anne Morel rappelle que la plage est longue.')).toBe(0);
  });
});

describe('an acronym', () => {
  it.each([
    ['Office national des forêts', 'ONF', 'an initial a word'],
    ['ONF | Office national des forêts', 'ONF', 'after the acronym itself'],
    ['Météorologie, océans et climat (MOC)', 'MOC', 'function words between'],
    ['Masses d’air, régions côtières', 'MARC', 'two letters of one word'],
  ])('is spelt out by « %s »: %s (%s)', (sentence, acronym, _reason) => {
    expect(spellsOut(sentence, acronym)).toBe(true);
  });

  it.each([
    ['Le port est ancien.', 'ONF'],
    ['ONF', 'ONF'],
    ['Office national du tourisme', 'ONF'],
    ['', 'ONF'],
  ])('is not spelt out by « %s »: %s', (sentence, acronym) => {
    expect(spellsOut(sentence, acronym)).toBe(false);
  });

  it('is looked for in any text without an error', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ minLength: 1, maxLength: 10 }),
        (text, word) => {
          expect(typeof spellsOut(text, word)).toBe('boolean');
        },
      ),
    );
  });
});
