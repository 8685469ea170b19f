import { describe, expect, it } from 'vitest';
import { opensWithAnaphor } from '../../src/language/anaphors.ts';

describe('a sentence that opens with a word for what was named before it', () => {
  it.each([
    'Il se compose de trois salles.',
    'Son ouverture est prévue en mai.',
    '« Cette somme sera versée. »',
    'This fund is new.',
    'Anne Lenoir en est la directrice.',
    'La ville de Morel en assure la gestion.',
    'Présenté le 3 mai par le maire, Jean Morel, il mobilise dix millions.',
    'Depuis 2019, elle accueille des marins.',
    'In 2019, it opened a school.',
    'Anne Lenoir la dirige.',
    'Le CNES y participe.',
    'Jean de La Morlaye l’a fondée.',
  ])('is told by its form: %s', (sentence) => {
    expect(opensWithAnaphor(sentence)).toBe(true);
  });

  it.each([
    'Le phare se compose de trois salles.',
    'Anne Lenoir est la directrice.',
    'En mai, le phare ouvre.',
    // Whom it stands for is named before it.
    'Si le phare ferme, il sera vendu.',
    'Le maire dit que, selon lui, il est trop cher.',
    // Far from the subject it may stand for what the sentence itself names.
    'Le phare a été construit par la ville, qui le finance, et la région en est la propriétaire.',
    'Itinéraire du phare.',
    // Articles, behind something else than a name.
    'Le maire dirige la ville.',
    'Morel, la directrice, est partie.',
  ])('is no other: %s', (sentence) => {
    expect(opensWithAnaphor(sentence)).toBe(false);
  });
});
