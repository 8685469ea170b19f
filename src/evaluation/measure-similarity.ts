import Type from 'typebox';
import type { Config } from '../config.ts';
import { LocalEmbeddings } from '../embedding/local-embeddings.ts';
import { invalidFile, readJsonLines } from './evaluation-files.ts';
import { round } from './figures.ts';
import { spearman } from './rank-correlation.ts';

const PairSchema = Type.Object({ s1: Type.String(), s2: Type.String(), score: Type.Number() });

export interface SimilarityFigures {
  readonly pairs: number;
  /** Rank correlation of the cosines with the given scores, −1 to 1. */
  readonly spearman: number;
}

/**
 * How far the embedding's cosines order pairs of sentences as people do. Both sentences are embedded as questions are:
 * the task is symmetric.
 *
 * @param path lines of `s1`, `s2` and `score`
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid`, `model_missing`, `model_unusable`
 */
export async function measureSimilarity(config: Config, path: string): Promise<SimilarityFigures> {
  const pairs = readJsonLines(path, PairSchema).map(({ content }) => content);
  if (new Set(pairs.map(({ score }) => score)).size < 2) {
    throw invalidFile(path, {
      fr: 'il faut des paires dont les scores diffèrent',
      en: 'it takes pairs whose scores differ',
    });
  }
  const embeddings = await LocalEmbeddings.load({
    model: config.embeddingModel,
    modelsDir: config.modelsDir,
    allowDownload: config.allowModelDownload,
  });
  try {
    const cosines: number[] = [];
    for (const { s1, s2 } of pairs) {
      cosines.push(cosine(await embeddings.embedQuery(s1), await embeddings.embedQuery(s2)));
    }
    const scores = pairs.map(({ score }) => score);
    return { pairs: pairs.length, spearman: round(spearman(cosines, scores), 4) };
  } finally {
    await embeddings.close();
  }
}

/** −1 to 1; 0 where one vector is zero. */
function cosine(one: readonly number[], other: readonly number[]): number {
  let product = 0;
  for (const [index, value] of one.entries()) product += value * (other[index] as number);
  return product === 0 ? 0 : product / (Math.hypot(...one) * Math.hypot(...other));
}
