import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import { onTestFinished } from 'vitest';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { type ModelOptions, makeModel } from './make-model.ts';

/** A folder of models that one test uses, gone when it ends. */
export class ModelFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'sourcier-models-'));

  constructor() {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
  }

  make(model: string, options: ModelOptions = {}): string {
    makeModel(join(this.path, model), options);
    return join(this.path, model);
  }

  /** Closed when the test ends. */
  async load(model: string): Promise<LocalEmbeddings> {
    const embeddings = await LocalEmbeddings.load({ model, modelsDir: this.path, allowDownload: false });
    onTestFinished(() => embeddings.close());
    return embeddings;
  }

  /** What an outside user of transformers.js would load. */
  async stock(model: string, dtype: 'q8' | 'fp32' = 'q8'): Promise<Stock> {
    return new Stock(await pipeline('feature-extraction', join(this.path, model), { dtype, local_files_only: true }));
  }
}

export class Stock {
  readonly #extract: FeatureExtractionPipeline;

  constructor(extract: FeatureExtractionPipeline) {
    this.#extract = extract;
    onTestFinished(() => void extract.dispose());
  }

  async embed(text: string, pooling: 'mean' | 'cls' = 'mean', normalize = true): Promise<number[]> {
    return Array.from((await this.#extract(text, { pooling, normalize })).data as Float32Array);
  }
}

/** The largest difference between two vectors in one place; infinite where they are not of one width. */
export function distance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  return Math.max(...Array.from(one, (value, index) => Math.abs(value - (other[index] as number))));
}
