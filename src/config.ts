import { isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { envSchema } from 'env-schema';
import Type, { type Static } from 'typebox';
import type { Language } from './domain.ts';
import { SourcierError } from './errors.ts';

const LLM_PROVIDERS = ['none', 'openai', 'ollama', 'mistral'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/**
 * All settings, from the environment or `.env`: the only place that reads either. The order is that of .env.example,
 * and a test compares the two. A value that is not valid stops the start and names the variable.
 */
const SettingsSchema = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', minLength: 1 }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65_535 }),
  PUBLIC_URL: Type.String({ default: '' }),
  TRUST_PROXY: Type.String({ default: '' }),
  CORPUS_DIR: Type.String({ default: 'corpus', minLength: 1 }),
  INDEX_DIR: Type.String({ default: 'index', minLength: 1 }),
  MODELS_DIR: Type.String({ default: 'models', minLength: 1 }),
  EMBEDDING_MODEL: Type.String({ default: 'sourcier-bilingual-static', minLength: 1 }),
  TRANSLATION_MODEL: Type.String({ default: '' }),
  ALLOW_MODEL_DOWNLOAD: Type.Boolean({ default: false }),
  LLM_PROVIDER: Type.Union(
    LLM_PROVIDERS.map((provider) => Type.Literal(provider)),
    { default: 'none' },
  ),
  LLM_MODEL: Type.String({ default: '' }),
  LLM_BASE_URL: Type.String({ default: '' }),
  LLM_API_KEY: Type.String({ default: '' }),
  LLM_TIMEOUT_MS: Type.Integer({ default: 60_000, minimum: 100, maximum: 600_000 }),
  LLM_CONCURRENCY: Type.Integer({ default: 16, minimum: 1, maximum: 10_000 }),
  API_KEYS: Type.String({ default: '' }),
  ADMIN_API_KEY: Type.String({ default: '' }),
  PUBLIC_KEYS: Type.String({ default: '' }),
  PUBLIC_DOCUMENTS: Type.Boolean({ default: true }),
  ALLOWED_ORIGINS: Type.String({ default: '' }),
  ALLOW_ANONYMOUS: Type.Boolean({ default: false }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({ default: 120, minimum: 1, maximum: 1_000_000 }),
  MAX_UPLOAD_MB: Type.Integer({ default: 50, minimum: 1, maximum: 2_048 }),
  LOG_LEVEL: Type.Union(
    LOG_LEVELS.map((level) => Type.Literal(level)),
    { default: 'info' },
  ),
  LOG_QUESTIONS: Type.Boolean({ default: false }),
});

type Settings = Static<typeof SettingsSchema>;

/** The names of all settings, in the order of `.env.example`. */
export const SETTING_NAMES = Object.keys(SettingsSchema.properties) as (keyof Settings)[];

/** A key that may stand in a public page, valid for one origin only. */
export interface PublicKey {
  readonly key: string;
  /** Scheme, host and port, as a browser sends it: `https://www.example.org`. */
  readonly origin: string;
}

/** The language model that writes answers: where it is, and how long it may take. */
export interface LanguageModelSettings {
  readonly provider: Exclude<(typeof LLM_PROVIDERS)[number], 'none'>;
  /** The model's name, as the provider knows it. */
  readonly model: string;
  /** Null: the provider's own. */
  readonly baseUrl: string | null;
  readonly apiKey: string | null;
  /** For a whole answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Calls at once; others wait. */
  readonly concurrency: number;
}

export interface Config {
  readonly host: string;
  /** 0 lets the system choose a free port. */
  readonly port: number;
  readonly publicUrl: string | null;
  /** Addresses or ranges of proxies whose `X-Forwarded-*` headers are believed; empty: none. */
  readonly trustedProxies: readonly string[];
  readonly corpusDir: string;
  readonly indexDir: string;
  readonly modelsDir: string;
  readonly embeddingModel: string;
  /** Null: quotes are given in the language of their document only. */
  readonly translationModel: string | null;
  readonly allowModelDownload: boolean;
  /** Null: answers are the documents' own sentences. */
  readonly languageModel: LanguageModelSettings | null;
  readonly apiKeys: readonly string[];
  readonly adminApiKey: string | null;
  readonly publicKeys: readonly PublicKey[];
  readonly publicDocuments: boolean;
  readonly allowedOrigins: readonly string[];
  readonly allowAnonymous: boolean;
  readonly rateLimitPerMinute: number;
  readonly maxUploadMb: number;
  readonly logLevel: string;
  readonly logQuestions: boolean;
}

function list(value: string): string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function parseOrigin(setting: string, value: string): string {
  const origin = URL.canParse(value) ? new URL(value).origin : 'null';
  if (origin === 'null' || origin !== value.replace(/\/$/, '')) {
    throw new SourcierError('setting_invalid', {
      setting,
      problem: {
        fr: `« ${value} » n’est pas une origine telle que https://www.exemple.fr`,
        en: `"${value}" is not an origin such as https://www.example.org`,
      },
    });
  }
  return origin;
}

function parsePublicKey(entry: string): PublicKey {
  const [key = '', ...rest] = entry.split('=');
  if (key === '' || rest.length === 0) {
    throw new SourcierError('setting_invalid', {
      setting: 'PUBLIC_KEYS',
      problem: { fr: 'chaque entrée s’écrit clé=https://origine', en: 'each entry is written key=https://origin' },
    });
  }
  return { key, origin: parseOrigin('PUBLIC_KEYS', rest.join('=')) };
}

/** Is this address reachable from this machine only? */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  if (isIPv6(host)) return host === '::1' || /^::ffff:127\./i.test(host);
  return /^127(\.\d{1,3}){3}$/.test(host);
}

interface Violation {
  readonly instancePath?: string;
  readonly keyword?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const UNEXPECTED = { fr: 'la valeur n’a pas la forme attendue', en: 'the value is not of the expected form' };

/** What is wrong with a value, by the schema's keyword. */
const PROBLEMS: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => Record<Language, string>>> = {
  type: ({ type }) =>
    type === 'boolean'
      ? { fr: 'la valeur est true ou false', en: 'the value is true or false' }
      : { fr: 'la valeur est un nombre entier', en: 'the value is a whole number' },
  minimum: ({ limit }) => ({ fr: `la valeur minimale est ${limit}`, en: `the least value is ${limit}` }),
  maximum: ({ limit }) => ({ fr: `la valeur maximale est ${limit}`, en: `the largest value is ${limit}` }),
  minLength: () => ({ fr: 'la valeur est vide', en: 'the value is empty' }),
};

const CHOICES: Readonly<Record<string, readonly string[]>> = { LOG_LEVEL: LOG_LEVELS, LLM_PROVIDER: LLM_PROVIDERS };

function describeChoices(setting: string): Record<Language, string> {
  const choices = (CHOICES[setting] ?? []).join(', ');
  return { fr: `les valeurs possibles sont ${choices}`, en: `the possible values are ${choices}` };
}

function readSettings(environment: NodeJS.ProcessEnv | undefined): Settings {
  try {
    return envSchema<Settings>({
      schema: SettingsSchema,
      ...(environment === undefined ? { dotenv: true } : { data: environment, env: false }),
    });
  } catch (error) {
    const violations = (error as { errors?: Violation[] }).errors ?? [];
    // A value that is none of several is reported once for each of them, and last for all.
    const violation = violations.find(({ keyword }) => keyword === 'anyOf') ?? violations[0];
    const setting = violation?.instancePath?.replace('/', '') || 'environment';
    const problem =
      violation?.keyword === 'anyOf'
        ? describeChoices(setting)
        : (PROBLEMS[violation?.keyword ?? '']?.(violation?.params ?? {}) ?? UNEXPECTED);
    throw new SourcierError('setting_invalid', { setting, problem }, error);
  }
}

/** @throws {SourcierError} `setting_invalid` */
function parseUrl(setting: 'PUBLIC_URL' | 'LLM_BASE_URL', value: string): string | null {
  if (value === '') return null;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value.replace(/\/+$/, '');
  const problem = {
    fr: 'ce n’est pas une adresse telle que https://sources.exemple.fr',
    en: 'it is not an address such as https://sources.example.org',
  };
  throw new SourcierError('setting_invalid', { setting, problem });
}

/** @throws {SourcierError} `setting_invalid` for a provider without a model */
function readLanguageModel(settings: Settings): LanguageModelSettings | null {
  const { LLM_PROVIDER: provider, LLM_MODEL: model } = settings;
  if (provider === 'none') return null;
  if (model === '') {
    const problem = {
      fr: `LLM_PROVIDER=${provider} demande le nom d’un modèle`,
      en: `LLM_PROVIDER=${provider} needs the name of a model`,
    };
    throw new SourcierError('setting_invalid', { setting: 'LLM_MODEL', problem });
  }
  return {
    provider,
    model,
    baseUrl: parseUrl('LLM_BASE_URL', settings.LLM_BASE_URL),
    apiKey: settings.LLM_API_KEY === '' ? null : settings.LLM_API_KEY,
    timeoutMs: settings.LLM_TIMEOUT_MS,
    concurrency: settings.LLM_CONCURRENCY,
  };
}

/**
 * Reads and checks the settings. Relative folders are relative to the working directory.
 *
 * @param environment for tests; by default the process's environment and `.env`.
 * @throws {SourcierError} `setting_invalid`
 */
export function loadConfig(environment?: NodeJS.ProcessEnv): Config {
  const settings = readSettings(environment);
  const config: Config = {
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: parseUrl('PUBLIC_URL', settings.PUBLIC_URL),
    trustedProxies: list(settings.TRUST_PROXY),
    corpusDir: resolve(settings.CORPUS_DIR),
    indexDir: resolve(settings.INDEX_DIR),
    modelsDir: resolve(settings.MODELS_DIR),
    embeddingModel: settings.EMBEDDING_MODEL,
    translationModel: settings.TRANSLATION_MODEL.trim() || null,
    allowModelDownload: settings.ALLOW_MODEL_DOWNLOAD,
    languageModel: readLanguageModel(settings),
    apiKeys: list(settings.API_KEYS),
    adminApiKey: settings.ADMIN_API_KEY === '' ? null : settings.ADMIN_API_KEY,
    publicKeys: list(settings.PUBLIC_KEYS).map(parsePublicKey),
    publicDocuments: settings.PUBLIC_DOCUMENTS,
    allowedOrigins: list(settings.ALLOWED_ORIGINS).map((origin) => parseOrigin('ALLOWED_ORIGINS', origin)),
    allowAnonymous: settings.ALLOW_ANONYMOUS,
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    maxUploadMb: settings.MAX_UPLOAD_MB,
    logLevel: settings.LOG_LEVEL,
    logQuestions: settings.LOG_QUESTIONS,
  };
  return config;
}

/**
 * Refuses to open the service to a network by mistake. Called before listening, not when settings are read: the
 * command line needs no key.
 *
 * @throws {SourcierError} `address_open`
 */
export function checkAddress(config: Config): void {
  const guarded = config.apiKeys.length > 0 || config.publicKeys.length > 0;
  if (!isLoopback(config.host) && !guarded && !config.allowAnonymous) {
    throw new SourcierError('address_open', { host: config.host });
  }
}

/** For a process that reads hostile files, which need not know the keys. */
export function environmentWithoutKeys(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.includes('KEY')));
}

/** The language of the terminal, from the locale variables in the order of POSIX; English where none names French. */
export function terminalLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '';
  return /^fr/i.test(locale) ? 'fr' : 'en';
}

/** The folder of test sets, which is no part of the project: `SOURCIER_DATA_DIR`, or `shared` beside the project. */
export function evaluationDataDir(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.SOURCIER_DATA_DIR || join(import.meta.dirname, '../../shared'));
}
