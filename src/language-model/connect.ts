import { setTimeout as wait } from 'node:timers/promises';
import type { AIMessageChunk } from '@langchain/core/messages';
import type { LanguageModelSettings } from '../config.ts';
import { CallSlots } from './call-slots.ts';
import { type GenerationOptions, type LanguageModel, LONGEST_REPLY } from './language-model.ts';
import type { Prompt } from './prompts.ts';
import { type ConnectedProvider, connectProvider } from './providers.ts';

/** Milliseconds before the second try, and what is added by chance so that clients do not come back together. */
const BACKOFF = { least: 300, spread: 300 };
/** A server may ask for more, but an answer does not wait longer than that. */
const LONGEST_BACKOFF = 5_000;
const TOO_MANY_REQUESTS = 429;
/** A server that knows no schema, or no temperature, says one of these. */
const REFUSED_OPTIONS: readonly (number | null)[] = [400, 422];

/**
 * A model of the provider that the settings name.
 *
 * @throws {SourcierError} `llm_package_missing`
 */
export async function connectLanguageModel(settings: LanguageModelSettings): Promise<LanguageModel> {
  const provider = await connectProvider(settings);
  const slots = new CallSlots(settings.concurrency);
  const caller = new Caller(provider);
  return {
    name: `${settings.provider}/${settings.model}`,
    timeoutMs: settings.timeoutMs,
    async *generate(prompt, options) {
      options.signal.throwIfAborted();
      const release = await slots.take(options.signal);
      try {
        yield* caller.call(prompt, options);
      } finally {
        release();
      }
    },
  };
}

/** Calls a model, a second time where the first failed before its first word, and learns what options a server takes. */
class Caller {
  readonly #provider: ConnectedProvider;
  /** The server has refused a schema or a temperature: it is not asked for them again. */
  #isPlain = false;

  constructor(provider: ConnectedProvider) {
    this.#provider = provider;
  }

  async *call(prompt: Prompt, options: GenerationOptions): AsyncGenerator<string> {
    let hasBegun = false;
    for (let isSecond = false; ; isSecond = true) {
      try {
        for await (const piece of this.#open(prompt, options)) {
          hasBegun = true;
          yield piece;
        }
        return;
      } catch (error) {
        if (hasBegun || isSecond || options.signal.aborted) throw error;
        const status = statusOf(error);
        if (REFUSED_OPTIONS.includes(status) && !this.#isPlain) this.#isPlain = true;
        else if (isPassing(status)) await backOff(error, options.signal);
        else throw error;
      }
    }
  }

  async *#open({ system, user }: Prompt, { schema, signal }: GenerationOptions): AsyncGenerator<string> {
    const { exact, plain, schemaOptions } = this.#provider;
    const model = this.#isPlain ? plain : exact;
    const asked = schema === undefined || this.#isPlain ? {} : schemaOptions(schema);
    const messages: [string, string][] = [
      ['system', system],
      ['human', user],
    ];
    let length = 0;
    for await (const chunk of until(signal, await race(signal, model.stream(messages, { ...asked, signal })))) {
      const piece = textOf(chunk);
      length += piece.length;
      if (piece !== '') yield piece;
      if (length > LONGEST_REPLY) throw new RangeError('the reply does not end');
    }
  }
}

function textOf({ content }: AIMessageChunk): string {
  if (typeof content === 'string') return content;
  return content.map((block) => (block.type === 'text' && typeof block.text === 'string' ? block.text : '')).join('');
}

/** Ends with the signal whatever the source does: some packages look at it only between two pieces. */
async function* until<Item>(signal: AbortSignal, source: AsyncIterable<Item>): AsyncGenerator<Item> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await race(signal, iterator.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: it may itself wait for the next piece.
    void iterator.return?.().catch(() => undefined);
  }
}

function race<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/** Providers name it differently, and wrap each other's errors. Null where no server answered. */
function statusOf(error: unknown): number | null {
  for (let inner = error, depth = 0; typeof inner === 'object' && inner !== null && depth < 5; depth++) {
    const { status, statusCode, status_code: legacy, cause } = inner as Readonly<Record<string, unknown>>;
    const found = [status, statusCode, legacy].find((value) => typeof value === 'number');
    if (typeof found === 'number') return found;
    inner = cause;
  }
  return null;
}

/** The same call may succeed a moment later. */
function isPassing(status: number | null): boolean {
  return status === null || status === TOO_MANY_REQUESTS || status >= 500;
}

async function backOff(error: unknown, signal: AbortSignal): Promise<void> {
  const { headers } = error as { readonly headers?: { get?(name: string): string | null } };
  const asked = 1_000 * Number(headers?.get?.('retry-after') ?? Number.NaN);
  const own = BACKOFF.least + Math.random() * BACKOFF.spread;
  await wait(Number.isFinite(asked) ? Math.min(LONGEST_BACKOFF, Math.max(own, asked)) : own, undefined, { signal });
}
