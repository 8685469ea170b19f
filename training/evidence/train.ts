import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { collectEvidence, type Evidence } from '../../src/answering/evidence.ts';
import {
  answerProbability,
  EVIDENCE_FEATURES,
  type EvidenceFeatures,
  type EvidenceWeights,
  GATE_FEATURES,
  scoreEvidence,
} from '../../src/answering/evidence-model.ts';
import { classifyQuestion } from '../../src/answering/question-kind.ts';
import { loadConfig } from '../../src/config.ts';
import { fold } from '../../src/language/normalise.ts';
import { openRetrieval } from '../../src/services.ts';
import { isLearningArticle, loadPiaf, type PiafParagraph, type PiafQuestion } from '../piaf.ts';
import { fitChoices, fitLogistic } from './logistic.ts';

/**
 * Learns which sentence answers, and when none does, from PIAF's learning articles; reports on the others.
 *   npx tsx training/evidence/train.ts --data <data folder> [--every 2] [--out models/evidence/weights.json]
 * `--every n` takes every n-th question.
 * A question is asked of all paragraphs (answerable), of all but its own paragraph, and of all but its own article
 * (both unanswerable: another paragraph may still answer, which makes the measured refusals a lower bound).
 */

const PASSAGES = 8;
/** Share of answered questions among the unanswerable that the threshold allows on the learning articles. */
const ANSWERED_IN_ERROR = 0.2;
const PENALTY = 1e-3;
const UNWEIGHTED: EvidenceWeights = { version: '', selection: {}, gate: { intercept: 0, weights: {}, threshold: 0 } };

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(import.meta.dirname, '../../../shared') },
    every: { type: 'string', default: '1' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../models/evidence/weights.json') },
  },
});

type Situation = 'answerable' | 'without_paragraph' | 'without_article';

interface Example {
  readonly learning: boolean;
  readonly situation: Situation;
  readonly sentences: readonly { readonly features: EvidenceFeatures; readonly isRight: boolean }[];
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
  for (const [place, question] of questions.entries()) {
    if (place % 200 === 0) console.error(`${place} of ${questions.length} questions`);
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
        sentences: evidence.map((candidate) => ({
          features: candidate.features,
          isRight: situation === 'answerable' && isRight(candidate, question),
        })),
      });
    }
  }
  await retrieval.close();
  return examples;
}

/** The sentence that would be shown: the first of those with the best score. */
function pickBest({ sentences }: Example, weights: EvidenceWeights): Example['sentences'][number] {
  return sentences.reduce((best, sentence) =>
    scoreEvidence(sentence.features, weights) > scoreEvidence(best.features, weights) ? sentence : best,
  );
}

const rowOf = (features: EvidenceFeatures, names: readonly (keyof EvidenceFeatures)[]) =>
  names.map((name) => features[name]);
const named = (names: readonly string[], values: Float64Array) =>
  Object.fromEntries(names.map((name, index) => [name, Number((values[index] ?? 0).toFixed(4))]));

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const { paragraphs, questions: allQuestions } = loadPiaf(values.data);
const questions = allQuestions.filter((_, place) => place % Number(values.every) === 0);
const folder = mkdtempSync(join(tmpdir(), 'sourcier-evidence-'));
const corpusDir = mkdtempSync(join(folder, 'corpus-'));
writeCorpus(corpusDir, paragraphs);
const examples = await collectExamples(paragraphs, questions, join(folder, 'index'), corpusDir);
rmSync(folder, { recursive: true });

const learning = examples.filter((example) => example.learning);
const choices = learning
  .map(({ sentences }) => ({
    rows: sentences.map(({ features }) => rowOf(features, EVIDENCE_FEATURES)),
    right: sentences.map(({ isRight: right }) => right),
  }))
  .filter(({ right }) => right.includes(true) && right.includes(false));
const selection = named(EVIDENCE_FEATURES, fitChoices(choices, EVIDENCE_FEATURES.length, PENALTY));
const selected = learning.map((example) => ({
  ...pickBest(example, { ...UNWEIGHTED, selection }),
  situation: example.situation,
}));
const gate = fitLogistic(
  selected.map(({ features }) => rowOf(features, GATE_FEATURES)),
  selected.map(({ isRight: right }) => right),
);
const ungated: EvidenceWeights = {
  version: '1',
  selection,
  gate: { intercept: Number(gate.intercept.toFixed(4)), weights: named(GATE_FEATURES, gate.weights), threshold: 0 },
};
const threshold = quantile(
  selected
    .filter(({ situation }) => situation === 'without_article')
    .map(({ features }) => answerProbability(features, ungated)),
  1 - ANSWERED_IN_ERROR,
);
const weights: EvidenceWeights = { ...ungated, gate: { ...ungated.gate, threshold: Number(threshold.toFixed(3)) } };
writeFileSync(values.out, `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

const share = <Row>(rows: readonly Row[], test: (row: Row) => boolean) =>
  (rows.filter(test).length / rows.length).toFixed(3);
for (const part of ['learning', 'reported'] as const) {
  const rows = examples
    .filter((example) => example.learning === (part === 'learning'))
    .map((example) => ({ ...pickBest(example, weights), situation: example.situation }));
  const of = (situation: Situation) => rows.filter((row) => row.situation === situation);
  const isAnswered = ({ features }: { features: EvidenceFeatures }) =>
    answerProbability(features, weights) >= threshold;
  const isRightOne = ({ isRight: right }: { isRight: boolean }) => right;
  console.log(
    part,
    `questions ${of('answerable').length}`,
    `best sentence right ${share(of('answerable'), isRightOne)}`,
    `answered ${share(of('answerable'), isAnswered)}`,
    `right when answered ${share(of('answerable').filter(isAnswered), isRightOne)}`,
    `answered without the paragraph ${share(of('without_paragraph'), isAnswered)}`,
    `answered without the article ${share(of('without_article'), isAnswered)}`,
  );
}
