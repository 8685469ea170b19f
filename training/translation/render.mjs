/**
 * Renders sentences as Sourcier does: the stock pipeline, the likeliest token at each step.
 *
 *   node training/translation/render.mjs FOLDER < sentences.json > renderings.json
 *
 * FOLDER is a model folder; both files are JSON arrays of strings.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from '@xenova/transformers';

const sentences = JSON.parse(readFileSync(0, 'utf8'));
const settings = { dtype: 'q8', local_files_only: true };
const translate = await pipeline('translation', resolve(process.argv[2]), settings);
const limits = { max_new_tokens: translate.model.config.max_position_embeddings, do_sample: false, num_beams: 1 };
const renderings = [];
for (const sentence of sentences) {
  const [output] = await translate(sentence, limits);
  renderings.push(output.translation_text.trim());
}
process.stdout.write(JSON.stringify(renderings));
