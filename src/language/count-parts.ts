/** Runs of white space. */
const SPACES = /\s+/g;

/** How many parts a text has between white space; at least 1. Splitting it would make a string of each. */
export function countParts(text: string): number {
  let parts = 1;
  SPACES.lastIndex = 0;
  while (SPACES.test(text)) parts += 1;
  return parts;
}
