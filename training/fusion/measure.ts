/**
 * Measures retrieval as it is: the golden questions over the seed documents, ingested as the service would, and the
 * ranking of whole texts on PIAF's reporting articles and on the CNIL's help pages. For development: nothing is learned
 * from these figures.
 *
 *     npx tsx training/fusion/measure.ts [--data FOLDER] [--models FOLDER] [--verbose]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.ts';
import type { Hit, Language } from '../../src/domain.ts';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { fuse } from '../../src/retrieval/fuse.ts';
import { FUSION_WEIGHTS } from '../../src/retrieval/fusion-weights.ts';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { type Lexicon, loadLexicon } from '../../src/retrieval/lexicon.ts';
import { ingest } from '../../src/store/ingest.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { SnapshotHolder } from '../../src/store/snapshot-holder.ts';
import { type Collection, cnilCollection, piafCollection } from './collection.ts';
import { CollectionIndex, prepareCollection } from './collection-index.ts';
import { type RankingFigures, summariseRanks } from './metrics.ts';

const MODEL = 'sourcier-bilingual-static';
const HITS = 10;

interface GoldenQuestion extends Readonly<Record<Language, string>> {
  readonly kind: string;
  readonly evidence: readonly string[];
}

function words(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function plain(text: string): string {
  const straight = text
    .normalize('NFC')
    .replace(/[*_#>]/g, '')
    .replace(/[’ʼ]/g, "'")
    .replace(/[«»“”]/g, '"');
  return straight.replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** As the golden questions are scored: all of the evidence, or a part of it that has half of its words. */
function holdsEvidence({ passage }: Hit, evidence: readonly string[]): boolean {
  const text = plain(passage.text);
  return evidence.some((wanted) => {
    const part = plain(wanted).includes(text) && words(text).length * 2 >= words(wanted).length;
    return text !== '' && (text.includes(plain(wanted)) || part);
  });
}

async function measureGolden(
  dataFolder: string,
  embeddings: LocalEmbeddings,
  lexicon: Lexicon,
  verbose: boolean,
): Promise<Record<Language, RankingFigures>> {
  const indexDir = mkdtempSync(join(tmpdir(), 'sourcier-measure-'));
  const config = loadConfig({ CORPUS_DIR: join(dataFolder, 'seeds'), INDEX_DIR: indexDir });
  await ingest({ config, embeddings });
  const holder = await SnapshotHolder.start({ indexDir, expected: createManifest(embeddings) });
  const retriever = new HybridRetriever({ snapshot: () => holder.current(), embeddings, lexicon });
  const rows = readFileSync(join(dataFolder, 'eval', 'golden.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean);
  const questions = rows.map((row) => JSON.parse(row) as GoldenQuestion).filter(({ kind }) => kind === 'answer');
  const rankAll = async (language: Language) => {
    const ranks: number[] = [];
    for (const question of questions) {
      const { hits } = await retriever.search(question[language], { limit: HITS });
      const rank = hits.findIndex((hit) => holdsEvidence(hit, question.evidence)) + 1;
      if (verbose && rank !== 1) console.log(`${rank || 'not found'}: ${question[language]}`);
      ranks.push(rank);
    }
    return summariseRanks(ranks);
  };
  const figures = { fr: await rankAll('fr'), en: await rankAll('en') };
  await holder.close();
  rmSync(indexDir, { recursive: true, force: true });
  return figures;
}

async function measureCollection(
  collection: Collection,
  embeddings: LocalEmbeddings,
  lexicon: Lexicon,
): Promise<RankingFigures> {
  const index = new CollectionIndex(await prepareCollection(collection, embeddings), lexicon);
  const ranks = collection.questions.map(({ language, relevant }, question) => {
    const candidates = index.candidates(question).map((candidate) => {
      return { ...candidate, weights: FUSION_WEIGHTS[`${language}-${index.languageOf(candidate.ordinal)}`] };
    });
    return fuse(candidates).findIndex(({ ordinal }) => relevant.includes(ordinal)) + 1;
  });
  return summariseRanks(ranks);
}

async function main(): Promise<void> {
  const repository = resolve(import.meta.dirname, '../..');
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(repository, '../shared') },
      models: { type: 'string', default: resolve(repository, 'models') },
      verbose: { type: 'boolean', default: false },
    },
  });
  const embeddings = await LocalEmbeddings.load({ model: MODEL, modelsDir: values.models, allowDownload: false });
  const lexicon = loadLexicon(values.models);
  const figures: Record<string, unknown> = {
    golden: await measureGolden(values.data, embeddings, lexicon, values.verbose),
  };
  for (const collection of [
    piafCollection(values.data, 'reporting'),
    cnilCollection(values.data, 'annotated'),
    cnilCollection(values.data, 'title'),
  ]) {
    figures[collection.name] = await measureCollection(collection, embeddings, lexicon);
  }
  console.log(JSON.stringify(figures, null, 2));
  await embeddings.close();
}

await main();
