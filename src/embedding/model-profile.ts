import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { SourcierError } from '../errors.ts';

/**
 * How a model wants its texts. A wrong pooling or a missing prefix is silent and ruins the ranking, so what is not
 * stated is taken from the model's own files, then from its family, and only then from the default.
 */
const ProfileSchema = Type.Object({
  pooling: Type.Union([Type.Literal('mean'), Type.Literal('cls')]),
  normalise: Type.Boolean(),
  queryPrefix: Type.String(),
  passagePrefix: Type.String(),
});

export type ModelProfile = Static<typeof ProfileSchema>;

const DEFAULT_PROFILE: ModelProfile = { pooling: 'mean', normalise: true, queryPrefix: '', passagePrefix: '' };

/** Families by the names they go by on the hub, with what their cards ask for. */
const FAMILIES: readonly [RegExp, Partial<ModelProfile>][] = [
  [/(^|[-_/])e5([-_]|$)/i, { queryPrefix: 'query: ', passagePrefix: 'passage: ' }],
  [/(^|[-_/])(bge|arctic-embed|gte-modernbert)/i, { pooling: 'cls' }],
  [/solon-embeddings/i, { queryPrefix: 'query : ' }],
];

function readJson(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** The pooling as sentence-transformers writes it, where the folder has it. */
function statedPooling(folder: string): Partial<ModelProfile> {
  const stated = readJson(join(folder, '1_Pooling', 'config.json')) as Record<string, unknown> | undefined;
  if (stated === undefined) return {};
  return { pooling: stated.pooling_mode_cls_token === true ? 'cls' : 'mean' };
}

/**
 * @param model the setting's value: a folder name, or a hub id such as `Xenova/multilingual-e5-small`
 * @param folder where the model's files lie; `sourcier.json` in it overrides everything
 * @throws {SourcierError} `model_unusable` where the folder's own statement is not valid
 */
export function readProfile(model: string, folder: string): ModelProfile {
  const family = FAMILIES.find(([name]) => name.test(model))?.[1];
  try {
    const stated = (readJson(join(folder, 'sourcier.json')) ?? {}) as object;
    return Value.Parse(ProfileSchema, { ...DEFAULT_PROFILE, ...family, ...statedPooling(folder), ...stated });
  } catch (error) {
    const problem = { fr: 'sourcier.json est invalide', en: 'sourcier.json is invalid' };
    throw new SourcierError('model_unusable', { model, problem }, error);
  }
}
