import type { Answer, AnswerListener, Hit, Language } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import type { Renderings } from '../language/support.ts';
import type { LanguageModel } from '../language-model/language-model.ts';
import type { Prompts } from '../language-model/prompts.ts';
import { writeAnswerPrompt } from './answer-prompt.ts';
import { checkSentence } from './check-sentence.ts';
import { type Addition, Draft } from './draft.ts';
import { describeFault, type NOTICES } from './frames.ts';
import { type GeneratedReply, type GeneratedSentence, REPLY_SCHEMA, ReplyReader } from './generated-reply.ts';
import type { Investigation } from './investigation.ts';

export type ReplyFault = Extract<keyof typeof NOTICES, `llm_${string}`>;

/** Why a model's reply is not given, where nothing was wrong with the call itself. */
export class UnusableReply extends Error {
  readonly code: ReplyFault;

  constructor(code: ReplyFault) {
    super(code);
    this.code = code;
  }
}

export interface WriterOptions {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly renderings: Renderings;
}

export interface WriterTask {
  readonly investigation: Investigation;
  /** What the model is given. */
  readonly hits: readonly Hit[];
  readonly signal: AbortSignal;
  readonly emit: AnswerListener['emit'];
}

/** So many sentences that cannot be given are listed. */
const MOST_UNSUPPORTED = 20;

/** Fewer words do not tell their language. */
const TELLING_WORDS = 4;

/** Asks a model once, and tells what of its reply can be given while it comes. */
export class ReplyWriter {
  readonly draft: Draft;
  readonly unsupported: Answer['unsupported'][number][] = [];
  readonly #options: WriterOptions;
  readonly #task: WriterTask;
  /** Nothing is told before the language of the reply is known. */
  readonly #held: Addition[] = [];
  #hasRightLanguage = false;
  #hasTold = false;
  #said = '';

  constructor(options: WriterOptions, task: WriterTask) {
    this.#options = options;
    this.#task = task;
    this.draft = new Draft(task.investigation.whole.retrieved.pageAt);
  }

  /** Whether anything has been told. */
  get hasTold(): boolean {
    return this.#hasTold;
  }

  get #language(): Language {
    return this.#task.investigation.answerLanguage;
  }

  /**
   * @param again whether the model is told that its first reply was in the other language
   * @throws whatever the model throws
   */
  async write(again: boolean): Promise<GeneratedReply | 'wrong language'> {
    const { model, prompts } = this.#options;
    const { investigation, hits, signal } = this.#task;
    const prompt = writeAnswerPrompt(prompts, investigation.standalone, hits, this.#language, again);
    const reader = new ReplyReader();
    for await (const piece of model.generate(prompt, { schema: REPLY_SCHEMA, signal })) {
      if (!(await this.#take(reader.push(piece)))) return 'wrong language';
    }
    const reply = reader.end();
    if (!(await this.#take(reply.sentences))) return 'wrong language';
    await this.#release();
    return reply;
  }

  async tell({ text, citations }: Addition): Promise<void> {
    this.#hasTold = true;
    await this.#task.emit({ type: 'text-delta', text });
    for (const citation of citations) await this.#task.emit({ type: 'citation', citation });
  }

  /** @returns whether the reply may still be in the right language */
  async #take(sentences: readonly GeneratedSentence[]): Promise<boolean> {
    if (sentences.length === 0) return true;
    for (const sentence of sentences) {
      this.#said += `${sentence.text}\n`;
      const { hits } = this.#task;
      const checked = checkSentence(sentence, { hits, language: this.#language, renderings: this.#options.renderings });
      if ('quotes' in checked) this.#held.push(this.draft.add(checked));
      else if (this.unsupported.length < MOST_UNSUPPORTED) {
        this.unsupported.push({ text: sentence.text, reason: describeFault(checked, this.#language) });
      }
    }
    if (!this.#hasRightLanguage) {
      const { language } = detectLanguage(this.#said, this.#language);
      if (language !== null && language !== this.#language) return false;
      this.#hasRightLanguage = language !== null && this.#said.split(/\s+/u).length > TELLING_WORDS;
    }
    if (this.#hasRightLanguage) await this.#release();
    return true;
  }

  async #release(): Promise<void> {
    for (const addition of this.#held.splice(0)) await this.tell(addition);
  }
}
