const WORD = /[\p{L}\p{M}\p{N}]+(?:[-‐’'][\p{L}\p{M}\p{N}]+)*/gu;
const LINE_END_HYPHEN = /[-‐]$/;

/** How a hyphen at the end of a line is to be read. */
export type HyphenReading = 'join' | 'keep';

/**
 * Where French grammar sets a hyphen, and hyphenation hardly ever leaves the same part over: inversions (dit-il,
 * peut-on), celui-ci, lui-même, peut-être. `là` and `ci` also end voilà, voici, merci, which are seldom cut.
 */
const SUFFIXED_WORDS = new Set('je tu il elle on nous vous ils elles ce ci là même mêmes être'.split(' '));
/** c’est-à-dire, vis-à-vis, a-t-il, Aix-les-Bains: the cut falls after or before a part that is a word. */
const INNER_WORDS = new Set('à en t de du la le les y au aux et sur sous'.split(' '));
const PREFIXED_WORDS = new Set('non demi quasi'.split(' '));
const TENS = new Set('vingt trente quarante cinquante soixante quatre dix'.split(' '));
const UNITS = new Set(
  'un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts'.split(
    ' ',
  ),
);

/**
 * The words of a document, to tell the hyphens that typesetting set at the ends of lines from those that belong to
 * words: the document itself mostly has the word elsewhere, inside a line.
 */
export class Vocabulary {
  readonly #counts = new Map<string, number>();

  /** @param lines in order; words cut by a line's end do not count */
  constructor(lines: readonly string[]) {
    lines.forEach((line, index) => {
      const words = line.match(WORD) ?? [];
      const start = LINE_END_HYPHEN.test(lines[index - 1] ?? '') ? 1 : 0;
      const end = LINE_END_HYPHEN.test(line) ? words.length - 1 : words.length;
      for (const word of words.slice(start, Math.max(start, end))) this.#add(word.toLowerCase());
    });
  }

  #add(word: string): void {
    this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  /**
   * @param before a line that ends with a hyphen
   * @param after the line that follows
   */
  readHyphen(before: string, after: string): HyphenReading {
    const lastWord = before.slice(before.lastIndexOf(' ') + 1, -1);
    const left = /[\p{L}\p{M}\p{N}'’‐-]*$/u.exec(lastWord)?.[0] ?? '';
    const right = /^[\p{L}\p{M}\p{N}]+(?:[-‐][\p{L}\p{M}\p{N}]+)*/u.exec(after)?.[0] ?? '';
    const isAddress = /[/@_]|www\./.test(lastWord);
    if (isAddress || !/\p{Ll}$/u.test(left) || !/^\p{Ll}/u.test(right)) return 'keep';
    const asWritten = this.#count(`${left}-${right}`);
    const joined = this.#count(left + right);
    if (asWritten !== joined) return asWritten > joined ? 'keep' : 'join';
    return hasGrammaticalHyphen(left.toLowerCase(), right.toLowerCase()) ? 'keep' : 'join';
  }

  #count(word: string): number {
    return this.#counts.get(word.toLowerCase()) ?? 0;
  }
}

function hasGrammaticalHyphen(left: string, right: string): boolean {
  const parts = left.split(/[-‐'’]/);
  const before = parts.at(-1) ?? '';
  const [after = '', ...rest] = right.split(/[-‐]/);
  return (
    (rest.length > 0 && INNER_WORDS.has(after)) ||
    SUFFIXED_WORDS.has(after) ||
    PREFIXED_WORDS.has(before) ||
    (/[-‐]/.test(left) && INNER_WORDS.has(before)) ||
    (TENS.has(before) && UNITS.has(after))
  );
}
