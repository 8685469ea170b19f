import type { Language, TermVariant } from '../domain.ts';
import { otherLanguage } from './concept.ts';
import type { Lexicon } from './lexicon.ts';

/** Below this, what comes back from the other language is chance. */
const LEAST_PROBABILITY = 0.05;

/**
 * Other terms of its own language that may stand for a word: those that share its translations, p(other | word) =
 * Σ p(translation | word) · p(other | translation). Paraphrases by pivoting (Bannard & Callison-Burch, ACL 2005).
 *
 * @param translations of the word, where it stands
 * @param own its terms in `language`, which are left out of the result
 */
export function paraphrase(
  translations: readonly TermVariant[],
  own: readonly string[],
  language: Language,
  lexicon: Lexicon,
): TermVariant[] {
  const sums = new Map<string, number>();
  for (const translation of translations) {
    for (const back of lexicon.variants(null, translation.term, otherLanguage(language))) {
      sums.set(back.term, (sums.get(back.term) ?? 0) + translation.probability * back.probability);
    }
  }
  for (const term of own) sums.delete(term);
  return [...sums]
    .filter(([, probability]) => probability >= LEAST_PROBABILITY)
    .map(([other, probability]) => ({ term: other, probability }));
}
