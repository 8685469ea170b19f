import { basename, join, resolve } from 'node:path';
import { evaluationDataDir, loadConfig } from '../config.ts';
import type { Language } from '../domain.ts';
import { writeAnswersReport } from '../evaluation/answers-report.ts';
import { answersTable, reliabilityTable } from '../evaluation/answers-table.ts';
import type { ArticlePart } from '../evaluation/article-part.ts';
import { compareWithRun } from '../evaluation/compare-runs.ts';
import {
  type CheckedFigure,
  type CheckedMeasurement,
  checkAgain,
  DECLARED_FIGURES_FILE,
  declareFigures,
  readDeclaredFigures,
} from '../evaluation/declared-figures.ts';
import { writeEvaluationFile } from '../evaluation/evaluation-files.ts';
import { comparisonTable, figuresTable, type Table } from '../evaluation/figures-table.ts';
import { writeGateReport } from '../evaluation/gate-report.ts';
import { gateTable } from '../evaluation/gate-table.ts';
import { measureAnswers } from '../evaluation/measure-answers.ts';
import { measureGate } from '../evaluation/measure-gate.ts';
import { measurePassages } from '../evaluation/measure-passages.ts';
import { measureRetrieval, type RetrievalMeasurement } from '../evaluation/measure-retrieval.ts';
import { measureSimilarity } from '../evaluation/measure-similarity.ts';
import type { RetrievalSide } from '../evaluation/passage-search.ts';
import { writeReport } from '../evaluation/report.ts';
import { readRun, writeRun } from '../evaluation/run.ts';
import { translator } from './messages.ts';

/** What `sourcier eval` does once its options are read: measures, prints, and writes the files that were asked for. */

export interface RetrievalOptions {
  readonly data: string;
  readonly corpus?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly part?: ArticlePart;
  readonly embeddingOnly?: true;
  readonly lexicalOnly?: true;
  readonly baseline?: string;
  readonly run?: string;
  readonly json?: string;
  readonly report?: string;
}

/** @returns the lines to print */
export async function evaluateRetrieval(options: RetrievalOptions, language: Language): Promise<string> {
  const { data, corpus, queries, qrels, part, baseline, run, json, report } = options;
  const side: RetrievalSide = options.embeddingOnly ? 'embedding' : options.lexicalOnly ? 'lexical' : 'whole';
  const files = { folder: data, corpus, queries, qrels };
  // Before measuring, which takes minutes: a file that cannot be read is told at once.
  const before = baseline === undefined ? null : { path: baseline, run: readRun(baseline) };
  const measurement = await measureRetrieval({ config: loadConfig(), files, side, part, isTimed: true });
  const { figures, warnings } = measurement;
  warn(warnings, language);
  const differences = before === null ? null : compareWithRun(measurement.queries, before.run, before.path);
  if (run !== undefined) writeRun(run, measurement.run, `sourcier-${side}`);
  if (json !== undefined) writeJson(json, differences === null ? figures : { ...figures, differences });
  if (report !== undefined) {
    const comparison = differences === null ? null : { baseline: basename(before?.path ?? ''), differences };
    writeReport(report, { name: basename(resolve(data)), side, measurement, comparison }, language);
  }
  const tables = [figuresTable(figures, language)];
  if (differences !== null) tables.push(comparisonTable(differences, language));
  return tables.map(align).join('\n\n');
}

export interface PassageOptions {
  readonly golden: string;
  readonly documents: string;
  readonly json?: string;
}

/** @returns the lines to print */
export async function evaluatePassages(options: PassageOptions, language: Language): Promise<string> {
  const { golden, documents, json } = options;
  const { figures, warnings } = await measurePassages({
    config: loadConfig(),
    golden,
    documents: resolve(documents),
    isTimed: true,
  });
  warn(warnings, language);
  if (json !== undefined) writeJson(json, figures);
  return align(figuresTable(figures, language));
}

export interface AnswersOptions {
  readonly golden: string;
  readonly documents?: string;
  readonly json?: string;
  readonly report?: string;
  readonly llm?: true;
}

/** @returns the lines to print */
export async function evaluateAnswers(options: AnswersOptions, language: Language): Promise<string> {
  const { golden, documents, json, report, llm = false } = options;
  const translate = translator(language);
  const measurement = await measureAnswers({
    config: loadConfig(),
    golden,
    documents: documents === undefined ? undefined : resolve(documents),
    isTimed: true,
    llm,
  });
  const { figures, warnings } = measurement;
  warn(warnings, language);
  if (json !== undefined) writeJson(json, figures);
  if (report !== undefined) writeAnswersReport(report, { name: basename(golden), measurement }, language);
  const { all, answered, not_found: refused } = figures.reliability;
  const errorOf = ({ error }: typeof all) => error?.toFixed(3) ?? '–';
  return [
    align(answersTable(figures, language)),
    translate('eval_proof', { proof: figures.proof?.toFixed(3) ?? '–', citations: figures.citations }),
    align(reliabilityTable(all, language)),
    translate('eval_calibration', {
      all: errorOf(all),
      answered: errorOf(answered),
      refused: errorOf(refused),
      count: all.count,
    }),
  ].join('\n\n');
}

export interface GateOptions {
  readonly data: string;
  readonly part?: ArticlePart;
  readonly json?: string;
  readonly report?: string;
}

/** @returns the lines to print */
export async function evaluateGate({ data, part, json, report }: GateOptions, language: Language): Promise<string> {
  const measurement = await measureGate({ config: loadConfig(), folder: data, part });
  const { figures, warnings } = measurement;
  warn(warnings, language);
  if (json !== undefined) writeJson(json, figures);
  const name = basename(resolve(data));
  if (report !== undefined) writeGateReport(report, { name, part: part ?? null, measurement }, language);
  return align(gateTable(figures, language));
}

export interface SimilarityOptions {
  readonly data: string;
  readonly json?: string;
}

/** @returns the line to print */
export async function evaluateSimilarity({ data, json }: SimilarityOptions, language: Language): Promise<string> {
  const figures = await measureSimilarity(loadConfig(), data);
  if (json !== undefined) writeJson(json, figures);
  return translator(language)('eval_similarity', { pairs: figures.pairs, spearman: figures.spearman.toFixed(3) });
}

export interface VerifyOptions {
  /** Writes what is measured instead of comparing. */
  readonly declare: boolean;
  readonly dataRoot?: string;
  readonly figures?: string;
}

/**
 * Takes all declared measurements again, one after the other, printing each.
 *
 * @returns whether every figure is where it was declared, or could be declared anew
 */
export async function verifyFigures(
  options: VerifyOptions,
  language: Language,
  print: (text: string) => void,
): Promise<boolean> {
  const translate = translator(language);
  const config = loadConfig();
  const path = options.figures ?? join(config.modelsDir, DECLARED_FIGURES_FILE);
  const dataRoot = options.dataRoot ?? evaluationDataDir();
  const declared = readDeclaredFigures(path);
  const checked: CheckedMeasurement[] = [];
  for (const measurement of declared.measurements) {
    const outcome = await checkAgain(measurement, { config, dataRoot });
    checked.push(outcome);
    print(renderOutcome(outcome, options, language));
  }
  const failures = checked.filter(({ error }) => error !== null).length;
  const figures = checked.flatMap((measurement) => measurement.figures);
  const failed = failures + figures.filter((figure) => hasFailed(figure, options)).length;
  if (options.declare) declareFigures(path, declared, checked);
  if (failed > 0) print(translate('eval_failed', { count: failed }));
  else print(translate(options.declare ? 'eval_declared' : 'eval_verified', { count: figures.length }));
  return failed === 0;
}

/** A figure that has moved or, where it is only to be declared, that the command does not give. */
function hasFailed({ hasMoved, measured }: CheckedFigure, { declare }: VerifyOptions): boolean {
  return declare ? measured === null : hasMoved;
}

function renderOutcome(checked: CheckedMeasurement, options: VerifyOptions, language: Language): string {
  const { name, figures, error } = checked;
  if (error !== null) return `✗ ${name}: ${error.detail(language)}`;
  const lines = figures.map((figure) => {
    const { declared, margin, measured } = figure;
    const values = { declared: declared ?? '–', measured: measured ?? '–', margin };
    const label = figure.figure.slice(1).replaceAll('/', ' ');
    return `  ${hasFailed(figure, options) ? '✗' : '✓'} ${label}: ${translator(language)('eval_figure', values)}`;
  });
  return [name, ...lines].join('\n');
}

function warn(warnings: RetrievalMeasurement['warnings'], language: Language): void {
  for (const warning of warnings) process.stderr.write(`${warning[language].detail}\n`);
}

function writeJson(path: string, value: unknown): void {
  writeEvaluationFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Columns one under the other: words on the left, numbers on the right. */
function align(table: Table): string {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? '').length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
