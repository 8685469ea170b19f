import { describe, expect, it } from 'vitest';
import { collectEvidence } from '../../src/answering/evidence.ts';
import {
  answerProbability,
  GATE_FEATURES,
  type GateWeights,
  measureGate,
  quotedProbability,
  refusalProbability,
} from '../../src/answering/gate.ts';
import type { Hit } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const SELECTION = { selection: { coverage: 4, contextCoverage: 1, expectation: 1 } };
const GATE: GateWeights = {
  intercept: -1,
  weights: { coverage: 4 },
  threshold: 0.5,
  refusal: { intercept: 0, slope: -1 },
  answer: { intercept: 0, slope: 1 },
};

async function read(hits: Hit[], text: string, words = text) {
  const question = prepareQuestion({ text, kind: classifyQuestion(text, 'fr'), concepts: makeConcepts(words) });
  const [best, ...others] = collectEvidence(hits, question, SELECTION);
  if (best === undefined) throw new Error('no evidence');
  return await measureGate([best, ...others], question, async (other) => (other.includes('\n') ? 0.6 : 0.4));
}

describe('the gate', () => {
  it('sees how much of what is asked of the named thing the sentence holds', async () => {
    const hit = makeHit('Le phare de Morel mesure trente mètres.');
    const asked = await read([hit], 'Quelle hauteur mesure le phare de Morel ?', 'hauteur mesure phare Morel');
    expect(asked.features).toMatchObject({ attributeless: 0, attribute: expect.closeTo(1 / 2) });
    const other = await read([hit], 'Quelle couleur a Morel ?', 'couleur Morel');
    expect(other.features).toMatchObject({ attributeless: 1, attribute: 0, missing: 1 });
  });

  it('compares the sentence with the question by itself and under its heading', async () => {
    const { features } = await read([makeHit('Le phare mesure trente mètres.', { section: ['Morel'] })], 'phare');
    expect([features.similarity, features.similarityInContext]).toEqual([0.4, 0.6]);
  });

  it('trusts a sentence that is far ahead of the next, and one without any other', async () => {
    const alone = await read([makeHit('Le phare mesure trente mètres.')], 'phare mesure');
    expect(alone.features.lead).toBe(1);
    const twice = await read([makeHit('Le phare mesure trente mètres. Le phare mesure peu.')], 'phare mesure');
    expect(twice.features.lead).toBeLessThan(0.5);
  });

  it.each([
    // Nothing of the kind asked for: a figure has a form of its own and counts twice
    [2, 'a figure', 'Combien mesure le phare de Morel ?', 'Le phare de Morel mesure beaucoup.', 'mesure phare Morel'],
    [1, 'a person', 'Qui dirige le phare ?', 'le phare est grand et il dirige les navires.', 'dirige phare'],
    // A number, but of something else
    [1, 'what is counted', 'Combien de bateaux y a-t-il ?', 'Le phare a 40 marches.', 'bateaux phare'],
    // or of fewer
    [
      1,
      'what the counted things are of',
      'Combien de bateaux de pêche y a-t-il ?',
      'Le port a 40 bateaux.',
      'bateaux pêche',
    ],
    [
      1,
      'the name of an amount',
      'Quelle amende Morel a-t-il payée ?',
      'Le phare de Morel a coûté 40 €.',
      'amende Morel',
    ],
    // Neither a cause nor the thing that it should explain
    [1, 'why', 'Pourquoi Morel a-t-il quitté le phare ?', 'Morel est entré au phare.', 'quitté phare Morel'],
    // Somebody is there, who need not be the one; and nobody presides
    [2, 'what is asked of the person', 'Qui préside le phare ?', 'Jean Morel a visité le phare.', 'préside phare'],
    [1, 'what is asked of the place', 'Où Morel a-t-il son siège ?', 'Morel a vendu un phare à Brest.', 'Morel siège'],
    [2, 'an address', 'Comment contacter le phare ?', 'Le phare prend contact avec les navires.', 'contacter phare'],
    // Another thing than the one that is named
    [1, 'the name', 'Qui dirige le phare de Kermorvan ?', 'Jean Morel dirige le phare.', 'dirige phare Kermorvan'],
  ])('finds %i lacking where a sentence lacks %s', async (count, _, question, sentence, words) => {
    const reading = await read([makeHit(sentence)], question, words);
    expect(reading.lacking).toBe(count);
    expect(answerProbability(reading, GATE)).toBeLessThan(0.5 * answerProbability({ ...reading, lacking: 0 }, GATE));
  });

  it.each([
    ['Morel a quitté le phare.', 'Pourquoi Morel a-t-il quitté le phare ?', 'the thing is there'],
    ['Morel est parti à cause du phare.', 'Pourquoi Morel a-t-il quitté le phare ?', 'a cause is there'],
  ])('finds nothing lacking in « %s » (%s): %s', async (sentence, question) => {
    expect((await read([makeHit(sentence)], question, 'quitté phare Morel')).lacking).toBe(0);
  });

  // The year is a name as well, which each but one lacks.
  it.each([
    [2, 'gives another year', 'Quels phares ont ouvert en 2025 ?', 'Deux phares ont ouvert en 2024.'],
    [1, 'gives years around it', 'Quels phares ont ouvert en 2025 ?', 'Des phares ont ouvert de 2024 à 2026.'],
    [1, 'gives a span', 'Quels phares ont ouvert en 2025 ?', 'Phares ouverts en 2024-2026.'],
    [0, 'gives the year itself', 'Quels phares ont ouvert en 2025 ?', 'Deux phares ont ouvert en 2025, un en 2024.'],
    [1, 'gives no year', 'Quels phares ont ouvert en 2025 ?', 'Deux phares ont ouvert.'],
    [1, 'has a year in a name', 'Quels phares ont ouvert en 2025 ?', 'Deux phares ont ouvert grâce à France 2030.'],
  ])('finds %i lacking where a question names a year and the sentence %s', async (count, _, question, sentence) => {
    const reading = await read([makeHit(sentence)], question, 'phares ouvert 2025');
    expect(reading.lacking).toBe(count);
  });

  it.each([
    ['stands elsewhere in the passage', 'Jean Morel dirige le phare. Le phare est celui de Kermorvan.'],
    ['is written with another ending', 'Jean Morel dirige le phare de Kermorvane.'],
  ])('lets a name pass that %s', async (_, text) => {
    const reading = await read([makeHit(text)], 'Qui dirige le phare de Kermorvan ?', 'dirige phare Kermorvan');
    expect(reading.lacking).toBe(0);
  });

  it('lets a name pass that is no word to the language of the document', async () => {
    const hit = makeHit('Jean Morel dirige le phare du Grand Est.');
    const { lacking } = await read([hit], 'Qui dirige le phare du Grand Est ?', 'dirige phare Grand Est');
    expect(lacking).toBe(0);
  });

  it('does not look for the word « fois » beside how many times', async () => {
    const hit = makeHit('Le phare a reçu trois prix.');
    const { lacking } = await read([hit], 'Combien de fois le phare a-t-il reçu un prix ?', 'fois phare reçu prix');
    expect(lacking).toBe(0);
  });

  it('finds less lacking where the passage speaks of what is asked of the person', async () => {
    const hit = makeHit('Jean Morel a visité le phare de Morel. Un conseil le préside.');
    const { lacking } = await read([hit], 'Qui préside le phare ?', 'préside phare');
    expect(lacking).toBe(1);
  });

  it('counts each thing that is lacking', async () => {
    const question = 'Qui a fondé le phare de Kermorvan ?';
    const { lacking } = await read([makeHit('le phare éclaire la mer.')], question, 'fondé phare Kermorvan');
    expect(lacking).toBe(4);
  });

  it('takes a word that only helps others for no relation: whoever holds an office may be said to be in it', async () => {
    const hit = makeHit('Jean Morel est à la présidence du phare.');
    const { lacking } = await read([hit], 'Qui occupe la présidence du phare ?', 'occupe présidence phare');
    expect(lacking).toBe(0);
  });

  it('takes nothing for a name in a question that is all capitals', async () => {
    const hit = makeHit('Jean Morel dirige le phare.');
    const { lacking } = await read([hit], 'QUI DIRIGE LE GRAND PHARE ?', 'DIRIGE GRAND PHARE');
    expect(lacking).toBe(0);
  });

  it('measures every feature from 0 to 1', async () => {
    const { features } = await read([makeHit('Un texte. Un autre, de 2021.')], 'Quand ce texte ?', 'texte');
    for (const name of GATE_FEATURES) {
      expect(features[name]).toBeGreaterThanOrEqual(0);
      expect(features[name]).toBeLessThanOrEqual(1);
    }
  });
});

describe('the confidence', () => {
  const weights = { ...GATE, refusal: { intercept: 1, slope: -1 }, answer: { intercept: 1, slope: 1 } };

  it('in an answer is more than that in its best sentence, since more than that is quoted', () => {
    expect(quotedProbability(0.5, weights)).toBeCloseTo(1 / (1 + Math.exp(-1)));
  });

  it('in a refusal falls as an answer gets likelier', () => {
    expect(refusalProbability(0.1, weights)).toBeGreaterThan(refusalProbability(0.2, weights));
  });

  it.each([0, 1])('is a probability for a sentence that answers with probability %d', (probability) => {
    for (const confidence of [quotedProbability(probability, weights), refusalProbability(probability, weights)]) {
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThan(1);
    }
  });
});
