import type { TermVariant } from '../../src/domain.ts';
import { type LanguageRenderings, type PhraseRenderings, wordKey } from '../../src/retrieval/lexicon-format.ts';
import type { AlignedTerms, Side } from './aligned-terms.ts';
import { difference, isNumber, keepLikely, MINIMUM_PROBABILITY } from './kept-variants.ts';
import { type ModelOneOptions, type TranslationTable, trainModelOne } from './model-one.ts';
import { learnPhraseRenderings, type PhraseModelOptions } from './phrase-renderings.ts';
import { findPhrases, type PhraseOptions } from './phrases.ts';
import type { TokenTable } from './token-table.ts';

export interface RenderingOptions {
  readonly words: ModelOneOptions;
  readonly phrases: PhraseOptions;
  readonly phraseRenderings: PhraseModelOptions;
}

/** A word whose renderings differ from its stem's by less than this share of their probability is left to its stem. */
const LEAST_DIFFERENCE = 0.1;

/**
 * How the words, the stems and the phrases of one language are rendered by index terms of the other. Words are learned
 * beside stems because a stem may blend words that are rendered apart (« engines » and « engineers »); stems serve the
 * words that are too rare to be learned.
 */
export function learnRenderings(
  text: AlignedTerms,
  from: Side,
  to: Side,
  options: RenderingOptions,
): LanguageRenderings {
  const { rowWeights } = text;
  const { ofTerms, ofPhrases } = learnTermsAndPhrases(text, from, to, options);
  const words = trainModelOne(from.words, to.terms, rowWeights, options.words);
  const ofWords = likelyRenderings(words.table, from.words, to.terms);
  return { words: joinWords(ofTerms, ofWords, from.termOf), phrases: ofPhrases };
}

/** Stems, and the words that are rendered otherwise than their stem; all acronyms, so that an unknown one is known to be. */
function joinWords(
  ofTerms: ReadonlyMap<string, TermVariant[]>,
  ofWords: ReadonlyMap<string, TermVariant[]>,
  termOf: ReadonlyMap<string, string>,
): ReadonlyMap<string, TermVariant[]> {
  const joined = new Map(ofTerms);
  for (const [word, variants] of ofWords) {
    const ofItsTerm = ofTerms.get(termOf.get(word) ?? '') ?? [];
    const isAcronym = word !== word.toLowerCase();
    if (isAcronym || difference(variants, ofItsTerm) >= LEAST_DIFFERENCE) joined.set(wordKey(word), variants);
  }
  return joined;
}

function learnTermsAndPhrases(
  { rowWeights, evidence }: AlignedTerms,
  from: Side,
  to: Side,
  options: RenderingOptions,
): { ofTerms: ReadonlyMap<string, TermVariant[]>; ofPhrases: PhraseRenderings } {
  const model = trainModelOne(from.terms, to.terms, rowWeights, options.words);
  const lists = findPhrases(from.runs, from.terms.vocabulary.length, evidence, options.phrases);
  const wordModel = { source: from.terms, target: to.terms, rowWeights, ...model };
  return {
    ofTerms: likelyRenderings(model.table, from.terms, to.terms),
    ofPhrases: learnPhraseRenderings(wordModel, lists, options.phraseRenderings),
  };
}

function likelyRenderings(table: TranslationTable, source: TokenTable, target: TokenTable): Map<string, TermVariant[]> {
  const renderings = new Map<string, TermVariant[]>();
  for (const [s, term] of source.vocabulary.entries()) {
    const variants = isNumber(term) ? [] : keepLikely(variantsOf(table, s, target));
    if (variants.length > 0) renderings.set(term, variants);
  }
  return renderings;
}

function variantsOf(table: TranslationTable, s: number, target: TokenTable): TermVariant[] {
  const variants: TermVariant[] = [];
  for (let i = table.offsets[s] as number; i < (table.offsets[s + 1] as number); i += 1) {
    const probability = table.probabilities[i] as number;
    if (probability < MINIMUM_PROBABILITY) continue;
    variants.push({ term: target.vocabulary[table.targets[i] as number] as string, probability });
  }
  return variants;
}
