import { describe, expect, it } from 'vitest';
import { measureSimilarityScale } from '../../src/store/similarity-scale.ts';
import { markdown, Workplace } from './workplace.ts';

/** Unit vectors whose numbers are drawn from a bell curve (Box & Muller), the same at each run. */
function randomVectors(count: number, dimensions: number): Float32Array[] {
  let state = 7;
  const uniform = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 1) / (2 ** 32 + 1);
  };
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from(
      { length: dimensions },
      () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

/** The same vectors seen by a model whose cosines are squeezed: share + (1 − share) · cosine. */
function squeeze(vectors: readonly Float32Array[], share: number): Float32Array[] {
  return vectors.map((vector) =>
    Float32Array.of(Math.sqrt(share), ...vector.map((value) => value * Math.sqrt(1 - share))),
  );
}

const scaleOf = (vectors: readonly Float32Array[]) => measureSimilarityScale(vectors.length, (index) => vectors[index]);

describe('the scale of similarity', () => {
  it('is that of chance for vectors drawn by chance: mean 0, deviation 1/√dimensions', () => {
    const scale = scaleOf(randomVectors(1_000, 64));
    expect(scale?.pairs).toBe(19_900);
    expect(scale?.mean).toBeCloseTo(0, 2);
    expect(scale?.deviation).toBeCloseTo(1 / 8, 2);
  });

  it('makes the cosines of a model that squeezes them mean what they meant', () => {
    const vectors = randomVectors(400, 32);
    const [plain, squeezed] = [scaleOf(vectors), scaleOf(squeeze(vectors, 0.8))];
    if (plain === null || squeezed === null) throw new Error('no scale');
    expect(squeezed.mean).toBeCloseTo(0.8 + 0.2 * plain.mean, 4);
    for (const cosine of [-0.2, 0, 0.35, 0.9]) {
      expect((0.8 + 0.2 * cosine - squeezed.mean) / squeezed.deviation).toBeCloseTo(
        (cosine - plain.mean) / plain.deviation,
        3,
      );
    }
  });

  it('is near that of all pairs though it looks at a sample', () => {
    const vectors = squeeze(randomVectors(3_000, 16), 0.5);
    const scale = scaleOf(vectors);
    expect(scale?.mean).toBeCloseTo(0.5, 2);
    expect(scale?.deviation).toBeCloseTo(0.5 / 4, 2);
    expect(scaleOf(vectors)).toEqual(scale);
  });

  it('is unknown for few vectors, for equal ones, and where they cannot be had', () => {
    expect(scaleOf([])).toBeNull();
    expect(scaleOf(randomVectors(9, 8))).toBeNull();
    expect(scaleOf(randomVectors(10, 8))).not.toBeNull();
    expect(scaleOf(Array.from({ length: 50 }, () => Float32Array.of(1, 0)))).toBeNull();
    expect(measureSimilarityScale(100, () => undefined)).toBeNull();
  });

  it('takes each passage once at most', () => {
    for (const count of [10, 199, 200, 201, 100_000]) {
      const asked: number[] = [];
      measureSimilarityScale(count, (index) => {
        asked.push(index);
        return undefined;
      });
      expect(new Set(asked).size).toBe(Math.min(count, 200));
      expect(asked.every((index) => Number.isInteger(index) && index >= 0 && index < count)).toBe(true);
    }
  });
});

describe('an index', () => {
  it('knows the scale of its passages, and does not count it as a setting', async () => {
    const workplace = new Workplace();
    for (let number = 0; number < 6; number++) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    const { similarityScale } = (await workplace.open()).manifest;
    expect(similarityScale?.mean).toBeGreaterThan(0);
    expect(similarityScale?.deviation).toBeGreaterThan(0);
    expect(await workplace.ingest()).toMatchObject({ generation: 1, reindexed: 0 });
    workplace.write('6.md', markdown(6));
    expect(await workplace.ingest()).toMatchObject({ generation: 2, reindexed: 0 });
    expect((await workplace.open()).manifest.similarityScale?.pairs).toBeGreaterThan(similarityScale?.pairs ?? 0);
  });
});
