import { setImmediate } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Answer, AnswerListener, Engine, Hit, Language, Notice, Question } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { makeStandalone } from '../language/follow-up.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { type QuestionPart, splitQuestion } from '../language/question-parts.ts';
import { composeAnswer, type PartAnswer } from './compose.ts';
import { describeDisagreement } from './disagreement-note.ts';
import { findDisagreement } from './disagreements.ts';
import { countLacking } from './essentials.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { EvidenceWeights } from './evidence-weights.ts';
import { NOTICES } from './frames.ts';
import { answerProbability, measureGate, quotedProbability, refusalProbability } from './gate.ts';
import {
  type Finding,
  frameAnswer,
  type Investigation,
  type Reply,
  type Retrieved,
  refuseFor,
} from './investigation.ts';
import { quoteSide, selectQuotes } from './select-quotes.ts';
import { chooseShortAnswer } from './short-answer.ts';
import { tellAnswer } from './tell-answer.ts';
import { type CitationTranslator, tellTranslations, translateCitations } from './translate-citations.ts';

/** Passages considered when the question does not say. */
const DEFAULT_LIMIT = 8;
/** What remains of the probability where the question names something that no document mentions. */
const UNKNOWN_NAME_SHARE = 0.1;

/** Questions looked into at once. More are not answered sooner, since each takes all cores, and wait for each other. */
const INVESTIGATIONS_AT_ONCE = 1;

export interface ExtractiveAnswererOptions {
  readonly retrieve: (question: Question, language: Language, limit: number) => Promise<Retrieved>;
  readonly weights: EvidenceWeights;
  /** Names the embedding model, for the answer's `engine`. */
  readonly embedding: string;
  /** Renders French quotes for English readers; left out or null: nobody does. */
  readonly translator?: CitationTranslator | null;
}

/** The question's language: its own where it is clear, else the interface's, else French. */
export function chooseLanguage({ text, interfaceLanguage }: Question): { language: Language; third: boolean } {
  const detected = detectLanguage(text, interfaceLanguage);
  const fallback = interfaceLanguage ?? 'fr';
  return { language: detected.third ? fallback : (detected.language ?? fallback), third: detected.third };
}

/** Answers with the documents' own sentences: nothing is written that is not a frame, a value or an exact quote. */
export class ExtractiveAnswerer {
  readonly #options: ExtractiveAnswererOptions;
  readonly #turns = pLimit(INVESTIGATIONS_AT_ONCE);

  constructor(options: ExtractiveAnswererOptions) {
    this.#options = options;
  }

  /** Below this probability the answer is `not_found`. */
  get threshold(): number {
    return this.#options.weights.gate.threshold;
  }

  async answer(question: Question, listener?: AnswerListener): Promise<Answer> {
    const begun = performance.now();
    const { language } = chooseLanguage(question);
    const standalone = makeStandalone(question.text, question.history ?? [], language).text;
    const investigation = await this.investigate(question, { standalone, begun }, listener);
    const answer = await this.concludeInWords(investigation, listener);
    if (listener !== undefined) await tellAnswer(answer, listener);
    return answer;
  }

  /**
   * Finds what the documents say, without concluding anything from it, and tells the passages as soon as they are found.
   *
   * @param asked the question made self-contained, and `performance.now()` when it came
   */
  async investigate(
    question: Question,
    asked: { readonly standalone: string; readonly begun: number },
    listener?: AnswerListener,
  ): Promise<Investigation> {
    let told: Promise<void> | undefined;
    const investigation = await this.#turns(() => {
      listener?.signal.throwIfAborted();
      return this.#investigate(question, asked, (passages) => {
        told = listener?.emit({ type: 'passages', passages });
        // Waited for outside of the turn, or a client that reads slowly would hold up everybody.
        told?.catch(() => undefined);
      });
    });
    await told;
    return investigation;
  }

  async #investigate(
    question: Question,
    { standalone, begun }: { readonly standalone: string; readonly begun: number },
    tell: (passages: readonly Hit[]) => void,
  ): Promise<Investigation> {
    await setImmediate();
    const { language, third } = chooseLanguage(question);
    const answerLanguage = question.answerLanguage ?? language;
    const whole = await this.#seek(question, { asked: standalone, text: standalone }, language, tell);
    const split = splitQuestion(standalone, language);
    const parts: Finding[] = [];
    if (split.length > 1) for (const part of split) parts.push(await this.#seek(question, part, language));
    const notices: Notice[] = third ? [{ code: 'third_language', detail: NOTICES.third_language[answerLanguage] }] : [];
    const retrieveMs = [whole, ...parts].reduce((sum, finding) => sum + finding.retrieveMs, 0);
    return { question, language, answerLanguage, standalone, whole, parts, notices, begun, retrieveMs };
  }

  /** Answers with the documents' own sentences. */
  conclude(investigation: Investigation): Answer {
    const { whole, parts, answerLanguage } = investigation;
    return { ...frameAnswer(investigation, this.engineOf(whole)), ...this.#reply(whole, parts, answerLanguage) };
  }

  /** The same, with what French quotes mean for one who reads English. */
  async concludeInWords(investigation: Investigation, listener?: AnswerListener): Promise<Answer> {
    const answer = this.conclude(investigation);
    const translated = await this.translate(answer, listener);
    const answerMs = performance.now() - investigation.begun - investigation.retrieveMs;
    return { ...tellTranslations(translated), timings: { ...answer.timings, answerMs } };
  }

  /** An answer with renderings of its quotes, where its reader needs them and there is a translator. */
  async translate(answer: Answer, listener?: AnswerListener): Promise<Answer> {
    const { translator = null } = this.#options;
    return await translateCitations(answer, {
      translator,
      signal: listener?.signal,
      failed: (cause) => listener?.failed?.(cause),
    });
  }

  engineOf({ retrieved }: Finding): Engine {
    const { embedding } = this.#options;
    return { answerer: 'extractive', model: null, prompts: null, embedding, index: retrieved.index };
  }

  /** That the best of some sentences answers: 0 where there is none. */
  judge(evidence: readonly Evidence[], { question, retrieved }: Finding): Promise<number> {
    return this.#judge(evidence, question, retrieved);
  }

  /** That refusing is right, where the best sentence answers with this probability. */
  refusalProbability(probability: number): number {
    return refusalProbability(probability, this.#options.weights.gate);
  }

  /** Finds evidence for a question or a part of it, and judges the best. */
  async #seek(
    { history: _, ...question }: Question,
    { asked, text }: QuestionPart,
    language: Language,
    tell?: (passages: readonly Hit[]) => void,
  ): Promise<Finding> {
    const begun = performance.now();
    const retrieved = await this.#options.retrieve({ ...question, text }, language, question.limit ?? DEFAULT_LIMIT);
    const retrieveMs = performance.now() - begun;
    tell?.(retrieved.hits);
    // Whoever else waits for this process has their turn between the two long stretches of work.
    await setImmediate();
    const { question: prepared } = retrieved;
    const evidence = preferSound(collectEvidence(retrieved.hits, prepared, this.#options.weights), prepared);
    const probability = await this.#judge(evidence, prepared, retrieved);
    const shown = preferLabelled(evidence, prepared);
    return { asked, question: prepared, retrieved, evidence: shown, probability, retrieveMs };
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
  #reply(whole: Finding, parts: readonly Finding[], language: Language): Reply {
    const isAnswered = ({ probability }: Finding) => probability >= this.threshold;
    const answeredParts = parts.filter(isAnswered);
    const answered = answeredParts.length > 0 ? answeredParts : [whole].filter(isAnswered);
    if (answered.length === 0) return refuseFor(whole, language, this.refusalProbability(whole.probability));
    const missing =
      answeredParts.length === 0 ? [] : parts.filter((part) => !isAnswered(part)).map(({ asked }) => asked);
    const { pageAt } = whole.retrieved;
    const confidenceIn = ({ probability }: Finding) => quotedProbability(probability, this.#options.weights.gate);
    const composed = composeAnswer(
      answered.map((finding) => answerPart(toldTogether(finding, answered[0]), language, confidenceIn(finding))),
      { missing, language, pageAt },
    );
    const confidence = Math.min(...answered.map(confidenceIn));
    return { status: 'answered', ...composed, missing, unsupported: [], closest: [], confidence };
  }
}

/** A sentence that lacks the essential gives way to one that has it and is so little worse, in log-odds, */
const SOUND_MARGIN = 1;
/** and holds as much of the question with its context, but for so much. */
const SOUND_COVERAGE = 0.05;

/** A heading that holds nothing of the kind asked for gives way to what is so much worse. */
const SOUND_MARGIN_OF_HEADING = 3;

/** A title names all that is asked about, and does not say where it is: what does goes first, where it is about as good. */
function preferSound(evidence: readonly Evidence[], question: PreparedQuestion): readonly Evidence[] {
  const [best] = evidence;
  if (best === undefined || countLacking(best, question) === 0) return evidence;
  const margin = best.isHeading && best.features.unmet === 1 ? SOUND_MARGIN_OF_HEADING : SOUND_MARGIN;
  const sound = evidence.find(
    (other) =>
      other.score >= best.score - margin &&
      other.features.contextCoverage >= best.features.contextCoverage - SOUND_COVERAGE &&
      countLacking(other, question) === 0,
  );
  return sound === undefined ? evidence : putFirst(sound, evidence);
}

function putFirst(first: Evidence, evidence: readonly Evidence[]): readonly Evidence[] {
  return [first, ...evidence.filter((other) => other !== first)];
}

/** Of the question, a line with a label holds so much less at most: its label may say it in another form. */
const LABEL_COVERAGE = 0.15;

/**
 * A line that gives what is asked under its name is shown first, where it is about the same as the best sentence: in the
 * same passage, or holding as much of the question. Whether there is an answer has been judged by the best sentence.
 */
function preferLabelled(evidence: readonly Evidence[], question: PreparedQuestion): readonly Evidence[] {
  const [best] = evidence;
  if (best === undefined || best.labelledValue !== null) return evidence;
  const isAboutTheSame = ({ hit, features }: Evidence) =>
    hit.passage.id === best.hit.passage.id ||
    (features.names >= best.features.names &&
      features.contextCoverage >= best.features.contextCoverage - LABEL_COVERAGE);
  const labelled = evidence.find(
    (line) => line.labelledValue !== null && isAboutTheSame(line) && countLacking(line, question) === 0,
  );
  return labelled === undefined ? evidence : putFirst(labelled, evidence);
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
  return { ...finding, evidence: putFirst(same, finding.evidence) };
}

/**
 * No value is put first of an answer that is less sure: of those on PIAF's questions four of nine were wrong, and they were a fifth
 * of the values put first where the documents do not answer.
 */
const LEAST_CONFIDENCE = 0.3;

/** The quotes that answer, or both sides where they contradict each other. */
function answerPart({ question, evidence }: Finding, language: Language, confidence: number): PartAnswer {
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
  const short = confidence < LEAST_CONFIDENCE ? null : chooseShortAnswer(evidence, question, quotes, language);
  return { short, quotes, disagreement: null };
}
