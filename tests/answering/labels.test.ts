import { describe, expect, it } from 'vitest';
import { findLabelledValue } from '../../src/answering/labels.ts';
import { analyse } from '../../src/language/analyse.ts';
import { findConcepts } from '../../src/language/concept-match.ts';
import { findExpected } from '../../src/language/expectation.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { makeConcepts } from './sample-hits.ts';

/** What stands after the label, or null. */
function valueIn(line: string, asked: string, words: string): string | null {
  const question = prepareQuestion({ text: asked, kind: classifyQuestion(asked, 'fr'), concepts: makeConcepts(words) });
  const found = findConcepts(analyse(line, 'fr'), question.terms.fr);
  const expected = findExpected(question.kind, question.folded, line, 'fr');
  const start = findLabelledValue({ text: line, found, expected }, 'fr', question);
  return start === null ? null : line.slice(start);
}

describe('a line that gives what is asked under its name', () => {
  it.each([
    ['Directrice : Anne Lenoir', 'Qui est la directrice du phare ?', 'directrice phare', 'Anne Lenoir'],
    ['- Budget du phare\u00A0: 3 M€', 'Quel est le budget du phare ?', 'budget phare', '3 M€'],
    ['Ouverture: 12 mai 2024', 'Quand a lieu l’ouverture du phare ?', 'ouverture phare', '12 mai 2024'],
    ['Nature : appel à projets', 'Quelle est la nature du soutien ?', 'nature soutien', 'appel à projets'],
  ])('« %s » answers « %s »', (line, asked, words, value) => {
    expect(valueIn(line, asked, words)).toBe(value);
  });

  it.each([
    [
      'its label says more than the question',
      'Directrice de la publication : Anne Lenoir',
      'Qui est la directrice ?',
      'directrice',
    ],
    [
      'its value has not the form asked for',
      'Budget du phare : à préciser',
      'Quel est le budget du phare ?',
      'budget phare',
    ],
    [
      'its label only names what is asked about',
      'Morel : Anne Lenoir',
      'Qui dirige le phare de Morel ?',
      'dirige phare Morel',
    ],
    ['the label has no value', 'Directrice :', 'Qui est la directrice ?', 'directrice'],
    [
      'a sentence goes before the colon',
      'Le phare a ouvert. Budget : 3 M€',
      'Quel est le budget du phare ?',
      'budget phare',
    ],
  ])('is none where %s', (_, line, asked, words) => {
    expect(valueIn(line, asked, words)).toBeNull();
  });
});
