import { describe, expect, it } from 'vitest';
import { collectEvidence } from '../../src/answering/evidence.ts';
import { renderValue } from '../../src/answering/render-value.ts';
import { selectQuotes } from '../../src/answering/select-quotes.ts';
import { chooseShortAnswer, findShortAnswer } from '../../src/answering/short-answer.ts';
import type { Language } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const SELECTION = { selection: { coverage: 4, contextCoverage: 1, expectation: 1 } };

function shortAnswer(text: string, asked: string, words: string, language: Language = 'fr'): string | null {
  const hit = makeHit(text, { offset: 7 });
  const question = prepareQuestion({ text: asked, kind: classifyQuestion(asked, 'fr'), concepts: makeConcepts(words) });
  const evidence = collectEvidence([hit], question, SELECTION);
  return chooseShortAnswer(evidence, question, selectQuotes(evidence, false), language);
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

  it.each([
    [
      'Le phare compte près de 2 000 marches.',
      'près de 2 000 marches',
      'nearly 2,000 («\u00A0près de 2 000 marches\u00A0»)',
    ],
    [
      'Le phare compte plus de 2 000 marches.',
      'plus de 2 000 marches',
      'more than 2,000 («\u00A0plus de 2 000 marches\u00A0»)',
    ],
    // The longer form: not fewer
    [
      'Le phare compte pas moins de 90 marches.',
      'pas moins de 90 marches',
      'at least 90 («\u00A0pas moins de 90 marches\u00A0»)',
    ],
    // What stands behind the number is not rendered
    ['Le phare a 2 000 marches au moins.', '2 000 marches au moins', '«\u00A02 000 marches au moins\u00A0»'],
  ])('says how exact it is meant: %s', (text, french, english) => {
    const asked = 'Combien de marches compte le phare ?';
    expect([
      shortAnswer(text, asked, 'marches compte phare'),
      shortAnswer(text, asked, 'marches compte phare', 'en'),
    ]).toEqual([french, english]);
  });

  it.each([
    ['Le phare fut bâti avant 1890.', 'avant 1890', 'before 1890'],
    ['Le phare fut bâti avant le 3 mai 1890.', 'avant le 3 mai 1890', 'before 3 May 1890'],
    ['Le phare fut bâti fin 1890.', 'fin 1890', 'the end of 1890'],
    ['Le phare sera bâti d’ici à la fin de l’année 2027.', 'd’ici à la fin de l’année 2027', 'by the end of 2027'],
    ['Le phare est bâti depuis mai 1890.', 'depuis mai 1890', 'since May 1890'],
    // A qualifier of figures is none of a year
    ['Le phare coûte environ, et fut bâti en 1890.', '1890', '1890'],
    ['Le phare fut bâti au XVIe siècle.', 'XVIe siècle', '«\u00A0XVIe siècle\u00A0»'],
  ])('says which side of a date is meant: %s', (text, french, english) => {
    const asked = 'Quand le phare fut-il bâti ?';
    expect([shortAnswer(text, asked, 'phare bâti'), shortAnswer(text, asked, 'phare bâti', 'en')]).toEqual([
      french,
      english,
    ]);
  });

  it('is no decade cut to its first year', () => {
    expect(
      shortAnswer('Le phare fut bâti dans les années 1890.', 'Quand le phare fut-il bâti ?', 'phare bâti'),
    ).toBeNull();
  });

  it('is the whole of a length of time', () => {
    const asked = 'Combien de temps dure la visite ?';
    expect(shortAnswer('La visite dure deux heures et demie.', asked, 'visite dure')).toBe('deux heures et demie');
    expect(shortAnswer('La visite dure deux heures et demie.', asked, 'visite dure', 'en')).toBe('2.5\u00A0hours');
    expect(shortAnswer('La visite dure 1 h 20.', asked, 'visite dure', 'en')).toBe('«\u00A01 h 20\u00A0»');
    expect(shortAnswer('La visite dure un an et demi.', asked, 'visite dure')).toBe('un an et demi');
  });

  it('is the measure beside the word that says what is measured', () => {
    const text = 'Le lac est à 940 m d’altitude, dans un cirque entouré de sapins, et sa profondeur atteint 41 m.';
    const ask = (asked: string, words: string) => shortAnswer(text, asked, words);
    expect(ask('À quelle altitude est le lac ?', 'altitude lac')).toBe('940 m');
    expect(ask('Quelle est la profondeur du lac ?', 'profondeur lac')).toBe('41 m');
  });

  it('is no measure of what only belongs to the thing', () => {
    const asked = 'Quelle est la hauteur du phare ?';
    expect(shortAnswer('La lampe du phare a une hauteur de 3 m.', asked, 'hauteur phare')).toBeNull();
    expect(shortAnswer('La hauteur du phare est de 37 m.', asked, 'hauteur phare')).toBe('37 m');
  });

  it('is none where no word tells one measure from another', () => {
    const asked = 'Combien mesure le pont ?';
    expect(shortAnswer('Le pont mesure 310 m.', asked, 'mesure pont')).toBe('310 m');
    expect(
      shortAnswer('Le pont mesure 310 m de long, et son tablier s’élève à 47 m.', asked, 'mesure pont'),
    ).toBeNull();
    // Of what is asked the sentence says nothing
    expect(shortAnswer('Le pont et sa pile de 47 m.', 'Quelle est la largeur du pont ?', 'largeur pont')).toBeNull();
  });

  it('is no number before another word than the one that is counted', () => {
    const asked = 'Combien de gardiens compte le phare ?';
    const words = 'gardiens compte phare';
    expect(shortAnswer('Le phare compte deux anciens gardiens.', asked, words)).toBe('deux anciens gardiens');
    expect(shortAnswer('Le phare compte deux lampes pour ses gardiens.', asked, words)).toBeNull();
    expect(shortAnswer('Le phare compte deux lampes, et des gardiens.', asked, words)).toBeNull();
  });

  it('keeps a unit that the other language names otherwise in its own words', () => {
    const asked = 'Quelle est la longueur du mât ?';
    expect(shortAnswer('La longueur du mât est de 20 pieds.', asked, 'longueur mât', 'en')).toBe(
      '20 («\u00A020 pieds\u00A0»)',
    );
    expect(shortAnswer('La longueur du mât est de 6,5 m.', asked, 'longueur mât', 'en')).toBe('6.5\u00A0m');
  });

  it('is written as it stands where writing it otherwise would change it', () => {
    expect(renderValue('de 2021 à 2025', { start: 3, end: 14 }, 'fr', 'en')).toBe('«\u00A02021 à 2025\u00A0»');
  });
});
