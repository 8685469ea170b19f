import { basename, dirname, join } from 'node:path';
import type { Language } from '../domain.ts';
import type { Comparison } from './compare-runs.ts';
import { writeEvaluationFile } from './evaluation-files.ts';
import { comparisonTable, figuresTable } from './figures-table.ts';
import { drawHitChart } from './hit-chart.ts';
import type { FileSize } from './index-facts.ts';
import { escapeMarkdown, toMarkdownTable } from './markdown.ts';
import type { RankedQuery, RetrievalMeasurement } from './measure-retrieval.ts';
import type { RetrievalSide } from './passage-search.ts';

export interface ReportContent {
  /** What the collection is called: its folder's name. */
  readonly name: string;
  readonly side: RetrievalSide;
  readonly measurement: RetrievalMeasurement;
  /** With the name of the run compared with. */
  readonly comparison: { readonly baseline: string; readonly differences: Comparison } | null;
}

/** Queries that a report names. */
const WORST_QUERIES = 20;

const WORDS = {
  fr: {
    title: 'Recherche',
    engine: 'Moteur',
    whole: 'les mots et le sens, réunis',
    embedding: 'le sens seul (plongement)',
    lexical: 'les mots seuls (BM25F)',
    model: 'Modèle de plongement',
    collection: 'Collection',
    documents: 'documents',
    passages: 'passages',
    figures: 'Chiffres',
    chart: 'Part des questions dont un document pertinent est parmi les premiers',
    all: 'toutes',
    fr: 'français',
    en: 'anglais',
    compared: 'Comparé à',
    worst: 'Les questions les moins réussies',
    query: 'question',
    text: 'texte',
    firstRelevant: 'premier document pertinent',
    none: 'au-delà de 100',
    files: 'Fichiers',
    file: 'fichier',
    bytes: 'octets',
  },
  en: {
    title: 'Retrieval',
    engine: 'Engine',
    whole: 'words and meaning, fused',
    embedding: 'meaning alone (embedding)',
    lexical: 'words alone (BM25F)',
    model: 'Embedding model',
    collection: 'Collection',
    documents: 'documents',
    passages: 'passages',
    figures: 'Figures',
    chart: 'Share of queries with a relevant document among the first',
    all: 'all',
    fr: 'French',
    en: 'English',
    compared: 'Compared with',
    worst: 'The least successful queries',
    query: 'query',
    text: 'text',
    firstRelevant: 'first relevant document',
    none: 'beyond 100',
    files: 'Files',
    file: 'file',
    bytes: 'bytes',
  },
} as const;

/**
 * Writes a report in Markdown, and beside it its chart, under the same name with `.svg`.
 *
 * @throws {SourcierError} `output_unwritable`
 */
export function writeReport(path: string, content: ReportContent, language: Language): void {
  const chart = `${basename(path).replace(/\.md$/i, '')}.svg`;
  const words = WORDS[language];
  writeEvaluationFile(
    join(dirname(path), chart),
    drawHitChart(content.measurement.figures, { title: words.chart, all: words.all, fr: words.fr, en: words.en }),
  );
  writeEvaluationFile(path, renderReport(content, chart, language));
}

/** @param chart the chart's file name */
export function renderReport(content: ReportContent, chart: string, language: Language): string {
  const { name, side, measurement, comparison } = content;
  const { figures, queries, facts } = measurement;
  const { model, hash, dimensions } = facts.embedding;
  const words = WORDS[language];
  const colon = language === 'fr' ? '\u00A0:' : ':';
  const sections = [
    `# ${words.title}${colon} ${escapeMarkdown(name)}`,
    [
      `- ${words.engine}${colon} ${words[side]}`,
      `- ${words.model}${colon} ${model} (${hash}, ${dimensions})`,
      `- ${words.collection}${colon} ${facts.documents} ${words.documents}, ${facts.passages} ${words.passages}`,
    ].join('\n'),
    `## ${words.figures}`,
    toMarkdownTable(figuresTable(figures, language)),
    `![${words.chart}](${encodeURI(chart)})`,
    ...(comparison === null
      ? []
      : [
          `## ${words.compared} ${escapeMarkdown(comparison.baseline)}`,
          toMarkdownTable(comparisonTable(comparison.differences, language)),
        ]),
    `## ${words.worst}`,
    toMarkdownTable([
      [words.query, words.text, words.firstRelevant, 'ndcg@10'],
      ...worstFirst(queries).map(({ id, text, firstRelevant, scores }) => [
        id,
        text,
        firstRelevant === null ? words.none : String(firstRelevant),
        scores['ndcg@10'].toFixed(3),
      ]),
    ]),
    `## ${words.files}`,
    toMarkdownTable([
      [words.file, words.bytes],
      ...listSizes('index', facts.indexFiles),
      ...listSizes('models', facts.modelFiles),
    ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Those whose first ten documents are not as they should be, and of equal ones those whose first is farther down. */
function worstFirst(queries: readonly RankedQuery[]): RankedQuery[] {
  const rank = ({ firstRelevant }: RankedQuery) => firstRelevant ?? Number.MAX_SAFE_INTEGER;
  return queries
    .filter(({ scores }) => scores['ndcg@10'] < 1)
    .sort((one, other) => one.scores['ndcg@10'] - other.scores['ndcg@10'] || rank(other) - rank(one))
    .slice(0, WORST_QUERIES);
}

function listSizes(folder: string, files: readonly FileSize[]): string[][] {
  return files.map(({ name, bytes }) => [`${folder}/${name}`, String(bytes)]);
}
