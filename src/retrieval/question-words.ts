import type { Language } from '../domain.ts';
import { analyseQuestion, type Term } from '../language/analyse.ts';
import { fold } from '../language/normalise.ts';

/** One place of a question, read as index terms of both languages. */
export interface QuestionWord {
  /** As written. */
  readonly text: string;
  readonly folded: string;
  /** Several where the place has several readings: an acronym and its stem, 1,536 as 1536 and as 1.536. */
  readonly terms: Readonly<Record<Language, readonly string[]>>;
  /** Holds other words of the question: AP-HP read as one word, an address. */
  readonly isCompound: boolean;
}

/** The content words of a question in their order, each once. */
export function readQuestionWords(question: string, language: Language): QuestionWord[] {
  const terms = {
    fr: groupByPlace(analyseQuestion(question, 'fr')),
    en: groupByPlace(analyseQuestion(question, 'en')),
  };
  const words = new Map<string, QuestionWord>();
  for (const [place, readings] of terms[language]) {
    const [{ start, end } = { start: 0, end: 0 }] = readings;
    const text = question.slice(start, end);
    const folded = fold(text);
    if (words.has(folded)) continue;
    const termsIn = (reading: Language) => [...new Set((terms[reading].get(place) ?? []).map(({ term }) => term))];
    const isCompound = [...terms[language].values()].some(
      ([other]) => other !== undefined && isInside(other, start, end),
    );
    words.set(folded, { text, folded, terms: { fr: termsIn('fr'), en: termsIn('en') }, isCompound });
  }
  return [...words.values()];
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

function isInside(term: Term, start: number, end: number): boolean {
  return term.start >= start && term.end <= end && term.end - term.start < end - start;
}
