import { describe, expect, it } from 'vitest';
import { saysThatNothingIsSaid } from '../../src/language/not-said.ts';

describe('a sentence that tells that something is not told', () => {
  it.each([
    'Le rapport ne donne pas le prix du pont.',
    'Les horaires n’y sont pas donnés non plus.',
    'La date n’a pas encore été communiquée.',
    'Le maire n’en précise aucune.',
    'L’article ne parle pas de la gare.',
    'Le nombre exact n’est pas connu.',
    'Aucun des deux rapports n’indique le prix du pont.',
    'Ni l’un ni l’autre ne précise la date.',
    'Rien n’est dit du constructeur.',
    'Neither of the reports mentions the builder.',
    'The report does not say who paid.',
    'The price was not disclosed.',
    'Its height isn’t known.',
    'The date has not been published.',
  ])('is “%s”', (sentence) => expect(saysThatNothingIsSaid(sentence)).toBe(true));
});

describe('a sentence that tells something', () => {
  it.each([
    'Le pont ne sert pas aux voitures.',
    'La ville n’est pas loin de la mer.',
    'Le rapport donne le prix du pont.',
    'Il ne reste aucun bateau.',
    'Le musée ne compte pas de salle de conférence.',
    'Ni la ville ni l’État n’ont donné d’argent.',
    'Aucun bateau n’est resté au port.',
    'None of the boats stayed.',
    'None of the member states joined.',
    'The bridge is not open to cars.',
    'The museum does not charge for children.',
    'The mayor said that the date was known.',
  ])('is “%s”', (sentence) => expect(saysThatNothingIsSaid(sentence)).toBe(false));
});
