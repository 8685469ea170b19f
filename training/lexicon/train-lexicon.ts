/**
 * Learns the French–English lexicon from aligned text and writes it where `loadLexicon` finds it.
 *
 *     npx tsx training/lexicon/train-lexicon.ts [--data FOLDER] [--out FOLDER] [--toy]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ANALYZER_VERSION } from '../../src/language/analyse.ts';
import { LEXICON_FILE } from '../../src/retrieval/lexicon.ts';
import { encodeLexicon, type Renderings } from '../../src/retrieval/lexicon-format.ts';
import { type AlignedTerms, readAlignedTerms } from './aligned-terms.ts';
import { type ModelOneOptions, trainModelOne } from './model-one.ts';
import { keepRenderings } from './renderings.ts';
import type { TokenTable } from './token-table.ts';

const MODEL_ONE: ModelOneOptions = { iterations: 5, smoothing: 1, nullWeight: 1 };

const REPOSITORY = resolve(import.meta.dirname, '../..');

function learn(source: TokenTable, target: TokenTable, rowWeights: Float32Array): Renderings {
  return keepRenderings(trainModelOne(source, target, rowWeights, MODEL_ONE), source, target);
}

function count(renderings: Renderings): { terms: number; entries: number } {
  const entries = [...renderings.values()].reduce((sum, variants) => sum + variants.length, 0);
  return { terms: renderings.size, entries };
}

function report(text: AlignedTerms, fr: Renderings, en: Renderings, bytes: number, startedAt: number): object {
  return {
    rows: text.rowWeights.length,
    tokens: { fr: text.french.tokens.length, en: text.english.tokens.length },
    frenchToEnglish: count(fr),
    englishToFrench: count(en),
    megabytes: Number((bytes / 1e6).toFixed(2)),
    seconds: Math.round((performance.now() - startedAt) / 1000),
    rowsBySource: text.rowsBySource,
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(REPOSITORY, '../shared') },
      out: { type: 'string', default: join(REPOSITORY, 'models/lexicon') },
      toy: { type: 'boolean', default: false },
    },
  });
  const startedAt = performance.now();
  const text = await readAlignedTerms(values.data, values.toy);
  const en = learn(text.english, text.french, text.rowWeights);
  const fr = learn(text.french, text.english, text.rowWeights);
  const file = encodeLexicon(ANALYZER_VERSION, { fr, en });
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, LEXICON_FILE), file);
  console.log(JSON.stringify(report(text, fr, en, file.length, startedAt), null, 2));
}

await main();
