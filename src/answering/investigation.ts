import { createHash } from 'node:crypto';
import type { Answer, Engine, Hit, Language, Notice, Question } from '../domain.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import type { Evidence } from './evidence.ts';
import { refuse } from './frames.ts';
import type { SimilarityToQuestion } from './gate.ts';

/** Passages shown when nothing answers. */
const CLOSEST_PASSAGES = 3;

/** What an answerer needs of the retriever: passages for a question, and the question as the index knows its words. */
export interface Retrieved {
  readonly hits: readonly Hit[];
  readonly question: PreparedQuestion;
  /** The question's words, as written, that no document holds in any form or rendering and that no lexicon knows. */
  readonly unknownWords: readonly string[];
  readonly similarityTo: SimilarityToQuestion;
  /** Documents that were searched. */
  readonly documents: number;
  /** Names the index, for the answer's `engine`. */
  readonly index: string;
  /** The physical page of an offset into a document's canonical text, or null where it has no pages. */
  readonly pageAt: (documentId: string, offset: number) => number | null;
}

/** What was found for a question, or for one of its parts. */
export interface Finding {
  /** As the question says it. */
  readonly asked: string;
  readonly question: PreparedQuestion;
  readonly retrieved: Retrieved;
  /** Best first. */
  readonly evidence: readonly Evidence[];
  /** That the best of the evidence answers. */
  readonly probability: number;
  readonly retrieveMs: number;
}

/** A question with all that was found for it. */
export interface Investigation {
  readonly question: Question;
  readonly language: Language;
  readonly answerLanguage: Language;
  /** Self-contained. */
  readonly standalone: string;
  readonly whole: Finding;
  /** Empty where the question asks one thing. */
  readonly parts: readonly Finding[];
  readonly notices: readonly Notice[];
  /** `performance.now()` when the question came. */
  readonly begun: number;
  readonly retrieveMs: number;
}

/** What an answer says, apart from what was asked and how it was made. */
export type Reply = Pick<
  Answer,
  'status' | 'text' | 'citations' | 'disagreements' | 'missing' | 'closest' | 'confidence' | 'unsupported'
>;

/** Everything of an answer but its reply. */
export function frameAnswer(investigation: Investigation, engine: Engine): Omit<Answer, keyof Reply> {
  const { question, language, answerLanguage, standalone, notices, begun, retrieveMs } = investigation;
  return {
    id: identify(question, engine),
    question: question.text,
    standaloneQuestion: standalone,
    questionLanguage: language,
    answerLanguage,
    notices,
    engine,
    timings: { retrieveMs, answerMs: performance.now() - begun - retrieveMs },
  };
}

/** The same question on the same index, answered in the same way, has the same id. */
function identify(question: Question, { index, model, prompts }: Engine): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([question, index, model, prompts]))
    .digest('hex');
  return `ans_${hash.slice(0, 20)}`;
}

/** Says that nothing answers, with the closest passages. */
export function refuseFor({ retrieved }: Finding, language: Language, confidence: number): Reply {
  const closest = retrieved.hits.slice(0, CLOSEST_PASSAGES);
  const text = refuse(language, retrieved.documents, closest.length > 0);
  return {
    status: 'not_found',
    text,
    citations: [],
    disagreements: [],
    missing: [],
    unsupported: [],
    closest,
    confidence,
  };
}
