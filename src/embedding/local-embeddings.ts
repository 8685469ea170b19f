import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { Embeddings } from '@langchain/core/embeddings';
import { env, type FeatureExtractionPipeline, pipeline } from '@xenova/transformers';
import { SourcierError } from '../errors.ts';
import { type ModelProfile, readProfile } from './model-profile.ts';

/** Texts embedded in one call of the model: bounds the memory of a batch, whatever the number of texts. */
const BATCH_SIZE = 32;

/**
 * Models read 512 pieces, some 2,500 characters, and the tokenizer's time grows faster than a text without spaces: what
 * no model would see is not handed to it.
 */
const MAX_CHARACTERS = 6_000;

/** The weights by dtype, best trade first: eight-bit integers, else 32-bit floats. */
const WEIGHT_FILES = [
  { dtype: 'q8', file: join('onnx', 'model_quantized.onnx') },
  { dtype: 'fp32', file: join('onnx', 'model.onnx') },
] as const;

export interface LocalEmbeddingsOptions {
  /** A folder of `modelsDir`, or the hub id of a feature-extraction model in ONNX format. */
  readonly model: string;
  readonly modelsDir: string;
  /** Without it nothing is ever fetched. A downloaded model is kept in `modelsDir` in the same layout. */
  readonly allowDownload: boolean;
}

/** Files that decide what a vector is, in the order in which they are hashed. */
const HASHED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'sourcier.json'];

async function hashFiles(folder: string, weights: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...HASHED_FILES, weights]) {
    const path = join(folder, file);
    hash.update(`${file}\0`);
    if (existsSync(path)) for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
  return hash.digest('hex').slice(0, 16);
}

function modelFolder(model: string, modelsDir: string): string {
  const folder = resolve(modelsDir, model);
  if (!folder.startsWith(resolve(modelsDir) + sep)) throw new SourcierError('model_missing', { model });
  return folder;
}

/**
 * Sentence vectors from a feature-extraction model run by transformers.js on this machine, as LangChain embeddings.
 * Vectors are `dimensions` numbers wide and, unless the model's profile says otherwise, of unit length.
 */
export class LocalEmbeddings extends Embeddings {
  readonly modelId: string;
  /** SHA-256 over the model's files, hexadecimal, first 16 digits. */
  readonly modelHash: string;
  readonly dimensions: number;
  readonly pooling: string;
  readonly #extract: FeatureExtractionPipeline;
  readonly #profile: ModelProfile;

  private constructor(
    extract: FeatureExtractionPipeline,
    profile: ModelProfile,
    identity: { modelId: string; modelHash: string; dimensions: number },
  ) {
    super({});
    this.#extract = extract;
    this.#profile = profile;
    this.modelId = identity.modelId;
    this.modelHash = identity.modelHash;
    this.dimensions = identity.dimensions;
    this.pooling = profile.pooling;
  }

  /**
   * Loads the model and embeds one text, so that a model that cannot work fails here and not at the first question.
   *
   * @throws {SourcierError} `model_missing`, `model_unusable`
   */
  static async load(options: LocalEmbeddingsOptions): Promise<LocalEmbeddings> {
    const { model, modelsDir, allowDownload } = options;
    const folder = modelFolder(model, modelsDir);
    if (!existsSync(join(folder, 'config.json')) && !allowDownload) throw new SourcierError('model_missing', { model });
    env.localModelPath = `${resolve(modelsDir)}${sep}`;
    env.cacheDir = env.localModelPath;
    env.allowRemoteModels = allowDownload;
    const present = WEIGHT_FILES.find(({ file }) => existsSync(join(folder, file)));
    const { dtype, file } = present ?? WEIGHT_FILES[0];
    try {
      const extract = await pipeline('feature-extraction', model, { dtype, local_files_only: !allowDownload });
      const profile = readProfile(model, folder);
      const probe = await extract(['dimensions'], { pooling: profile.pooling, normalize: profile.normalise });
      const dimensions = probe.dims.at(-1) ?? 0;
      const modelHash = await hashFiles(folder, file);
      return new LocalEmbeddings(extract, profile, { modelId: model, modelHash, dimensions });
    } catch (error) {
      if (SourcierError.is(error)) throw error;
      const problem = { fr: 'son chargement a échoué', en: 'loading it failed' };
      throw new SourcierError('model_unusable', { model, problem }, error);
    }
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (let start = 0; start < texts.length; start += BATCH_SIZE) {
      const batch = texts.slice(start, start + BATCH_SIZE).map((text) => this.#profile.passagePrefix + text);
      vectors.push(...(await this.#embed(batch)));
    }
    return vectors;
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector = []] = await this.#embed([this.#profile.queryPrefix + text]);
    return vector;
  }

  async close(): Promise<void> {
    await this.#extract.dispose();
  }

  async #embed(texts: string[]): Promise<number[][]> {
    const { pooling, normalise } = this.#profile;
    const heads = texts.map((text) => text.slice(0, MAX_CHARACTERS).toWellFormed());
    const output = await this.#extract(heads, { pooling, normalize: normalise });
    try {
      return output.tolist() as number[][];
    } finally {
      output.dispose();
    }
  }
}
