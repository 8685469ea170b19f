import { SourcierError } from '../errors.ts';
import type { Database } from './database.ts';
import { listPassageRows, VectorRows } from './passage-rows.ts';
import { dotProduct } from './unit-vector.ts';

/**
 * How alike two passages of a collection are by chance. Models differ in this: one has all its cosines between 0.7 and
 * 0.9, another around 0. (cosine − mean) / deviation means the same for each, without any question or judgement.
 */
export interface SimilarityScale {
  /** Of the cosines of all pairs in the sample, −1 to 1. */
  readonly mean: number;
  /** Standard deviation of the same, above 0. */
  readonly deviation: number;
  /** Pairs that were compared. */
  readonly pairs: number;
}

/** Passages drawn; each is compared with each other one, which makes 19,900 pairs. */
const SAMPLE_SIZE = 200;

/** Fewer pairs say little. */
const LEAST_PAIRS = 45;

const SEED = 20_261_120;

/**
 * @param count vectors of the collection
 * @param vectorAt unit vectors by index below `count`; undefined ones are left out
 * @returns null where there are too few vectors, or where all are alike
 */
export function measureSimilarityScale(
  count: number,
  vectorAt: (index: number) => Float32Array | undefined,
): SimilarityScale | null {
  const sample = draw(count).flatMap((index) => vectorAt(index) ?? []);
  const cosines = sample.flatMap((one, place) => sample.slice(0, place).map((other) => dotProduct(one, other)));
  const pairs = cosines.length;
  if (pairs < LEAST_PAIRS) return null;
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / pairs;
  const variance = cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / pairs;
  return variance < Number.EPSILON ? null : { mean, deviation: Math.sqrt(variance), pairs };
}

/**
 * The same for the passages that a generation sees. Equal passages share a vector, which is taken once; a damaged one is
 * left out, for whoever needs it to report.
 */
export function measurePassages(database: Database, generation: number): SimilarityScale | null {
  const rows = Float64Array.from(new Set(listPassageRows(database, generation).vectorRows)).sort();
  const vectors = new VectorRows(database);
  return measureSimilarityScale(rows.length, (index) => {
    try {
      return vectors.read(rows[index] as number);
    } catch (error) {
      if (SourcierError.is(error, 'index_damaged')) return undefined;
      throw error;
    }
  });
}

/** Distinct numbers below `count`, the same for the same count: the first of a seeded shuffle (Fisher and Yates). */
function draw(count: number): number[] {
  const moved = new Map<number, number>();
  let state = SEED;
  const drawn: number[] = [];
  for (let place = 0; place < Math.min(count, SAMPLE_SIZE); place++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = place + Math.floor((state / 2 ** 32) * (count - place));
    drawn.push(moved.get(other) ?? other);
    moved.set(other, moved.get(place) ?? place);
  }
  return drawn;
}
