import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import type { Translation } from '../domain.ts';
import { splitSentences } from '../language/sentences.ts';
import type { Renderings } from '../language/support.ts';
import { findAlteration } from './find-alteration.ts';

/** Renders one French sentence in English, or gives up on it. */
export interface SentenceTranslator {
  readonly modelId: string;
  /** Another model, another rendering. */
  readonly modelHash: string;
  translate(sentence: string): Promise<string | null>;
}

/** What was rendered before, by content. */
export interface TranslationMemory {
  /** Undefined: never tried; null: tried, and not to be shown. */
  get(key: string): string | null | undefined;
  /** How often everything was forgotten; undefined where nothing is remembered. */
  era(): number | undefined;
  /** Remembers nothing where everything was forgotten since that era. */
  set(key: string, rendering: string | null, era: number): void;
}

export interface QuoteTranslatorOptions {
  readonly model: SentenceTranslator;
  readonly memory: TranslationMemory;
  readonly renderings: Renderings;
}

/** Of renderings that are checked in another way nothing is remembered. */
const CHECKS = 1;

/** Renders French quotes in English, sentence by sentence, and shows only what says the same figures, dates and names. */
export class QuoteTranslator {
  readonly #options: QuoteTranslatorOptions;
  /** The network takes all cores: a second sentence at the same time would be no sooner, and the first one later. */
  readonly #turns = pLimit(1);

  constructor(options: QuoteTranslatorOptions) {
    this.#options = options;
  }

  /**
   * By quote, its rendering; null where one of its sentences could not be rendered faithfully: half a quote might say
   * the contrary.
   *
   * @throws {SourcierError} `model_unusable`
   */
  async translate(quotes: readonly string[], signal?: AbortSignal): Promise<(Translation | null)[]> {
    // A document may be purged while its quotes are rendered: all of an answer's quotes are of one era.
    const era = this.#options.memory.era();
    const translations: (Translation | null)[] = [];
    for (const quote of quotes) translations.push(await this.#translate(quote, era, signal));
    return translations;
  }

  async #translate(quote: string, era: number | undefined, signal?: AbortSignal): Promise<Translation | null> {
    const rendered: string[] = [];
    for (const { start, end } of splitSentences(quote)) {
      signal?.throwIfAborted();
      const rendering = await this.#render(quote.slice(start, end).replace(/\s+/gu, ' ').trim(), era);
      if (rendering === null) return null;
      rendered.push(rendering);
    }
    const { modelId } = this.#options.model;
    return rendered.length === 0 ? null : { text: rendered.join(' '), language: 'en', engine: modelId };
  }

  async #render(sentence: string, era: number | undefined): Promise<string | null> {
    const { model, memory, renderings } = this.#options;
    const key = createHash('sha256').update(`${CHECKS}\0${model.modelHash}\0${sentence}`).digest('hex');
    const known = memory.get(key);
    if (known !== undefined) return known;
    const rendering = await this.#turns(() => model.translate(sentence));
    const isFaithful = rendering !== null && findAlteration(sentence, rendering, 'fr', renderings) === null;
    const shown = isFaithful ? rendering : null;
    if (era !== undefined) memory.set(key, shown, era);
    return shown;
  }
}
