import type { Language } from '../domain.ts';
import { answersTable, reliabilityTable } from './answers-table.ts';
import type { CitationFault } from './citation-proof.ts';
import { writeEvaluationFile } from './evaluation-files.ts';
import { escapeMarkdown, toMarkdownTable } from './markdown.ts';
import type { AnswersMeasurement } from './measure-answers.ts';
import type { ScoredAnswer } from './score-answer.ts';

export interface AnswersReportContent {
  /** What the questions are called: their file's name. */
  readonly name: string;
  readonly measurement: AnswersMeasurement;
}

const WORDS = {
  fr: {
    title: 'Réponses',
    model: 'Modèle de plongement',
    collection: 'Collection',
    documents: 'documents',
    passages: 'passages',
    figures: 'Chiffres',
    proof: 'citations qui sont des preuves',
    reliability: 'Fiabilité de la confiance',
    meaning:
      'Une réponse est juste si elle cite une preuve attendue ; un refus est juste si les documents ne répondent pas.',
    all: 'Toutes les réponses',
    answered: 'Répondu',
    not_found: 'Refusé',
    error: 'erreur de calibration attendue',
    wrong: 'Ce qui ne va pas',
    right: 'Ce qui est comme attendu',
    status: 'Statut',
    confidence: 'confiance',
    text: 'Texte',
    citations: 'Citations',
    closest: 'Premier passage',
    expected: 'Attendu',
    refusal: 'un refus',
    disagreement: 'un désaccord, avec',
    facts: 'Faits',
    fault: 'Défaut',
    answered_unanswerable: 'les documents ne répondent pas, et la réponse n’est pas un refus',
    not_answered: 'refusé, alors que les documents répondent',
    not_cited: 'la preuve attendue n’est pas citée',
    facts_missing: 'des faits manquent',
    not_found_in_search: 'la preuve n’est pas dans les cinq premiers passages',
    not_calm: 'un désaccord est signalé sans qu’il y en ait un',
    conflict_not_shown: 'le désaccord n’est pas montré',
    wrong_language: 'la réponse n’est pas dans la langue de la question',
    no_proof: 'cette citation n’est pas une preuve',
    status_fault: 'son statut',
    length_fault: 'sa longueur',
    text_fault: 'ce n’est pas le texte à cet endroit',
    marker_fault: 'son numéro n’est pas dans le texte',
  },
  en: {
    title: 'Answers',
    model: 'Embedding model',
    collection: 'Collection',
    documents: 'documents',
    passages: 'passages',
    figures: 'Figures',
    proof: 'citations that are proof',
    reliability: 'Reliability of the confidence',
    meaning:
      'An answer is right where it cites expected evidence; a refusal is right where the documents do not answer.',
    all: 'All answers',
    answered: 'Answered',
    not_found: 'Refused',
    error: 'expected calibration error',
    wrong: 'What is wrong',
    right: 'What is as expected',
    status: 'Status',
    confidence: 'confidence',
    text: 'Text',
    citations: 'Citations',
    closest: 'First passage',
    expected: 'Expected',
    refusal: 'a refusal',
    disagreement: 'a disagreement, with',
    facts: 'Facts',
    fault: 'Fault',
    answered_unanswerable: 'the documents do not answer, and the answer is no refusal',
    not_answered: 'refused, although the documents answer',
    not_cited: 'the expected evidence is not cited',
    facts_missing: 'facts are missing',
    not_found_in_search: 'the evidence is not among the first five passages',
    not_calm: 'a disagreement is reported where there is none',
    conflict_not_shown: 'the disagreement is not shown',
    wrong_language: 'the answer is not in the language of the question',
    no_proof: 'this citation is no proof',
    status_fault: 'its status',
    length_fault: 'its length',
    text_fault: 'it is not the text at that place',
    marker_fault: 'its marker is not in the text',
  },
} as const;

/**
 * Writes the figures, how reliable the confidence is, and every question with its answer, what was expected and what is
 * wrong, in Markdown: to be read by a person.
 *
 * @throws {SourcierError} `output_unwritable`
 */
export function writeAnswersReport(path: string, content: AnswersReportContent, language: Language): void {
  writeEvaluationFile(path, renderAnswersReport(content, language));
}

export function renderAnswersReport({ name, measurement }: AnswersReportContent, language: Language): string {
  const { figures, answers, facts } = measurement;
  const words = WORDS[language];
  const colon = language === 'fr' ? '\u00A0:' : ':';
  const { model, hash, dimensions } = facts.embedding;
  const judged = answers.map((answer) => ({ answer, faults: findFaults(answer, language) }));
  const wrong = judged.filter(({ faults }) => faults.length > 0);
  const right = judged.filter(({ faults }) => faults.length === 0);
  const sections = [
    `# ${words.title}${colon} ${escapeMarkdown(name)}`,
    [
      `- ${words.model}${colon} ${model} (${hash}, ${dimensions})`,
      `- ${words.collection}${colon} ${facts.documents} ${words.documents}, ${facts.passages} ${words.passages}`,
    ].join('\n'),
    `## ${words.figures}`,
    toMarkdownTable(answersTable(figures, language)),
    `${figures.proof === null ? '–' : figures.proof.toFixed(3)} (${figures.citations}) ${words.proof}`,
    `## ${words.reliability}`,
    words.meaning,
    ...(['all', 'answered', 'not_found'] as const).flatMap((group) => {
      const { count, error } = figures.reliability[group];
      if (error === null) return [];
      return [
        `### ${words[group]} (${count}), ${words.error} ${error.toFixed(3)}`,
        toMarkdownTable(reliabilityTable(figures.reliability[group], language)),
      ];
    }),
    `## ${words.wrong} (${wrong.length})`,
    ...wrong.map(({ answer, faults }) => renderAnswer(answer, faults, language)),
    `## ${words.right} (${right.length})`,
    ...right.map(({ answer, faults }) => renderAnswer(answer, faults, language)),
  ];
  return `${sections.join('\n\n')}\n`;
}

function findFaults(scored: ScoredAnswer, language: Language): string[] {
  const words = WORDS[language];
  const { question, answer, scores, faults, missingFacts } = scored;
  const isAnswered = answer.status === 'answered';
  const found: (string | false)[] = [
    scores.refused?.[0] === 0 && words.answered_unanswerable,
    question.kind !== 'unanswerable' && !isAnswered && words.not_answered,
    scores['hit@5']?.[0] === 0 && words.not_found_in_search,
    isAnswered && scores.cited?.[0] === 0 && words.not_cited,
    isAnswered && scores.nuggets !== undefined && missingFacts.length > 0 && words.facts_missing,
    scores.conflict?.[0] === 0 && words.conflict_not_shown,
    scores.calm?.[0] === 0 && words.not_calm,
    scores.language?.[0] === 0 && words.wrong_language,
    faults.some((fault) => fault !== null) && words.no_proof,
  ];
  return found.filter((fault) => fault !== false);
}

function renderAnswer(scored: ScoredAnswer, found: readonly string[], language: Language): string {
  const words = WORDS[language];
  const colon = language === 'fr' ? '\u00A0:' : ':';
  const { question, answer, faults, missingFacts } = scored;
  const line = (label: string, text: string) => `- ${label}${colon} ${text}`.trimEnd();
  const expected =
    question.kind === 'unanswerable'
      ? words.refusal
      : `${question.kind === 'conflict' ? `${words.disagreement} ` : ''}${question.evidence.map(escapeMarkdown).join(' · ')}`;
  const facts = question.nuggets.map(
    (nugget) => `${missingFacts.includes(nugget) ? '✗' : '✓'} ${escapeMarkdown(nugget)}`,
  );
  const [closest] = answer.closest;
  return [
    `### ${escapeMarkdown(`${question.id} · ${scored.language} · ${question[scored.language]}`)}`,
    '',
    ...found.map((fault) => `- **${words.fault}${colon} ${fault}**`),
    line(words.status, `${words[answer.status]}, ${words.confidence} ${answer.confidence.toFixed(2)}`),
    line(words.text, escapeMarkdown(answer.text)),
    ...(answer.citations.length === 0 ? [] : [line(words.citations, '')]),
    ...answer.citations.map((citation, place) => {
      const { marker, document, start, end, quote } = citation;
      const source = escapeMarkdown(`${document.fileName} ${start}–${end}`);
      return `  - ${marker}. ${source}${colon} ${escapeMarkdown(quote)}${describeFault(faults[place] ?? null, language)}`;
    }),
    ...(closest === undefined
      ? []
      : [line(words.closest, `${escapeMarkdown(closest.document.fileName)}, ${escapeMarkdown(closest.passage.text)}`)]),
    line(words.expected, expected),
    ...(facts.length === 0 ? [] : [line(words.facts, facts.join(' · '))]),
  ].join('\n');
}

function describeFault(fault: CitationFault, language: Language): string {
  const words = WORDS[language];
  return fault === null ? '' : ` (${words.no_proof}, ${words[`${fault}_fault`]})`;
}
