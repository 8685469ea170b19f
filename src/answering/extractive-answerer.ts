import { createHash } from 'node:crypto';
import type { Answer, Concept, Hit, Language, Notice, Question } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { makeStandalone } from '../language/follow-up.ts';
import { type PreparedQuestion, prepareQuestion } from '../language/prepare-question.ts';
import { classifyQuestion } from '../language/question-kind.ts';
import { type QuestionPart, splitQuestion } from '../language/question-parts.ts';
import { composeAnswer, type PartAnswer } from './compose.ts';
import { describeDisagreement } from './disagreement-note.ts';
import { findDisagreement } from './disagreements.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { EvidenceWeights } from './evidence-weights.ts';
import { NOTICES, refuse } from './frames.ts';
import { answerProbability, measureGate, refusalProbability, type SimilarityToQuestion } from './gate.ts';
import { quoteSide, selectQuotes } from './select-quotes.ts';
import { findShortAnswer, renderShortAnswer } from './short-answer.ts';

/** Passages considered when the question does not say. */
const DEFAULT_LIMIT = 8;
/** Passages shown when nothing answers. */
const CLOSEST_PASSAGES = 3;
/** What remains of the probability where the question names something that no document mentions. */
const UNKNOWN_NAME_SHARE = 0.1;

/** What an answerer needs of the retriever: passages for a question, and the question's words as the index knows them. */
export interface Retrieved {
  readonly hits: readonly Hit[];
  readonly concepts: readonly Concept[];
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

export interface ExtractiveAnswererOptions {
  readonly retrieve: (question: Question, language: Language, limit: number) => Promise<Retrieved>;
  readonly weights: EvidenceWeights;
  /** Names the embedding model, for the answer's `engine`. */
  readonly embedding: string;
}

/** What was found for a question, or for one of its parts. */
interface Finding {
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

/** The question's language: its own where it is clear, else the interface's, else French. */
function chooseLanguage({ text, interfaceLanguage }: Question): { language: Language; third: boolean } {
  const detected = detectLanguage(text, interfaceLanguage);
  const fallback = interfaceLanguage ?? 'fr';
  return { language: detected.third ? fallback : (detected.language ?? fallback), third: detected.third };
}

/** Answers with the documents' own sentences: nothing is written that is not a frame, a value or an exact quote. */
export class ExtractiveAnswerer {
  readonly #options: ExtractiveAnswererOptions;

  constructor(options: ExtractiveAnswererOptions) {
    this.#options = options;
  }

  /** Below this probability the answer is `not_found`. */
  get threshold(): number {
    return this.#options.weights.gate.threshold;
  }

  async answer(question: Question): Promise<Answer> {
    const begun = performance.now();
    const { language, third } = chooseLanguage(question);
    const answerLanguage = question.answerLanguage ?? language;
    const standalone = makeStandalone(question.text, question.history ?? [], language).text;
    const whole = await this.#seek(question, { asked: standalone, text: standalone }, language);
    const parts = splitQuestion(standalone, language);
    const findings: Finding[] = [];
    if (parts.length > 1) for (const part of parts) findings.push(await this.#seek(question, part, language));
    const retrieveMs = [whole, ...findings].reduce((sum, finding) => sum + finding.retrieveMs, 0);
    const reply = this.#reply(whole, findings, answerLanguage);
    const notices: Notice[] = third ? [{ code: 'third_language', detail: NOTICES.third_language[answerLanguage] }] : [];
    return {
      id: this.#identify(question, whole.retrieved.index),
      question: question.text,
      standaloneQuestion: standalone,
      questionLanguage: language,
      answerLanguage,
      ...reply,
      unsupported: [],
      notices,
      engine: {
        answerer: 'extractive',
        model: null,
        prompts: null,
        embedding: this.#options.embedding,
        index: whole.retrieved.index,
      },
      timings: { retrieveMs, answerMs: performance.now() - begun - retrieveMs },
    };
  }

  /** Finds evidence for a question or a part of it, and judges the best. */
  async #seek(
    { history: _, ...question }: Question,
    { asked, text }: QuestionPart,
    language: Language,
  ): Promise<Finding> {
    const begun = performance.now();
    const retrieved = await this.#options.retrieve({ ...question, text }, language, question.limit ?? DEFAULT_LIMIT);
    const retrieveMs = performance.now() - begun;
    const kind = classifyQuestion(text, language);
    const prepared = prepareQuestion({ text, kind, concepts: retrieved.concepts });
    const evidence = collectEvidence(retrieved.hits, prepared, this.#options.weights);
    const probability = await this.#judge(evidence, prepared, retrieved);
    return { asked, question: prepared, retrieved, evidence, probability, retrieveMs };
  }

  /** The probability that the best of the evidence answers; 0 where there is none. */
  async #judge(evidence: readonly Evidence[], question: PreparedQuestion, retrieved: Retrieved): Promise<number> {
    const [best, ...others] = evidence;
    if (best === undefined) return 0;
    const reading = await measureGate([best, ...others], question, retrieved.similarityTo);
    const probability = answerProbability(reading, this.#options.weights.gate);
    const namesUnknown = question.concepts.some(
      ({ word }, index) => question.names[index] === 1 && retrieved.unknownWords.includes(word),
    );
    return namesUnknown ? UNKNOWN_NAME_SHARE * probability : probability;
  }

  /** Answers what can be answered of the parts; a question without parts, or with none that can, as a whole. */
  #reply(
    whole: Finding,
    parts: readonly Finding[],
    language: Language,
  ): Pick<Answer, 'status' | 'text' | 'citations' | 'disagreements' | 'missing' | 'closest' | 'confidence'> {
    const isAnswered = ({ probability }: Finding) => probability >= this.threshold;
    const answeredParts = parts.filter(isAnswered);
    const answered = answeredParts.length > 0 ? answeredParts : [whole].filter(isAnswered);
    if (answered.length === 0) {
      const { hits, documents } = whole.retrieved;
      const closest = hits.slice(0, CLOSEST_PASSAGES);
      const text = refuse(language, documents, closest.length > 0);
      const confidence = refusalProbability(whole.probability, this.#options.weights.gate);
      return { status: 'not_found', text, citations: [], disagreements: [], missing: [], closest, confidence };
    }
    const missing =
      answeredParts.length === 0 ? [] : parts.filter((part) => !isAnswered(part)).map(({ asked }) => asked);
    const { pageAt } = whole.retrieved;
    const composed = composeAnswer(
      answered.map((finding) => answerPart(toldTogether(finding, answered[0]), language)),
      { missing, language, pageAt },
    );
    const confidence = Math.min(...answered.map(({ probability }) => probability));
    return { status: 'answered', ...composed, missing, closest: [], confidence };
  }

  /** The same question on the same index has the same id. */
  #identify(question: Question, index: string): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([question, index]))
      .digest('hex');
    return `ans_${hash.slice(0, 20)}`;
  }
}

/** Part of a question may be answered by the sentence of its first part although another one is so much better. */
const TOGETHER_MARGIN = 4;

/** What is asked together is mostly told together: the sentence of the first part goes first where it can answer too. */
function toldTogether(finding: Finding, first: Finding | undefined): Finding {
  const shown = first?.evidence[0];
  const [best] = finding.evidence;
  if (shown === undefined || best === undefined || finding === first) return finding;
  const same = finding.evidence.find(
    ({ hit, start }) => hit.document.id === shown.hit.document.id && start === shown.start,
  );
  if (same === undefined || same.expectation < 0.5 || same.score < best.score - TOGETHER_MARGIN) return finding;
  return { ...finding, evidence: [same, ...finding.evidence.filter((other) => other !== same)] };
}

/** The quotes that answer, or both sides where they contradict each other. */
function answerPart({ question, evidence }: Finding, language: Language): PartAnswer {
  const disagreement = findDisagreement(evidence, question);
  if (disagreement !== null) {
    const { values, note } = describeDisagreement(disagreement, language);
    return {
      short: null,
      quotes: disagreement.map(({ evidence: side }) => quoteSide(side)),
      disagreement: { values, note },
    };
  }
  const quotes = selectQuotes(evidence, question.kind === 'list');
  return { short: shortAnswer(evidence, question, quotes, language), quotes, disagreement: null };
}

/** Null where the first quote does not hold it. */
function shortAnswer(
  [best]: readonly Evidence[],
  question: PreparedQuestion,
  [first]: readonly { readonly start: number; readonly end: number }[],
  language: Language,
): string | null {
  const span = best === undefined ? null : findShortAnswer(best, question);
  if (best === undefined || first === undefined || span === null || span.start < first.start || span.end > first.end) {
    return null;
  }
  const { document, passage } = best.hit;
  const inPassage = { start: span.start - passage.start, end: span.end - passage.start };
  return renderShortAnswer(passage.text, inPassage, document.language, language);
}
