import type { Answer, Language } from '../domain.ts';
import { listWords } from './wording.ts';

const FUNCTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(
    (
      'le la les l un une des du de d et est sont dans par pour sur qui que ce cette ces selon source sources document ' +
      'documents pas ne aucun aucune réponse en au aux se il elle on avec'
    ).split(' '),
  ),
  en: new Set(
    (
      'the a an of and is are in by for on that this these according source sources document documents not no none ' +
      'answer it he she with to from at does do did was were has have say says'
    ).split(' '),
  ),
};

/**
 * The language of an answer's own words, quotes and markers left out, by function words; null where there are too few
 * to tell. It owes nothing to the project's detection of languages, which it judges too.
 */
export function findOwnLanguage({ text, citations }: Pick<Answer, 'text' | 'citations'>): Language | null {
  let own = text.replace(/\[\d+\]/g, ' ');
  for (const { quote } of citations) own = own.split(quote).join(' ');
  const words = listWords(own.replace(/[«“"][^«»“”"]*[»”"]/g, ' '));
  const count = (language: Language) => words.filter((word) => FUNCTION_WORDS[language].has(word)).length;
  const [french, english] = [count('fr'), count('en')];
  if (french + english < 2 || french === english) return null;
  return french > english ? 'fr' : 'en';
}
