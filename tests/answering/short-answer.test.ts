import { describe, expect, it } from 'vitest';
import { collectEvidence } from '../../src/answering/evidence.ts';
import { findShortAnswer, renderShortAnswer } from '../../src/answering/short-answer.ts';
import type { Language } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const SELECTION = { selection: { coverage: 4, contextCoverage: 1, expectation: 1 } };

function shortAnswer(text: string, asked: string, words: string, language: Language = 'fr'): string | null {
  const hit = makeHit(text, { offset: 7 });
  const question = prepareQuestion({ text: asked, kind: classifyQuestion(asked, 'fr'), concepts: makeConcepts(words) });
  const [best] = collectEvidence([hit], question, SELECTION);
  const span = best === undefined ? null : findShortAnswer(best, question);
  return span && renderShortAnswer(text, { start: span.start - 7, end: span.end - 7 }, 'fr', language);
}

describe('the value asked for', () => {
  it.each([
    ['a year', 'Le phare fut bâti en 1890.', 'Quand le phare fut-il bâti ?', 'phare bâti', '1890', '1890'],
    [
      'a day',
      'Le phare a ouvert le 8 novembre 2021.',
      'Quand le phare a-t-il ouvert ?',
      'phare ouvert',
      '8 novembre 2021',
      '8 November 2021',
    ],
    [
      'an amount',
      'Le phare a coûté 1,5 milliard d’euros.',
      'Combien d’argent a coûté le phare ?',
      'coûté phare',
      '1,5 milliard d’euros',
      '€1.5 billion',
    ],
    [
      'a small amount',
      'L’entrée du phare coûte 12,50 €.',
      'Combien d’argent coûte l’entrée du phare ?',
      'coûte entrée phare',
      '12,50 €',
      '€12.5',
    ],
    ['a share', 'Le phare a reçu 38 % des visiteurs.', 'Quelle part des visiteurs ?', 'visiteurs phare', '38 %', '38%'],
    [
      'a length of time',
      'La visite du phare dure trois heures.',
      'Quelle est la durée de la visite ?',
      'visite dure phare',
      'trois heures',
      '3\u00A0hours',
    ],
    [
      // What is counted is not translated.
      'a count',
      'Le phare compte 2 000 marches.',
      'Combien de marches compte le phare ?',
      'marches compte phare',
      '2 000 marches',
      '2,000 («\u00A02 000 marches\u00A0»)',
    ],
  ])('is %s, written as each language writes it', (_, text, asked, words, french, english) => {
    expect([shortAnswer(text, asked, words), shortAnswer(text, asked, words, 'en')]).toEqual([french, english]);
  });

  it('is the one nearest to the words of the question', () => {
    const text = 'Dessiné en 1850 par un architecte dont on ne sait presque rien, le phare fut bâti en 1890.';
    expect(shortAnswer(text, 'Quand le phare fut-il bâti ?', 'phare bâti')).toBe('1890');
  });

  it('is left to the quote where two stand as near', () => {
    expect(shortAnswer('Le phare fut bâti en 1890 ou 1891.', 'Quand le phare fut-il bâti ?', 'phare bâti')).toBeNull();
  });

  it('is never what the question says itself', () => {
    const asked = 'Combien de marches le phare avait-il en 1890 ?';
    expect(shortAnswer('En 1890, le phare avait des marches.', asked, 'marches phare 1890')).toBeNull();
  });

  it('is no number of something else than what is counted', () => {
    const asked = 'Combien de TGV dépassent le seuil ?';
    const words = 'TGV dépassent seuil';
    expect(shortAnswer('On y a vu 12 TGV qui dépassent le seuil.', asked, words)).toBe('12 TGV');
    expect(shortAnswer('Les trains dépassent le seuil de 50 grammes.', asked, words)).toBeNull();
  });

  it('is none where only a synonym around it says what is asked', () => {
    const asked = 'Quel est le budget du phare ?';
    const concepts = makeConcepts('budget phare').map((concept, place) =>
      place > 0
        ? concept
        : {
            ...concept,
            variants: {
              fr: [
                { term: 'budget', probability: 1 },
                { term: 'cout', probability: 0.15 },
              ],
              en: [],
            },
          },
    );
    const question = prepareQuestion({ text: asked, kind: 'how_much', concepts });
    const valueIn = (before: string) => {
      const hit = makeHit(`${before} Le phare vaut 3 millions d’euros.`);
      const best = collectEvidence([hit], question, SELECTION).find(({ text }) => text.startsWith('Le phare vaut'));
      return best && findShortAnswer(best, question);
    };
    expect(valueIn('Son budget est connu.')).not.toBeNull();
    expect(valueIn('Son coût est connu.')).toBeNull();
  });

  it('is a person where a heading names one above the role that is asked for', () => {
    const text = 'Anne Morel\n\nDirectrice du phare de Brest';
    const hit = makeHit(text, { section: ['Anne Morel'] });
    const question = prepareQuestion({
      text: 'Qui est la directrice du phare ?',
      kind: 'who',
      concepts: makeConcepts('directrice phare'),
    });
    const best = collectEvidence([hit], question, SELECTION).find(({ text: sentence }) => sentence.startsWith('Dir'));
    expect(best && findShortAnswer(best, question)).toEqual({ start: 0, end: 'Anne Morel'.length });
  });

  it('is no person among others in a sentence', () => {
    expect(shortAnswer('Anne Morel dirige le phare.', 'Qui dirige le phare ?', 'dirige phare')).toBeNull();
  });

  it('keeps a unit that the other language names otherwise in its own words', () => {
    const asked = 'Quelle est la longueur du mât ?';
    expect(shortAnswer('La longueur du mât est de 20 pieds.', asked, 'longueur mât', 'en')).toBe(
      '20 («\u00A020 pieds\u00A0»)',
    );
    expect(shortAnswer('La longueur du mât est de 6,5 m.', asked, 'longueur mât', 'en')).toBe('6.5\u00A0m');
  });

  it('is written as it stands where writing it otherwise would change it', () => {
    expect(renderShortAnswer('de 2021 à 2025', { start: 3, end: 14 }, 'fr', 'en')).toBe('2021 à 2025');
    expect(renderShortAnswer('Anne Morel', { start: 0, end: 10 }, 'fr', 'en')).toBe('Anne Morel');
  });
});
