import type { Term } from '../language/analyse.ts';

/** A word of a text as it may stand in a phrase: its readings, the stem first, and where it is in the text. */
export interface PhrasePlace {
  readonly readings: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** « traitement automatique de la langue »: so many function words may stand between two words of a phrase. */
const MOST_WORDS_BETWEEN = 2;

/** What parts words that merely follow one another: marks of the sentence, brackets, a new line. */
const BREAK = /[^\p{L}\p{M}\s'’ʼ·/&-]|\n/u;
const HAS_DIGIT = /\p{N}/u;

/**
 * The content words of a text in runs that nothing but a few function words interrupts: a phrase lies within one run.
 * Numbers belong to no phrase. Compounds are read by their parts.
 *
 * @param terms of that text, as `analyse` or `analyseQuestion` gives them
 */
export function readRuns(text: string, terms: readonly Term[]): PhrasePlace[][] {
  const runs: PhrasePlace[][] = [];
  let previous: Term | null = null;
  for (const group of groupByPosition(terms)) {
    const [first] = group;
    const readings = group.map(({ term }) => term).filter((term) => !HAS_DIGIT.test(term));
    if (first === undefined || readings.length === 0) {
      previous = null;
      continue;
    }
    const place = { readings, start: first.start, end: first.end };
    if (previous !== null && follows(previous, first, text)) runs.at(-1)?.push(place);
    else runs.push([place]);
    previous = first;
  }
  return runs;
}

function follows(previous: Term, next: Term, text: string): boolean {
  const isNear = next.position - previous.position <= 1 + MOST_WORDS_BETWEEN;
  return isNear && !BREAK.test(text.slice(previous.end, next.start));
}

/** Of the terms at one position those that span the least; others are the whole of which it is a part. */
function groupByPosition(terms: readonly Term[]): Term[][] {
  const groups = new Map<number, Term[]>();
  for (const term of terms) {
    const group = groups.get(term.position) ?? [];
    const [other] = group;
    const longer = other === undefined ? 0 : term.end - term.start - (other.end - other.start);
    if (longer < 0) groups.set(term.position, [term]);
    else if (longer === 0) groups.set(term.position, [...group, term]);
  }
  return [...groups.values()];
}
