/** Where one kind of character gives way to another: LeCun, ChatGPT, GPT4, 3IA. */
const BOUNDARY = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u;
const SMALL_LETTERS = /^\p{Ll}+$/u;
const CAPITALS = /^\p{Lu}{4,6}$/u;
const SHORTEST_PART = 4;
/** Two short words can be made of many a long one. */
const SHORTEST_LONGER_PART = 6;
const SHORTEST_OF_CAPITALS = 2;

/** Whether a word shows by itself where its parts begin. */
export function hasBoundaries(word: string): boolean {
  return BOUNDARY.test(word);
}

/**
 * How a word may be written as several: at its boundaries, or else anywhere that leaves words of four and six letters
 * (« supercalculateur »: super calculateur), two of capitals (APHP: AP HP). A name is parted at boundaries only: what
 * looks like two words in it is chance. Most of what comes out is nothing: keep what the collection holds.
 */
export function listSplits(word: string): string[][] {
  const parts = word.split(BOUNDARY);
  if (parts.length > 1) return [parts];
  if (CAPITALS.test(word)) return splitAnywhere(word, SHORTEST_OF_CAPITALS, SHORTEST_OF_CAPITALS);
  return SMALL_LETTERS.test(word) ? splitAnywhere(word, SHORTEST_PART, SHORTEST_LONGER_PART) : [];
}

function splitAnywhere(word: string, shortest: number, longer: number): string[][] {
  const splits: string[][] = [];
  for (let at = shortest; at <= word.length - shortest; at++) {
    if (Math.max(at, word.length - at) >= longer) splits.push([word.slice(0, at), word.slice(at)]);
  }
  return splits;
}
