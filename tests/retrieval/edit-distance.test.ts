import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spellingDistance } from '../../src/retrieval/edit-distance.ts';

/** Edits without weights (optimal string alignment), by its definition. */
function countEdits(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  const least = Math.min(
    countEdits(restOfA, b) + 1,
    countEdits(a, restOfB) + 1,
    countEdits(restOfA, restOfB) + (a.charAt(0) === b.charAt(0) ? 0 : 1),
  );
  const isSwapped = a.length > 1 && a.charAt(0) === b.charAt(1) && a.charAt(1) === b.charAt(0) && b.length > 1;
  return isSwapped ? Math.min(least, countEdits(a.slice(2), b.slice(2)) + 1) : least;
}

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'h', 's', 'z'), maxLength: 5 });

describe('spellingDistance', () => {
  it.each([
    ['gaussier', 'gaussier', 0, 'the same word'],
    ['gausier', 'gaussier', 0.5, 'a double letter written once'],
    ['fadilli', 'fadili', 0.5, 'a letter doubled'],
    ['sprotisse', 'sportisse', 0.5, 'two neighbours are swapped'],
    ['jouffraiz', 'jouffrais', 0.5, 'a letter that sounds alike'],
    ['ernandez', 'hernandez', 0.5, 'a mute h is missing'],
    ['schwar', 'schwart', 0.5, 'a mute last letter is missing'],
    ['fadli', 'fadili', 0.75, 'a vowel is missing'],
    ['dumont', 'dupont', 1, 'another letter'],
    ['marin', 'martin', 1, 'a consonant is missing'],
    ['brisvalter', 'brisswalter', 1, 'two slips'],
  ])('from %s to %s is %d: %s %s', (a, b, distance) => {
    expect(spellingDistance(a, b, 2)).toBe(distance);
  });

  it('is infinite beyond the limit', () => {
    expect(spellingDistance('abcdef', 'uvwxyz', 2)).toBe(Number.POSITIVE_INFINITY);
    expect(spellingDistance('dumont', 'dupont', 0.75)).toBe(Number.POSITIVE_INFINITY);
    expect(spellingDistance('a'.repeat(500), 'b'.repeat(500), 2)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is from half the number of edits to all of them', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = countEdits(a, b);
        const distance = spellingDistance(a, b, 10);
        expect(distance).toBeLessThanOrEqual(edits);
        expect(distance).toBeGreaterThanOrEqual(edits / 2);
      }),
    );
  });

  it('is the same in both directions, whatever the limit lets it know', () => {
    fc.assert(
      fc.property(word, word, fc.constantFrom(0.5, 0.75, 1, 2, 10), (a, b, limit) => {
        const distance = spellingDistance(a, b, 10);
        expect(spellingDistance(b, a, limit)).toBe(distance <= limit ? distance : Number.POSITIVE_INFINITY);
      }),
    );
  });
});
