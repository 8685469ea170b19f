import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/**
 * A model in the layout of the hub:
 *
 *     config.json, tokenizer.json, tokenizer_config.json
 *     onnx/model_quantized.onnx or onnx/model.onnx      the network; weights beyond 2 GB lie beside it (`…onnx_data`)
 *     1_Pooling/config.json, config_sentence_transformers.json, sourcier.json      how its texts are to be treated
 */
export const NEEDED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
export const OPTIONAL_FILES = [
  'special_tokens_map.json',
  '1_Pooling/config.json',
  'config_sentence_transformers.json',
] as const;

export interface Weights {
  /** The name by which transformers.js knows this precision. */
  readonly dtype: 'q8' | 'fp32';
  readonly file: string;
}

/** Best trade first: eight-bit integers, else 32-bit floats. */
export const WEIGHTS: readonly Weights[] = [
  { dtype: 'q8', file: 'onnx/model_quantized.onnx' },
  { dtype: 'fp32', file: 'onnx/model.onnx' },
];

/** The weights to use of those that a folder holds. */
export function findWeights(folder: string): Weights | undefined {
  return WEIGHTS.find(({ file }) => existsSync(join(folder, file)));
}

/** The files that a folder lacks to be a model. */
export function missingFiles(folder: string): string[] {
  const missing: string[] = NEEDED_FILES.filter((file) => !existsSync(join(folder, file)));
  if (findWeights(folder) === undefined) missing.push(WEIGHTS.map(({ file }) => file).join(' | '));
  return missing;
}

/** Names of a network's external weights, by the number of the part. */
export function externalWeights(file: string, part: number): string {
  return part === 0 ? `${file}_data` : `${file}_data_${part}`;
}

/** Files that decide what a vector is, in the order in which they are hashed. */
const HASHED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'sourcier.json'];

/** SHA-256 over the files that decide what a vector is, hexadecimal, first 16 digits. */
export async function hashModel(folder: string, { file }: Weights): Promise<string> {
  const hash = createHash('sha256');
  for (const name of [...HASHED_FILES, file, ...listExternalWeights(folder, file)]) {
    const path = join(folder, name);
    hash.update(`${name}\0`);
    if (existsSync(path)) for await (const chunk of createReadStream(path)) hash.update(chunk);
  }
  return hash.digest('hex').slice(0, 16);
}

function listExternalWeights(folder: string, file: string): string[] {
  const prefix = externalWeights(posix.basename(file), 0);
  return readdirSync(join(folder, dirname(file)))
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => posix.join(posix.dirname(file), name));
}
