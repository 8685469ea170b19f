/**
 * Learns how the fused score and what is read in a passage make one score, and writes src/retrieval/rerank-weights.json.
 * Run it after train-fusion.ts, whose weights it starts from.
 *
 *     npx tsx training/fusion/train-reranker.ts [--data FOLDER] [--models FOLDER] [--out FILE]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { fuse } from '../../src/retrieval/fuse.ts';
import { FUSION_WEIGHTS } from '../../src/retrieval/fusion-weights.ts';
import { loadLexicon } from '../../src/retrieval/lexicon.ts';
import { measurePassage, PASSAGE_FEATURES, type PassageFeatures } from '../../src/retrieval/passage-features.ts';
import { RERANK_DEPTH, type ReadPassage, type RerankWeights, rerank } from '../../src/retrieval/rerank.ts';
import { type Choice, fitChoices } from '../evidence/logistic.ts';
import { type Example, type ExampleSet, figuresByDirection, loadExampleSets, SEED } from './examples.ts';

const MODEL = 'sourcier-bilingual-static';
const PENALTY = 1e-4;
/** Brings the fused score to about the size of the features, which gradient descent needs. */
const FUSED_SCALE = 0.2;
/** People's own questions count more than those made from documentation, which teach the other directions. */
const DOCUMENTATION_WEIGHT = 0.25;

interface ReadExample {
  readonly direction: Example['direction'];
  /** The best of the fused candidates, and the others behind them. */
  readonly read: readonly ReadPassage[];
  readonly unread: readonly { readonly ordinal: number; readonly score: number }[];
  readonly relevant: ReadonlySet<number>;
}

function read({ direction, question, candidates, relevant }: Example): ReadExample {
  const weighted = candidates.map((candidate) => ({ ...candidate, weights: FUSION_WEIGHTS[candidate.direction] }));
  const byOrdinal = new Map(weighted.map((candidate) => [candidate.ordinal, candidate]));
  const fused = fuse(weighted);
  const language = direction.slice(0, 2);
  const passages = fused.slice(0, RERANK_DEPTH).map((passage): ReadPassage => {
    const readable = byOrdinal.get(passage.ordinal)?.readable;
    if (readable === undefined) throw new Error(`no passage ${passage.ordinal}`);
    return {
      ...passage,
      features: measurePassage(readable, question),
      isAcross: readable.document.language !== language,
    };
  });
  return { direction, read: passages, unread: fused.slice(RERANK_DEPTH), relevant };
}

function toChoice({ read: passages, relevant }: ReadExample, weight: number): Choice | null {
  const right = passages.map(({ ordinal }) => relevant.has(ordinal));
  if (!right.includes(true)) return null;
  const rows = passages.map(({ score, isAcross, features }) => [
    FUSED_SCALE * score,
    isAcross ? 1 : 0,
    ...PASSAGE_FEATURES.map((name) => features[name]),
  ]);
  return { rows, right, weight };
}

function fitWeights(choices: readonly Choice[]): RerankWeights {
  const lowest = [0, Number.NEGATIVE_INFINITY, ...PASSAGE_FEATURES.map(() => 0)];
  const [fused = 0, across = 0, ...features] = fitChoices(choices, lowest.length, PENALTY, lowest);
  const rounded = (value: number) => Math.round(value * 1000) / 1000;
  return {
    fused: rounded(fused * FUSED_SCALE),
    across: rounded(across),
    features: Object.fromEntries(
      PASSAGE_FEATURES.map((name, place) => [name, rounded(features[place] ?? 0)]),
    ) as PassageFeatures,
  };
}

type Ranker = (example: ReadExample) => readonly { readonly ordinal: number }[];

async function main(): Promise<void> {
  const repository = resolve(import.meta.dirname, '../..');
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(repository, '../shared') },
      models: { type: 'string', default: resolve(repository, 'models') },
      out: { type: 'string', default: resolve(repository, 'src/retrieval/rerank-weights.json') },
    },
  });
  const embeddings = await LocalEmbeddings.load({ model: MODEL, modelsDir: values.models, allowDownload: false });
  const lexicon = loadLexicon(values.models);
  const load = async (part: 'learning' | 'reporting') => {
    const { piaf, documentation } = await loadExampleSets(values.data, part, embeddings, lexicon);
    const readAll = ({ name, examples }: ExampleSet) => ({ name, examples: examples.map(read) });
    return { piaf: readAll(piaf), documentation: readAll(documentation) };
  };
  const { piaf, documentation } = await load('learning');
  const choices = [
    ...piaf.examples.map((example) => toChoice(example, 1)),
    ...documentation.examples.map((example) => toChoice(example, DOCUMENTATION_WEIGHT)),
  ].filter((choice) => choice !== null);
  const weights = fitWeights(choices);
  const rankers: Record<string, Ranker> = {
    fused: ({ read: first, unread }) => [...first, ...unread],
    reranked: ({ read: first, unread }) => rerank(first, unread, weights),
  };
  const figures = Object.fromEntries(
    Object.values(await load('reporting')).map(({ name, examples }) => [
      name,
      Object.fromEntries(
        Object.entries(rankers).map(([method, rank]) => [
          method,
          figuresByDirection(examples, (example) => rank(example).map(({ ordinal }) => ordinal)),
        ]),
      ),
    ]),
  );
  const card = {
    learnedFrom: [
      'PIAF 1.0 (DINUM/Etalab, MIT; paragraphs of French Wikipedia, CC BY-SA 3.0): questions on the learning articles',
      'Machine-translated product documentation of Microsoft (CC BY 4.0, MIT) and Adobe (MIT), on which neither the embedding nor the lexicon was trained: headings and sentences as questions, sections as passages',
    ],
    method: 'conditional logit over the passages that fusion puts first, training/fusion/train-reranker.ts',
    seed: SEED,
    questions: choices.length,
    embedding: { model: embeddings.modelId, hash: embeddings.modelHash },
    figures,
  };
  writeFileSync(values.out, `${JSON.stringify({ version: 1, weights, card }, null, 2)}\n`);
  console.log(JSON.stringify({ weights, figures }, null, 2));
  await embeddings.close();
}

await main();
