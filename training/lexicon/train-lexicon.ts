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
import { encodeLexicon, type LanguageRenderings } from '../../src/retrieval/lexicon-format.ts';
import { type AlignedTerms, readAlignedTerms } from './aligned-terms.ts';
import { learnRenderings, type RenderingOptions } from './renderings.ts';

const OPTIONS: RenderingOptions = {
  words: { iterations: 3, smoothing: 3, nullWeight: 4 },
  phrases: { longest: 4, leastRows: 3, leastAssociation: 0.3 },
  phraseRenderings: { iterations: 5, priorRows: 2, leastDifference: 0.5, most: 20_000 },
};

const REPOSITORY = resolve(import.meta.dirname, '../..');

function count({ words, phrases }: LanguageRenderings): object {
  const rows = [...words.values(), ...[...phrases.values()].flat()];
  const entries = rows.reduce((sum, variants) => sum + variants.length, 0);
  const asWritten = [...words.keys()].filter((key) => key.startsWith('=')).length;
  return { words: asWritten, stems: words.size - asWritten, phrases: phrases.size, entries };
}

function report(
  text: AlignedTerms,
  fr: LanguageRenderings,
  en: LanguageRenderings,
  bytes: number,
  startedAt: number,
): object {
  return {
    rows: text.rowWeights.length,
    tokens: { fr: text.sides.fr.terms.tokens.length, en: text.sides.en.terms.tokens.length },
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
  const en = learnRenderings(text, text.sides.en, text.sides.fr, OPTIONS);
  const fr = learnRenderings(text, text.sides.fr, text.sides.en, OPTIONS);
  const file = encodeLexicon(ANALYZER_VERSION, { fr, en });
  await mkdir(values.out, { recursive: true });
  await writeFile(join(values.out, LEXICON_FILE), file);
  console.log(JSON.stringify(report(text, fr, en, file.length, startedAt), null, 2));
}

await main();
