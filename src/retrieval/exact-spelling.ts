import type { Concept } from '../domain.ts';

/** A letter that folding would change. */
const ACCENTED_LETTER = /[^\p{ASCII}\P{L}]/u;
const LETTERS = /^\p{L}+$/u;
const PLURAL = /[sx]$/u;

/**
 * A share of the question's accented words, 0 to 1, as a passage spells them with the very same accents: the question
 * « côté » is held by « cote » and « coté », too, and better by « côté ». Words typed without accents ask for nothing.
 */
export function createSpellingMeasure(concepts: readonly Concept[]): (text: string) => number {
  const forms = concepts
    .map(({ word }) => word.normalize('NFC').toLowerCase())
    .filter((word) => LETTERS.test(word) && ACCENTED_LETTER.test(word))
    .map((word) => {
      const singular = word.replace(PLURAL, '');
      return { singular, form: new RegExp(`(?<!\\p{L})${singular}[sx]?(?!\\p{L})`, 'u') };
    });
  return (text) => {
    if (forms.length === 0) return 0;
    const lower = text.toLowerCase();
    return forms.filter(({ singular, form }) => lower.includes(singular) && form.test(lower)).length / forms.length;
  };
}
