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
      const capitalised = singular.charAt(0).toUpperCase() + singular.slice(1);
      return { written: [singular, capitalised], form: new RegExp(`(?<!\\p{L})${singular}[sx]?(?!\\p{L})`, 'iu') };
    });
  // The pattern is slow: it is tried where the letters are there at all.
  const isHeld = (text: string, { written, form }: (typeof forms)[number]) =>
    written.some((word) => text.includes(word)) && form.test(text);
  return (text) => (forms.length === 0 ? 0 : forms.filter((form) => isHeld(text, form)).length / forms.length);
}
