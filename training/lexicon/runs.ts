import type { PhrasePlace } from '../../src/retrieval/phrase-places.ts';
import type { TokenTable } from './token-table.ts';

/** In `tokens`: what stands before has nothing to do with what stands after. */
export const BREAK = -1;

/**
 * One language's side of aligned text in its own order, as far as phrases go: row r holds `tokens[offsets[r]]` …
 * `tokens[offsets[r + 1] − 1]`, numbers of terms of a `TokenTable`, with `BREAK` between runs.
 */
export interface Runs {
  readonly tokens: Int32Array;
  readonly offsets: Int32Array;
}

/** Collects the runs of each row. */
export class RunsBuilder {
  readonly #numbers = new Map<string, number>();
  #tokens = new Int32Array(1 << 16);
  #count = 0;
  readonly #offsets = [0];

  addRow(runs: readonly (readonly PhrasePlace[])[]): void {
    for (const run of runs) {
      if (run.length < 2) continue;
      for (const { readings } of run) this.#push(this.#numberOf(readings.at(-1) ?? ''));
      this.#push(BREAK);
    }
    this.#offsets.push(this.#count);
  }

  /** @param terms gives the numbers; a term that is not in it parts runs */
  build(terms: TokenTable): Runs {
    const numbers = new Map(terms.vocabulary.map((term, number) => [term, number]));
    const renumbered = [...this.#numbers.keys()].map((term) => numbers.get(term) ?? BREAK);
    const tokens = this.#tokens.slice(0, this.#count).map((token) => renumbered[token] ?? BREAK);
    return { tokens, offsets: Int32Array.from(this.#offsets) };
  }

  #numberOf(term: string): number {
    const number = this.#numbers.get(term) ?? this.#numbers.size;
    this.#numbers.set(term, number);
    return number;
  }

  #push(token: number): void {
    if (this.#count === this.#tokens.length) {
      const larger = new Int32Array(this.#count * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.#count++] = token;
  }
}
