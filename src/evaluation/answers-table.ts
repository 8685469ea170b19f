import type { Language } from '../domain.ts';
import type { AnswersFigures } from './answers-figures.ts';
import type { Table } from './figures-table.ts';
import type { Reliability } from './reliability.ts';

const WORDS = {
  fr: { fr: 'français', en: 'anglais', confidence: 'confiance', count: 'nombre', mean: 'moyenne', right: 'justes' },
  en: { fr: 'French', en: 'English', confidence: 'confidence', count: 'count', mean: 'mean', right: 'right' },
} as const;

const LANGUAGES = ['fr', 'en'] as const;

/** A row for each figure, a column for each language. */
export function answersTable(figures: AnswersFigures, language: Language): Table {
  const words = WORDS[language];
  const names = Object.keys(figures.fr) as (keyof AnswersFigures['fr'])[];
  return [
    ['', ...LANGUAGES.map((column) => words[column])],
    ...names.map((name) => [name, ...LANGUAGES.map((column) => cell(name, figures[column][name]))]),
  ];
}

/** A row for each bin. */
export function reliabilityTable({ bins }: Reliability, language: Language): Table {
  const words = WORDS[language];
  return [
    [words.confidence, words.count, words.mean, words.right],
    ...bins.map(({ from, to, count, confidence, right }) => [
      `${from.toFixed(1)}–${to.toFixed(1)}`,
      String(count),
      confidence.toFixed(3),
      right.toFixed(3),
    ]),
  ];
}

function cell(name: string, value: number | null): string {
  if (value === null) return '';
  if (name === 'questions' || name === 'words') return String(value);
  return value.toFixed(name.includes('p5') || name.includes('p95') ? 1 : 3);
}
