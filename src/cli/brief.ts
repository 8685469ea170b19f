import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { answerQuestions, MOST_BRIEFING_QUESTIONS } from '../export/answer-questions.ts';
import { BRIEFING_FILES, type BriefingFormat, writeBriefing } from '../export/write-briefing.ts';
import { Links } from '../http/links.ts';
import { presentAnswer } from '../http/present.ts';
import { toCanonical } from '../language/normalise.ts';
import type { Services } from '../services.ts';

export interface BriefOptions {
  readonly format: BriefingFormat;
  readonly title?: string;
  readonly out?: string;
}

/** The lines of a file that are not blank. @throws {SourcierError} `input_missing`; `invalid_request` for none or too many */
export async function readQuestions(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error) => fail('input_missing', path, error));
  const questions = toCanonical(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (questions.length > 0 && questions.length <= MOST_BRIEFING_QUESTIONS) return questions;
  const problem =
    questions.length === 0
      ? { fr: 'ce fichier ne contient aucune question', en: 'this file holds no question' }
      : {
          fr: `ce fichier contient plus de ${MOST_BRIEFING_QUESTIONS} questions`,
          en: `this file holds more than ${MOST_BRIEFING_QUESTIONS} questions`,
        };
  throw new SourcierError('invalid_request', { field: basename(path), problem });
}

/**
 * Asks the questions that were read from `path`, and writes the answers as a briefing: to `--out`, else to standard output,
 * but for DOCX, which is no text: beside the questions.
 *
 * @param languages `answer` is null where each answer is in the language of its question
 * @returns `file` is null where the bytes are to be printed; `failed` is how many questions could not be asked
 */
export async function brief(
  path: string,
  questions: readonly string[],
  { format, title, out }: BriefOptions,
  languages: { readonly messages: Language; readonly answer: Language | null },
  { services, publicUrl }: { readonly services: Services; readonly publicUrl: string | null },
): Promise<{ bytes: Uint8Array; file: string | null; failed: number }> {
  const language = languages.messages;
  const ask = async (text: string) => {
    const question = { text, interfaceLanguage: language };
    const answer = languages.answer === null ? question : { ...question, answerLanguage: languages.answer };
    return presentAnswer(await services.ask(answer), new Links(publicUrl));
  };
  const entries = await answerQuestions(questions, ask, language);
  const documents = new Map(services.documents().map((document) => [document.id, document]));
  const contents = {
    title:
      toCanonical(title ?? '')
        .replaceAll(/\s+/g, ' ')
        .trim() || basename(path, extname(path)),
    language,
    date: new Date().toISOString().slice(0, 10),
    entries,
    givenEarlier: false,
    metadataOf: (id: string) => documents.get(id),
    publicUrl,
  };
  const bytes = await writeBriefing(contents, format);
  const beside = `${path.slice(0, path.length - extname(path).length)}.${BRIEFING_FILES.docx.ending}`;
  const file = out ?? (format === 'docx' ? beside : null);
  if (file !== null) await writeFile(file, bytes).catch((error) => fail('output_unwritable', file, error));
  return { bytes, file, failed: entries.filter((entry) => 'failure' in entry).length };
}

function fail(code: 'input_missing' | 'output_unwritable', file: string, error: unknown): never {
  throw new SourcierError(code, { file: basename(file), reason: (error as NodeJS.ErrnoException).code ?? '' }, error);
}
