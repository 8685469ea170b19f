import { createHash } from 'node:crypto';

/** Weights and thresholds may be learned from what belongs to the learning part; figures are reported on the other. */
export type ArticlePart = 'learning' | 'reporting';

export const ARTICLE_PARTS: readonly ArticlePart[] = ['learning', 'reporting'];

/** Of 256: about 60 of 100. */
const LEARNING_SHARE = 154;

/**
 * To which part something belongs, by a hash of its name: an article by its title, with all questions on it, and a case
 * with passages of its own by its id. Every script and every evaluation draws the same line.
 */
export function partOf(name: string): ArticlePart {
  return (createHash('sha256').update(name).digest()[0] ?? 0) < LEARNING_SHARE ? 'learning' : 'reporting';
}
