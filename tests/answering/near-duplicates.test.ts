import { describe, expect, it } from 'vitest';
import { collectEvidence } from '../../src/answering/evidence.ts';
import { findNearDuplicates } from '../../src/answering/near-duplicates.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

function duplicatesOf(sentence: string, others: readonly string[]): string[] {
  const hits = [sentence, ...others].map((text, index) => makeHit(text, { id: `${index}.md` }));
  const question = prepareQuestion({ text: 'phare', kind: 'other', concepts: makeConcepts('phare') });
  const evidence = collectEvidence(hits, question, { selection: {} });
  const own = evidence.find(({ hit }) => hit.document.id === '0.md');
  return own === undefined ? [] : findNearDuplicates(own, evidence).map(({ text }) => text);
}

const SENTENCE = 'Le phare de Morel mesure trente mètres et domine la baie depuis 1890.';

describe('a sentence that another document says too', () => {
  it('is found word for word, and with other typography', () => {
    const other = 'LE PHARE de Morel mesure trente mètres, et domine la baie depuis 1890';
    expect(duplicatesOf(SENTENCE, [SENTENCE, other])).toEqual([SENTENCE, other]);
  });

  it('is found within a longer sentence', () => {
    const longer = `Selon le guide, ${SENTENCE.slice(0, -1)}, ce qui surprend.`;
    expect(duplicatesOf(SENTENCE, [longer])).toEqual([longer]);
  });

  it.each([
    ['has another figure', 'Le phare de Morel mesure trente mètres et domine la baie depuis 1891.'],
    ['says something else in part', 'Le phare de Morel mesure trente mètres et appartient à la ville depuis 1890.'],
    ['names nothing of what is asked', 'Elle mesure trente mètres et domine la baie depuis 1890.'],
    ['is about something else', 'Le pont de Brest mesure trente mètres de haut depuis 1890.'],
  ])('is not one that %s', (_, other) => {
    expect(duplicatesOf(SENTENCE, [other])).toEqual([]);
  });

  it('is not found among words too few to tell', () => {
    expect(duplicatesOf('Le phare est haut.', ['Le phare est haut.'])).toEqual([]);
  });
});
