import { randomBytes } from 'node:crypto';
import type { Hit, Language, Turn } from '../domain.ts';
import type { Prompt, Prompts } from '../language-model/prompts.ts';

/** Of each earlier turn so much is told, and of so many turns. */
const TURN_CHARACTERS = 1_000;
const MOST_TURNS = 8;

const WORDS: Readonly<
  Record<Language, { passage: string; end: string; document: string; user: string; assistant: string }>
> = {
  fr: { passage: 'passage', end: 'fin du passage', document: 'Document', user: 'Personne', assistant: 'Réponse' },
  en: { passage: 'passage', end: 'end of passage', document: 'Document', user: 'Person', assistant: 'Answer' },
};

const REMINDERS: Readonly<Record<Language, { first: string; again: string }>> = {
  fr: {
    first: 'Répondez en français par l’objet JSON décrit, et par rien d’autre.',
    again:
      'Votre première réponse n’était pas en français. Écrivez chaque « text » en français ; seules les citations gardent la langue de leur passage. Répondez par l’objet JSON décrit, et par rien d’autre.',
  },
  en: {
    first: 'Reply in English with the JSON object described, and with nothing else.',
    again:
      'Your first reply was not in English. Write every "text" in English; only the quotes keep the language of their passage. Reply with the JSON object described, and with nothing else.',
  },
};

/**
 * What a model is told to answer with: the passages, numbered from 1, each between two lines that no document can hold,
 * since they carry a word drawn for this question.
 *
 * @param again whether the first reply was in the other language
 */
export function writeAnswerPrompt(
  prompts: Prompts,
  question: string,
  hits: readonly Hit[],
  language: Language,
  again: boolean,
): Prompt {
  const fence = randomBytes(6).toString('hex');
  const passages = hits.map((hit, index) => fencePassage(hit, index + 1, fence, language)).join('\n\n');
  const reminder = again ? REMINDERS[language].again : REMINDERS[language].first;
  return prompts.render('answer', language, { passages, question: escapeDelimiters(question), reminder });
}

function fencePassage({ passage, document }: Hit, number: number, fence: string, language: Language): string {
  const words = WORDS[language];
  const source = [document.publisher, document.date].filter((detail) => detail !== null).join(', ');
  const title = source === '' ? document.title : `${document.title} (${source})`;
  return [
    `<<<${words.passage} ${number} · ${fence}>>>`,
    `${words.document}: ${escapeDelimiters([title, ...passage.section.filter((heading) => heading !== document.title)].join(' › '))}`,
    escapeDelimiters(passage.text),
    `<<<${words.end} ${number} · ${fence}>>>`,
  ].join('\n');
}

/** Our delimiters and what looks like them; a quote of them is recognised all the same. */
function escapeDelimiters(text: string): string {
  return text.replaceAll(/<{3,}|＜{2,}/gu, '‹‹‹').replaceAll(/>{3,}|＞{2,}/gu, '›››');
}

/** What a model is told to make a follow-up self-contained with. */
export function writeCondensePrompt(
  prompts: Prompts,
  question: string,
  history: readonly Turn[],
  language: Language,
): Prompt {
  const words = WORDS[language];
  const told = history
    .slice(-MOST_TURNS)
    .map(({ role, content }) => `${words[role]}: ${escapeDelimiters(content.slice(0, TURN_CHARACTERS))}`)
    .join('\n');
  return prompts.render('condense', language, { history: told, question: escapeDelimiters(question) });
}
