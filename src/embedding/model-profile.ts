import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import type { Language, Notice } from '../domain.ts';
import { SourcierError } from '../errors.ts';

/**
 * How a text's vector is made of what the network gives: the mean of its tokens' vectors, the vector of its first
 * token, or the output `sentence_embedding` of a network that ends in layers of its own.
 */
const PoolingSchema = Type.Union([Type.Literal('mean'), Type.Literal('cls'), Type.Literal('sentence_embedding')]);

const ProfileSchema = Type.Object({
  pooling: PoolingSchema,
  /** Is the vector brought to unit length? */
  normalise: Type.Boolean(),
  /** Put before each question. */
  queryPrefix: Type.String(),
  /** Put before each passage. */
  passagePrefix: Type.String(),
});

/** What may stand in a folder's `sourcier.json`. */
const StatedSchema = Type.Partial(
  Type.Object({
    ...ProfileSchema.properties,
    /** Width of the vectors; the network is held to it. */
    dimensions: Type.Integer({ minimum: 1 }),
    /** Tokens of a text that the network may be given, where its own files do not say or say too much. */
    maxTokens: Type.Integer({ minimum: 1 }),
  }),
  // A misspelt name would be passed over in silence and ruin the ranking.
  { additionalProperties: false },
);

export type Pooling = Static<typeof PoolingSchema>;
type Profile = Static<typeof ProfileSchema>;

/**
 * How a model wants its texts. A wrong pooling or a missing prefix is silent and ruins the ranking, so it is taken from
 * the folder's `sourcier.json`, then from the model's own files, then from its family, and only then from the default.
 */
export interface ModelProfile extends Readonly<Profile> {
  readonly dimensions: number | null;
  readonly maxTokens: number | null;
  /** Does anything but the default say so? */
  readonly isStated: boolean;
}

const DEFAULT_PROFILE: Profile = { pooling: 'mean', normalise: true, queryPrefix: '', passagePrefix: '' };

const SEARCH_TASK = 'Given a web search query, retrieve relevant passages that answer the query';
const SEARCH_SENTENCE = 'Represent this sentence for searching relevant passages: ';

/**
 * Families by the names that they and their ONNX exports go by on the hub, each with what its model card asks for. The
 * first that matches counts.
 */
const FAMILIES: readonly [RegExp, Partial<Profile>][] = [
  // multilingual-e5-large-instruct
  [/(^|[-_/])e5-.*instruct/i, { queryPrefix: `Instruct: ${SEARCH_TASK}\nQuery: ` }],
  // multilingual-e5-small, -base, -large; e5-base-v2
  [/(^|[-_/])e5([-_]|$)/i, { queryPrefix: 'query: ', passagePrefix: 'passage: ' }],
  // bge-m3
  [/(^|[-_/])bge-m3/i, { pooling: 'cls' }],
  // bge-base-en-v1.5
  [/(^|[-_/])bge-(small|base|large)-en/i, { pooling: 'cls', queryPrefix: SEARCH_SENTENCE }],
  // snowflake-arctic-embed-l-v2.0, -m-v2.0
  [/arctic-embed-.*v2/i, { pooling: 'cls', queryPrefix: 'query: ' }],
  // snowflake-arctic-embed-m-v1.5
  [/arctic-embed/i, { pooling: 'cls', queryPrefix: SEARCH_SENTENCE }],
  // gte-multilingual-base, gte-modernbert-base, gte-large-en-v1.5
  [/(^|[-_/])gte-((multilingual|modernbert)-base|(base|large)-en-v1\.5)/i, { pooling: 'cls' }],
  // embeddinggemma-300m: dense layers follow the mean, so only the network's own output is its embedding
  [
    /embeddinggemma/i,
    {
      pooling: 'sentence_embedding',
      queryPrefix: 'task: search result | query: ',
      passagePrefix: 'title: none | text: ',
    },
  ],
  // nomic-embed-text-v1.5, nomic-embed-text-v2-moe
  [/nomic-embed-text/i, { queryPrefix: 'search_query: ', passagePrefix: 'search_document: ' }],
  // Solon-embeddings-large-0.1, -base-0.1
  [/solon-embeddings-(base|large)/i, { queryPrefix: 'query : ' }],
  // paraphrase-multilingual-MiniLM-L12-v2, paraphrase-multilingual-mpnet-base-v2
  [/paraphrase-multilingual-(minilm|mpnet)/i, {}],
  // bilingual-embedding-small, -base, -large
  [/(^|\/)bilingual-embedding-/i, {}],
];

/**
 * @param model the setting's value: a folder name, or a hub id such as `Xenova/multilingual-e5-small`
 * @param folder where the model's files lie
 * @throws {SourcierError} `model_unusable` where a statement of the folder is not valid, or asks for a pooling that is
 *   not known
 */
export function readProfile(model: string, folder: string): ModelProfile {
  const { dimensions = null, maxTokens = null, ...override } = readStatement(model, folder);
  const own = { ...ownPooling(model, folder, override.pooling), ...ownPrefixes(model, folder) };
  const family = FAMILIES.find(([name]) => name.test(model))?.[1];
  const isStated = family !== undefined || Object.keys(override).length > 0 || isComplete(own);
  return { ...DEFAULT_PROFILE, ...family, ...own, ...override, dimensions, maxTokens, isStated };
}

function isComplete(own: Partial<Profile>): boolean {
  return own.pooling !== undefined && own.queryPrefix !== undefined;
}

/** `sourcier.json`, by which whoever runs the model has the last word. */
function readStatement(model: string, folder: string): Static<typeof StatedSchema> {
  const stated = readJson(model, folder, 'sourcier.json') ?? {};
  if (Value.Check(StatedSchema, stated)) return stated;
  const [error] = Value.Errors(StatedSchema, stated);
  const field = error?.instancePath.slice(1) || unknownField(stated);
  throw unusable(model, {
    fr: field === '' ? 'sourcier.json est invalide' : `sourcier.json est invalide au champ «\u00A0${field}\u00A0»`,
    en: field === '' ? 'sourcier.json is invalid' : `sourcier.json is invalid at the field "${field}"`,
  });
}

function unknownField(stated: object): string {
  return Object.keys(stated).find((name) => !(name in StatedSchema.properties)) ?? '';
}

/** The pooling as sentence-transformers writes it, where the folder has it. */
function ownPooling(model: string, folder: string, override: Pooling | undefined): Partial<Profile> {
  const stated = readJson(model, folder, '1_Pooling/config.json') as Record<string, unknown> | undefined;
  if (stated === undefined || override !== undefined) return {};
  const modes = Object.keys(stated).filter((name) => name.startsWith('pooling_mode_') && stated[name] === true);
  const mode = typeof stated.pooling_mode === 'string' ? stated.pooling_mode : modes.join(', ');
  if (/^(pooling_mode_)?cls(_token)?$/.test(mode)) return { pooling: 'cls' };
  if (/^(pooling_mode_)?mean(_tokens)?$/.test(mode)) return { pooling: 'mean' };
  throw unusable(model, {
    fr: `agrégation inconnue dans 1_Pooling/config.json (${mode})`,
    en: `unknown pooling in 1_Pooling/config.json (${mode})`,
  });
}

/** The prompts as sentence-transformers writes them. It writes empty ones where nothing was stated. */
function ownPrefixes(model: string, folder: string): Partial<Profile> {
  const stated = readJson(model, folder, 'config_sentence_transformers.json') as
    | { prompts?: Record<string, unknown> }
    | undefined;
  const prompts = stated?.prompts ?? {};
  const queryPrefix = prompts.query;
  const passagePrefix = prompts.document || prompts.passage;
  return {
    ...(typeof queryPrefix === 'string' && queryPrefix !== '' ? { queryPrefix } : {}),
    ...(typeof passagePrefix === 'string' && passagePrefix !== '' ? { passagePrefix } : {}),
  };
}

function readJson(model: string, folder: string, file: string): object | undefined {
  const path = join(folder, file);
  if (!existsSync(path)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw unusable(model, invalidJson(file), error);
  }
  throw unusable(model, invalidJson(file));
}

function invalidJson(file: string) {
  return { fr: `${file} n’est pas un objet JSON`, en: `${file} is not a JSON object` };
}

function unusable(model: string, problem: Record<Language, string>, cause?: unknown): SourcierError {
  return new SourcierError('model_unusable', { model, problem }, cause);
}

/** What whoever runs an unknown model should know: how it is used, and how to say otherwise. */
export function unknownModelNotice(model: string): Readonly<Record<Language, Notice>> {
  return {
    fr: {
      code: 'model_unknown',
      detail: `Le modèle «\u00A0${model}\u00A0» n’est d’aucune famille connue et ses fichiers ne disent pas tout de son emploi\u00A0: là où rien n’est dit, moyenne des vecteurs et textes sans préfixe. Si sa fiche demande autre chose, dites-le dans un fichier sourcier.json de son dossier (voir models/README.md).`,
    },
    en: {
      code: 'model_unknown',
      detail: `The model "${model}" is of no known family, and its files do not say all of how to use it: where nothing is said, vectors are averaged and texts have no prefix. If its card asks for something else, say so in a file sourcier.json in its folder (see models/README.md).`,
    },
  };
}
