import type { Language } from '../../src/domain.ts';
import { analyse } from '../../src/language/analyse.ts';
import { fold } from '../../src/language/normalise.ts';
import { isShouted, readAcronym } from '../../src/retrieval/acronym.ts';
import { type PhrasePlace, readRuns } from '../../src/retrieval/phrase-places.ts';
import { type AlignedRow, readDictionary, readPairs } from './aligned-rows.ts';
import { isNumber } from './kept-variants.ts';
import { DICTIONARY_WEIGHT, rowWeight } from './mixture.ts';
import { type Runs, RunsBuilder } from './runs.ts';
import { type TokenTable, TokenTableBuilder } from './token-table.ts';

/** Longer rows are enumerations and whole sections: everything stands beside everything, and little is learned. */
const MOST_TERMS_IN_ROW = 60;

/** A word must be seen in this many rows of text; one row of the dictionary is enough. */
const MINIMUM_EVIDENCE = 3;

export const TOY_ROWS_PER_SOURCE = 400;

/** One language's side of the text, twice: as index terms, and as the folded words that they were made of. */
export interface Side {
  readonly terms: TokenTable;
  readonly words: TokenTable;
  /** The term of each word. */
  readonly termOf: ReadonlyMap<string, string>;
  /** The terms again, in their order, as far as they may be parts of phrases. */
  readonly runs: Runs;
}

export interface AlignedTerms {
  readonly sides: Readonly<Record<Language, Side>>;
  /** How much each row counts. */
  readonly rowWeights: Float32Array;
  /** How many rows each row is worth where evidence is counted. */
  readonly evidence: Uint8Array;
  readonly rowsBySource: Readonly<Record<string, number>>;
}

/**
 * Reads the human translations and the dictionary of the data folder. Rows that repeat an earlier one are left out, as
 * are rows that are empty after analysis or too long. Nothing is drawn at random.
 *
 * @param toy at most `TOY_ROWS_PER_SOURCE` rows of each source
 */
export async function readAlignedTerms(dataFolder: string, toy: boolean): Promise<AlignedTerms> {
  const builders = { fr: new SideBuilder('fr'), en: new SideBuilder('en') };
  const weights: number[] = [];
  const allEvidence: number[] = [];
  const rowsBySource: Record<string, number> = {};
  const seen = new Set<string>();

  const add = (row: AlignedRow, weight: number, evidence: number): void => {
    const count = rowsBySource[row.source] ?? 0;
    if (toy && count >= TOY_ROWS_PER_SOURCE) return;
    const english = builders.en.read(row.english);
    const french = builders.fr.read(row.french);
    const sizes = [english.words.size, french.words.size];
    if (Math.min(...sizes) === 0 || Math.max(...sizes) > MOST_TERMS_IN_ROW) return;
    const key = `${[...english.words.keys()].join(' ')}\t${[...french.words.keys()].join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    builders.en.addRow(english, evidence);
    builders.fr.addRow(french, evidence);
    weights.push(weight);
    allEvidence.push(evidence);
    rowsBySource[row.source] = count + 1;
  };
  for await (const row of readPairs(dataFolder, 'human')) add(row, rowWeight(row.source), 1);
  for await (const row of readDictionary(dataFolder)) {
    add({ ...row, source: 'dictionary' }, DICTIONARY_WEIGHT, MINIMUM_EVIDENCE);
  }
  const sides = { fr: builders.fr.build(), en: builders.en.build() };
  return { sides, rowWeights: Float32Array.from(weights), evidence: Uint8Array.from(allEvidence), rowsBySource };
}

interface ReadText {
  /** The words, folded, each with its term. */
  readonly words: ReadonlyMap<string, string>;
  readonly runs: readonly (readonly PhrasePlace[])[];
}

class SideBuilder {
  readonly #language: Language;
  readonly #terms = new TokenTableBuilder();
  readonly #words = new TokenTableBuilder();
  readonly #runs = new RunsBuilder();
  readonly #termOf = new Map<string, string>();

  constructor(language: Language) {
    this.#language = language;
  }

  /** Numbers stand for themselves: what is written there differs between the languages, their term does not. */
  read(text: string): ReadText {
    const words = new Map<string, string>();
    const terms = analyse(text, this.#language);
    const acronymOf = isShouted(text) ? () => null : readAcronym;
    for (const { term, start, end } of terms) {
      const word = text.slice(start, end);
      words.set(isNumber(term) ? term : (acronymOf(word) ?? fold(word)), term);
    }
    return { words, runs: readRuns(text, terms) };
  }

  addRow({ words, runs }: ReadText, evidence: number): void {
    this.#terms.addRow(words.values(), evidence);
    this.#words.addRow(words.keys(), evidence);
    this.#runs.addRow(runs);
    for (const [word, term] of words) this.#termOf.set(word, term);
  }

  build(): Side {
    const terms = this.#terms.build(MINIMUM_EVIDENCE);
    const words = this.#words.build(MINIMUM_EVIDENCE);
    return { terms, words, termOf: this.#termOf, runs: this.#runs.build(terms) };
  }
}
