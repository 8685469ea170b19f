import type { Language } from '../domain.ts';
import type { Table } from './figures-table.ts';
import type { GatePoint } from './gate-rates.ts';
import type { GateFigures, SortedRates } from './measure-gate.ts';
import type { PublishedTable } from './published-rates.ts';

const WORDS = {
  fr: {
    cases: 'cas',
    answerable: 'avec réponse',
    hallucination: 'hallucination',
    error: 'erreur',
    sum: 'somme',
    threshold: 'seuil',
    all: 'cas mesurés',
    learning: 'cas d’apprentissage',
    reporting: 'cas de compte rendu',
    chosen: 'les mêmes, seuil choisi sur l’apprentissage',
    questionAlone: 'la question seule, seuil de même',
    model: 'modèle',
    invalid: 'ni réponse ni refus',
    ours: 'Sourcier, cas mesurés',
  },
  en: {
    cases: 'cases',
    answerable: 'with an answer',
    hallucination: 'hallucination',
    error: 'error',
    sum: 'sum',
    threshold: 'threshold',
    all: 'cases measured',
    learning: 'learning cases',
    reporting: 'reporting cases',
    chosen: 'the same, threshold chosen on the learning cases',
    questionAlone: 'the question alone, threshold likewise',
    model: 'model',
    invalid: 'neither answer nor refusal',
    ours: 'Sourcier, cases measured',
  },
} as const;

/** A row for the cases measured, for each part, and for what the other part's threshold gets. */
export function gateTable(figures: GateFigures, language: Language): Table {
  const words = WORDS[language];
  const { parts, chosen, questionAlone } = figures;
  const { learning, reporting } = parts;
  const sorted = (label: string, rates: SortedRates | null) =>
    rates === null ? [] : [[label, String(rates.cases), String(rates.answerable), ...shares(rates), '']];
  const other = (label: string, rates: GateFigures['chosen']) =>
    rates === null ? [] : [[label, '', '', ...shares(rates), rates.threshold.toFixed(3)]];
  return [
    ['', words.cases, words.answerable, words.hallucination, words.error, words.sum, 'AUROC', words.threshold],
    ...sorted(words.all, figures),
    ...sorted(words.learning, learning),
    ...sorted(words.reporting, reporting),
    ...other(words.chosen, chosen),
    ...other(words.questionAlone, questionAlone),
  ];
}

export function curveTable(curve: readonly GatePoint[], language: Language): Table {
  const words = WORDS[language];
  return [
    [words.threshold, words.hallucination, words.error, words.sum],
    ...curve.map(({ threshold, hallucination, error, sum }) => [
      threshold.toFixed(2),
      hallucination.toFixed(3),
      error.toFixed(3),
      sum.toFixed(3),
    ]),
  ];
}

/** Ours among the published, by their sums. */
export function publishedTable({ rows }: PublishedTable, figures: GateFigures, language: Language): Table {
  const words = WORDS[language];
  const ours = { ...figures, model: words.ours, invalid: [0, 0] as const };
  const all = [...rows, ours].sort((one, other) => one.hallucination + one.error - other.hallucination - other.error);
  return [
    [words.model, words.hallucination, words.error, words.sum, words.invalid],
    ...all.map(({ model, hallucination, error, invalid }) => [
      model,
      hallucination.toFixed(3),
      error.toFixed(3),
      (hallucination + error).toFixed(3),
      invalid.map((share) => share.toFixed(3)).join(' / '),
    ]),
  ];
}

function shares({ hallucination, error, sum, auroc }: Omit<SortedRates, 'cases' | 'answerable'>): string[] {
  return [hallucination, error, sum, auroc].map((share) => share.toFixed(3));
}
