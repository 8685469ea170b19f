/** What an edit costs: a slip that people and scanners make often, a vowel left out or added, anything else. */
export const SLIP = 0.5;
const VOWEL = 0.75;
const OTHER = 1;

const UNITS = 0x10000;
const H = 'h'.charCodeAt(0);
const VOWELS = codesOf('aeiouy');
/** Letters that sound alike (s/z, c/k, i/y), stand side by side in shape (i/l, n/u, c/e) or name one sound (m/n). */
const ALIKE: ReadonlySet<number> = new Set(
  'iy il ij sz cs ck cq kq gj uv vw mn nu ce'.split(' ').flatMap((pair) => {
    const [one, other] = [pair.charCodeAt(0), pair.charCodeAt(1)];
    return [one * UNITS + other, other * UNITS + one];
  }),
);
/** Mostly mute at the end of French names and words. */
const MUTE_AT_END = codesOf('destxz');

function codesOf(letters: string): ReadonlySet<number> {
  return new Set(Array.from(letters, (letter) => letter.charCodeAt(0)));
}

/** Index terms are shorter. */
const ROW = 72;
const rows = [new Float64Array(ROW), new Float64Array(ROW), new Float64Array(ROW)] as const;

/**
 * How far one spelling is from another: letters inserted, deleted, replaced or swapped with a neighbour (optimal string
 * alignment; Boytsov, ACM JEA 2011), weighed by how often each happens (a noisy channel; Kernighan, Church & Gale,
 * COLING 1990). Swaps, doubled letters, letters that look or sound alike, a lost h or a mute last letter cost half.
 * `Infinity` as soon as the distance is known to be more than `limit`. Symmetric; UTF-16 code units.
 */
export function spellingDistance(a: string, b: string, limit: number): number {
  if (Math.max(a.length, b.length) >= ROW) return a === b ? 0 : Number.POSITIVE_INFINITY;
  let [beforeLast, last, current] = rows;
  let smallestBefore = 0;
  last[0] = 0;
  for (let column = 1; column <= b.length; column++)
    last[column] = (last[column - 1] as number) + lengthen(b, column - 1);
  for (let row = 1; row <= a.length; row++) {
    const from = a.charCodeAt(row - 1);
    const deletion = lengthen(a, row - 1);
    let smallest = (last[0] as number) + deletion;
    current[0] = smallest;
    for (let column = 1; column <= b.length; column++) {
      const to = b.charCodeAt(column - 1);
      let distance = (last[column - 1] as number) + replace(from, to);
      if (distance > 0) {
        distance = Math.min(distance, (last[column] as number) + deletion);
        distance = Math.min(distance, (current[column - 1] as number) + lengthen(b, column - 1));
        const isSwapped = row > 1 && column > 1 && from === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === to;
        if (isSwapped) distance = Math.min(distance, (beforeLast[column - 2] as number) + SLIP);
      }
      current[column] = distance;
      if (distance < smallest) smallest = distance;
    }
    // A swap reaches over one row.
    if (smallest > limit && smallestBefore + SLIP > limit) return Number.POSITIVE_INFINITY;
    smallestBefore = smallest;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  const distance = last[b.length] as number;
  return distance <= limit ? distance : Number.POSITIVE_INFINITY;
}

function replace(from: number, to: number): number {
  if (from === to) return 0;
  return areAlike(from, to) ? SLIP : OTHER;
}

/** Two different letters, by their codes, that are easily taken for one another. */
export function areAlike(one: number, other: number): boolean {
  return ALIKE.has(one * UNITS + other);
}

/** What it costs that a word has the letter at an index where the other has none. */
function lengthen(word: string, index: number): number {
  const letter = word.charCodeAt(index);
  if (letter === word.charCodeAt(index - 1) || letter === word.charCodeAt(index + 1) || letter === H) return SLIP;
  if (index === word.length - 1 && MUTE_AT_END.has(letter)) return SLIP;
  return VOWELS.has(letter) ? VOWEL : OTHER;
}
