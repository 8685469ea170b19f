import type { Language } from '../domain.ts';
import stored from './fusion-weights.json' with { type: 'json' };
import type { LearnedScale } from './similarity-ruler.ts';

/** Language of the question, then of the passages. */
export type Direction = `${Language}-${Language}`;

/**
 * How one direction's evidence becomes a score. Scores of all directions lie on one scale: that of a conditional logit
 * model, in which the difference of two scores is the log odds that the one passage answers rather than the other.
 */
export interface DirectionWeights {
  /** Times `lexicalShare`, 0 to about 2. */
  readonly lexical: number;
  /** Times the cosine of question and passage, −1 to 1. */
  readonly similarity: number;
  /** Added to each passage's score: it makes up for what translation takes away from the other two. */
  readonly offset: number;
}

export type FusionWeights = Readonly<Record<Direction, DirectionWeights>>;

/** What was learned by training/fusion; the file says from what. */
export const FUSION_WEIGHTS: FusionWeights = stored.weights;

/** The model that the weights of this room were learned with. */
export const LEARNED_SCALE: LearnedScale = {
  hash: stored.card.embedding.hash,
  ...stored.card.embedding.similarityScale,
};
