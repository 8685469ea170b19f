import type { Answer, AnswerListener, Engine, Hit, Question } from '../domain.ts';
import { makeStandalone } from '../language/follow-up.ts';
import { fold } from '../language/normalise.ts';
import { isStopWord } from '../language/stop-words.ts';
import { condenseQuestion } from './condense-question.ts';
import type { Evidence } from './evidence.ts';
import { chooseLanguage, type ExtractiveAnswerer } from './extractive-answerer.ts';
import { NOTICES, nameMissing } from './frames.ts';
import type { GeneratedReply } from './generated-reply.ts';
import { type Finding, frameAnswer, type Investigation, type Reply, refuseFor } from './investigation.ts';
import { type ReplyFault, ReplyWriter, UnusableReply, type WriterOptions } from './reply-writer.ts';
import { tellAnswer } from './tell-answer.ts';

export interface GenerativeAnswererOptions extends WriterOptions {
  /** Finds the evidence, and answers where the model cannot. */
  readonly extractive: ExtractiveAnswerer;
}

/** Passages that each part of a question adds to those of the whole, and passages in all. */
const PASSAGES_OF_A_PART = 4;
const MOST_PASSAGES = 16;
/** What is said to be missing must be in the question's words: so much of it. */
const LEAST_ASKED = 0.6;

/**
 * How much surer a model's decision to answer, or to refuse, makes that it is right: the rates at which GPT-4 answered
 * questions with an answer among ten passages and without, and refused them (NoMIRACL, Thakur et al. 2024, English). Other
 * models differ, mostly for the worse.
 */
const LIKELIHOOD_RATIO = { answered: (1 - 0.048) / 0.424, refused: (1 - 0.424) / 0.048 };

const NOBODY: AnswerListener = { emit: async () => undefined, signal: new AbortController().signal };

/**
 * Answers with sentences of a language model, each of which relies on quotes that stand in the documents and hold its
 * figures, dates and names; the others are dropped. Where the model fails, is slow, or says nothing that can be given,
 * the documents' own sentences are given, with a notice.
 */
export class GenerativeAnswerer {
  readonly #options: GenerativeAnswererOptions;

  constructor(options: GenerativeAnswererOptions) {
    this.#options = options;
  }

  /** @throws `listener.signal.reason` where nobody listens any more, and whatever the retriever throws */
  async answer(question: Question, listener: AnswerListener = NOBODY): Promise<Answer> {
    const { extractive, model, prompts } = this.#options;
    const begun = performance.now();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new UnusableReply('llm_slow')), model.timeoutMs);
    const signal = AbortSignal.any([late.signal, listener.signal]);
    try {
      const { language } = chooseLanguage(question);
      const history = question.history ?? [];
      const condensed = await condenseQuestion({ question: question.text, history, language }, model, prompts, signal);
      listener.signal.throwIfAborted();
      const standalone = condensed ?? makeStandalone(question.text, history, language).text;
      const investigation = await extractive.investigate(question, { standalone, begun }, listener);
      return await this.#write(investigation, listHits(investigation), signal, listener);
    } finally {
      clearTimeout(timer);
    }
  }

  async #write(
    investigation: Investigation,
    hits: readonly Hit[],
    signal: AbortSignal,
    listener: AnswerListener,
  ): Promise<Answer> {
    const begin = () => new ReplyWriter(this.#options, { investigation, hits, signal, emit: listener.emit });
    let writer = begin();
    try {
      if (hits.length === 0) return await this.#refuse(investigation, listener);
      let reply = await writer.write(false);
      if (reply === 'wrong language') {
        writer = begin();
        reply = await writer.write(true);
      }
      if (reply === 'wrong language') throw new UnusableReply('llm_language');
      return await this.#conclude(investigation, writer, reply, listener);
    } catch (error) {
      listener.signal.throwIfAborted();
      listener.failed?.(error);
      return await this.#fallBack(investigation, writer, error, listener);
    }
  }

  async #conclude(
    investigation: Investigation,
    writer: ReplyWriter,
    reply: GeneratedReply,
    listener: AnswerListener,
  ): Promise<Answer> {
    const { answerLanguage, standalone, notices } = investigation;
    const { draft, unsupported } = writer;
    if (draft.text === '') {
      if (unsupported.length > 0) throw new UnusableReply('llm_unproven');
      if (reply.isBroken) throw new UnusableReply('llm_unreadable');
      return await this.#refuse(investigation, listener);
    }
    const disagreements = await this.#addDisagreements(investigation, writer);
    const missing = reply.missing.filter((part) => isAsked(part, standalone));
    if (missing.length > 0) await writer.tell(draft.addParagraph(nameMissing(missing, answerLanguage)));
    const { text, citations } = draft;
    const cutShort = reply.isBroken ? [{ code: 'llm_cut_short', detail: NOTICES.llm_cut_short[answerLanguage] }] : [];
    const answer: Answer = {
      ...frameAnswer({ ...investigation, notices: [...notices, ...cutShort] }, this.#engineOf(investigation)),
      status: 'answered',
      text,
      citations,
      disagreements,
      missing,
      unsupported,
      closest: [],
      confidence: await this.#measureConfidence(investigation, citations),
    };
    return await this.#options.extractive.translate(answer, listener);
  }

  /** What the sources disagree on is told, whether or not the model has seen it. */
  async #addDisagreements(investigation: Investigation, writer: ReplyWriter): Promise<Reply['disagreements']> {
    const { citations, disagreements } = this.#options.extractive.conclude(investigation);
    const told: Reply['disagreements'][number][] = [];
    for (const disagreement of disagreements) {
      const sides = citations.filter(({ marker }) => disagreement.markers.includes(marker));
      const { addition, markers } = writer.draft.addDisagreement(disagreement, sides);
      await writer.tell(addition);
      told.push({ ...disagreement, markers });
    }
    return told;
  }

  /** That the best of the sentences cited answers the question, or a part of it: as the gate judges it, and the model. */
  async #measureConfidence({ whole, parts }: Investigation, citations: Reply['citations']): Promise<number> {
    const isCited = ({ hit, start, end }: Evidence) =>
      citations.some(
        ({ document, start: from, end: to }) => document.id === hit.document.id && from < end && start < to,
      );
    const judgeFinding = async (finding: Finding) => {
      const best = finding.evidence.find(isCited);
      if (best === undefined) return 0;
      const others = finding.evidence.filter((other) => other !== best);
      return await this.#options.extractive.judge([best, ...others], finding);
    };
    const judged = Math.max(...(await Promise.all([whole, ...parts].map(judgeFinding))));
    return update(judged, LIKELIHOOD_RATIO.answered);
  }

  async #refuse(investigation: Investigation, listener: AnswerListener): Promise<Answer> {
    const { whole, answerLanguage } = investigation;
    const judged = this.#options.extractive.refusalProbability(whole.probability);
    const confidence = update(judged, LIKELIHOOD_RATIO.refused);
    const reply = refuseFor(whole, answerLanguage, confidence);
    const answer = { ...frameAnswer(investigation, this.#engineOf(investigation)), ...reply };
    await tellAnswer(answer, listener);
    return answer;
  }

  /** The documents' own sentences, and why the model's are not given. */
  async #fallBack(
    investigation: Investigation,
    { unsupported, hasTold }: ReplyWriter,
    error: unknown,
    listener: AnswerListener,
  ): Promise<Answer> {
    const code: ReplyFault = error instanceof UnusableReply ? error.code : 'llm_failed';
    const notices = [...investigation.notices, { code, detail: NOTICES[code][investigation.answerLanguage] }];
    const concluded = await this.#options.extractive.concludeInWords({ ...investigation, notices }, listener);
    const answer = { ...concluded, unsupported };
    if (hasTold) await listener.emit({ type: 'restart' });
    await tellAnswer(answer, listener);
    return answer;
  }

  #engineOf({ whole }: Investigation): Engine {
    const { extractive, model, prompts } = this.#options;
    return { ...extractive.engineOf(whole), answerer: 'llm', model: model.name, prompts: prompts.version };
  }
}

/** Those of the whole question, then the best of each part's that are not among them. */
function listHits({ whole, parts }: Investigation): Hit[] {
  const all = [
    whole.retrieved.hits,
    ...parts.map(({ retrieved }) => retrieved.hits.slice(0, PASSAGES_OF_A_PART)),
  ].flat();
  const byId = new Map(all.toReversed().map((hit) => [hit.passage.id, hit]));
  return [...new Set(all.map(({ passage }) => passage.id))].slice(0, MOST_PASSAGES).map((id) => byId.get(id) as Hit);
}

/** Only what the question asks can be missing; a model may have read something else in a document. */
function isAsked(part: string, question: string): boolean {
  const words = (text: string) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const asked = new Set(words(question));
  const content = words(part).filter((word) => !isStopWord(word, 'fr') && !isStopWord(word, 'en'));
  return content.length > 0 && content.filter((word) => asked.has(word)).length >= LEAST_ASKED * content.length;
}

/** Bayes' rule, in odds. */
function update(probability: number, ratio: number): number {
  return (ratio * probability) / (ratio * probability + 1 - probability);
}
