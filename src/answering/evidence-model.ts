import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { SourcierError } from '../errors.ts';

/**
 * What is measured of a sentence as evidence; each between 0 and 1.
 * - `coverage`: share of the question, by rarity, that the sentence itself holds
 * - `contextCoverage`: the same with its headings, its document's title and the sentence before it
 * - `rarest`: how well the question's rarest word is held, context included
 * - `expectation`: holds the kind of thing asked for
 * - `adjacency`: share of neighbouring words of the question that are near each other in the sentence
 * - `passageScore`: the passage's score relative to the best passage
 * - `firstPassage`: 1 in the best passage, else 0
 * - `brevity`: 1 for a short sentence, falling to 0 at 80 words
 * - `heading`: 1 for a heading, else 0
 */
export const EVIDENCE_FEATURES = [
  'coverage',
  'contextCoverage',
  'rarest',
  'expectation',
  'adjacency',
  'passageScore',
  'firstPassage',
  'brevity',
  'heading',
] as const;

export type EvidenceFeatures = Readonly<Record<(typeof EVIDENCE_FEATURES)[number], number>>;

const WeightsSchema = Type.Object({
  version: Type.String(),
  /** Below this probability the answer is `not_found`. */
  threshold: Type.Number({ minimum: 0, maximum: 1 }),
  intercept: Type.Number(),
  weights: Type.Record(Type.String(), Type.Number()),
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
    const missing = EVIDENCE_FEATURES.filter((feature) => weights.weights[feature] === undefined);
    if (missing.length > 0) throw new Error(`no weight for ${missing.join(', ')}`);
    return weights;
  } catch (error) {
    const problem = { fr: 'ses poids sont illisibles', en: 'its weights cannot be read' };
    throw new SourcierError('model_unusable', { model: 'evidence', problem }, error);
  }
}

/** The probability, 0 to 1, that a sentence with these features answers: logistic regression. */
export function evidenceProbability(features: EvidenceFeatures, { intercept, weights }: EvidenceWeights): number {
  const score = EVIDENCE_FEATURES.reduce((sum, name) => sum + (weights[name] ?? 0) * features[name], intercept);
  return 1 / (1 + Math.exp(-score));
}
