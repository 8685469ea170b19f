import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Which files of the hub make a model of one kind, by their place in its folder. */
export interface ModelLayout {
  readonly needed: readonly string[];
  readonly optional: readonly string[];
  /** Best trade first: eight-bit integers, else 32-bit floats. */
  readonly weights: readonly Weights[];
}

export interface Weights {
  /** The name by which transformers.js knows this precision. */
  readonly dtype: 'q8' | 'fp32';
  /** The networks; weights beyond 2 GB lie beside each (`…onnx_data`). */
  readonly files: readonly string[];
}

const NEEDED_FILES = ['config.json', 'tokenizer.json', 'tokenizer_config.json'];

/** Makes vectors of texts; beside the network lies how its texts are to be treated. */
export const EMBEDDING_LAYOUT: ModelLayout = {
  needed: NEEDED_FILES,
  optional: ['special_tokens_map.json', '1_Pooling/config.json', 'config_sentence_transformers.json'],
  weights: [
    { dtype: 'q8', files: ['onnx/model_quantized.onnx'] },
    { dtype: 'fp32', files: ['onnx/model.onnx'] },
  ],
};

/** Writes a text for a text: an encoder, and a decoder that remembers what it has read. */
export const TRANSLATION_LAYOUT: ModelLayout = {
  needed: NEEDED_FILES,
  optional: ['special_tokens_map.json', 'generation_config.json'],
  weights: [
    { dtype: 'q8', files: ['onnx/encoder_model_quantized.onnx', 'onnx/decoder_model_merged_quantized.onnx'] },
    { dtype: 'fp32', files: ['onnx/encoder_model.onnx', 'onnx/decoder_model_merged.onnx'] },
  ],
};

/** The weights to use of those that a folder holds whole. */
export function findWeights(folder: string, { weights }: ModelLayout): Weights | undefined {
  return weights.find(({ files }) => files.every((file) => existsSync(join(folder, file))));
}

/** The files that a folder lacks to be a model. */
export function missingFiles(folder: string, layout: ModelLayout): string[] {
  const missing: string[] = layout.needed.filter((file) => !existsSync(join(folder, file)));
  if (findWeights(folder, layout) === undefined) {
    missing.push(layout.weights.map(({ files }) => files.join(' + ')).join(' | '));
  }
  return missing;
}

/** Names of a network's external weights, by the number of the part. */
export function externalWeights(file: string, part: number): string {
  return part === 0 ? `${file}_data` : `${file}_data_${part}`;
}

/** Files that decide what a model says, in the order in which they are hashed. */
const HASHED_FILES = [...NEEDED_FILES, 'sourcier.json'];

/** SHA-256 over the files that decide what a model says, hexadecimal, first 16 digits. */
export async function hashModel(folder: string, { files }: Weights): Promise<string> {
  const hash = createHash('sha256');
  const networks = files.flatMap((file) => [file, ...listExternalWeights(folder, file)]);
  for (const name of [...HASHED_FILES, ...networks]) {
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
