import { coverage, type MatchedTerm } from './concept-match.ts';
import type { Expected } from './expectation.ts';

/** Words within which two neighbouring words of the question count as near each other. */
const NEAR_WORDS = 4;
/** Characters, about a clause, within which words of the question tell what an expected figure or name is about. */
const NEAR_CHARACTERS = 60;

/**
 * The share of neighbouring concepts of the question that stand within four words of each other in a text, 0 to 1;
 * 0 where the question has fewer than two.
 *
 * @param concepts how many the question has
 */
export function measureAdjacency(found: readonly MatchedTerm[], concepts: number): number {
  if (concepts < 2 || found.length < 2) return 0;
  const positions: number[][] = Array.from({ length: concepts }, () => []);
  for (const { concept, position } of found) positions[concept]?.push(position);
  let near = 0;
  for (let index = 0; index + 1 < concepts; index += 1) {
    const [here = [], there = []] = [positions[index], positions[index + 1]];
    if (here.some((a) => there.some((b) => Math.abs(a - b) <= NEAR_WORDS))) near += 1;
  }
  return near / (concepts - 1);
}

/**
 * How much of the question stands around what is expected, by rarity, 0 to 1: the most for any of the things expected.
 *
 * @param found and `expected` with offsets into one text
 * @param weights by concept, see `weighConcepts`
 */
export function measureNearExpectation(
  expected: readonly Expected[],
  found: readonly MatchedTerm[],
  weights: readonly number[],
): number {
  return expected.reduce((best, { start, end, strength }) => {
    const around = weights.map(() => 0);
    for (const term of found) {
      const isNear = term.end >= start - NEAR_CHARACTERS && term.start <= end + NEAR_CHARACTERS;
      if (isNear) around[term.concept] = Math.max(around[term.concept] ?? 0, term.match);
    }
    return Math.max(best, strength * coverage(weights, around));
  }, 0);
}
