import { createHash } from 'node:crypto';
import { encodePermalink, hashQuote } from '../citing/permalink.ts';
import type { Answer, Citation, Concept, Hit, Language, Notice, Question } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { type PreparedQuestion, prepareQuestion } from '../language/prepare-question.ts';
import { classifyQuestion } from '../language/question-kind.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { EvidenceWeights } from './evidence-weights.ts';
import { introduceSource, NOTICES, presentQuote, refuse } from './frames.ts';
import { answerProbability, measureGate, type SimilarityToQuestion } from './gate.ts';
import { type Quote, selectQuotes } from './select-quotes.ts';

/** Passages considered when the question does not say. */
const DEFAULT_LIMIT = 8;
/** Passages shown when nothing answers. */
const CLOSEST_PASSAGES = 3;

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

/** The question's language: its own where it is clear, else the interface's, else French. */
function chooseLanguage({ text, interfaceLanguage }: Question): { language: Language; third: boolean } {
  const detected = detectLanguage(text, interfaceLanguage);
  const fallback = interfaceLanguage ?? 'fr';
  return { language: detected.third ? fallback : (detected.language ?? fallback), third: detected.third };
}

function cite(quote: Quote, marker: number, position: number, pageAt: Retrieved['pageAt']): Citation {
  const { hit, start, end, text } = quote;
  const { document, passage } = hit;
  const target = { documentId: document.id, version: document.version, start, end, quoteHash: hashQuote(text) };
  return {
    marker,
    positions: [position],
    quote: text,
    status: 'verified',
    passageId: passage.id,
    section: passage.section,
    page: pageAt(document.id, start),
    start,
    end,
    document,
    permalink: `/citations/${encodePermalink(target)}`,
  };
}

/** Writes the quotes into one text, a document at a time in the order of their first quote, each with its marker. */
function compose(
  quotes: readonly Quote[],
  language: Language,
  pageAt: Retrieved['pageAt'],
): { text: string; citations: Citation[] } {
  const byDocument = new Map<string, Quote[]>();
  for (const quote of quotes) {
    const { id } = quote.hit.document;
    byDocument.set(id, [...(byDocument.get(id) ?? []), quote]);
  }
  const citations: Citation[] = [];
  let text = '';
  for (const group of byDocument.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { document } = first.hit;
    text += `${text === '' ? '' : '\n\n'}${introduceSource(document, language, text !== '')}`;
    for (const quote of group) {
      text += ` ${presentQuote(quote.text, document.language)} `;
      citations.push(cite(quote, citations.length + 1, text.length, pageAt));
      text += `[${citations.length}]`;
    }
  }
  return { text, citations };
}

/** Answers with the documents' own sentences: nothing is written that is not a frame or an exact quote. */
export class ExtractiveAnswerer {
  readonly #options: ExtractiveAnswererOptions;

  constructor(options: ExtractiveAnswererOptions) {
    this.#options = options;
  }

  async answer(question: Question): Promise<Answer> {
    const begun = performance.now();
    const { language, third } = chooseLanguage(question);
    const answerLanguage = question.answerLanguage ?? language;
    const retrieved = await this.#options.retrieve(question, language, question.limit ?? DEFAULT_LIMIT);
    const retrievedAt = performance.now();
    const kind = classifyQuestion(question.text, language);
    const prepared = prepareQuestion({ text: question.text, kind, concepts: retrieved.concepts });
    const evidence = collectEvidence(retrieved.hits, prepared, this.#options.weights);
    const probability = await this.#judge(evidence, prepared, retrieved.similarityTo);
    const found = this.#reply(evidence, probability, retrieved, answerLanguage, kind === 'list');
    const notices: Notice[] = third ? [{ code: 'third_language', detail: NOTICES.third_language[answerLanguage] }] : [];
    return {
      id: this.#identify(question, retrieved.index),
      question: question.text,
      standaloneQuestion: question.text,
      questionLanguage: language,
      answerLanguage,
      ...found,
      missing: [],
      disagreements: [],
      unsupported: [],
      notices,
      engine: {
        answerer: 'extractive',
        model: null,
        prompts: null,
        embedding: this.#options.embedding,
        index: retrieved.index,
      },
      timings: { retrieveMs: retrievedAt - begun, answerMs: performance.now() - retrievedAt },
    };
  }

  /** The probability that the best of the evidence answers; 0 where there is none. */
  async #judge(
    evidence: readonly Evidence[],
    question: PreparedQuestion,
    similarityTo: SimilarityToQuestion,
  ): Promise<number> {
    const [best, ...others] = evidence;
    if (best === undefined) return 0;
    return answerProbability(await measureGate([best, ...others], question, similarityTo), this.#options.weights.gate);
  }

  #reply(
    evidence: readonly Evidence[],
    probability: number,
    retrieved: Retrieved,
    language: Language,
    wantsList: boolean,
  ): Pick<Answer, 'status' | 'text' | 'citations' | 'closest' | 'confidence'> {
    const { weights } = this.#options;
    if (evidence.length === 0 || probability < weights.gate.threshold) {
      const closest = retrieved.hits.slice(0, CLOSEST_PASSAGES);
      const text = refuse(language, retrieved.documents, closest.length > 0);
      return { status: 'not_found', text, citations: [], closest, confidence: 1 - probability };
    }
    const { text, citations } = compose(selectQuotes(evidence, wantsList), language, retrieved.pageAt);
    return { status: 'answered', text, citations, closest: [], confidence: probability };
  }

  /** The same question on the same index has the same id. */
  #identify(question: Question, index: string): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([question, index]))
      .digest('hex');
    return `ans_${hash.slice(0, 20)}`;
  }
}
