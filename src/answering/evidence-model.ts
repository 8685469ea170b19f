import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { SourcierError } from '../errors.ts';

/**
 * What is measured of a sentence as evidence; each between 0 and 1. A share of the question is weighted by the rarity
 * of its words.
 * - `coverage`: share of the question that the sentence itself holds
 * - `contextCoverage`: the same with its headings, its document's title and the sentence before it
 * - `distinctCoverage`: share that it holds of what its headings and title do not say: what tells the sentences of one
 *   document apart; `coverage` where nothing is left
 * - `rarest`: how well the question's rarest word is held, context included
 * - `names`: share of the question's names and numbers that is held, context included; 1 where it has none
 * - `adjacency`: share of neighbouring words of the question that are near each other in the sentence
 * - `expectation`: how far it holds what is asked for; 0 where the question does not say what it asks for
 * - `person`, `place`, `enumeration`: `expectation` where that is asked for, else 0. These forms are weaker signs than a
 *   figure or a date; kinds without a feature of their own are too rare among the learning questions and share the
 *   weight of `expectation`
 * - `unmet`: 1 where a figure, a date, a name or a place is asked for and it holds none beyond the question's, else 0
 * - `unmetFigure`: 1 where that is a figure or a date, whose forms are surer than those of names, else 0
 * - `nearExpectation`: share of the question that stands around the figure, date, name or place; 0 where none is asked
 * - `counted`: 1 where a number stands right before what the question counts, else 0
 * - `passageScore`: the passage's score relative to the best passage
 * - `firstPassage`: 1 in the best passage, else 0
 * - `brevity`: 1 for a short sentence, falling to 0 at 80 words
 * - `heading`: 1 for a heading, else 0
 */
export const EVIDENCE_FEATURES = [
  'coverage',
  'contextCoverage',
  'distinctCoverage',
  'rarest',
  'names',
  'adjacency',
  'expectation',
  'person',
  'place',
  'enumeration',
  'unmet',
  'unmetFigure',
  'nearExpectation',
  'counted',
  'passageScore',
  'firstPassage',
  'brevity',
  'heading',
] as const;

export type EvidenceFeatures = Readonly<Record<(typeof EVIDENCE_FEATURES)[number], number>>;

/** Features that mean the same for every question: those that say how good a sentence is by itself, not beside others. */
export const GATE_FEATURES = [
  'coverage',
  'contextCoverage',
  'distinctCoverage',
  'rarest',
  'names',
  'adjacency',
  'expectation',
  'person',
  'place',
  'enumeration',
  'unmet',
  'nearExpectation',
  'counted',
] as const;

const FeatureWeights = Type.Record(Type.String(), Type.Number());

const WeightsSchema = Type.Object({
  version: Type.String(),
  /** Orders sentences: the larger the sum, the likelier the sentence answers. */
  selection: FeatureWeights,
  /** Turns the best sentence's features into the probability that it answers. */
  gate: Type.Object({
    intercept: Type.Number(),
    weights: FeatureWeights,
    /** Below this probability the answer is `not_found`. */
    threshold: Type.Number({ minimum: 0, maximum: 1 }),
  }),
});

export type EvidenceWeights = Static<typeof WeightsSchema>;

/**
 * Reads the learned weights; the card beside the file says what they were learned from.
 *
 * @throws {SourcierError} `model_unusable` where the file is missing, damaged or lacks a feature
 */
export function loadEvidenceWeights(path: string): EvidenceWeights {
  try {
    const weights = Value.Parse(WeightsSchema, JSON.parse(readFileSync(path, 'utf8')));
    const missing = [
      ...EVIDENCE_FEATURES.filter((feature) => weights.selection[feature] === undefined),
      ...GATE_FEATURES.filter((feature) => weights.gate.weights[feature] === undefined),
    ];
    if (missing.length > 0) throw new Error(`no weight for ${missing.join(', ')}`);
    return weights;
  } catch (error) {
    const problem = { fr: 'ses poids sont illisibles', en: 'its weights cannot be read' };
    throw new SourcierError('model_unusable', { model: 'evidence', problem }, error);
  }
}

/** The rank of a sentence among those of the same question: a log-odds, meaningful as a difference only. */
export function scoreEvidence(features: EvidenceFeatures, { selection }: EvidenceWeights): number {
  return EVIDENCE_FEATURES.reduce((sum, name) => sum + (selection[name] ?? 0) * features[name], 0);
}

/** The probability, 0 to 1, that the best sentence, which has these features, answers: logistic regression. */
export function answerProbability(features: EvidenceFeatures, { gate }: EvidenceWeights): number {
  const score = GATE_FEATURES.reduce((sum, name) => sum + (gate.weights[name] ?? 0) * features[name], gate.intercept);
  return 1 / (1 + Math.exp(-score));
}
