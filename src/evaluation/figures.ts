import type { Language } from '../domain.ts';
import { mean } from './metrics.ts';

/** A query with what was measured of it. `Score` names its scores. */
export interface MeasuredQuery<Score extends string = string> {
  readonly id: string;
  readonly text: string;
  readonly language: Language;
  /** Null where the set makes no difference between kinds. */
  readonly kind: string | null;
  readonly scores: Readonly<Record<Score, number>>;
  /** Of one whole search; null where it was not timed. */
  readonly milliseconds: number | null;
}

/**
 * The figures of some queries: how many, the mean of each score, and the time of a whole search, in milliseconds, that
 * half and 95 of 100 searches do not exceed. Null where there is no query, or no search was timed.
 */
export type Figures<Score extends string = string> = Readonly<
  { queries: number } & Record<Score | 'p50Ms' | 'p95Ms', number | null>
>;

/** All queries, and those in each language. */
export type LanguageFigures<Score extends string = string> = Readonly<Record<'all' | Language, Figures<Score>>>;

/** With `kinds` where the set knows kinds of queries. */
export interface GroupedFigures<Score extends string = string> extends LanguageFigures<Score> {
  readonly kinds?: Readonly<Record<string, LanguageFigures<Score>>>;
}

/** @param scores in the order in which they are to be shown */
export function groupFigures<Score extends string>(
  queries: readonly MeasuredQuery<Score>[],
  scores: readonly Score[],
): GroupedFigures<Score> {
  const kinds = [...new Set(queries.flatMap(({ kind }) => kind ?? []))].sort();
  const byKind = kinds.map(
    (name) =>
      [
        name,
        byLanguage(
          queries.filter(({ kind }) => kind === name),
          scores,
        ),
      ] as const,
  );
  return { ...byLanguage(queries, scores), ...(kinds.length === 0 ? {} : { kinds: Object.fromEntries(byKind) }) };
}

function byLanguage<Score extends string>(
  queries: readonly MeasuredQuery<Score>[],
  scores: readonly Score[],
): LanguageFigures<Score> {
  const of = (wanted: Language) => queries.filter(({ language }) => language === wanted);
  return {
    all: summarise(queries, scores),
    fr: summarise(of('fr'), scores),
    en: summarise(of('en'), scores),
  };
}

function summarise<Score extends string>(
  queries: readonly MeasuredQuery<Score>[],
  names: readonly Score[],
): Figures<Score> {
  const orNull = (value: number, digits: number) => (Number.isNaN(value) ? null : round(value, digits));
  const times = queries.flatMap(({ milliseconds }) => milliseconds ?? []);
  const means = names.map((name) => [name, orNull(mean(queries.map(({ scores }) => scores[name])), 4)] as const);
  return {
    queries: queries.length,
    ...(Object.fromEntries(means) as Record<Score, number | null>),
    p50Ms: orNull(quantile(times, 0.5), 2),
    p95Ms: orNull(quantile(times, 0.95), 2),
  } as Figures<Score>;
}

/** The smallest value that at least this share of the values does not exceed; `NaN` for no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
