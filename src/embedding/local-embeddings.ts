import { Embeddings } from '@langchain/core/embeddings';
import { type FeatureExtractionPipeline, pipeline, Tensor } from '@xenova/transformers';
import type { Language, Notice } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { EMBEDDING_LAYOUT, hashModel } from './model-files.ts';
import { type ModelProfile, readProfile, unknownModelNotice } from './model-profile.ts';
import { PieceEncoder } from './piece-encoder.ts';
import { normalise, poolFirst, poolMean } from './pooling.ts';
import { LOADING_FAILED, type ModelPlace, provideModel, RUNNING_FAILED, unusable } from './provide-model.ts';
import { toNumbers } from './to-numbers.ts';

/**
 * Models read 512 tokens, some 2,500 characters, and a tokenizer's time grows faster than a text without spaces: what
 * no model would see is not handed to it.
 */
const MAX_CHARACTERS = 6_000;

/** Embedded once by the stock pipeline and once here. */
const PROBE = 'Où ? At 7.';
const PROBE_TOLERANCE = 1e-4;

interface Identity {
  readonly modelId: string;
  readonly modelHash: string;
  readonly dimensions: number;
}

/**
 * Sentence vectors from a feature-extraction model run by transformers.js on this machine, as LangChain embeddings.
 * Vectors are `dimensions` numbers wide and, unless the model's profile says otherwise, of unit length. They are those
 * of the library's own pipeline.
 *
 * Each text is a run of its own. Together they would be filled up to the longest: on a processor that is slower, and
 * in a network that quantises as it goes the others would change a text's vector.
 */
export class LocalEmbeddings extends Embeddings {
  readonly modelId: string;
  /** SHA-256 over the model's files, hexadecimal, first 16 digits. */
  readonly modelHash: string;
  readonly dimensions: number;
  readonly pooling: string;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  /** What whoever runs the service should know of the model; null where all is well. */
  readonly warning: Readonly<Record<Language, Notice>> | null;
  readonly #network: Network;
  readonly #profile: ModelProfile;

  private constructor(network: Network, profile: ModelProfile, identity: Identity) {
    super({});
    this.#network = network;
    this.#profile = profile;
    this.modelId = identity.modelId;
    this.modelHash = identity.modelHash;
    this.dimensions = identity.dimensions;
    this.pooling = profile.pooling;
    this.queryPrefix = profile.queryPrefix;
    this.passagePrefix = profile.passagePrefix;
    this.warning = profile.isStated ? null : unknownModelNotice(identity.modelId);
  }

  /**
   * Loads the model and embeds one text, so that a model that cannot work fails here and not at the first question.
   *
   * @throws {SourcierError} `model_missing`, `model_download_failed`, `model_unusable`
   */
  static async load(options: ModelPlace): Promise<LocalEmbeddings> {
    const { model } = options;
    const { folder, weights } = await provideModel(options, EMBEDDING_LAYOUT);
    const profile = readProfile(model, folder);
    try {
      // By its path: by its name it would be looked for in folders that all models of the process share.
      const extract = await pipeline('feature-extraction', folder, { dtype: weights.dtype, local_files_only: true });
      const network = new Network(model, extract, profile);
      const dimensions = await measure(network, extract, model, profile);
      const modelHash = await hashModel(folder, weights);
      return new LocalEmbeddings(network, profile, { modelId: model, modelHash, dimensions });
    } catch (error) {
      if (SourcierError.is(error)) throw error;
      throw unusable(model, LOADING_FAILED, error);
    }
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors: number[][] = [];
    for (const text of texts) vectors.push(await this.#embed(this.#profile.passagePrefix + text));
    return vectors;
  }

  override async embedQuery(text: string): Promise<number[]> {
    return await this.#embed(this.#profile.queryPrefix + text);
  }

  async close(): Promise<void> {
    await this.#network.dispose();
  }

  async #embed(text: string): Promise<number[]> {
    const vector = await this.#network.embed(text.slice(0, MAX_CHARACTERS).toWellFormed());
    // A text without any token is like nothing.
    return vector === null ? new Array<number>(this.dimensions).fill(0) : toNumbers(vector);
  }
}

/** A loaded model with its tokenizer: from a text to its vector. */
class Network {
  readonly #model: string;
  readonly #extract: FeatureExtractionPipeline;
  readonly #profile: ModelProfile;
  readonly #pieces: PieceEncoder;

  constructor(model: string, extract: FeatureExtractionPipeline, profile: ModelProfile) {
    this.#model = model;
    this.#extract = extract;
    this.#profile = profile;
    const { tokenizer } = extract;
    this.#pieces = new PieceEncoder(tokenizer, tokenizer._tokenizerJSON, tokenLimit(extract, profile));
  }

  /** Null where the text has no token at all. @throws {SourcierError} `model_unusable` */
  async embed(text: string): Promise<Float32Array | null> {
    const pieces = this.#pieces.encode(text);
    if (pieces.length === 0) return null;
    const dims = [1, pieces.length];
    const output = await this.#run({
      input_ids: new Tensor('int64', toInt64(pieces), dims),
      attention_mask: new Tensor('int64', new BigInt64Array(pieces.length).fill(1n), dims),
    });
    try {
      const vector = this.#pool(output);
      if (this.#profile.normalise) normalise(vector);
      return vector;
    } finally {
      for (const tensor of Object.values(output)) if (tensor instanceof Tensor) tensor.dispose();
    }
  }

  async #run(inputs: Record<string, Tensor>): Promise<Record<string, Tensor | undefined>> {
    try {
      return await this.#extract.model(inputs);
    } catch (error) {
      throw unusable(this.#model, RUNNING_FAILED, error);
    }
  }

  #pool(output: Record<string, Tensor | undefined>): Float32Array {
    const { pooling } = this.#profile;
    if (pooling === 'sentence_embedding') return this.#numbersOf(output.sentence_embedding).slice();
    const states = output.last_hidden_state ?? output.token_embeddings;
    const width = states?.dims.at(-1) ?? 0;
    return (pooling === 'cls' ? poolFirst : poolMean)(this.#numbersOf(states), width);
  }

  #numbersOf(tensor: Tensor | undefined): Float32Array {
    if (tensor?.data instanceof Float32Array) return tensor.data;
    const { pooling } = this.#profile;
    throw unusable(this.#model, {
      fr: `son réseau n’a pas la sortie que demande l’agrégation «\u00A0${pooling}\u00A0»`,
      en: `its network has no output for the pooling "${pooling}"`,
    });
  }

  async dispose(): Promise<void> {
    await this.#extract.dispose();
  }
}

/** Numbers of tokens as the network takes them. Through their lower halves: a BigInt for each would take longer. */
function toInt64(pieces: readonly number[]): BigInt64Array {
  const numbers = new BigInt64Array(pieces.length);
  const halves = new Int32Array(numbers.buffer);
  for (let index = 0; index < pieces.length; index++) halves[2 * index] = pieces[index] as number;
  return numbers;
}

/** Families whose positions begin after the number of the padding token. */
const SHIFTED_POSITIONS = /roberta|camembert/;

/**
 * How many tokens the model reads. Its tokenizer may not know, or state a number without meaning; beyond the positions
 * that it has learned the network fails.
 */
function tokenLimit({ tokenizer, model }: FeatureExtractionPipeline, profile: ModelProfile): number {
  const config = model.config as { model_type?: string; max_position_embeddings?: number; pad_token_id?: number };
  const shift = SHIFTED_POSITIONS.test(config.model_type ?? '') ? (config.pad_token_id ?? 1) + 1 : 0;
  const positions = (config.max_position_embeddings ?? Number.POSITIVE_INFINITY) - shift;
  return Math.min(tokenizer.model_max_length, positions, profile.maxTokens ?? Number.POSITIVE_INFINITY);
}

/**
 * The width of the vectors.
 *
 * @throws {SourcierError} `model_unusable` where it is not the one stated, or where the stock pipeline gives others
 */
async function measure(
  network: Network,
  extract: FeatureExtractionPipeline,
  model: string,
  profile: ModelProfile,
): Promise<number> {
  const vector = (await network.embed(PROBE)) ?? new Float32Array();
  if (profile.dimensions !== null && profile.dimensions !== vector.length) {
    throw unusable(model, {
      fr: `ses vecteurs ont ${vector.length} dimensions, et sourcier.json en annonce ${profile.dimensions}`,
      en: `its vectors have ${vector.length} dimensions, and sourcier.json says ${profile.dimensions}`,
    });
  }
  if (profile.pooling === 'sentence_embedding') return vector.length;
  const stock = await extract(PROBE, { pooling: profile.pooling, normalize: profile.normalise });
  const isSame = vector.every((value, index) => Math.abs(value - Number(stock.data[index])) < PROBE_TOLERANCE);
  stock.dispose();
  if (isSame && vector.length > 0) return vector.length;
  throw unusable(model, {
    fr: 'ses vecteurs ne sont pas ceux que donne la chaîne « feature-extraction »',
    en: 'its vectors are not those that the "feature-extraction" pipeline gives',
  });
}
