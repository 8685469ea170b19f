import type { Config } from '../config.ts';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { toCanonical } from '../language/normalise.ts';
import { connectAnswerer, createAnswerer, openRetrieval, type Retrieval } from '../services.ts';
import { type AnswersFigures, type AnswerTime, type MeasuredAnswer, summariseAnswers } from './answers-figures.ts';
import { checkFolder } from './evaluation-files.ts';
import { type GoldenQuestion, readGoldenQuestions } from './golden-questions.ts';
import { type IndexFacts, readIndexFacts } from './index-facts.ts';
import { type AskedQuestion, scoreAnswer } from './score-answer.ts';
import { type TemporaryIndex, withIngestedFolder } from './temporary-index.ts';

/** Passages that are looked through for the evidence. */
const PASSAGES = 5;
const LANGUAGES: readonly Language[] = ['fr', 'en'];

export interface AnswersMeasurementOptions {
  readonly config: Config;
  /** The file of golden questions. */
  readonly golden: string;
  /** The folder of the documents that they are asked of; without one, what is indexed now. */
  readonly documents?: string | undefined;
  /** Whether each question is asked once more to be timed. */
  readonly isTimed: boolean;
  /** Judges the answers of the settings' language model, and not those of the documents alone; default false. */
  readonly llm?: boolean;
}

export interface AnswersMeasurement {
  readonly figures: AnswersFigures;
  /** In the order of the file, French first. */
  readonly answers: readonly MeasuredAnswer[];
  readonly facts: IndexFacts;
  /** What lowers the figures and is nobody's intention: a lexicon that is missing, say. */
  readonly warnings: Retrieval['warnings'];
}

/**
 * Asks each question in both languages, as the service would be asked, and judges the answers.
 *
 * @throws {SourcierError} `setting_invalid` for a language model that is not set; `evaluation_file_…`, also where a document of the folder cannot be read; `model_missing`,
 *   `model_unusable`, `index_unwritable`; without a folder `index_missing`, `index_mismatch`, `index_damaged`
 */
export async function measureAnswers(options: AnswersMeasurementOptions): Promise<AnswersMeasurement> {
  const { config, documents, isTimed, llm = false } = options;
  if (llm && config.languageModel === null) {
    const problem = { fr: '--llm demande un modèle de langue', en: '--llm needs a language model' };
    throw new SourcierError('setting_invalid', { setting: 'LLM_PROVIDER', problem });
  }
  const questions = readGoldenQuestions(options.golden);
  const work = (index: TemporaryIndex) => askAll(index, questions, { isTimed, llm });
  if (documents !== undefined) {
    checkFolder(documents);
    return await withIngestedFolder(config, documents, work);
  }
  const retrieval = await openRetrieval(config);
  try {
    return await work({ retrieval, config });
  } finally {
    await retrieval.close();
  }
}

async function askAll(
  index: TemporaryIndex,
  questions: readonly GoldenQuestion[],
  { isTimed, llm }: { readonly isTimed: boolean; readonly llm: boolean },
): Promise<AnswersMeasurement> {
  const { retrieval, config } = index;
  const answerer = llm ? await connectAnswerer(config, retrieval) : createAnswerer(config, retrieval);
  const ask = (text: string) => answerer.answer({ text: toCanonical(text).trim() });
  const documentText = (id: string) => retrieval.holder.current().documentText(id);
  const asked: AskedQuestion[] = [];
  for (const language of LANGUAGES) {
    for (const question of questions) {
      const answer = await ask(question[language]);
      const { hits } = await retrieval.retriever.search(toCanonical(question[language]).trim(), { limit: PASSAGES });
      const passages = hits.map(({ passage }) => passage.text);
      asked.push({ question, language, answer, passages, documentText });
    }
  }
  const answers: MeasuredAnswer[] = [];
  for (const question of asked) {
    const time = isTimed ? await timeAnswer(() => ask(question.question[question.language])) : null;
    answers.push({ ...scoreAnswer(question), time });
  }
  const facts = readIndexFacts(index);
  return { figures: summariseAnswers(answers), answers, facts, warnings: retrieval.warnings };
}

async function timeAnswer(ask: () => Promise<AskedQuestion['answer']>): Promise<AnswerTime> {
  const begun = performance.now();
  const { timings } = await ask();
  return { whole: performance.now() - begun, answering: timings.answerMs };
}
