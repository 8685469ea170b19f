import type { Renderings } from '../../src/retrieval/lexicon-format.ts';
import type { TermVariant } from '../../src/store/lexical-query.ts';
import type { TranslationTable } from './model-one.ts';
import type { TokenTable } from './token-table.ts';

/** Below this a rendering is noise more often than not (Darwish & Oard, SIGIR 2003, cut alike). */
export const MINIMUM_PROBABILITY = 0.03;
export const MOST_VARIANTS = 8;

const HAS_DIGIT = /\p{N}/u;

/**
 * The renderings worth keeping of each source term: likely enough, at most eight, probabilities scaled to sum to 1.
 * Function words never occur, since the analysis leaves them out. Terms with a digit are left out: they are the same
 * in both languages.
 */
export function keepRenderings(table: TranslationTable, source: TokenTable, target: TokenTable): Renderings {
  const renderings = new Map<string, TermVariant[]>();
  for (const [s, term] of source.vocabulary.entries()) {
    if (HAS_DIGIT.test(term)) continue;
    const variants = likelyTargets(table, s, target);
    const total = variants.reduce((sum, { probability }) => sum + probability, 0);
    if (total > 0) {
      renderings.set(
        term,
        variants.map((variant) => ({ ...variant, probability: variant.probability / total })),
      );
    }
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
