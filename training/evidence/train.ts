import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { collectEvidence, type Evidence } from '../../src/answering/evidence.ts';
import { EVIDENCE_FEATURES, type EvidenceFeatures, scoreEvidence } from '../../src/answering/evidence-model.ts';
import type { EvidenceWeights } from '../../src/answering/evidence-weights.ts';
import {
  answerProbability,
  GATE_FEATURES,
  type GateFeatures,
  type GateReading,
  measureGate,
} from '../../src/answering/gate.ts';
import { type Quote, selectQuotes } from '../../src/answering/select-quotes.ts';
import { loadConfig } from '../../src/config.ts';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { type ArticlePart, partOf } from '../../src/evaluation/article-part.ts';
import { fold } from '../../src/language/normalise.ts';
import { type PreparedQuestion, prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { dotProduct } from '../../src/store/unit-vector.ts';
import { loadPiaf, type PiafQuestion } from '../piaf.ts';
import { fitChoices, fitLogistic } from './logistic.ts';
import { type RetrievedCase, retrieveCases } from './nomiracl.ts';
import { type RetrievedExample, remember, retrieveExamples, type Situation } from './retrieved.ts';

/**
 * Learns which sentence answers, and when none does, from PIAF's learning articles and half of NoMIRACL's English cases;
 * reports on the others.
 *   npx tsx training/evidence/train.ts --data <data folder> [--every 2] [--retrieved <folder>] [--out <file>]
 * `--every n` takes every n-th question. `--retrieved` keeps what was retrieved: see `remember`.
 * A question of PIAF is asked of all paragraphs (answerable), of all but its own paragraph, and of all but its own
 * article (both unanswerable: another paragraph may still answer, which makes the measured refusals a lower bound). A
 * fourth situation is made of the first: the same passages without the sentences that say the answer.
 */

/** Share of the right answers on the learning articles that the threshold may lose, besides those that are vetoed. */
const RIGHT_ANSWERS_LOST = 0.06;
const PENALTY = 1e-3;
/** What an example counts: half of the questions that people ask are taken to be answered by the documents. */
const COUNTS: Readonly<Record<Example['situation'], number>> = {
  answerable: 3,
  without_sentence: 1,
  without_paragraph: 1,
  without_article: 1,
  relevant: 4,
  non_relevant: 4,
};
const UNWEIGHTED = { selection: {} };

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.SOURCIER_DATA_DIR ?? resolve(import.meta.dirname, '../../../shared') },
    every: { type: 'string', default: '1' },
    retrieved: { type: 'string' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../models/evidence/weights.json') },
  },
});

/** Passages for a question, its evidence unordered, and which of it is right. */
interface Example {
  readonly part: ArticlePart;
  /** `without_sentence`: the same passages, less every sentence that says the answer. */
  readonly situation: Situation | 'without_sentence' | 'relevant' | 'non_relevant';
  readonly question: PreparedQuestion;
  readonly evidence: readonly Evidence[];
  readonly right: ReadonlySet<Evidence>;
}

/** The best sentence of an example, as the gate sees it. */
interface Judged {
  readonly part: ArticlePart;
  readonly situation: Example['situation'];
  readonly reading: GateReading;
  /** Whether answering with it is right; of a case, whether its passages answer at all. */
  readonly isRight: boolean;
  /** Whether what is quoted with it holds the answer. */
  readonly isShown: boolean;
}

function holdsAnswer({ text }: Evidence, question: PiafQuestion): boolean {
  const folded = fold(text);
  return question.answers.some((answer) => folded.includes(fold(answer)));
}

function readQuestion({ question, article, situation, hits, concepts }: RetrievedExample): Example[] {
  const kind = classifyQuestion(question.text, 'fr');
  const prepared = prepareQuestion({ text: question.text, kind, concepts });
  const evidence = collectEvidence(hits, prepared, UNWEIGHTED);
  if (evidence.length === 0) return [];
  const own = `${question.paragraphId}.txt`;
  const saying = new Set(evidence.filter((candidate) => holdsAnswer(candidate, question)));
  const right = new Set([...saying].filter(({ hit }) => situation === 'answerable' && hit.document.id === own));
  const example = { part: partOf(article), question: prepared };
  const silent = evidence.filter((candidate) => !saying.has(candidate));
  const withoutSentence =
    situation === 'answerable' && silent.length > 0
      ? [{ ...example, situation: 'without_sentence' as const, evidence: silent, right: new Set<Evidence>() }]
      : [];
  return [{ ...example, situation, evidence, right }, ...withoutSentence];
}

function readCase({ question, answerable, part, hits, concepts }: RetrievedCase): Example[] {
  const prepared = prepareQuestion({ text: question, kind: classifyQuestion(question, 'en'), concepts });
  const evidence = collectEvidence(hits, prepared, UNWEIGHTED);
  const right = new Set(answerable ? evidence : []);
  return evidence.length === 0
    ? []
    : [{ part, situation: answerable ? 'relevant' : 'non_relevant', question: prepared, evidence, right }];
}

const rowOf = <Name extends string>(features: Readonly<Record<Name, number>>, names: readonly Name[]) =>
  names.map((name) => features[name]);
const named = (names: readonly string[], values: Float64Array) =>
  Object.fromEntries(names.map((name, index) => [name, Number((values[index] ?? 0).toFixed(4))]));

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function learnSelection(examples: readonly Example[]): Readonly<Record<string, number>> {
  const choices = examples
    .map(({ evidence, right }) => ({
      rows: evidence.map(({ features }) => rowOf<keyof EvidenceFeatures>(features, EVIDENCE_FEATURES)),
      right: evidence.map((candidate) => right.has(candidate)),
    }))
    .filter(({ right }) => right.includes(true) && right.includes(false));
  return named(EVIDENCE_FEATURES, fitChoices(choices, EVIDENCE_FEATURES.length, PENALTY));
}

/** Orders the evidence and measures the best of it. */
async function judge(
  { part, situation, question, evidence, right }: Example,
  selection: Readonly<Record<string, number>>,
  embed: (text: string) => Promise<Float32Array>,
): Promise<Judged> {
  const [best, ...others] = evidence
    .map((candidate) => ({ ...candidate, score: scoreEvidence(candidate.features, { selection }), source: candidate }))
    .sort((a, b) => b.score - a.score);
  if (best === undefined) throw new Error('an example without evidence');
  const asked = await embed(question.text);
  const reading = await measureGate([best, ...others], question, async (text) => dotProduct(asked, await embed(text)));
  const quotes = selectQuotes([best, ...others], question.kind === 'list');
  const holds = (quote: Quote, { hit, start, end }: Evidence) =>
    quote.hit.document.id === hit.document.id && quote.start < end && start < quote.end;
  const isShown = [...right].some((sentence) => quotes.some((quote) => holds(quote, sentence)));
  return { part, situation, reading, isRight: right.has(best.source), isShown };
}

/** Texts come again in other situations of their question. */
function rememberVectors(embeddings: LocalEmbeddings): (text: string) => Promise<Float32Array> {
  const vectors = new Map<string, Float32Array>();
  return async (text) => {
    const known = vectors.get(text);
    if (known !== undefined) return known;
    if (vectors.size > 50_000) vectors.clear();
    const vector = Float32Array.from(await embeddings.embedQuery(text));
    vectors.set(text, vector);
    return vector;
  };
}

const config = loadConfig({});
const embeddings = await LocalEmbeddings.load({
  model: config.embeddingModel,
  modelsDir: config.modelsDir,
  allowDownload: false,
});
const { paragraphs, questions: allQuestions } = loadPiaf(values.data);
const questions = allQuestions.filter((_, place) => place % Number(values.every) === 0);
const examples = (await remember(values.retrieved, 'piaf', () => retrieveExamples(paragraphs, questions))).flatMap(
  readQuestion,
);
const cases = (await remember(values.retrieved, 'nomiracl', () => retrieveCases(values.data))).flatMap(readCase);

const selection = learnSelection(examples.filter(({ part }) => part === 'learning'));
const embed = rememberVectors(embeddings);
const judged: Judged[] = [];
for (const example of [...examples, ...cases]) judged.push(await judge(example, selection, embed));
await embeddings.close();

const learning = judged.filter(({ part }) => part === 'learning');
const isCase = ({ situation }: Judged) => situation === 'relevant' || situation === 'non_relevant';
const open = learning.filter(({ reading }) => reading.lacking === 0);
const fitted = fitLogistic(
  open.map(({ reading }) => rowOf<keyof GateFeatures>(reading.features, GATE_FEATURES)),
  open.map(({ isRight }) => isRight),
  open.map(({ situation }) => COUNTS[situation]),
);
const gate = {
  intercept: Number(fitted.intercept.toFixed(4)),
  weights: named(GATE_FEATURES, fitted.weights),
  threshold: 0,
  refusal: { intercept: 0, slope: -1 },
  answer: { intercept: 0, slope: 1 },
};
const threshold = quantile(
  open.filter((example) => example.isRight && !isCase(example)).map(({ reading }) => answerProbability(reading, gate)),
  RIGHT_ANSWERS_LOST,
);
/** Whether the documents answer, which is another question than whether the best sentence does. */
const isAnswerable = ({ situation }: Judged) => situation === 'answerable' || situation === 'relevant';
const refused = learning
  .map((example) => ({ example, probability: answerProbability(example.reading, gate) }))
  .filter(({ probability }) => probability < threshold);
const refusal = fitLogistic(
  refused.map(({ probability }) => [Math.log(probability / (1 - probability))]),
  refused.map(({ example }) => !isAnswerable(example)),
  refused.map(({ example }) => COUNTS[example.situation]),
);
const answered = learning
  .map((example) => ({ example, probability: answerProbability(example.reading, gate) }))
  .filter(({ probability }) => probability >= threshold);
const answer = fitLogistic(
  answered.map(({ probability }) => [Math.log(probability / (1 - probability))]),
  answered.map(({ example }) => example.isShown),
  answered.map(({ example }) => COUNTS[example.situation]),
);
const calibrationOf = ({ intercept, weights: [slope = 0] }: ReturnType<typeof fitLogistic>) => ({
  intercept: Number(intercept.toFixed(4)),
  slope: Number(slope.toFixed(4)),
});
const weights: EvidenceWeights = {
  version: '4',
  selection,
  gate: {
    ...gate,
    threshold: Number(threshold.toFixed(3)),
    refusal: calibrationOf(refusal),
    answer: calibrationOf(answer),
  },
};
writeFileSync(values.out, `${JSON.stringify(weights, null, 2)}\n`);
console.log(JSON.stringify(weights, null, 2));

const share = (rows: readonly Judged[], test: (row: Judged) => boolean) =>
  (rows.filter(test).length / rows.length).toFixed(3);
const isAnswered = ({ reading }: Judged) => answerProbability(reading, weights.gate) >= weights.gate.threshold;
for (const part of ['learning', 'reporting'] as const) {
  const rows = judged.filter((row) => row.part === part);
  const of = (situation: Example['situation']) => rows.filter((row) => row.situation === situation);
  const isRight = (row: Judged) => row.isRight;
  console.log(
    part,
    `questions ${of('answerable').length}`,
    `best sentence right ${share(of('answerable'), isRight)}`,
    `answered ${share(of('answerable'), isAnswered)}`,
    `right when answered ${share(of('answerable').filter(isAnswered), isRight)}`,
    `answer shown when answered ${share(of('answerable').filter(isAnswered), ({ isShown }) => isShown)}`,
    `answered without the sentence ${share(of('without_sentence'), isAnswered)}`,
    `answered without the paragraph ${share(of('without_paragraph'), isAnswered)}`,
    `answered without the article ${share(of('without_article'), isAnswered)}`,
    `right but vetoed ${share(of('answerable').filter(isRight), ({ reading }) => reading.lacking > 0)}`,
    `cases: answered ${share(of('relevant'), isAnswered)}, answered without an answer ${share(of('non_relevant'), isAnswered)}`,
  );
  for (let bin = 0; bin < 10; bin += 1) {
    const inBin = rows.filter(({ reading, situation }) => {
      const probability = answerProbability(reading, weights.gate);
      return situation === 'answerable' && Math.min(9, Math.floor(10 * probability)) === bin;
    });
    if (inBin.length > 0)
      console.log(`  probability ${bin / 10}: ${inBin.length} questions, right ${share(inBin, isRight)}`);
  }
}
