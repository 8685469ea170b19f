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
 * - `unmet`: 1 where a figure, a date, an address, a name, a place or who may have something is asked for and it holds none beyond the question's,
 *   else 0
 * - `unmetFigure`: 1 where that is a figure, a date or an address, whose forms are surer than those of names, else 0
 * - `nearExpectation`: share of the question that stands around the figure, date, name or place; 0 where none is asked
 * - `counted`: 1 where a number stands right before what the question counts, else 0
 * - `passageScore`: the passage's score relative to the best passage
 * - `firstPassage`: 1 in the best passage, else 0
 * - `brevity`: 1 for a short sentence, falling to 0 at 80 words
 */
export const EVIDENCE_FEATURES = [
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
  'firstPassage',
  'brevity',
] as const;

export type EvidenceFeatures = Readonly<Record<(typeof EVIDENCE_FEATURES)[number], number>>;

/** Weights by feature. They order sentences: the larger the sum, the likelier the sentence answers. */
export interface SelectionWeights {
  readonly selection: Readonly<Record<string, number>>;
}

/** The rank of a sentence among those of the same question: a log-odds, meaningful as a difference only. */
export function scoreEvidence(features: EvidenceFeatures, { selection }: SelectionWeights): number {
  return EVIDENCE_FEATURES.reduce((sum, name) => sum + (selection[name] ?? 0) * features[name], 0);
}
