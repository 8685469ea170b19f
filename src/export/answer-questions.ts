import { type Language, MAX_QUESTION_CHARACTERS } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { toCanonical } from '../language/normalise.ts';
import type { BriefedAnswer, BriefingEntry } from './briefing.ts';

/** A briefing answers at most so many questions. */
export const MOST_BRIEFING_QUESTIONS = 200;

/**
 * Asks one question after the other; one that cannot be asked does not lose the others.
 *
 * @throws {SourcierError} what concerns all of them, such as `index_missing`
 */
export async function answerQuestions(
  questions: readonly string[],
  ask: (question: string) => Promise<BriefedAnswer>,
  language: Language,
): Promise<BriefingEntry[]> {
  const entries: BriefingEntry[] = [];
  for (const asked of questions) {
    const question = toCanonical(asked).trim();
    try {
      checkLength(question);
      entries.push({ question, answer: await ask(question) });
    } catch (error) {
      if (!SourcierError.is(error) || error.status === 503) throw error;
      entries.push({ question, failure: error.detail(language) });
    }
  }
  return entries;
}

function checkLength(question: string): void {
  if (question === '') throw invalid({ fr: 'la question est vide', en: 'the question is empty' });
  if ([...question].length > MAX_QUESTION_CHARACTERS) {
    throw invalid({
      fr: `la question dépasse ${MAX_QUESTION_CHARACTERS} caractères`,
      en: `the question is longer than ${MAX_QUESTION_CHARACTERS} characters`,
    });
  }
}

function invalid(problem: Readonly<Record<Language, string>>): SourcierError {
  return new SourcierError('invalid_request', { field: 'question', problem });
}
