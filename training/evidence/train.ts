import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collectEvidence, type Evidence } from '../../src/answering/evidence.ts';
import {
  answerProbability,
  EVIDENCE_FEATURES,
  type EvidenceFeatures,
  type EvidenceWeights,
  GATE_FEATURES,
  scoreEvidence,
} from '../../src/answering/evidence-model.ts';
import { partOf } from '../../src/evaluation/article-part.ts';
import { fold } from '../../src/language/normalise.ts';
import { classifyQuestion, type QuestionKind } from '../../src/language/question-kind.ts';
import { loadPiaf, type PiafQuestion } from '../piaf.ts';
import { fitChoices, fitLogistic } from './logistic.ts';
import { type RetrievedExample, rememberExamples, retrieveExamples, type Situation } from './retrieved.ts';

/**
 * Learns which sentence answers, and when none does, from PIAF's learning articles; reports on the others.
 *   npx tsx training/evidence/train.ts --data <data folder> [--every 2] [--retrieved <file>] [--out <file>]
 * `--every n` takes every n-th question. `--retrieved` keeps what was retrieved: see `rememberExamples`.
 * A question is asked of all paragraphs (answerable), of all but its own paragraph, and of all but its own article
 * (both unanswerable: another paragraph may still answer, which makes the measured refusals a lower bound). A fourth
 * situation is made of the first: the same passages without the sentences that say the answer.
 */

/** Share of the right answers on the learning articles that the threshold may lose. */
const RIGHT_ANSWERS_LOST = 0.07;
const PENALTY = 1e-3;
const UNWEIGHTED: EvidenceWeights = { version: '', selection: {}, gate: { intercept: 0, weights: {}, threshold: 0 } };

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(import.meta.dirname, '../../../shared') },
    every: { type: 'string', default: '1' },
    retrieved: { type: 'string' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../models/evidence/weights.json') },
  },
});

interface Example {
  readonly learning: boolean;
  /** `without_sentence`: the same passages, less every sentence that says the answer. */
  readonly situation: Situation | 'without_sentence';
  readonly kind: QuestionKind;
  readonly sentences: readonly { readonly features: EvidenceFeatures; readonly isRight: boolean }[];
}

function holdsAnswer({ text }: Evidence, question: PiafQuestion): boolean {
  const folded = fold(text);
  return question.answers.some((answer) => folded.includes(fold(answer)));
}

function isRight(evidence: Evidence, question: PiafQuestion): boolean {
  return evidence.hit.document.id === `${question.paragraphId}.txt` && holdsAnswer(evidence, question);
}

function measure({ question, article, situation, hits, concepts }: RetrievedExample): Example[] {
  const kind = classifyQuestion(question.text, 'fr');
  const evidence = collectEvidence(hits, { text: question.text, kind, concepts }, UNWEIGHTED);
  if (evidence.length === 0) return [];
  const sentences = evidence.map((candidate) => ({
    features: candidate.features,
    isRight: situation === 'answerable' && isRight(candidate, question),
    saysAnswer: holdsAnswer(candidate, question),
  }));
  const example = { learning: partOf(article) === 'learning', kind };
  const silent = sentences.filter(({ saysAnswer }) => !saysAnswer);
  const withoutSentence =
    situation === 'answerable' && silent.length > 0
      ? [{ ...example, situation: 'without_sentence' as const, sentences: silent }]
      : [];
  return [{ ...example, situation, sentences }, ...withoutSentence];
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
const retrieve = () => retrieveExamples(paragraphs, questions);
const retrieved =
  values.retrieved === undefined ? await retrieve() : await rememberExamples(values.retrieved, retrieve);
const examples = retrieved.flatMap(measure);

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
  selected.filter(({ isRight: right }) => right).map(({ features }) => answerProbability(features, ungated)),
  RIGHT_ANSWERS_LOST,
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
  const of = (situation: Example['situation']) => rows.filter((row) => row.situation === situation);
  const isAnswered = ({ features }: { features: EvidenceFeatures }) =>
    answerProbability(features, weights) >= threshold;
  const isRightOne = ({ isRight: right }: { isRight: boolean }) => right;
  console.log(
    part,
    `questions ${of('answerable').length}`,
    `best sentence right ${share(of('answerable'), isRightOne)}`,
    `answered ${share(of('answerable'), isAnswered)}`,
    `right when answered ${share(of('answerable').filter(isAnswered), isRightOne)}`,
    `answered without the sentence ${share(of('without_sentence'), isAnswered)}`,
    `answered without the paragraph ${share(of('without_paragraph'), isAnswered)}`,
    `answered without the article ${share(of('without_article'), isAnswered)}`,
  );
}
