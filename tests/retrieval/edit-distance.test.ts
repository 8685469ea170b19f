import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance } from '../../src/retrieval/edit-distance.ts';

/** Every word that one edit makes of another, over the letters a and b. */
function neighbours(word: string): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i <= word.length; i += 1) {
    const before = word.slice(0, i);
    const after = word.slice(i);
    found.add(before + after.slice(1));
    for (const letter of 'ab') {
      found.add(before + letter + after);
      found.add(before + letter + after.slice(1));
    }
    if (after.length > 1) found.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  found.delete(word);
  return found;
}

const word = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 });

describe('editDistance', () => {
  it.each([
    ['gaussier', 'gaussier', 0, 'the same word'],
    ['gausier', 'gaussier', 1, 'a letter is missing'],
    ['fadilli', 'fadili', 1, 'a letter too many'],
    ['jouffrais', 'jouffraiz', 1, 'another letter'],
    ['sprotisse', 'sportisse', 1, 'two neighbours are swapped'],
    ['brisvalter', 'brisswalter', 2, 'a letter is missing and another is wrong'],
  ])('is the number of edits between %s and %s: %i (%s)', (a, b, distance) => {
    expect(editDistance(a, b, 2)).toBe(distance);
  });

  it('is one more than the limit for all that is farther', () => {
    expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
    expect(editDistance('a', 'abcdef', 2)).toBe(3);
  });

  it('is 1 exactly for the words that one edit makes', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 1) === 1).toBe(neighbours(a).has(b));
      }),
    );
  });

  it('is the same in both directions', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 3)).toBe(editDistance(b, a, 3));
      }),
    );
  });
});
