import type { Span } from '../domain.ts';

/** What parts a unit from the next one, from the best place for a cut to the worst. */
export type Boundary = 'block' | 'sentence' | 'line' | 'lead-in';

/** A sentence, list item or table row. */
export interface Unit extends Span {
  readonly words: number;
  /** What comes after it. */
  readonly boundary: Boundary;
}

/** Below it, a passage says too little to be judged by itself; above it, its score drowns in what surrounds it. */
const FEWEST_WORDS = 90;
const MOST_WORDS = 160;

/** On the scale of `sizeCost`: a cut between a list and its lead-in is worse than passages of half the fewest words. */
const CUT_COSTS: Readonly<Record<Boundary, number>> = { block: 0, sentence: 0.06, line: 0.1, 'lead-in': 0.6 };

/**
 * Groups consecutive units into spans of 90 to 160 words where that can be, by the cheapest sequence of cuts (dynamic
 * programming over the units, as Knuth and Plass, 1981, break paragraphs into lines): so that a short remainder is
 * shared out instead of left alone, and cuts fall between paragraphs rather than inside lists.
 */
export function groupUnits(units: readonly Unit[]): Span[] {
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= units.length; end++) best.push(cheapestEndingAt(units, best, end));
  const spans: Span[] = [];
  for (let end = units.length; end > 0; ) {
    const from = best[end]?.from ?? end - 1;
    spans.push({ start: units[from]?.start ?? 0, end: units[end - 1]?.end ?? 0 });
    end = from;
  }
  return spans.reverse();
}

function cheapestEndingAt(
  units: readonly Unit[],
  best: readonly { cost: number }[],
  end: number,
): { cost: number; from: number } {
  const isLast = end === units.length;
  const cutCost = isLast ? 0 : CUT_COSTS[units[end - 1]?.boundary ?? 'block'];
  let cheapest = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
  let words = 0;
  for (let from = end - 1; from >= 0; from--) {
    words += Math.max(1, units[from]?.words ?? 0);
    if (words > MOST_WORDS && from < end - 1) break;
    const cost = (best[from]?.cost ?? 0) + sizeCost(words) + cutCost;
    if (cost < cheapest.cost) cheapest = { cost, from };
  }
  return cheapest;
}

/** 0 within the bounds but for a slight pull to the middle; 1 for nothing at all. */
function sizeCost(words: number): number {
  const middle = (FEWEST_WORDS + MOST_WORDS) / 2;
  const pull = 0.02 * ((Math.min(words, MOST_WORDS) - middle) / middle) ** 2;
  return pull + (words < FEWEST_WORDS ? ((FEWEST_WORDS - words) / FEWEST_WORDS) ** 2 : 0);
}
