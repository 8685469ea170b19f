import type { Language, Span } from '../domain.ts';
import { analyseQuestion, type Term } from '../language/analyse.ts';
import { fold } from '../language/normalise.ts';
import { isShouted, readAcronym } from './acronym.ts';
import { LANGUAGES } from './concept.ts';
import { joinNeighbours } from './join-neighbours.ts';
import { type PhrasePlace, readRuns } from './phrase-places.ts';

/** A question as its content words. */
export interface QuestionReading {
  /** In their order, each once. */
  readonly words: readonly QuestionWord[];
  /** The words again, as they may stand in phrases of the question's language. */
  readonly runs: readonly (readonly PhrasePlace[])[];
}

/** A word of a question, read as index terms of its language and of those that are searched. */
export interface QuestionWord {
  /** As written. */
  readonly text: string;
  readonly folded: string;
  /** In capitals; null for a word that is none. */
  readonly acronym: string | null;
  /** Several where the place has several readings: an acronym and its stem, 1,536 as 1536 and as 1.536. */
  readonly terms: Readonly<Record<Language, readonly string[]>>;
  /** Holds other words of the question: AP-HP read as one word, an address. */
  readonly isCompound: boolean;
  /** The terms of the compounds that it is part of. */
  readonly wholes: Readonly<Record<Language, readonly string[]>>;
  /** By its form: it begins with a capital and no sentence begins with it. */
  readonly isName: boolean;
  /** Wherever it stands. */
  readonly places: readonly Span[];
}

/** Of the other language, inside its names: "Centre national de la recherche", « Paris School of AI ». No word of the own. */
const FOREIGN_FUNCTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: new Set(['of', 'and', 'the', 'with', 'from', 'by', 'at', 'to']),
  en: new Set(['de', 'des', 'du', 'la', 'le', 'les', 'et', 'en', 'au', 'aux', 'sur', 'dans', 'une', 'un']),
};

const CAPITAL = /^\p{Lu}/u;
const INSIDE_SENTENCE = /[\p{L}\p{N},;:)»"”-][\s'’«"“(]*$/u;

/**
 * @param language the question's
 * @param searched languages of the passages: in others its words have no terms
 */
export function readQuestion(question: string, language: Language, searched: readonly Language[]): QuestionReading {
  const isNeeded = (reading: Language) => reading === language || searched.includes(reading);
  const analyseIn = (reading: Language) => (isNeeded(reading) ? analyseQuestion(question, reading) : []);
  const analysed = { fr: analyseIn('fr'), en: analyseIn('en') };
  const joined = joinNeighbours(question, analysed[language], LANGUAGES.filter(isNeeded));
  const terms = {
    fr: groupByPlace([...analysed.fr, ...joined.fr]),
    en: groupByPlace([...analysed.en, ...joined.en]),
  };
  const groups = { fr: [...terms.fr.values()], en: [...terms.en.values()] };
  const acronymOf = isShouted(question) ? () => null : readAcronym;
  const words = new Map<string, QuestionWord & { readonly places: Span[] }>();
  for (const [place, readings] of leaveOutForeign(terms[language], question, language)) {
    const [{ start, end } = { start: 0, end: 0 }] = readings;
    const text = question.slice(start, end);
    const folded = fold(text);
    const earlier = words.get(folded);
    if (earlier !== undefined) {
      earlier.places.push({ start, end });
      continue;
    }
    const termsIn = (reading: Language) => [...new Set((terms[reading].get(place) ?? []).map(({ term }) => term))];
    const isCompound = groups[language].some(([other]) => other !== undefined && isInside(other, start, end));
    const inBoth = { fr: termsIn('fr'), en: termsIn('en') };
    const acronym = acronymOf(text);
    words.set(folded, {
      text,
      folded,
      acronym,
      terms: inBoth,
      isCompound,
      wholes: { fr: wholesAround(groups.fr, start, end), en: wholesAround(groups.en, start, end) },
      isName: CAPITAL.test(text) && INSIDE_SENTENCE.test(question.slice(0, start)),
      places: [{ start, end }],
    });
  }
  return { words: [...words.values()], runs: readRuns(question, analysed[language]) };
}

/** Unless nothing else is left. */
function leaveOutForeign(
  terms: ReadonlyMap<string, readonly Term[]>,
  question: string,
  language: Language,
): ReadonlyMap<string, readonly Term[]> {
  const isForeign = ([term]: readonly Term[]) =>
    term !== undefined && FOREIGN_FUNCTION_WORDS[language].has(question.slice(term.start, term.end));
  const kept = new Map([...terms].filter(([, readings]) => !isForeign(readings)));
  return kept.size > 0 ? kept : terms;
}

/** The two analyses give the same positions and offsets. */
function groupByPlace(terms: readonly Term[]): Map<string, Term[]> {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const place = `${term.start}-${term.end}`;
    groups.set(place, [...(groups.get(place) ?? []), term]);
  }
  return groups;
}

function wholesAround(groups: readonly (readonly Term[])[], start: number, end: number): string[] {
  const part = { term: '', position: 0, start, end };
  const wholes = groups.filter(([whole]) => whole !== undefined && isInside(part, whole.start, whole.end));
  return [...new Set(wholes.flat().map(({ term }) => term))];
}

function isInside(term: Term, start: number, end: number): boolean {
  return term.start >= start && term.end <= end && term.end - term.start < end - start;
}
