import type { TermVariant } from '../../src/domain.ts';
import { type Renderings, wordKey } from '../../src/retrieval/lexicon-format.ts';
import type { Side } from './aligned-terms.ts';
import { type ModelOneOptions, type TranslationTable, trainModelOne } from './model-one.ts';
import type { TokenTable } from './token-table.ts';

/** Below this a rendering is noise more often than not (Darwish & Oard, SIGIR 2003, cut alike). */
const MINIMUM_PROBABILITY = 0.03;
const MOST_VARIANTS = 8;

/** A word whose renderings differ from its stem's by less than this share of their probability is left to its stem. */
const LEAST_DIFFERENCE = 0.1;

const HAS_DIGIT = /\p{N}/u;

/**
 * How the words and the stems of one language are rendered by index terms of the other. Words are learned beside stems
 * because a stem may blend words that are rendered apart (« engines » and « engineers »); stems serve the words that
 * are too rare to be learned.
 */
export function learnRenderings(from: Side, to: Side, rowWeights: Float32Array, options: ModelOneOptions): Renderings {
  const ofTerms = keepLikely(trainModelOne(from.terms, to.terms, rowWeights, options), from.terms, to.terms);
  const ofWords = keepLikely(trainModelOne(from.words, to.terms, rowWeights, options), from.words, to.terms);
  const renderings = new Map(ofTerms);
  for (const [word, variants] of ofWords) {
    const ofItsTerm = ofTerms.get(from.termOf.get(word) ?? '') ?? [];
    if (difference(variants, ofItsTerm) >= LEAST_DIFFERENCE) renderings.set(wordKey(word), variants);
  }
  return renderings;
}

/**
 * The renderings worth keeping: likely enough, at most eight, probabilities scaled to sum to 1. Function words never
 * occur, since the analysis leaves them out. Terms with a digit are left out: they are the same in both languages.
 */
function keepLikely(table: TranslationTable, source: TokenTable, target: TokenTable): Map<string, TermVariant[]> {
  const renderings = new Map<string, TermVariant[]>();
  for (const [s, term] of source.vocabulary.entries()) {
    if (HAS_DIGIT.test(term)) continue;
    const variants = likelyTargets(table, s, target);
    const total = variants.reduce((sum, { probability }) => sum + probability, 0);
    if (total === 0) continue;
    renderings.set(
      term,
      variants.map((variant) => ({ ...variant, probability: variant.probability / total })),
    );
  }
  return renderings;
}

function likelyTargets(table: TranslationTable, s: number, target: TokenTable): TermVariant[] {
  const variants: TermVariant[] = [];
  for (let i = table.offsets[s] as number; i < (table.offsets[s + 1] as number); i += 1) {
    const probability = table.probabilities[i] as number;
    if (probability < MINIMUM_PROBABILITY) continue;
    const term = target.vocabulary[table.targets[i] as number] as string;
    if (!HAS_DIGIT.test(term)) variants.push({ term, probability });
  }
  return variants.sort((a, b) => b.probability - a.probability).slice(0, MOST_VARIANTS);
}

/** Total variation: half the sum of the differences, 0 to 1. */
function difference(one: readonly TermVariant[], other: readonly TermVariant[]): number {
  const probabilities = new Map(one.map(({ term, probability }) => [term, probability]));
  for (const { term, probability } of other) {
    probabilities.set(term, (probabilities.get(term) ?? 0) - probability);
  }
  return [...probabilities.values()].reduce((sum, value) => sum + Math.abs(value), 0) / 2;
}
