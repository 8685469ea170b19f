import type { Language } from '../domain.ts';

/** Endings of the stems of nouns that say who does something: porteur, chercheuse, fondateur, créatrice; owner, editor. */
const ENDINGS: Readonly<Record<Language, readonly string[]>> = {
  fr: ['ateur', 'atric', 'eur', 'eux'],
  en: ['er', 'or'],
};
const SHORTEST_VERB = 3;

/**
 * The stems of the verb's agent nouns, where the term is a verb's, or of the verb, where it is such a noun's (port,
 * porteur), by form alone: only for words that stand where nothing but a verb or an agent can stand, since a « moteur »
 * is not who does a « mot ».
 */
export function listAgentForms(term: string, language: Language): readonly string[] {
  const endings = ENDINGS[language];
  const ending = endings.find((one) => term.endsWith(one));
  if (ending === undefined) return endings.map((one) => term + one);
  const verb = term.slice(0, -ending.length);
  return verb.length < SHORTEST_VERB ? [] : [verb, ...endings.filter((one) => one !== ending).map((one) => verb + one)];
}
