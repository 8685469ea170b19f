import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { collectEvidence, type Evidence } from '../../src/answering/evidence.ts';
import { EVIDENCE_FEATURES, type EvidenceWeights } from '../../src/answering/evidence-model.ts';
import { classifyQuestion } from '../../src/answering/question-kind.ts';
import { loadConfig } from '../../src/config.ts';
import { fold } from '../../src/language/normalise.ts';
import { openRetrieval } from '../../src/services.ts';
import { isLearningArticle, loadPiaf, type PiafParagraph, type PiafQuestion } from '../piaf.ts';
import { type Choice, fitChoices, fitScale } from './logistic.ts';

/**
 * Learns which sentence answers, and when none does, from PIAF's learning articles; reports on the others.
 *   npx tsx training/evidence/train.ts --data <data folder> [--out models/evidence/weights.json]
 * A question is asked of all paragraphs (answerable), of all but its own paragraph, and of all but its own article
 * (both unanswerable: another paragraph may still answer, which makes the measured refusals a lower bound).
 */

const PASSAGES = 8;
/** Share of answered questions among the unanswerable that the threshold allows on the learning articles. */
const ANSWERED_IN_ERROR = 0.2;
const PENALTY = 1e-3;
const UNWEIGHTED: EvidenceWeights = { version: 'none', threshold: 0, intercept: 0, weights: {} };

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(import.meta.dirname, '../../../shared') },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../models/evidence/weights.json') },
  },
});

type Situation = 'answerable' | 'without_paragraph' | 'without_article';

interface Example {
  readonly learning: boolean;
  readonly situation: Situation;
  readonly rows: readonly (readonly number[])[];
  readonly right: readonly boolean[];
}

function writeCorpus(folder: string, paragraphs: readonly PiafParagraph[]): void {
  for (const { id, title, text } of paragraphs) {
    writeFileSync(join(folder, `${id}.txt`), text);
    writeFileSync(join(folder, `${id}.txt.meta.yaml`), stringify({ title, language: 'fr' }));
  }
}

function isRight({ hit, text }: Evidence, question: PiafQuestion): boolean {
  if (hit.document.id !== `${question.paragraphId}.txt`) return false;
  const folded = fold(text);
  return question.answers.some((answer) => folded.includes(fold(answer)));
}

async function collectExamples(
  paragraphs: PiafParagraph[],
  questions: PiafQuestion[],
  indexDir: string,
  corpusDir: string,
): Promise<Example[]> {
  const retrieval = await openRetrieval(loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir }));
  await retrieval.ingest();
  const titleOf = new Map(paragraphs.map(({ id, title }) => [id, title]));
  const examples: Example[] = [];
  for (const question of questions) {
    const article = titleOf.get(question.paragraphId) ?? '';
    const excluded: Record<Situation, (id: string) => boolean> = {
      answerable: () => false,
      without_paragraph: (id) => id === question.paragraphId,
      without_article: (id) => titleOf.get(id) === article,
    };
    for (const situation of Object.keys(excluded) as Situation[]) {
      const documents = paragraphs.filter(({ id }) => !excluded[situation](id)).map(({ id }) => `${id}.txt`);
      const filter = situation === 'answerable' ? {} : { filter: { documents } };
      const { hits, concepts } = await retrieval.retrieve({ text: question.text, ...filter }, 'fr', PASSAGES);
      const kind = classifyQuestion(question.text, 'fr');
      const evidence = collectEvidence(hits, { text: question.text, kind, concepts }, UNWEIGHTED);
      if (evidence.length === 0) continue;
      examples.push({
        learning: isLearningArticle(article),
        situation,
        rows: evidence.map(({ features }) => EVIDENCE_FEATURES.map((name) => features[name])),
        right: evidence.map((candidate) => situation === 'answerable' && isRight(candidate, question)),
      });
    }
  }
  await retrieval.close();
  return examples;
}

function scoreBest(example: Example, weights: Float64Array): { score: number; right: boolean } {
  let best = { score: Number.NEGATIVE_INFINITY, right: false };
  for (const [place, row] of example.rows.entries()) {
    const score = row.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0);
    if (score > best.score) best = { score, right: example.right[place] ?? false };
  }
  return best;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const { paragraphs, questions } = loadPiaf(values.data);
const folder = mkdtempSync(join(tmpdir(), 'sourcier-evidence-'));
const corpusDir = mkdtempSync(join(folder, 'corpus-'));
writeCorpus(corpusDir, paragraphs);
const examples = await collectExamples(paragraphs, questions, join(folder, 'index'), corpusDir);
rmSync(folder, { recursive: true });

const learning = examples.filter((example) => example.learning);
const choices: Choice[] = learning.filter(({ right }) => right.includes(true) && right.includes(false));
const direction = fitChoices(choices, EVIDENCE_FEATURES.length, PENALTY);
const best = learning.map((example) => ({ ...scoreBest(example, direction), situation: example.situation }));
const { slope, intercept } = fitScale(
  best.map(({ score }) => score),
  best.map(({ right }) => right),
);
const probabilityOf = (score: number) => 1 / (1 + Math.exp(-(slope * score + intercept)));
const threshold = quantile(
  best.filter(({ situation }) => situation === 'without_article').map(({ score }) => probabilityOf(score)),
  1 - ANSWERED_IN_ERROR,
);

const weights: EvidenceWeights = {
  version: '1',
  threshold: Number(threshold.toFixed(3)),
  intercept: Number(intercept.toFixed(4)),
  weights: Object.fromEntries(
    EVIDENCE_FEATURES.map((name, index) => [name, Number(((direction[index] ?? 0) * slope).toFixed(4))]),
  ),
};
writeFileSync(values.out, `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

for (const part of ['learning', 'reported'] as const) {
  const rows = examples
    .filter((example) => example.learning === (part === 'learning'))
    .map((example) => ({ ...scoreBest(example, direction), situation: example.situation }));
  const of = (situation: Situation) => rows.filter((row) => row.situation === situation);
  const share = (list: typeof rows, test: (row: (typeof rows)[number]) => boolean) =>
    (list.filter(test).length / list.length).toFixed(3);
  const isAnswered = ({ score }: { score: number }) => probabilityOf(score) >= threshold;
  console.log(
    part,
    `questions ${of('answerable').length}`,
    `best sentence right ${share(of('answerable'), ({ right }) => right)}`,
    `answered ${share(of('answerable'), isAnswered)}`,
    `right when answered ${share(of('answerable').filter(isAnswered), ({ right }) => right)}`,
    `answered without the paragraph ${share(of('without_paragraph'), isAnswered)}`,
    `answered without the article ${share(of('without_article'), isAnswered)}`,
  );
}
