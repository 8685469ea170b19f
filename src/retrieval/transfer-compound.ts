import type { Language, TermVariant } from '../domain.ts';
import { stem } from '../language/stem.ts';
import type { Lexicon } from './lexicon.ts';

/** Learned prefixes that French and English write alike, once accents are folded. */
const SHARED_PREFIXES = (
  'aero agro anti astro auto bio co crypto cyber eco electro exa extra geo giga hydro hyper immuno infra inter ' +
  'intra macro mega meta micro mono multi nano neuro photo poly pre pseudo psycho re retro semi socio super techno tele ' +
  'tera thermo trans ultra'
)
  .split(' ')
  .sort((a, b) => b.length - a.length);

const SHORTEST_REST = 4;

/**
 * Renders a compound that the lexicon does not know through its second part: supercomputer through computer, as super +
 * each of its renderings. Most of what comes out is no word: keep what the collection holds.
 *
 * @param word as written, folded
 * @returns empty where the word has no such prefix, or the rest is not known either
 */
export function transferCompound(word: string, from: Language, lexicon: Lexicon): TermVariant[] {
  for (const prefix of SHARED_PREFIXES) {
    const rest = word.slice(prefix.length);
    if (!word.startsWith(prefix) || rest.length < SHORTEST_REST) continue;
    const variants = lexicon.variants(rest, stem(rest, from), from);
    if (variants.length > 0) return variants.map(({ term, probability }) => ({ term: prefix + term, probability }));
  }
  return [];
}
