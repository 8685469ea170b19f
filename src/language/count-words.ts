/** Runs of white space. */
const SPACES = /\s+/g;

/** How many parts a text has between white space; at least 1. Splitting it would make a string of each. */
export function countWords(text: string): number {
  let words = 1;
  SPACES.lastIndex = 0;
  while (SPACES.test(text)) words += 1;
  return words;
}
