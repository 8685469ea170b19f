import type { Prompt } from './prompts.ts';

export interface GenerationOptions {
  /** The JSON schema that the reply is to follow, where the provider can see to it. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Ends the call at once; the stream then throws `signal.reason`. */
  readonly signal: AbortSignal;
}

/** A model that writes, wherever it runs. */
export interface LanguageModel {
  /** Provider and model, for the answer's `engine`: `ollama/mistral-small`. */
  readonly name: string;
  /** How long a whole answer may take, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * The reply, piece by piece, however the provider cuts it.
   *
   * @throws whatever the provider throws, once it has been tried twice
   */
  generate(prompt: Prompt, options: GenerationOptions): AsyncIterable<string>;
}

/** A reply that goes on longer than that is nonsense. */
export const LONGEST_REPLY = 64_000;
