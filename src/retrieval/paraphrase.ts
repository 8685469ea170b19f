import type { Language, TermVariant } from '../domain.ts';
import { otherLanguage } from './concept.ts';
import type { Lexicon } from './lexicon.ts';

/** Below this, what comes back from the other language is chance. */
const LEAST_PROBABILITY = 0.05;

/**
 * Other terms of its own language that may stand for a word: those that share its translations, p(other | word) =
 * Σ p(translation | word) · p(other | translation). Paraphrases by pivoting (Bannard & Callison-Burch, ACL 2005).
 *
 * @param word as written, folded
 * @param term its stem, which is left out of the result
 * @returns empty where the lexicon does not know the word
 */
export function paraphrase(word: string, term: string, language: Language, lexicon: Lexicon): TermVariant[] {
  const sums = new Map<string, number>();
  for (const translation of lexicon.variants(word, term, language)) {
    for (const back of lexicon.variants(null, translation.term, otherLanguage(language))) {
      sums.set(back.term, (sums.get(back.term) ?? 0) + translation.probability * back.probability);
    }
  }
  sums.delete(term);
  return [...sums]
    .filter(([, probability]) => probability >= LEAST_PROBABILITY)
    .map(([other, probability]) => ({ term: other, probability }));
}
