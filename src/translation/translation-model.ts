import { pipeline, type TranslationPipeline } from '@xenova/transformers';
import { hashModel, TRANSLATION_LAYOUT, type Weights } from '../embedding/model-files.ts';
import { LOADING_FAILED, type ModelPlace, provideModel, RUNNING_FAILED, unusable } from '../embedding/provide-model.ts';

/** Where neither the model nor its tokenizer says how many tokens it reads: what Marian's models were made for. */
const USUAL_TOKENS = 512;
/** English has fewer tokens than French; a network that goes on beyond this has lost its way. */
const MOST_GROWTH = 2;
const SOME_TOKENS = 16;
/** Loading that failed (for want of memory, say) is tried again after so long, in milliseconds: it may take a second. */
const RETRY_AFTER = 60_000;

/**
 * A French–English encoder–decoder, run by the stock translation pipeline of transformers.js. Its files are looked at
 * when it is opened, and its networks are loaded with the first sentence.
 */
export class TranslationModel {
  readonly modelId: string;
  /** SHA-256 over the model's files, hexadecimal, first 16 digits. */
  readonly modelHash: string;
  readonly #folder: string;
  readonly #dtype: Weights['dtype'];
  #loaded: Promise<TranslationPipeline> | null = null;
  /** In the process's milliseconds. */
  #retryAt = Number.POSITIVE_INFINITY;

  private constructor(modelId: string, modelHash: string, folder: string, { dtype }: Weights) {
    this.modelId = modelId;
    this.modelHash = modelHash;
    this.#folder = folder;
    this.#dtype = dtype;
  }

  /** @throws {SourcierError} `model_missing`, `model_download_failed`, `model_unusable` where it lacks files */
  static async open(place: ModelPlace): Promise<TranslationModel> {
    const { folder, weights } = await provideModel(place, TRANSLATION_LAYOUT);
    return new TranslationModel(place.model, await hashModel(folder, weights), folder, weights);
  }

  /**
   * Renders one sentence, by the likeliest token at each step: the same sentence is always rendered the same.
   *
   * @returns null where the sentence is longer than the model reads, or its rendering did not come to an end
   * @throws {SourcierError} `model_unusable`
   */
  async translate(sentence: string): Promise<string | null> {
    const translate = await this.#load();
    try {
      const tokens = countTokens(translate, sentence);
      const most = tokenLimit(translate);
      if (tokens > most) return null;
      const mostNew = Math.min(most, MOST_GROWTH * tokens + SOME_TOKENS);
      // The sampler and the searches are off whatever the model's own settings say.
      const settings: Record<string, unknown> = { max_new_tokens: mostNew, do_sample: false, num_beams: 1 };
      const [output] = (await translate(sentence, settings)) as { translation_text: string }[];
      const rendering = output?.translation_text.trim() ?? '';
      return countTokens(translate, rendering) >= mostNew ? null : rendering;
    } catch (error) {
      throw unusable(this.modelId, RUNNING_FAILED, error);
    }
  }

  async close(): Promise<void> {
    const loaded = await this.#loaded?.catch(() => null);
    await loaded?.dispose();
  }

  #load(): Promise<TranslationPipeline> {
    if (performance.now() >= this.#retryAt) this.#loaded = null;
    this.#loaded ??= this.#loadPipeline();
    return this.#loaded;
  }

  async #loadPipeline(): Promise<TranslationPipeline> {
    this.#retryAt = Number.POSITIVE_INFINITY;
    try {
      return await pipeline('translation', this.#folder, { dtype: this.#dtype, local_files_only: true });
    } catch (error) {
      this.#retryAt = performance.now() + RETRY_AFTER;
      throw unusable(this.modelId, LOADING_FAILED, error);
    }
  }
}

function countTokens({ tokenizer }: TranslationPipeline, text: string): number {
  return tokenizer.encode(text).length;
}

function tokenLimit({ tokenizer, model }: TranslationPipeline): number {
  const { max_position_embeddings: positions } = model.config as { max_position_embeddings?: number };
  return Math.min(tokenizer.model_max_length ?? USUAL_TOKENS, positions ?? USUAL_TOKENS);
}
