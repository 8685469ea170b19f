import type { Answer, Language } from '../domain.ts';
import { round } from './figures.ts';
import { mean } from './metrics.ts';
import { measureReliability, type Reliability } from './reliability.ts';
import { ANSWER_MEASURES, type AnswerMeasure, type ScoredAnswer } from './score-answer.ts';

/**
 * The figures of one language: the mean of each measure, of `words` the median; `p50`, `p95`, milliseconds of a whole
 * answer, and `answering p95`, the same without the search. Null where no question is of the kind, or nothing was timed.
 */
export type AnswerFigures = Readonly<
  { questions: number } & Record<AnswerMeasure | 'p50' | 'p95' | 'answering p95', number | null>
>;

/** By which answers a confidence is looked at: all, those of each language, those of each status. */
export type ConfidenceGroup = 'all' | Language | Answer['status'];

export interface AnswersFigures extends Readonly<Record<Language, AnswerFigures>> {
  /** Share of all citations that are proof; null without citations. */
  readonly proof: number | null;
  readonly citations: number;
  readonly reliability: Readonly<Record<ConfidenceGroup, Reliability>>;
}

/** Milliseconds. */
export interface AnswerTime {
  readonly whole: number;
  readonly answering: number;
}

/** An answer that was judged, and perhaps timed. */
export interface MeasuredAnswer extends ScoredAnswer {
  /** Null where it was not. */
  readonly time: AnswerTime | null;
}

export function summariseAnswers(answers: readonly MeasuredAnswer[]): AnswersFigures {
  const faults = answers.flatMap((answer) => answer.faults);
  const reliabilityOf = (isIn: (answer: MeasuredAnswer) => boolean) =>
    measureReliability(answers.filter(isIn).map(({ answer, isRight }) => ({ confidence: answer.confidence, isRight })));
  return {
    fr: summariseLanguage(answers.filter(({ language }) => language === 'fr')),
    en: summariseLanguage(answers.filter(({ language }) => language === 'en')),
    proof: orNull(mean(faults.map((fault) => Number(fault === null)))),
    citations: faults.length,
    reliability: {
      all: reliabilityOf(() => true),
      fr: reliabilityOf(({ language }) => language === 'fr'),
      en: reliabilityOf(({ language }) => language === 'en'),
      answered: reliabilityOf(({ answer }) => answer.status === 'answered'),
      not_found: reliabilityOf(({ answer }) => answer.status === 'not_found'),
    },
  };
}

function summariseLanguage(answers: readonly MeasuredAnswer[]): AnswerFigures {
  const figures = ANSWER_MEASURES.map((measure) => {
    const scores = answers.flatMap((answer) => answer.scores[measure] ?? []);
    return [measure, orNull(measure === 'words' ? upperQuantile(scores, 0.5) : mean(scores))] as const;
  });
  const times = answers.flatMap(({ time }) => time ?? []);
  const whole = times.map((time) => time.whole);
  return {
    questions: answers.length,
    ...(Object.fromEntries(figures) as Record<AnswerMeasure, number | null>),
    p50: orNull(upperQuantile(whole, 0.5), 2),
    p95: orNull(upperQuantile(whole, 0.95), 2),
    'answering p95': orNull(
      upperQuantile(
        times.map(({ answering }) => answering),
        0.95,
      ),
      2,
    ),
  };
}

/** The smallest value that more than this share of the values does not exceed, the largest for 1; `NaN` for none. */
function upperQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function orNull(value: number, digits = 4): number | null {
  return Number.isNaN(value) ? null : round(value, digits);
}
