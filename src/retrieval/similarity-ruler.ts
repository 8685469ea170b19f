import type { PublishedManifest } from '../store/manifest.ts';
import type { SimilarityScale } from '../store/similarity-scale.ts';

/** The model that weights were learned with, and how alike two passages are by chance in its eyes. */
export interface LearnedScale extends Pick<SimilarityScale, 'mean' | 'deviation'> {
  readonly hash: string;
}

/** A cosine, as one of the model that the weights were learned with would be; −1 to 1. */
export type SimilarityRuler = (cosine: number) => number;

const AS_IT_IS: SimilarityRuler = (cosine) => cosine;

/**
 * Weights are learned on the cosines of one model; another may have all of its own between 0.7 and 0.9. What is as far
 * from chance for the one as for the other counts alike. The model of the weights is taken as it is, and so is one of a
 * collection too small to tell.
 *
 * @param manifest of the index that is searched
 */
export function createSimilarityRuler(
  learned: LearnedScale,
  { embeddingHash, similarityScale }: Pick<PublishedManifest, 'embeddingHash' | 'similarityScale'>,
): SimilarityRuler {
  if (embeddingHash === learned.hash || similarityScale === null || similarityScale === undefined) return AS_IT_IS;
  const { mean, deviation } = similarityScale;
  return (cosine) => {
    const deviations = (cosine - mean) / deviation;
    return Math.min(1, Math.max(-1, learned.mean + learned.deviation * deviations));
  };
}
