import type { Language } from '../domain.ts';
import { analyseQuestion, type Term } from '../language/analyse.ts';
import { fold } from '../language/normalise.ts';
import type { LexicalSearch, TermVariant } from '../store/lexical-query.ts';
import { type Concept, documentFrequency, inverseDocumentFrequency, LANGUAGES } from './concept.ts';
import type { FuzzyDictionary } from './fuzzy-dictionary.ts';
import type { Lexicon } from './lexicon.ts';
import { transferCompound } from './transfer-compound.ts';

export interface QueryResources {
  readonly index: Pick<LexicalSearch, 'documentFrequency' | 'passageCount'>;
  readonly lexicon: Lexicon;
  /** The terms of a language's passages; called only when a word is missing from them. */
  readonly fuzzyDictionary: (language: Language) => FuzzyDictionary;
}

/**
 * What a translated word keeps for itself where its own form occurs in the passages: names, acronyms, cognates and
 * words that a language borrows (cluster, machine learning) are not in the lexicon, or not as what they are.
 */
const IDENTITY_SHARE = 0.2;

/** A question of 2,000 characters can hold hundreds of words; the rarest say what it is about. */
const MOST_CONCEPTS = 32;
const MOST_FUZZY_WORDS = 8;

/** One place of the question: a word as written, with its readings as index terms of both languages. */
interface QuestionWord {
  readonly text: string;
  readonly readings: Record<Language, string[]>;
}

/**
 * The question's words as concepts. In passages of the question's own language a word stands for itself; in those of
 * the other language for its renderings by the lexicon. A word that the collection does not hold in any form, and the
 * lexicon does not know, is taken for a misspelling of terms that look like it.
 *
 * At most 32 concepts, the rarest ones, in the order of the question.
 */
export function buildConcepts(question: string, language: Language, resources: QueryResources): Concept[] {
  const fuzzy = new FuzzyBudget(resources, MOST_FUZZY_WORDS);
  const concepts = readWords(question, language).map((word) => toConcept(word, language, resources, fuzzy));
  const [, ...tooCommon] = [Number.NEGATIVE_INFINITY, ...concepts.map(({ rarity }) => rarity).sort((a, b) => b - a)];
  const leastRarity = tooCommon[MOST_CONCEPTS - 1] ?? 0;
  return concepts.filter(({ rarity }) => rarity >= leastRarity).slice(0, MOST_CONCEPTS);
}
