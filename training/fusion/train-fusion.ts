/**
 * Learns how lexical and dense evidence make one score, and writes src/retrieval/fusion-weights.json.
 *
 *     npx tsx training/fusion/train-fusion.ts [--data FOLDER] [--models FOLDER] [--out FILE]
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { type Candidate, fuse, lexicalShare } from '../../src/retrieval/fuse.ts';
import type { Direction, DirectionWeights, FusionWeights } from '../../src/retrieval/fusion-weights.ts';
import { loadLexicon } from '../../src/retrieval/lexicon.ts';
import { embeddingInput } from '../../src/store/embedding-input.ts';
import { measureSimilarityScale } from '../../src/store/similarity-scale.ts';
import { type Choice, fitChoices } from '../evidence/logistic.ts';
import { loadPiaf } from '../piaf.ts';
import { DIRECTIONS, type Example, figuresByDirection, loadExampleSets, SEED } from './examples.ts';
import type { RankingFigures } from './metrics.ts';

const MODEL = 'sourcier-bilingual-static';
const PENALTY = 1e-4;
/** Candidates that the fit sees of each question: the best ones by a plain sum, which are the hard ones. */
const CANDIDATES_SEEN = 20;
const PLAIN_SUM: DirectionWeights = { lexical: 1, similarity: 0.6, offset: 0 };
/** Brings features to about unit size, which gradient descent needs. */
const FEATURE_SCALE = 5;

/** For each direction its lexical share, its similarity and, across languages, 1; zero for the other directions. */
function toFeatures(candidate: Candidate, direction: Direction): number[] {
  return DIRECTIONS.flatMap((other) =>
    other === direction
      ? [FEATURE_SCALE * lexicalShare(candidate), FEATURE_SCALE * candidate.similarity, isAcross(other) ? 1 : 0]
      : [0, 0, 0],
  );
}

function isAcross(direction: Direction): boolean {
  return direction === 'fr-en' || direction === 'en-fr';
}

function toChoice({ candidates, relevant }: Example): Choice | null {
  const hardest = rank(candidates, () => PLAIN_SUM).slice(0, CANDIDATES_SEEN);
  const seen = candidates.filter(({ ordinal }) => hardest.includes(ordinal) || relevant.has(ordinal));
  const right = seen.map(({ ordinal }) => relevant.has(ordinal));
  if (!right.includes(true)) return null;
  return { rows: seen.map((candidate) => toFeatures(candidate, candidate.direction)), right };
}

function rank(candidates: Example['candidates'], weightsOf: (direction: Direction) => DirectionWeights): number[] {
  const weighted = candidates.map((candidate) => ({ ...candidate, weights: weightsOf(candidate.direction) }));
  return fuse(weighted).map(({ ordinal }) => ordinal);
}

function fitWeights(examples: readonly Example[]): FusionWeights {
  const choices = examples.map(toChoice).filter((choice) => choice !== null);
  const fitted = fitChoices(choices, 3 * DIRECTIONS.length, PENALTY);
  const of = (direction: Direction): DirectionWeights => {
    const [lexical = 0, similarity = 0, offset = 0] = fitted.slice(3 * DIRECTIONS.indexOf(direction));
    const scaled = { lexical: lexical * FEATURE_SCALE, similarity: similarity * FEATURE_SCALE, offset };
    return { lexical: rounded(scaled.lexical), similarity: rounded(scaled.similarity), offset: rounded(scaled.offset) };
  };
  return { 'fr-fr': of('fr-fr'), 'fr-en': of('fr-en'), 'en-fr': of('en-fr'), 'en-en': of('en-en') };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

/** How alike two paragraphs of PIAF are by chance: what the cosines of another model are brought to. */
async function measureScale(dataFolder: string, embeddings: LocalEmbeddings) {
  const { paragraphs } = loadPiaf(dataFolder);
  const vectors = await embeddings.embedDocuments(
    paragraphs.map((paragraph) => embeddingInput({ ...paragraph, section: [] }, paragraph)),
  );
  const scale = measureSimilarityScale(vectors.length, (index) => Float32Array.from(vectors[index] ?? []));
  if (scale === null) throw new Error('too few paragraphs to tell how alike they are');
  return { mean: Number(scale.mean.toFixed(4)), deviation: Number(scale.deviation.toFixed(4)) };
}

async function main(): Promise<void> {
  const repository = resolve(import.meta.dirname, '../..');
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(repository, '../shared') },
      models: { type: 'string', default: resolve(repository, 'models') },
      out: { type: 'string', default: resolve(repository, 'src/retrieval/fusion-weights.json') },
    },
  });
  const embeddings = await LocalEmbeddings.load({ model: MODEL, modelsDir: values.models, allowDownload: false });
  const lexicon = loadLexicon(values.models);
  const load = (part: 'learning' | 'reporting') => loadExampleSets(values.data, part, embeddings, lexicon);
  const { piaf, documentation } = await load('learning');
  const learning = [...piaf.examples, ...documentation.examples];
  const weights = fitWeights(learning);
  const methods = {
    lexical: () => ({ lexical: 1, similarity: 0, offset: 0 }),
    dense: () => ({ lexical: 0, similarity: 1, offset: 0 }),
    fused: (direction: Direction) => weights[direction],
  };
  const figures: Record<string, Record<string, Record<string, RankingFigures>>> = {};
  for (const { name, examples } of Object.values(await load('reporting'))) {
    figures[name] = Object.fromEntries(
      Object.entries(methods).map(([method, weightsOf]) => [
        method,
        figuresByDirection(examples, ({ candidates }) => rank(candidates, weightsOf)),
      ]),
    );
  }
  const card = {
    learnedFrom: [
      'PIAF 1.0 (DINUM/Etalab, MIT; paragraphs of French Wikipedia, CC BY-SA 3.0): questions on its learning articles (src/evaluation/article-part.ts)',
      'Machine-translated product documentation of Microsoft (CC BY 4.0, MIT) and Adobe (MIT), on which neither the embedding nor the lexicon was trained: headings and sentences as questions, sections as passages',
    ],
    method: 'conditional logit, training/fusion/train-fusion.ts',
    seed: SEED,
    questions: learning.length,
    embedding: {
      model: embeddings.modelId,
      hash: embeddings.modelHash,
      similarityScale: await measureScale(values.data, embeddings),
    },
    figures,
  };
  writeFileSync(values.out, `${JSON.stringify({ version: 1, weights, card }, null, 2)}\n`);
  console.log(JSON.stringify({ weights, figures }, null, 2));
  await embeddings.close();
}

await main();
