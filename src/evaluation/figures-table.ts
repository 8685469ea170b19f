import type { Language } from '../domain.ts';
import type { Comparison } from './compare-runs.ts';
import type { Figures, GroupedFigures } from './figures.ts';
import { MEASURES } from './metrics.ts';

/** Rows of cells, the first row the header: for a terminal and for a report. */
export type Table = readonly (readonly string[])[];

const WORDS = {
  fr: {
    all: 'toutes',
    fr: 'français',
    en: 'anglais',
    queries: 'questions',
    measure: 'mesure',
    difference: 'différence',
    interval: 'intervalle à 95\u00A0%',
  },
  en: {
    all: 'all',
    fr: 'French',
    en: 'English',
    queries: 'queries',
    measure: 'measure',
    difference: 'difference',
    interval: '95 % interval',
  },
} as const;

const GROUPS = ['all', 'fr', 'en'] as const;

/** A row for each group that has queries: all, each language, each kind. */
export function figuresTable(figures: GroupedFigures, language: Language): Table {
  const words = WORDS[language];
  const rows: [string, Figures][] = GROUPS.map((group) => [words[group], figures[group]]);
  for (const [kind, ofKind] of Object.entries(figures.kinds ?? {})) rows.push([kind, ofKind.all]);
  const names = Object.keys(figures.all).filter((name) => name !== 'queries');
  return [
    ['', words.queries, ...names],
    ...rows
      .filter(([, { queries }]) => queries > 0)
      .map(([label, group]) => [label, String(group.queries), ...names.map((name) => cell(name, group[name] ?? null))]),
  ];
}

/** A row for each measure of each group. */
export function comparisonTable(comparison: Comparison, language: Language): Table {
  const words = WORDS[language];
  const rows = GROUPS.flatMap((group) => {
    const differences = comparison[group];
    if (differences === undefined) return [];
    return MEASURES.map((measure) => {
      const { difference, interval, p } = differences[measure];
      return [
        words[group],
        measure,
        signed(difference),
        `${signed(interval[0])} … ${signed(interval[1])}`,
        p.toFixed(4),
      ];
    });
  });
  return [['', words.measure, words.difference, words.interval, 'p'], ...rows];
}

function cell(name: string, value: number | null): string {
  return value === null ? '' : value.toFixed(name.endsWith('Ms') ? 1 : 3);
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
