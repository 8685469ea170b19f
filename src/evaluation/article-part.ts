import { createHash } from 'node:crypto';

/** Weights may be learned from questions on learning articles; figures are reported on the others. */
export type ArticlePart = 'learning' | 'reporting';

export const ARTICLE_PARTS: readonly ArticlePart[] = ['learning', 'reporting'];

/** Of 256: about 60 of 100 articles. */
const LEARNING_SHARE = 154;

/** To which part an article belongs, by a hash of its title: every script and every evaluation draws the same line. */
export function partOf(title: string): ArticlePart {
  return (createHash('sha256').update(title).digest()[0] ?? 0) < LEARNING_SHARE ? 'learning' : 'reporting';
}
