import type { Language } from '../domain.ts';
import { invalidFile } from './evaluation-files.ts';
import { round } from './figures.ts';
import type { RankedQuery } from './measure-retrieval.ts';
import { MEASURES, type Measure, type RankingScores, scoreRanking } from './metrics.ts';
import { type Difference, pairedBootstrap } from './paired-bootstrap.ts';
import type { Run } from './run.ts';

/** By measure; groups without queries are left out. Rounded to four digits. */
export type Comparison = Readonly<Partial<Record<'all' | Language, Readonly<Record<Measure, Difference>>>>>;

/**
 * How the queries' rankings differ from those of a saved run, query by query, by the paired bootstrap.
 *
 * @param baseline a run over these queries at least
 * @param baselinePath its file, for the error
 * @throws {SourcierError} `evaluation_file_invalid` where the run lacks a query
 */
export function compareWithRun(queries: readonly RankedQuery[], baseline: Run, baselinePath: string): Comparison {
  const pairs = queries.map(({ id, language, grades, scores }) => {
    const ranking = baseline.get(id);
    if (ranking === undefined) {
      throw invalidFile(baselinePath, {
        fr: `la question « ${id} » n’y est pas : il faut un résultat sur les mêmes questions`,
        en: `the query "${id}" is not in it: it takes a run over the same queries`,
      });
    }
    const before = scoreRanking(
      ranking.map(({ document }) => document),
      grades,
    );
    return { language, before, after: scores };
  });
  const groups = [
    ['all', pairs],
    ['fr', pairs.filter(({ language }) => language === 'fr')],
    ['en', pairs.filter(({ language }) => language === 'en')],
  ] as const;
  return Object.fromEntries(
    groups.filter(([, group]) => group.length > 0).map(([name, group]) => [name, compareByMeasure(group)]),
  );
}

function compareByMeasure(pairs: readonly { readonly before: RankingScores; readonly after: RankingScores }[]) {
  const compare = (measure: Measure): Difference => {
    const { difference, interval, p } = pairedBootstrap(
      pairs.map(({ before, after }) => after[measure] - before[measure]),
    );
    return {
      difference: round(difference, 4),
      interval: [round(interval[0], 4), round(interval[1], 4)],
      p: round(p, 4),
    };
  };
  return Object.fromEntries(MEASURES.map((measure) => [measure, compare(measure)])) as Record<Measure, Difference>;
}
