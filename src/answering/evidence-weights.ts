import { readFileSync } from 'node:fs';
import Type, { type Static } from 'typebox';
import Value from 'typebox/value';
import { SourcierError } from '../errors.ts';
import { EVIDENCE_FEATURES } from './evidence-model.ts';
import { GATE_FEATURES } from './gate.ts';

const FeatureWeights = Type.Record(Type.String(), Type.Number());

const Calibration = Type.Object({ intercept: Type.Number(), slope: Type.Number() });

const WeightsSchema = Type.Object({
  version: Type.String(),
  /** See `SelectionWeights`. */
  selection: FeatureWeights,
  /** See `GateWeights`. */
  gate: Type.Object({
    intercept: Type.Number(),
    weights: FeatureWeights,
    threshold: Type.Number({ minimum: 0, maximum: 1 }),
    refusal: Calibration,
    answer: Calibration,
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
