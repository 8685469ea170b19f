import type { Language, Span } from '../domain.ts';
import type { Term } from '../language/analyse.ts';
import { stem } from '../language/stem.ts';

/** « data center », Git Hub, Llama 3, Hi! Paris: what stands between two words that are one elsewhere. */
const BETWEEN = /^!?[ \u00A0\u202F]$/;
const WORD = /^[\p{L}\p{M}\p{N}]+$/u;
const PARTICLE_BEFORE = /(?<![\p{L}\p{N}])(?:(?:L[ea]|D[eu]|Mc)[ \u00A0\u202F]|[LDld]['’])$/u;
const NOT_A_LETTER = /\P{L}/gu;
const NUMBER = /^\p{N}+$/u;

/**
 * Neighbouring words of a question read as one, in the terms of some languages: datacenter, GitHub, Llama3, HiParis;
 * and with the particle of a name, which is a function word (Le Cun: LeCun, L’Oréal: LOréal).
 *
 * @param terms of the question
 */
export function joinNeighbours(
  question: string,
  terms: readonly Term[],
  languages: readonly Language[],
): Record<Language, Term[]> {
  const joined: Record<Language, Term[]> = { fr: [], en: [] };
  const add = (start: number, end: number, word: string, position: number) => {
    for (const language of languages) joined[language].push({ term: stem(word, language), position, start, end });
  };
  let previous: Term | null = null;
  for (const term of terms) {
    const word = question.slice(term.start, term.end);
    if (!WORD.test(word) || isSamePlace(previous, term)) continue;
    const between = previous === null ? '' : question.slice(previous.end, term.start);
    const wordBefore = previous === null ? '' : question.slice(previous.start, previous.end);
    if (previous !== null && BETWEEN.test(between) && !(NUMBER.test(word) && NUMBER.test(wordBefore))) {
      add(previous.start, term.end, wordBefore + word, previous.position);
    }
    const particle = PARTICLE_BEFORE.exec(question.slice(Math.max(0, term.start - 4), term.start))?.[0];
    if (particle !== undefined && /^\p{Lu}/u.test(word) && !isArticleOfAcronym(particle, word)) {
      add(term.start - particle.length, term.end, particle.replace(NOT_A_LETTER, '') + word, term.position);
    }
    previous = term;
  }
  return joined;
}

/** « l’IA » is not LIA. */
function isArticleOfAcronym(particle: string, word: string): boolean {
  return /^\p{Ll}/u.test(particle) && !/\p{Ll}/u.test(word);
}

function isSamePlace(one: Span | null, other: Span): boolean {
  return one !== null && one.start === other.start && one.end === other.end;
}
