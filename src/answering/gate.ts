import { coverage } from '../language/concept-match.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { countLacking, lacksAttribute, MAIN_WORD_SHARE } from './essentials.ts';
import type { Evidence } from './evidence.ts';

/**
 * What is measured of the best sentence of a question to tell whether it answers; each between 0 and 1. Unlike the
 * features that order sentences, each means the same for every question.
 * - `coverage`, `contextCoverage`, `distinctCoverage`, `rarest`, `names`, `adjacency`, `expectation`, `unmet`,
 *   `unmetFigure`, `nearExpectation`, `counted`, `passageScore`: see `EVIDENCE_FEATURES`
 * - `attribute`: share that the sentence itself holds of the question's words that name nothing: what is asked of whom
 *   or what is named; 1 where there is none
 * - `attributeless`: 1 where the question names something and nothing of what it asks of it is held, context included; else 0
 * - `weakest`: how well the least held of the question's main words is held, context included
 * - `missing`: the largest weight of a word that is not held, context included, relative to the heaviest word
 * - `similarity`: the cosine of the question with the sentence; 0 where it is negative
 * - `similarityInContext`: the same of the sentence after the heading above it, or its document's title
 * - `lead`: how far its score is ahead of the next sentence's, 1 for three or more
 */
export const GATE_FEATURES = [
  'coverage',
  'contextCoverage',
  'distinctCoverage',
  'rarest',
  'names',
  'adjacency',
  'expectation',
  'unmet',
  'unmetFigure',
  'nearExpectation',
  'counted',
  'passageScore',
  'attribute',
  'attributeless',
  'weakest',
  'missing',
  'similarity',
  'similarityInContext',
  'lead',
] as const;

export type GateFeatures = Readonly<Record<(typeof GATE_FEATURES)[number], number>>;

/** The cosine of the question with a text, on the scale on which the weights were learned; −1 to 1. */
export type SimilarityToQuestion = (text: string) => Promise<number>;

/** A lead beyond this, a log-odds, says no more. */
const CLEAR_LEAD = 3;

/** What the gate sees of the best sentence. */
export interface GateReading {
  readonly features: GateFeatures;
  /** See `countLacking`. */
  readonly lacking: number;
}

/** Reads the best of the evidence. */
export async function measureGate(
  [best, next]: readonly [Evidence, ...Evidence[]],
  question: PreparedQuestion,
  similarityTo: SimilarityToQuestion,
): Promise<GateReading> {
  const { document, passage } = best.hit;
  const above = passage.section.at(-1) ?? document.title;
  const texts = [best.text, `${above}\n${best.text}`];
  const [similarity = 0, similarityInContext = 0] = await Promise.all(texts.map(similarityTo));
  const features = {
    ...best.features,
    ...measureWords(best, question),
    similarity: Math.max(0, similarity),
    similarityInContext: Math.max(0, similarityInContext),
    lead: next === undefined ? 1 : Math.min(1, Math.max(0, best.score - next.score) / CLEAR_LEAD),
  };
  return { features, lacking: countLacking(best, question) };
}

function measureWords(evidence: Evidence, question: PreparedQuestion) {
  const { hit, heldMatches, contextMatches } = evidence;
  const { names, subjects } = question;
  const weights = question.weights[hit.document.language];
  const heaviest = Math.max(...weights);
  const isSubject = (concept: number) => subjects.includes(concept);
  const common = names.map((name, concept) => (name === 0 && isSubject(concept) ? 1 : 0));
  const isMain = (concept: number) => isSubject(concept) && (weights[concept] ?? 0) >= MAIN_WORD_SHARE * heaviest;
  const lacking = weights.map((weight, concept) =>
    isSubject(concept) ? weight * (1 - (contextMatches[concept] ?? 0)) : 0,
  );
  return {
    attribute: common.includes(1) ? coverage(weights, heldMatches, common) : 1,
    attributeless: lacksAttribute(evidence, question) ? 1 : 0,
    weakest: Math.min(1, ...contextMatches.filter((_, concept) => isMain(concept))),
    missing: heaviest > 0 ? Math.max(0, ...lacking) / heaviest : 0,
  };
}

/** A logistic regression over the features. Below the threshold, a probability, the answer is `not_found`. */
export interface GateWeights {
  readonly intercept: number;
  readonly weights: Readonly<Record<string, number>>;
  readonly threshold: number;
  /** From the log odds of a probability below the threshold to those of refusing being right. */
  readonly refusal: Calibration;
  /** From the log odds of a probability from the threshold on to those of what is quoted holding the answer. */
  readonly answer: Calibration;
}

export interface Calibration {
  readonly intercept: number;
  readonly slope: number;
}

/** What remains of the probability for each thing that a sentence lacks of what the question cannot do without. */
const LACKING_SHARE = 0.15;

/** The probability, 0 to 1, that the best sentence, which reads so, answers. */
export function answerProbability({ features, lacking }: GateReading, gate: GateWeights): number {
  const score = GATE_FEATURES.reduce((sum, name) => sum + (gate.weights[name] ?? 0) * features[name], gate.intercept);
  return LACKING_SHARE ** lacking / (1 + Math.exp(-score));
}

/** Nothing is surer than that: a probability of 0 comes of a question without evidence. */
const SUREST_LOG_ODDS = 12;

function calibrate(probability: number, { intercept, slope }: Calibration): number {
  const logOdds = Math.log(probability / (1 - probability));
  const within = Math.min(SUREST_LOG_ODDS, Math.max(-SUREST_LOG_ODDS, logOdds));
  return 1 / (1 + Math.exp(-(intercept + slope * within)));
}

/**
 * The probability, 0 to 1, that a question is not answered by the documents, where its best sentence answers with this
 * probability: one sentence may not answer although another does.
 */
export function refusalProbability(probability: number, { refusal }: GateWeights): number {
  return calibrate(probability, refusal);
}

/**
 * The probability, 0 to 1, that what is quoted holds the answer, where its best sentence answers with this probability:
 * more than one sentence may be quoted.
 */
export function quotedProbability(probability: number, { answer }: GateWeights): number {
  return calibrate(probability, answer);
}
