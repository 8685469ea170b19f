/**
 * How the parameters of BM25F change the ranking by words alone, one at a time, on what may be learned from: PIAF's
 * learning articles and the aligned sections. Prints nDCG@10; the choice is made by hand, in store/lexical-index.ts.
 *
 *     npx tsx training/fusion/tune-bm25f.ts [--data FOLDER] [--models FOLDER]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Language } from '../../src/domain.ts';
import { loadLexicon } from '../../src/retrieval/lexicon.ts';
import { type Bm25fParameters, DEFAULT_PARAMETERS } from '../../src/store/bm25f.ts';
import type { Field } from '../../src/store/lexical-postings.ts';
import { alignedCollection } from './aligned-collection.ts';
import { piafCollection } from './collection.ts';
import { CollectionIndex, type PreparedCollection, prepareCollection } from './collection-index.ts';
import { summariseRanks } from './metrics.ts';

const SEED = 20261120;

/** Words alone are measured: every text is embedded as the same vector. */
const NO_EMBEDDINGS = {
  embedDocuments: async (texts: string[]) => texts.map(() => [1]),
  embedQuery: async () => [1],
};

type Trial = readonly [name: string, parameters: Bm25fParameters];

function fieldTrials(field: Field, name: 'weight' | 'b', values: readonly number[]): Trial[] {
  const { fields } = DEFAULT_PARAMETERS;
  return values
    .filter((value) => value !== fields[field][name])
    .map((value) => {
      const changed = { ...fields, [field]: { ...fields[field], [name]: value } };
      return [`${name} of ${field} ${value}`, { ...DEFAULT_PARAMETERS, fields: changed }];
    });
}

function listTrials(): Trial[] {
  const k1Trials = [0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5]
    .filter((k1) => k1 !== DEFAULT_PARAMETERS.k1)
    .map((k1): Trial => [`k1 ${k1}`, { ...DEFAULT_PARAMETERS, k1 }]);
  return [
    ['as they are', DEFAULT_PARAMETERS],
    ...k1Trials,
    ...fieldTrials('text', 'b', [0.3, 0.5, 0.75, 0.9]),
    ...fieldTrials('title', 'weight', [0, 0.5, 1, 1.5, 2]),
    ...fieldTrials('title', 'b', [0, 0.5, 0.75]),
  ];
}

function measure({ collection }: PreparedCollection, index: CollectionIndex, language: Language): number {
  const ranks = collection.questions.flatMap((question, number) => {
    if (question.language !== language) return [];
    const candidates = index.candidates(number).sort((a, b) => b.lexicalScore - a.lexicalScore);
    return [candidates.findIndex(({ ordinal }) => question.relevant.includes(ordinal)) + 1];
  });
  return summariseRanks(ranks)['ndcg@10'];
}

/** The same sections of documentation with all passages in one language. */
async function prepareSections(dataFolder: string, passages: Language): Promise<PreparedCollection> {
  const sections = await alignedCollection(dataFolder, {
    name: `documentation in ${passages}`,
    kind: 'machine',
    accepts: () => true,
    sectionsPerSource: 100,
    questions: 500,
    passageLanguages: [passages],
    seed: SEED,
  });
  return prepareCollection(sections, NO_EMBEDDINGS);
}

async function main(): Promise<void> {
  const repository = resolve(import.meta.dirname, '../..');
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(repository, '../shared') },
      models: { type: 'string', default: resolve(repository, 'models') },
    },
  });
  const lexicon = loadLexicon(values.models);
  const collections: [name: string, prepared: PreparedCollection, languages: Language[]][] = [
    ['PIAF', await prepareCollection(piafCollection(values.data, 'learning'), NO_EMBEDDINGS), ['fr']],
    ['French sections', await prepareSections(values.data, 'fr'), ['en', 'fr']],
    ['English sections', await prepareSections(values.data, 'en'), ['en', 'fr']],
  ];
  for (const [name, parameters] of listTrials()) {
    const figures = collections.flatMap(([collection, prepared, languages]) => {
      const index = new CollectionIndex(prepared, lexicon, parameters);
      return languages.map((language) => `${language} → ${collection} ${measure(prepared, index, language)}`);
    });
    console.log(name.padEnd(20), figures.join(' · '));
  }
}

await main();
