/** Probabilities by target term. */
export type Row = ReadonlyMap<number, number>;

/** Less than this of a target is not worth giving to one word rather than another. */
const LEAST_PARTED = 0.01;

/**
 * Model 1 is indifferent to how the words of a phrase share what the phrase is rendered by: only their sum explains the
 * text. Of all such divisions this is one in which each target belongs to few words, so that a passage must hold all of
 * the rendering to hold all words: the largest shares first, each as large as its word's total and its target's allow.
 */
export function partTargets(rows: readonly Row[]): Row[] {
  const ofWords = rows.map((row) => [...row.values()].reduce((sum, probability) => sum + probability, 0));
  const ofTargets = new Map<number, number>();
  for (const [target, probability] of rows.flatMap((row) => [...row])) {
    ofTargets.set(target, (ofTargets.get(target) ?? 0) + probability);
  }
  const shares = rows.flatMap((row, word) => [...row].map(([target, probability]) => ({ word, target, probability })));
  const parted = rows.map(() => new Map<number, number>());
  const worthwhile = shares.filter(({ probability }) => probability >= LEAST_PARTED);
  for (const { word, target } of worthwhile.sort((a, b) => b.probability - a.probability)) {
    const share = Math.min(ofWords[word] as number, ofTargets.get(target) as number);
    if (share <= 0) continue;
    ofWords[word] = (ofWords[word] as number) - share;
    ofTargets.set(target, (ofTargets.get(target) as number) - share);
    parted[word]?.set(target, share);
  }
  return parted;
}
