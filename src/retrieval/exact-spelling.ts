import type { Concept } from '../domain.ts';

/** A letter that folding would change. */
const ACCENTED_LETTER = /[^\p{ASCII}\P{L}]/u;
const LETTERS = /^\p{L}+$/u;
const LETTER = /\p{L}/u;
const PLURAL = /[sx]$/u;

/**
 * A share of the question's accented words, 0 to 1, as a passage spells them with the very same accents: the question
 * « côté » is held by « cote » and « coté », too, and better by « côté ». Words typed without accents ask for nothing.
 */
export function createSpellingMeasure(concepts: readonly Concept[]): (text: string) => number {
  const spellings = concepts
    .map(({ word }) => word.normalize('NFC').toLowerCase())
    .filter((word) => LETTERS.test(word) && ACCENTED_LETTER.test(word))
    .map((word) => {
      const singular = word.replace(PLURAL, '');
      return [singular, singular.charAt(0).toUpperCase() + singular.slice(1)];
    });
  const isHeld = (text: string, forms: readonly string[]) => forms.some((form) => holdsWord(text, form));
  return (text) =>
    spellings.length === 0 ? 0 : spellings.filter((forms) => isHeld(text, forms)).length / spellings.length;
}

/** As a word of its own, with or without an ending of the plural. Compiling a pattern for each word takes longer. */
function holdsWord(text: string, word: string): boolean {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
    const end = start + word.length;
    const wordEnd = PLURAL.test(text.charAt(end)) ? end + 1 : end;
    if (!LETTER.test(text.charAt(start - 1)) && !LETTER.test(text.charAt(wordEnd))) return true;
  }
  return false;
}
