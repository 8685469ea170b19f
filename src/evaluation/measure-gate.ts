import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Answer } from '../domain.ts';
import { createAnswerer, type Retrieval } from '../services.ts';
import type { StoredDocument } from '../store/index-snapshot.ts';
import type { ArticlePart } from './article-part.ts';
import { checkSorts, type GateCase, hasBothSorts, readGateCases } from './gate-cases.ts';
import {
  areaUnderCurve,
  chooseThreshold,
  type GatePoint,
  type GateRates,
  type JudgedCase,
  measureRates,
  ratesAt,
  traceCurve,
} from './gate-rates.ts';
import { indexedId } from './index-documents.ts';
import { type IndexFacts, readIndexFacts } from './index-facts.ts';
import { type PublishedTable, readPublishedRates } from './published-rates.ts';
import { learnQuestionShape } from './question-shape.ts';
import { type TemporaryIndex, withIndexedCollection } from './temporary-index.ts';

/** Passages that an answerer can be asked to consider. */
const MOST_PASSAGES = 100;

/** A case with what the answerer made of it. */
export interface AskedCase extends GateCase, JudgedCase {
  readonly answer: Answer;
  readonly isAnswered: boolean;
  /** That what is said is right, by the answer's confidence; below the answerer's threshold where it refuses. */
  readonly probability: number;
}

/** The rates of some cases as the answerer decides, and how well its probabilities tell the two sorts apart. */
export interface SortedRates extends GateRates {
  readonly cases: number;
  readonly answerable: number;
  /** Area under the ROC curve. */
  readonly auroc: number;
}

/** The rates of the reporting cases with the threshold that the learning cases chose. */
export interface ChosenRates extends GatePoint {
  readonly auroc: number;
}

/** Null where a part lacks cases with an answer, or without. */
export interface GateFigures extends SortedRates {
  readonly curve: readonly GatePoint[];
  readonly parts: Readonly<Record<ArticlePart, SortedRates | null>>;
  readonly chosen: ChosenRates | null;
  /** By the question's shape, learned from the learning cases. */
  readonly questionAlone: ChosenRates | null;
}

export interface GateMeasurement {
  readonly figures: GateFigures;
  /** Those that the figures are of. */
  readonly cases: readonly AskedCase[];
  /** The reporting cases as judged by the question's shape; empty where that could not be learned. */
  readonly byQuestion: readonly JudgedCase[];
  readonly published: PublishedTable | null;
  readonly facts: IndexFacts;
  readonly warnings: Retrieval['warnings'];
}

export interface GateMeasurementOptions {
  readonly config: Config;
  /** Of `cases.jsonl`, and of `baselines.json` where rates are published. */
  readonly folder: string;
  /** The cases that the figures are of; by default all. */
  readonly part?: ArticlePart | undefined;
}

/**
 * Asks each question of exactly its own passages: what is answered that they do not answer, and what is refused that they
 * do? All passages lie in one index, each a document of its own, and a question is restricted to its documents; so how
 * rare a word is, and whether anything mentions a name, comes from all passages. An index for each case would say that
 * from ten passages, and take hours.
 *
 * @throws {SourcierError} `evaluation_file_…`, `model_missing`, `model_unusable`, `index_unwritable`
 */
export async function measureGate({ config, folder, part }: GateMeasurementOptions): Promise<GateMeasurement> {
  const cases = readGateCases(folder);
  const isChosen = (one: GateCase) => part === undefined || one.part === part;
  checkSorts(join(folder, 'cases.jsonl'), cases.filter(isChosen));
  const published = readPublishedRates(folder);
  const texts = new Map(cases.flatMap(({ passages }) => passages.map(({ id, text }) => [id, text])));
  const documents = [...texts].map(([id, text]) => ({ id, text, title: '', language: null }));
  return await withIndexedCollection(config, documents, async (index) => {
    const asked = await askAll(cases, index);
    const chosen = asked.filter(isChosen);
    const byQuestion = judgeByQuestion(asked);
    return {
      figures: summarise(asked, chosen, byQuestion),
      cases: chosen,
      byQuestion: byQuestion.filter((one) => one.part === 'reporting'),
      published,
      facts: readIndexFacts(index),
      warnings: index.retrieval.warnings,
    };
  });
}

async function askAll(cases: readonly GateCase[], { config, retrieval }: TemporaryIndex): Promise<AskedCase[]> {
  const answerer = createAnswerer(config, retrieval);
  const { documents } = retrieval.holder.current();
  const asked: AskedCase[] = [];
  for (const one of cases) {
    const ids = one.passages.map(indexedId);
    const answer = await answerer.answer({
      text: one.question,
      interfaceLanguage: one.language,
      filter: { documents: ids },
      limit: countPassages(ids, documents),
    });
    const isAnswered = answer.status === 'answered';
    // What is refused lies below the threshold, in the order of the confidences: these say that refusing is right.
    const probability = isAnswered ? answer.confidence : answerer.threshold * (1 - answer.confidence);
    asked.push({ ...one, answer, isAnswered, probability });
  }
  return asked;
}

/** The splitter may make several of a long passage: all are to be considered. */
function countPassages(ids: readonly string[], documents: ReadonlyMap<string, StoredDocument>): number {
  const count = ids.reduce((sum, id) => sum + (documents.get(id)?.passageCount ?? 0), 0);
  return Math.max(1, Math.min(MOST_PASSAGES, count));
}

interface PartedCase extends JudgedCase {
  readonly part: ArticlePart;
}

function judgeByQuestion(cases: readonly GateCase[]): PartedCase[] {
  const learning = cases.filter(({ part }) => part === 'learning');
  if (!hasBothSorts(learning)) return [];
  const judge = learnQuestionShape(learning);
  return cases.map(({ part, answerable, question }) => ({ part, answerable, probability: judge(question) }));
}

function summarise(
  asked: readonly AskedCase[],
  chosen: readonly AskedCase[],
  byQuestion: readonly PartedCase[],
): GateFigures {
  const ofPart = (part: ArticlePart) => {
    const cases = asked.filter((one) => one.part === part);
    return hasBothSorts(cases) ? sortedRates(cases) : null;
  };
  return {
    ...sortedRates(chosen),
    curve: traceCurve(chosen),
    parts: { learning: ofPart('learning'), reporting: ofPart('reporting') },
    chosen: chooseAndReport(asked),
    questionAlone: chooseAndReport(byQuestion),
  };
}

function sortedRates(cases: readonly AskedCase[]): SortedRates {
  const answerable = cases.filter((one) => one.answerable).length;
  return { cases: cases.length, answerable, ...measureRates(cases), auroc: areaUnderCurve(cases) };
}

function chooseAndReport(cases: readonly PartedCase[]): ChosenRates | null {
  const [learning, reporting] = (['learning', 'reporting'] as const).map((part) =>
    cases.filter((one) => one.part === part),
  ) as [PartedCase[], PartedCase[]];
  if (!hasBothSorts(learning) || !hasBothSorts(reporting)) return null;
  return { ...ratesAt(reporting, chooseThreshold(learning)), auroc: areaUnderCurve(reporting) };
}
