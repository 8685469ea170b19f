import { analyse } from '../../src/language/analyse.ts';
import { type AlignedRow, readDictionary, readPairs } from './aligned-rows.ts';
import { DICTIONARY_WEIGHT, rowWeight } from './mixture.ts';
import { type TokenTable, TokenTableBuilder } from './token-table.ts';

/** Longer rows are enumerations and whole sections: everything stands beside everything, and little is learned. */
const MOST_TERMS_IN_ROW = 60;

/** A term must be seen in this many rows of text; one row of the dictionary is enough. */
const MINIMUM_EVIDENCE = 3;

export const TOY_ROWS_PER_SOURCE = 400;

/** Both sides of the aligned text as index terms, row by row, and how much each row counts. */
export interface AlignedTerms {
  readonly english: TokenTable;
  readonly french: TokenTable;
  readonly rowWeights: Float32Array;
  readonly rowsBySource: Readonly<Record<string, number>>;
}

/**
 * Reads the human translations and the dictionary of the data folder. Rows that repeat an earlier one are left out, as
 * are rows that are empty after analysis or too long. Nothing is drawn at random.
 *
 * @param toy at most `TOY_ROWS_PER_SOURCE` rows of each source
 */
export async function readAlignedTerms(dataFolder: string, toy: boolean): Promise<AlignedTerms> {
  const english = new TokenTableBuilder();
  const french = new TokenTableBuilder();
  const weights: number[] = [];
  const rowsBySource: Record<string, number> = {};
  const seen = new Set<string>();

  const add = (row: AlignedRow, weight: number, evidence: number): void => {
    const count = rowsBySource[row.source] ?? 0;
    if (toy && count >= TOY_ROWS_PER_SOURCE) return;
    const englishTerms = new Set(analyse(row.english, 'en').map(({ term }) => term));
    const frenchTerms = new Set(analyse(row.french, 'fr').map(({ term }) => term));
    if (Math.min(englishTerms.size, frenchTerms.size) === 0) return;
    if (Math.max(englishTerms.size, frenchTerms.size) > MOST_TERMS_IN_ROW) return;
    const key = `${[...englishTerms].join(' ')}\t${[...frenchTerms].join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    english.addRow(englishTerms, evidence);
    french.addRow(frenchTerms, evidence);
    weights.push(weight);
    rowsBySource[row.source] = count + 1;
  };
  for await (const row of readPairs(dataFolder, 'human')) add(row, rowWeight(row.source), 1);
  for await (const row of readDictionary(dataFolder)) {
    add({ ...row, source: 'dictionary' }, DICTIONARY_WEIGHT, MINIMUM_EVIDENCE);
  }
  return {
    english: english.build(MINIMUM_EVIDENCE),
    french: french.build(MINIMUM_EVIDENCE),
    rowWeights: Float32Array.from(weights),
    rowsBySource,
  };
}
