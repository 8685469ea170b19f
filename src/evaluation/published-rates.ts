import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Type from 'typebox';
import { findProblem, invalidFile, readEvaluationFile } from './evaluation-files.ts';

/** What others got on the same cases, each 0 to 1. */
export interface PublishedRates {
  readonly model: string;
  readonly hallucination: number;
  readonly error: number;
  /** Of the cases without an answer, and of those with one: what was neither an answer nor a refusal. */
  readonly invalid: readonly [withoutAnswer: number, withAnswer: number];
}

export interface PublishedTable {
  readonly source: string;
  readonly rows: readonly PublishedRates[];
}

const PercentSchema = Type.Number({ minimum: 0, maximum: 100 });
const TableSchema = Type.Object({
  source: Type.String(),
  rows: Type.Array(
    Type.Object({
      model: Type.String({ minLength: 1 }),
      error_rate: PercentSchema,
      hallucination_rate: PercentSchema,
      invalid_rel: PercentSchema,
      invalid_nonrel: PercentSchema,
    }),
  ),
});

/**
 * The published rates that lie beside the cases, in `baselines.json`, or null where there are none. A model whose
 * outputs are partly neither answer nor refusal has lower rates than it deserves: these are given too.
 *
 * @throws {SourcierError} `evaluation_file_invalid`
 */
export function readPublishedRates(folder: string): PublishedTable | null {
  const path = join(folder, 'baselines.json');
  if (!existsSync(path)) return null;
  let content: unknown;
  const text = readEvaluationFile(path);
  try {
    content = JSON.parse(text);
  } catch {
    throw invalidFile(path, { fr: 'ce n’est pas du JSON', en: 'it is not JSON' });
  }
  const problem = findProblem(content, TableSchema);
  if (problem !== null) throw invalidFile(path, problem);
  const { source, rows } = content as Type.Static<typeof TableSchema>;
  return {
    source,
    rows: rows.map(({ model, error_rate, hallucination_rate, invalid_nonrel, invalid_rel }) => ({
      model,
      hallucination: hallucination_rate / 100,
      error: error_rate / 100,
      invalid: [invalid_nonrel / 100, invalid_rel / 100],
    })),
  };
}
