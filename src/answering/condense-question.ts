import { type Language, MAX_QUESTION_CHARACTERS, type Turn } from '../domain.ts';
import { detectLanguage } from '../language/detect.ts';
import { fold } from '../language/normalise.ts';
import type { LanguageModel } from '../language-model/language-model.ts';
import type { Prompts } from '../language-model/prompts.ts';
import { writeCondensePrompt } from './answer-prompt.ts';

export interface FollowUp {
  readonly question: string;
  /** Earlier turns, oldest first. */
  readonly history: readonly Turn[];
  readonly language: Language;
}

/** Of the time that an answer may take, so much for the question. */
const SHARE_OF_TIME = 0.25;

/**
 * The question with what it takes from the earlier turns, as a model words it. Null where there are none, where the
 * model fails, and where what it gives is no such question: of another language, or naming what nobody has named.
 */
export async function condenseQuestion(
  { question, history, language }: FollowUp,
  model: LanguageModel,
  prompts: Prompts,
  signal: AbortSignal,
): Promise<string | null> {
  if (history.length === 0) return null;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error('too late')), SHARE_OF_TIME * model.timeoutMs);
  let text = '';
  try {
    const prompt = writeCondensePrompt(prompts, question, history, language);
    const either = AbortSignal.any([signal, late.signal]);
    for await (const piece of model.generate(prompt, { signal: either })) text += piece;
  } catch {
    // The rules are good enough; what is wrong with the model shows when it is to answer.
    return null;
  } finally {
    clearTimeout(timer);
  }
  const lines = text
    .replace(/<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/giu, '')
    .split('\n')
    .map((line) => line.trim());
  const condensed = (lines.find((line) => line !== '') ?? '').replace(/^["«“\s]+|["»”\s]+$/gu, '');
  return isFaithful(condensed, { question, history, language }) ? condensed : null;
}

function isFaithful(condensed: string, { question, history, language }: FollowUp): boolean {
  if (!/\p{L}{2}/u.test(condensed) || [...condensed].length > MAX_QUESTION_CHARACTERS) return false;
  const detected = detectLanguage(condensed, language).language;
  if (detected !== null && detected !== language) return false;
  const said = fold([question, ...history.map(({ content }) => content)].join('\n'));
  const [first = '', ...names] = condensed.match(/[\p{L}\p{N}]+/gu) ?? [];
  const named = [...names.filter((word) => /[\p{Lu}\p{N}]/u.test(word)), ...(/\p{N}/u.test(first) ? [first] : [])];
  return named.every((word) => said.includes(fold(word)));
}
