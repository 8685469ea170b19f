import type { TermVariant } from '../../src/domain.ts';
import type { PhraseRenderings } from '../../src/retrieval/lexicon-format.ts';
import { difference, keepLikely } from './kept-variants.ts';
import type { TranslationTable } from './model-one.ts';
import { partTargets, type Row } from './part-targets.ts';
import type { PhraseList } from './phrases.ts';
import type { TokenTable } from './token-table.ts';

export interface PhraseModelOptions {
  /** Passes of expectation maximisation. */
  readonly iterations: number;
  /** Rows that a word's renderings outside the phrase are worth beside those that are seen in it. */
  readonly priorRows: number;
  /** A phrase is kept if the renderings of one of its words differ from those without it by this total variation. */
  readonly leastDifference: number;
  /** So many phrases are kept, those that change most: their difference times the rows' weights. */
  readonly most: number;
}

/** Aligned text, and what Model 1 learned of single words from it. */
export interface WordModel {
  readonly source: TokenTable;
  readonly target: TokenTable;
  readonly rowWeights: Float32Array;
  readonly table: TranslationTable;
  /** For each target token of the text, the sum of what the empty word and the words of its row give it. */
  readonly totals: Float32Array;
}

interface KeptPhrase {
  readonly renderings: readonly (readonly TermVariant[])[];
  readonly gain: number;
}

/** Of one word in one phrase: probabilities of the targets found in its rows, and how many of them it accounts for. */
interface Estimate {
  readonly probabilities: Float64Array;
  readonly evidence: number;
}

/** Less than this says nothing about a phrase, and there is much of it. */
const NEGLIGIBLE = 0.0005;

/** More rows of a phrase would tell nothing new. */
const ROWS_ENOUGH = 300;

/** A word of a phrase that is kept has renderings of its own there if they differ by this from those it has alone. */
const LEAST_DIFFERENCE_OF_WORD = 0.2;

/** In the first pass half of the probability is what stands in the phrase's rows, so that new renderings can be found. */
const OPENNESS = 0.5;

/**
 * How the words of phrases are rendered in them: Model 1 over the rows that hold a phrase, in which each of its words
 * is a source term of its own, beside the other words as they were learned. The estimate is that with a Dirichlet prior
 * around the word's renderings in the shorter phrase, or alone (MacKay & Bauman Peto, Natural Language Engineering 1(3),
 * 1995), so that few rows change little, and so that each word of a phrase seen once keeps to its own side.
 *
 * @param lists shortest first
 */
export function learnPhraseRenderings(
  model: WordModel,
  lists: readonly PhraseList[],
  options: PhraseModelOptions,
): PhraseRenderings {
  const learner = new PhraseLearner(model, options);
  for (const list of lists) learner.learn(list);
  const best = [...learner.kept].sort(([, a], [, b]) => b.gain - a.gain).slice(0, options.most);
  return new Map(best.map(([phrase, { renderings }]) => [phrase, renderings]));
}

class PhraseLearner {
  readonly kept = new Map<string, KeptPhrase>();
  readonly #model: WordModel;
  readonly #options: PhraseModelOptions;
  readonly #alone = new Map<number, Row>();
  /** Rows of the phrases that were kept, by their terms' numbers. */
  readonly #inPhrase = new Map<string, readonly Row[]>();
  /** Where each target term stands in the arrays of one phrase; −1 where it does not. */
  readonly #places: Int32Array;

  constructor(model: WordModel, options: PhraseModelOptions) {
    this.#model = model;
    this.#options = options;
    this.#places = new Int32Array(model.target.vocabulary.length).fill(-1);
  }

  learn({ length, terms, rows, offsets }: PhraseList): void {
    for (let phrase = 0; phrase + 1 < offsets.length; phrase += 1) {
      const words = [...terms.subarray(phrase * length, (phrase + 1) * length)];
      const rowsOfPhrase = rows.subarray(offsets[phrase], offsets[phrase + 1]);
      const without = this.#without(words);
      const estimates = partTargets(this.#estimate(words, without, thin(rowsOfPhrase)));
      const weight = rowsOfPhrase.reduce((sum, row) => sum + (this.#model.rowWeights[row] as number), 0);
      this.#keepIfDifferent(words, without, estimates, weight);
    }
  }

  /** How each word would be rendered if the phrase were not known. */
  #without(words: readonly number[]): Row[] {
    const beginning = this.#inPhrase.get(words.slice(0, -1).join(' '));
    const alone = (word: number | undefined) => this.#renderAlone(word ?? 0);
    if (beginning !== undefined) return [...beginning, alone(words.at(-1))];
    const ending = this.#inPhrase.get(words.slice(1).join(' '));
    return ending === undefined ? words.map(alone) : [alone(words[0]), ...ending];
  }

  #renderAlone(word: number): Row {
    const known = this.#alone.get(word);
    if (known !== undefined) return known;
    const { offsets, targets, probabilities } = this.#model.table;
    const row = new Map<number, number>();
    for (let i = offsets[word] as number; i < (offsets[word + 1] as number); i += 1) {
      if ((probabilities[i] as number) >= NEGLIGIBLE) row.set(targets[i] as number, probabilities[i] as number);
    }
    this.#alone.set(word, row);
    return row;
  }

  #estimate(words: readonly number[], without: readonly Row[], rows: Int32Array): Row[] {
    const { rowWeights, target } = this.#model;
    const found: number[] = [];
    let tokenWeight = 0;
    const cooccurrence: number[] = [];
    for (const row of rows) {
      const weight = rowWeights[row] as number;
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        const token = target.tokens[i] as number;
        if (this.#places[token] === -1) this.#places[token] = found.push(token) - 1;
        const place = this.#places[token] as number;
        cooccurrence[place] = (cooccurrence[place] ?? 0) + weight;
        tokenWeight += weight;
      }
    }
    const priors = without.map((row) => Float64Array.from(found, (token) => row.get(token) ?? 0));
    let estimates = priors.map((prior): Estimate => {
      const probabilities = prior.map(
        (probability, place) =>
          (1 - OPENNESS) * probability + (OPENNESS * (cooccurrence[place] as number)) / tokenWeight,
      );
      return { probabilities, evidence: 0 };
    });
    const others = this.#explainedByOthers(words, rows);
    for (let iteration = 0; iteration < this.#options.iterations; iteration += 1) {
      estimates = this.#reestimate(estimates, priors, rows, others);
    }
    for (const token of found) this.#places[token] = -1;
    return estimates.map(({ probabilities, evidence }, word) => {
      const unseen = this.#options.priorRows / (evidence + this.#options.priorRows);
      return toRow(found, probabilities, without[word] as Row, unseen);
    });
  }

  /** For each target token of the rows, in order, what the empty word and the words outside the phrase give it. */
  #explainedByOthers(words: readonly number[], rows: Int32Array): Float64Array {
    const { target, totals } = this.#model;
    const alone = words.map((word) => this.#renderAlone(word));
    const others: number[] = [];
    for (const row of rows) {
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        const token = target.tokens[i] as number;
        const own = alone.reduce((sum, probabilities) => sum + (probabilities.get(token) ?? 0), 0);
        others.push(Math.max(1e-6, (totals[i] as number) - own));
      }
    }
    return Float64Array.from(others);
  }

  #reestimate(
    estimates: readonly Estimate[],
    priors: readonly Float64Array[],
    rows: Int32Array,
    others: Float64Array,
  ): Estimate[] {
    const { rowWeights, target } = this.#model;
    const before = estimates.map(({ probabilities }) => probabilities);
    const counts = before.map((probabilities) => new Float64Array(probabilities.length));
    const evidence = before.map(() => 0);
    let next = 0;
    for (const row of rows) {
      const weight = rowWeights[row] as number;
      for (let i = target.offsets[row] as number; i < (target.offsets[row + 1] as number); i += 1) {
        const place = this.#places[target.tokens[i] as number] as number;
        let total = others[next++] as number;
        for (const probabilities of before) total += probabilities[place] as number;
        for (let word = 0; word < before.length; word += 1) {
          const count = (weight * ((before[word] as Float64Array)[place] as number)) / total;
          const ofWord = counts[word] as Float64Array;
          ofWord[place] = (ofWord[place] as number) + count;
          evidence[word] = (evidence[word] as number) + count;
        }
      }
    }
    const { priorRows } = this.#options;
    return counts.map((count, word) => {
      const ofWord = evidence[word] as number;
      const probabilities = count.map((value, place) => {
        return (value + priorRows * ((priors[word] as Float64Array)[place] as number)) / (ofWord + priorRows);
      });
      return { probabilities, evidence: ofWord };
    });
  }

  #keepIfDifferent(words: readonly number[], without: readonly Row[], rows: readonly Row[], weight: number): void {
    const before = without.map((row) => this.#likely(row));
    const after = rows.map((row) => this.#likely(row));
    const largest = Math.max(...after.map((variants, i) => difference(variants, before[i] ?? [])));
    if (largest < this.#options.leastDifference) return;
    this.#inPhrase.set(words.join(' '), rows);
    const phrase = words.map((word) => this.#model.source.vocabulary[word]).join(' ');
    const renderings = after.map((variants, i) => (this.#isAsAlone(variants, words[i] as number) ? [] : variants));
    this.kept.set(phrase, { renderings, gain: largest * weight });
  }

  #isAsAlone(variants: readonly TermVariant[], word: number): boolean {
    return difference(variants, this.#likely(this.#renderAlone(word))) < LEAST_DIFFERENCE_OF_WORD;
  }

  #likely(row: Row): TermVariant[] {
    const { vocabulary } = this.#model.target;
    return keepLikely([...row].map(([token, probability]) => ({ term: vocabulary[token] as string, probability })));
  }
}

/** Some of many, at equal distances. */
function thin(rows: Int32Array): Int32Array {
  const step = rows.length / ROWS_ENOUGH;
  return step <= 1 ? rows : Int32Array.from({ length: ROWS_ENOUGH }, (_, i) => rows[Math.floor(i * step)] as number);
}

/** @param unseen what targets keep of their probability without the phrase if its rows do not hold them */
function toRow(found: readonly number[], probabilities: Float64Array, without: Row, unseen: number): Row {
  const row = new Map<number, number>();
  for (const [token, probability] of without) row.set(token, probability * unseen);
  for (const [place, token] of found.entries()) row.set(token, probabilities[place] as number);
  return new Map([...row].filter(([, probability]) => probability >= NEGLIGIBLE));
}
