import { basename, dirname, join } from 'node:path';
import type { Language } from '../domain.ts';
import type { ArticlePart } from './article-part.ts';
import { writeEvaluationFile } from './evaluation-files.ts';
import { drawGateChart } from './gate-chart.ts';
import { curveTable, gateTable, publishedTable } from './gate-table.ts';
import { escapeMarkdown, toMarkdownTable } from './markdown.ts';
import type { AskedCase, GateMeasurement } from './measure-gate.ts';

export interface GateReportContent {
  /** What the cases are called: their folder's name. */
  readonly name: string;
  readonly part: ArticlePart | null;
  readonly measurement: GateMeasurement;
}

/** Cases of each sort that a report names. */
const WORST_CASES = 15;

const WORDS = {
  fr: {
    title: 'Répondre ou refuser',
    model: 'Modèle de plongement',
    collection: 'Passages',
    cases: 'Cas mesurés',
    allCases: 'tous',
    learning: 'ceux de la part d’apprentissage',
    reporting: 'ceux de la part de compte rendu',
    figures: 'Chiffres',
    meaning:
      'Hallucination : part des questions sans réponse auxquelles il est répondu. Erreur : part des questions avec réponse qui sont refusées. AUROC : probabilité qu’un cas avec réponse soit jugé plus probable qu’un cas sans. Chaque question est posée à ses seuls passages ; la rareté des mots vient de tous. Les cas sont partagés par l’empreinte de leur identifiant.',
    curve: 'Selon le seuil',
    chart: 'Hallucination et erreur à tous les seuils',
    answerer: 'Sourcier, cas mesurés',
    question: 'la question seule, cas de compte rendu',
    published: 'résultats publiés, tous les cas',
    hallucination: 'hallucination',
    error: 'erreur',
    publishedTitle: 'À côté des résultats publiés',
    source: 'Source',
    invalid:
      'Ce qui n’est ni réponse ni refus (sans réponse / avec réponse) ne compte dans aucun des deux taux : un modèle qui en produit beaucoup paraît meilleur qu’il n’est.',
    hallucinated: 'Répondu avec le plus d’assurance, sans que les passages répondent',
    refused: 'Refusé avec le plus d’assurance, alors que les passages répondent',
    case: 'cas',
    asked: 'question',
    probability: 'probabilité',
    answer: 'réponse',
  },
  en: {
    title: 'Answer or refuse',
    model: 'Embedding model',
    collection: 'Passages',
    cases: 'Cases measured',
    allCases: 'all',
    learning: 'those of the learning part',
    reporting: 'those of the reporting part',
    figures: 'Figures',
    meaning:
      'Hallucination: share of the questions without an answer that are answered. Error: share of the questions with one that are refused. AUROC: how likely a case with an answer is judged likelier than one without. Each question is asked of its own passages alone; how rare a word is comes from all of them. Cases are parted by a hash of their ids.',
    curve: 'By threshold',
    chart: 'Hallucination and error at every threshold',
    answerer: 'Sourcier, cases measured',
    question: 'the question alone, reporting cases',
    published: 'published, all cases',
    hallucination: 'hallucination',
    error: 'error',
    publishedTitle: 'Beside what is published',
    source: 'Source',
    invalid:
      'What is neither an answer nor a refusal (without an answer / with one) counts in neither rate: a model that gives much of it looks better than it is.',
    hallucinated: 'Answered most surely, though the passages do not answer',
    refused: 'Refused most surely, though the passages answer',
    case: 'case',
    asked: 'question',
    probability: 'probability',
    answer: 'answer',
  },
} as const;

/**
 * Writes a report in Markdown, and beside it its chart, under the same name with `.svg`.
 *
 * @throws {SourcierError} `output_unwritable`
 */
export function writeGateReport(path: string, content: GateReportContent, language: Language): void {
  const chart = `${basename(path).replace(/\.md$/i, '')}.svg`;
  const { figures, cases, byQuestion, published } = content.measurement;
  const words = WORDS[language];
  const picture = drawGateChart(
    { cases, rates: figures, byQuestion, published: published?.rows ?? [] },
    { ...words, title: words.chart },
  );
  writeEvaluationFile(join(dirname(path), chart), picture);
  writeEvaluationFile(path, renderGateReport(content, chart, language));
}

/** @param chart the chart's file name */
export function renderGateReport(
  { name, part, measurement }: GateReportContent,
  chart: string,
  language: Language,
): string {
  const { figures, cases, published, facts } = measurement;
  const { model, hash, dimensions } = facts.embedding;
  const words = WORDS[language];
  const colon = language === 'fr' ? '\u00A0:' : ':';
  const sections = [
    `# ${words.title}${colon} ${escapeMarkdown(name)}`,
    [
      `- ${words.model}${colon} ${model} (${hash}, ${dimensions})`,
      `- ${words.collection}${colon} ${facts.documents}`,
      `- ${words.cases}${colon} ${part === null ? words.allCases : words[part]}`,
    ].join('\n'),
    `## ${words.figures}`,
    words.meaning,
    toMarkdownTable(gateTable(figures, language)),
    `## ${words.curve}`,
    `![${words.chart}](${encodeURI(chart)})`,
    toMarkdownTable(curveTable(figures.curve, language)),
    ...(published === null
      ? []
      : [
          `## ${words.publishedTitle}`,
          `${words.source}${colon} ${escapeMarkdown(published.source)}`,
          toMarkdownTable(publishedTable(published, figures, language)),
          words.invalid,
        ]),
    `## ${words.hallucinated}`,
    listCases(
      cases
        .filter(({ answerable, isAnswered }) => isAnswered && !answerable)
        .sort((one, other) => other.probability - one.probability),
      language,
    ),
    `## ${words.refused}`,
    listCases(
      cases
        .filter(({ answerable, isAnswered }) => answerable && !isAnswered)
        .sort((one, other) => one.probability - other.probability),
      language,
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

function listCases(cases: readonly AskedCase[], language: Language): string {
  const words = WORDS[language];
  return toMarkdownTable([
    [words.case, words.asked, words.probability, words.answer],
    ...cases
      .slice(0, WORST_CASES)
      .map(({ id, question, probability, answer }) => [id, question, probability.toFixed(3), answer.text]),
  ]);
}
