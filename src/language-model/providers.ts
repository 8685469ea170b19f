import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import type { AIMessageChunk } from '@langchain/core/messages';
import type { LanguageModelSettings } from '../config.ts';
import { SourcierError } from '../errors.ts';

/** What of a LangChain chat model is used. */
export interface ChatModel {
  stream(
    messages: BaseLanguageModelInput,
    options: Readonly<Record<string, unknown>> & { readonly signal: AbortSignal },
  ): Promise<AsyncIterable<AIMessageChunk>>;
}

export interface ConnectedProvider {
  /** Follows instructions to the letter: temperature 0. */
  readonly exact: ChatModel;
  /** With the provider's own settings, for models that take no others. */
  readonly plain: ChatModel;
  /** What asks for a reply after a JSON schema. */
  schemaOptions(schema: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
}

interface ProviderPackage {
  /** With the version that is tested. */
  readonly name: string;
  connect(settings: LanguageModelSettings): Promise<ConnectedProvider>;
}

/** Retries are ours: the packages' own would outlast the time that an answer has. */
const NO_RETRIES = { maxRetries: 0 };

const PACKAGES: Readonly<Record<LanguageModelSettings['provider'], ProviderPackage>> = {
  openai: {
    name: '@langchain/openai@1.5.8',
    async connect({ model, baseUrl, apiKey }) {
      const { ChatOpenAI } = await import('@langchain/openai');
      const common = {
        ...NO_RETRIES,
        model,
        // Servers of one's own mostly want none, and the package insists.
        apiKey: apiKey ?? 'none',
        useResponsesApi: false,
        streamUsage: false,
        ...(baseUrl === null ? {} : { configuration: { baseURL: baseUrl } }),
      };
      return {
        exact: new ChatOpenAI({ ...common, temperature: 0 }),
        plain: new ChatOpenAI(common),
        schemaOptions: (schema) => ({
          response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
        }),
      };
    },
  },
  ollama: {
    name: '@langchain/ollama@1.3.0',
    async connect({ model, baseUrl, apiKey }) {
      const { ChatOllama } = await import('@langchain/ollama');
      const headers = apiKey === null ? {} : { headers: { authorization: `Bearer ${apiKey}` } };
      const common = { ...NO_RETRIES, model, ...headers, ...(baseUrl === null ? {} : { baseUrl }) };
      return {
        exact: new ChatOllama({ ...common, temperature: 0 }),
        plain: new ChatOllama(common),
        schemaOptions: (schema) => ({ format: schema }),
      };
    },
  },
  mistral: {
    name: '@langchain/mistralai@1.2.0',
    async connect({ model, baseUrl, apiKey }) {
      const { ChatMistralAI } = await import('@langchain/mistralai');
      const common = {
        ...NO_RETRIES,
        model,
        apiKey: apiKey ?? 'none',
        ...(baseUrl === null ? {} : { serverURL: baseUrl }),
      };
      return {
        exact: new ChatMistralAI({ ...common, temperature: 0 }),
        plain: new ChatMistralAI(common),
        schemaOptions: () => ({ response_format: { type: 'json_object' } }),
      };
    },
  },
};

/**
 * Loads a provider's package, and no other.
 *
 * @throws {SourcierError} `llm_package_missing` with the command that installs it
 */
export async function connectProvider(settings: LanguageModelSettings): Promise<ConnectedProvider> {
  const { name, connect } = PACKAGES[settings.provider];
  try {
    return await connect(settings);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SourcierError('llm_package_missing', { provider: settings.provider, package: name }, error);
  }
}
