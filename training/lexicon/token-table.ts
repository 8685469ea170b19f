/**
 * One language's side of aligned text as numbers: row r holds the terms `tokens[offsets[r]]` … `tokens[offsets[r + 1] − 1]`,
 * each at most once, as indices into `vocabulary`.
 */
export interface TokenTable {
  readonly vocabulary: readonly string[];
  readonly tokens: Int32Array;
  /** One more than there are rows. */
  readonly offsets: Int32Array;
}

const INITIAL_CAPACITY = 1 << 16;

/** Collects rows of terms; memory is a few bytes a token, not a string each. */
export class TokenTableBuilder {
  readonly #numbers = new Map<string, number>();
  readonly #evidence: number[] = [];
  #tokens = new Int32Array(INITIAL_CAPACITY);
  #offsets = new Int32Array(INITIAL_CAPACITY);
  #tokenCount = 0;
  #rowCount = 0;

  get rowCount(): number {
    return this.#rowCount;
  }

  get tokenCount(): number {
    return this.#tokenCount;
  }

  /** Adds a row; a term that occurs twice in it counts once. `evidence`: how many rows it is worth to `build`. */
  addRow(terms: Iterable<string>, evidence: number): void {
    for (const term of new Set(terms)) {
      const number = this.#numberOf(term);
      this.#evidence[number] = (this.#evidence[number] ?? 0) + evidence;
      this.#push(number);
    }
    this.#rowCount += 1;
    if (this.#rowCount >= this.#offsets.length) this.#offsets = doubled(this.#offsets);
    this.#offsets[this.#rowCount] = this.#tokenCount;
  }

  /** The rows so far, without the terms that have less evidence than `minimumEvidence`. */
  build(minimumEvidence: number): TokenTable {
    const vocabulary: string[] = [];
    const renumbered = new Int32Array(this.#numbers.size).fill(-1);
    for (const [term, number] of this.#numbers) {
      if ((this.#evidence[number] ?? 0) >= minimumEvidence) renumbered[number] = vocabulary.push(term) - 1;
    }
    const tokens = new Int32Array(this.#tokenCount);
    const offsets = new Int32Array(this.#rowCount + 1);
    let kept = 0;
    for (let row = 0; row < this.#rowCount; row += 1) {
      for (let i = this.#offsets[row] as number; i < (this.#offsets[row + 1] as number); i += 1) {
        const number = renumbered[this.#tokens[i] as number] as number;
        if (number >= 0) tokens[kept++] = number;
      }
      offsets[row + 1] = kept;
    }
    return { vocabulary, tokens: tokens.slice(0, kept), offsets };
  }

  #numberOf(term: string): number {
    let number = this.#numbers.get(term);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(term, number);
    }
    return number;
  }

  #push(token: number): void {
    if (this.#tokenCount >= this.#tokens.length) this.#tokens = doubled(this.#tokens);
    this.#tokens[this.#tokenCount++] = token;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** For each term, the rows that hold it, in order: `rows[offsets[t]]` … `rows[offsets[t + 1] − 1]`. */
export interface Occurrences {
  readonly rows: Int32Array;
  readonly offsets: Int32Array;
}

/** Turns rows of terms into terms with their rows, by counting. */
export function invert(table: TokenTable): Occurrences {
  const offsets = new Int32Array(table.vocabulary.length + 1);
  for (const token of table.tokens) offsets[token + 1] = (offsets[token + 1] as number) + 1;
  for (let term = 0; term < table.vocabulary.length; term += 1) {
    offsets[term + 1] = (offsets[term + 1] as number) + (offsets[term] as number);
  }
  const next = offsets.slice();
  const rows = new Int32Array(table.tokens.length);
  for (let row = 0; row + 1 < table.offsets.length; row += 1) {
    for (let i = table.offsets[row] as number; i < (table.offsets[row + 1] as number); i += 1) {
      const token = table.tokens[i] as number;
      rows[next[token] as number] = row;
      next[token] = (next[token] as number) + 1;
    }
  }
  return { rows, offsets };
}
