import type { Language, Span, TermVariant } from '../domain.ts';
import type { Lexicon } from './lexicon.ts';
import type { PhrasePlace } from './phrase-places.ts';

/** How words of a question are rendered where they stand, if otherwise than alone; by `placeKey`. */
export type RenderingsInPhrases = ReadonlyMap<string, readonly TermVariant[]>;

export function placeKey({ start, end }: Span): string {
  return `${start}-${end}`;
}

/** Reads each run from left to right, at each place the longest phrase that begins there; phrases do not overlap. */
export function renderInPhrases(
  runs: readonly (readonly PhrasePlace[])[],
  language: Language,
  lexicon: Lexicon,
): RenderingsInPhrases {
  const renderings = new Map<string, readonly TermVariant[]>();
  for (const run of runs) {
    const readings = run.map((place) => place.readings);
    let first = 0;
    while (first < run.length) {
      const phrase = lexicon.phrase(readings.slice(first), language) ?? [[]];
      for (const [word, variants] of phrase.entries()) {
        const place = run[first + word];
        if (place !== undefined && variants.length > 0) renderings.set(placeKey(place), variants);
      }
      first += phrase.length;
    }
  }
  return renderings;
}
