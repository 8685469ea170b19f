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

/** The rest of a collection's word must mean so surely what the rest of the question's word says. */
const LEAST_MEANT = 0.1;
const MOST_VARIANTS = 4;

/** What a lexicon lacks is looked for among the terms of the passages. */
export interface CompoundResources {
  readonly lexicon: Lexicon;
  /** Terms of the passages that begin so. */
  readonly termsBeginning: (beginning: string) => readonly string[];
}

/**
 * Renders a compound that the lexicon does not know through its second part: supercomputer through computer, as super +
 * each of its renderings (« superordinateur »), as far as passages hold them; else as the passages' own words that begin
 * so and whose rest the lexicon renders by the rest of this one (« supercalculateur », since « calculateur » is computer).
 *
 * @param word as written, folded
 * @param occurs whether passages hold a term
 * @returns empty where the word has no such prefix, or nothing is found
 */
export function transferCompound(
  word: string,
  from: Language,
  occurs: (term: string) => boolean,
  { lexicon, termsBeginning }: CompoundResources,
): TermVariant[] {
  for (const prefix of SHARED_PREFIXES) {
    const rest = word.slice(prefix.length);
    if (!word.startsWith(prefix) || rest.length < SHORTEST_REST) continue;
    const meant = stem(rest, from);
    const renderings = lexicon.variants(rest, meant, from);
    if (renderings.length === 0) continue;
    const present = renderings
      .map(({ term, probability }) => ({ term: prefix + term, probability }))
      .filter(({ term }) => occurs(term));
    return present.length > 0
      ? present
      : findMeant(prefix, meant, from === 'fr' ? 'en' : 'fr', lexicon, termsBeginning);
  }
  return [];
}

function findMeant(
  prefix: string,
  meant: string,
  passages: Language,
  lexicon: Lexicon,
  termsBeginning: CompoundResources['termsBeginning'],
): TermVariant[] {
  const found = termsBeginning(prefix).flatMap((term) => {
    const rest = term.slice(prefix.length);
    const variants = rest.length < SHORTEST_REST ? [] : lexicon.variants(null, rest, passages);
    const probability = variants.find((variant) => variant.term === meant)?.probability ?? 0;
    return probability < LEAST_MEANT ? [] : [{ term, probability }];
  });
  const likeliest = found.sort((a, b) => b.probability - a.probability).slice(0, MOST_VARIANTS);
  const sum = likeliest.reduce((total, { probability }) => total + probability, 0);
  return likeliest.map(({ term, probability }) => ({ term, probability: probability / sum }));
}
