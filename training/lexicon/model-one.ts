import { invert, type Occurrences, type TokenTable } from './token-table.ts';

/**
 * p(target | source) as sparse rows: the source term s has the target `targets[i]` with `probabilities[i]`, for i from
 * `offsets[s]` to `offsets[s + 1] − 1`. Rows sum to at most 1.
 */
export interface TranslationTable {
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly probabilities: Float32Array;
}

export interface ModelOne {
  readonly table: TranslationTable;
  /** For each target token of the text, the sum of what the empty word and the words of its row give it. */
  readonly totals: Float32Array;
}

export interface ModelOneOptions {
  /** Passes of expectation maximisation. */
  readonly iterations: number;
  /**
   * Rows added to the denominator of every source term, so that a rare one does not claim all the rare words around it
   * as its translations (the "garbage collector" of Moore, ACL 2004). 0 turns it off.
   */
  readonly smoothing: number;
  /** How much likelier than any one word of the sentence the empty word is to give rise to a target word. */
  readonly nullWeight: number;
}

/**
 * IBM Model 1 (Brown, Della Pietra, Della Pietra & Mercer, Computational Linguistics 19(2), 1993) over rows of terms.
 * Each pass goes through the text source term by source term, not row by row: the term's probabilities are spread over
 * a dense array once and looked up there, which needs no hash table.
 *
 * @param rowWeights how much each row counts, at least 0
 */
export function trainModelOne(
  source: TokenTable,
  target: TokenTable,
  rowWeights: Float32Array,
  options: ModelOneOptions,
): ModelOne {
  const occurrences = invert(source);
  const table = uniformTable(source, target, occurrences);
  let nullProbabilities = new Float32Array(target.vocabulary.length).fill(1 / target.vocabulary.length);
  for (let iteration = 0; iteration < options.iterations; iteration += 1) {
    const totals = explainTargets(target, occurrences, table, nullProbabilities, options.nullWeight);
    nullProbabilities = reestimateNull(target, rowWeights, totals, nullProbabilities);
    reestimate(target, occurrences, rowWeights, totals, table, options.smoothing);
  }
  return { table, totals: explainTargets(target, occurrences, table, nullProbabilities, options.nullWeight) };
}

/** Every target that shares a row with the source term, all equally likely. */
function uniformTable(source: TokenTable, target: TokenTable, occurrences: Occurrences): TranslationTable {
  const offsets = new Int32Array(source.vocabulary.length + 1);
  const lastSeenBy = new Int32Array(target.vocabulary.length).fill(-1);
  let targets = new Int32Array(1 << 20);
  let count = 0;
  for (let s = 0; s < source.vocabulary.length; s += 1) {
    for (let o = occurrences.offsets[s] as number; o < (occurrences.offsets[s + 1] as number); o += 1) {
      const row = occurrences.rows[o] as number;
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        const token = target.tokens[i] as number;
        if (lastSeenBy[token] === s) continue;
        lastSeenBy[token] = s;
        if (count === targets.length) {
          const larger = new Int32Array(targets.length * 2);
          larger.set(targets);
          targets = larger;
        }
        targets[count++] = token;
      }
    }
    offsets[s + 1] = count;
  }
  const probabilities = new Float32Array(count).fill(1 / target.vocabulary.length);
  return { offsets, targets: targets.slice(0, count), probabilities };
}

/** For each target token of the text, the sum of what the empty word and the words of its row give it. */
function explainTargets(
  target: TokenTable,
  occurrences: Occurrences,
  table: TranslationTable,
  nullProbabilities: Float32Array,
  nullWeight: number,
): Float32Array {
  const totals = new Float32Array(target.tokens.length);
  for (let i = 0; i < totals.length; i += 1) {
    totals[i] = nullWeight * (nullProbabilities[target.tokens[i] as number] as number);
  }
  const spread = new Float32Array(target.vocabulary.length);
  for (let s = 0; s + 1 < table.offsets.length; s += 1) {
    const first = table.offsets[s] as number;
    const end = table.offsets[s + 1] as number;
    for (let k = first; k < end; k += 1) spread[table.targets[k] as number] = table.probabilities[k] as number;
    for (let o = occurrences.offsets[s] as number; o < (occurrences.offsets[s + 1] as number); o += 1) {
      const row = occurrences.rows[o] as number;
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        totals[i] = (totals[i] as number) + (spread[target.tokens[i] as number] as number);
      }
    }
    for (let k = first; k < end; k += 1) spread[table.targets[k] as number] = 0;
  }
  return totals;
}

/** New probabilities of the empty word from its share of every target token. */
function reestimateNull(
  target: TokenTable,
  rowWeights: Float32Array,
  totals: Float32Array,
  nullProbabilities: Float32Array,
): Float32Array<ArrayBuffer> {
  const counts = new Float64Array(nullProbabilities.length);
  let sum = 0;
  for (let row = 0; row < rowWeights.length; row += 1) {
    if (rowWeights[row] === 0) continue;
    for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
      const token = target.tokens[i] as number;
      const count = ((rowWeights[row] as number) * (nullProbabilities[token] as number)) / (totals[i] as number);
      counts[token] = (counts[token] as number) + count;
      sum += count;
    }
  }
  return Float32Array.from(counts, (count) => (sum === 0 ? 0 : count / sum));
}

/** New probabilities of every source term from its share of the target tokens in its rows; changes `table`. */
function reestimate(
  target: TokenTable,
  occurrences: Occurrences,
  rowWeights: Float32Array,
  totals: Float32Array,
  table: TranslationTable,
  smoothing: number,
): void {
  const spread = new Float32Array(target.vocabulary.length);
  const counts = new Float64Array(target.vocabulary.length);
  for (let s = 0; s + 1 < table.offsets.length; s += 1) {
    const first = table.offsets[s] as number;
    const end = table.offsets[s + 1] as number;
    for (let k = first; k < end; k += 1) spread[table.targets[k] as number] = table.probabilities[k] as number;
    for (let o = occurrences.offsets[s] as number; o < (occurrences.offsets[s + 1] as number); o += 1) {
      const row = occurrences.rows[o] as number;
      const weight = rowWeights[row] as number;
      if (weight === 0) continue;
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        const token = target.tokens[i] as number;
        counts[token] = (counts[token] as number) + (weight * (spread[token] as number)) / (totals[i] as number);
      }
    }
    let sum = smoothing;
    for (let k = first; k < end; k += 1) sum += counts[table.targets[k] as number] as number;
    for (let k = first; k < end; k += 1) {
      const token = table.targets[k] as number;
      table.probabilities[k] = sum > 0 ? (counts[token] as number) / sum : 0;
      counts[token] = 0;
      spread[token] = 0;
    }
  }
}
