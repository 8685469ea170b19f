/**
 * Loads the exported model with transformers.js, offline, and compares every vector with Python's.
 *
 *   node training/embedding/check.mjs [--work FOLDER] [--data FOLDER] [--python COMMAND]
 *
 * The sentences are those of check-sentences.json and, where --data has them, those of NTREX. Exits with 1 when a
 * cosine is at or under LOWEST_COSINE.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { env, pipeline } from '@xenova/transformers';

const LOWEST_COSINE = 0.9999;
const MODEL = 'sourcier-bilingual-static';
const here = fileURLToPath(new URL('.', import.meta.url));
const modelsFolder = join(here, '../../models');

const { values: options } = parseArgs({
  options: {
    work: { type: 'string', default: '/tmp/sourcier-training' },
    data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? '../shared' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});

function readSentences() {
  const own = JSON.parse(readFileSync(join(here, 'check-sentences.json'), 'utf8'));
  const files = ['corpus.jsonl', 'corpus-en.jsonl'].map((name) => join(options.data, 'eval/ntrex-fra-eng', name));
  const lines = files.filter(existsSync).flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
  return [...own, ...lines.map((line) => JSON.parse(line).text)];
}

async function embedInNode(sentences) {
  env.allowRemoteModels = false;
  env.localModelPath = modelsFolder;
  const extract = await pipeline('feature-extraction', MODEL, { dtype: 'q8' });
  const vectors = [];
  for (let start = 0; start < sentences.length; start += 64) {
    const batch = sentences.slice(start, start + 64);
    vectors.push(...(await extract(batch, { pooling: 'mean', normalize: true })).tolist());
  }
  return vectors;
}

function embedInPython(sentences) {
  const model = join(modelsFolder, MODEL, 'onnx/model_quantized.onnx');
  const python = spawnSync(
    options.python,
    ['-m', 'training.embedding.embedder', '--work', resolve(options.work), '--model', model],
    {
      cwd: join(here, '../..'),
      input: JSON.stringify(sentences),
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  if (python.status !== 0) throw new Error(python.stderr || `cannot run ${options.python}`);
  return JSON.parse(python.stdout);
}

/** Dot product of two unit vectors; NaN where a vector is not finite, which no comparison accepts. */
const cosine = (first, second) => first.reduce((sum, value, index) => sum + value * second[index], 0);

const sentences = readSentences();
const started = performance.now();
const fromNode = await embedInNode(sentences);
const milliseconds = performance.now() - started;
const fromPython = embedInPython(sentences);
const cosines = sentences.map((_, index) => cosine(fromNode[index], fromPython[index]));
const different = cosines.flatMap((value, index) => (value > LOWEST_COSINE ? [] : [index]));

for (const index of different.slice(0, 20)) {
  console.log(`${cosines[index].toFixed(5)}  ${JSON.stringify(sentences[index].slice(0, 100))}`);
}
console.log(`${sentences.length} sentences, ${different.length} different, ${Math.round(milliseconds)} ms in Node`);
process.exitCode = different.length === 0 ? 0 : 1;
