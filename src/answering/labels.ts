import type { Language } from '../domain.ts';
import { contentPositions } from '../language/analyse.ts';
import type { MatchedTerm } from '../language/concept-match.ts';
import type { Expected } from '../language/expectation.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { LIST_ITEM } from '../language/sentences.ts';
import { tokenise } from '../language/words.ts';

/** A few words before a colon. */
const LABEL = /^[^:.;!?\n|]{2,60}?[ \u00A0\u202F]?:[ \u00A0\u202F]*(?=\S)/u;
/** What a word of the label is worth as a word of the question, at least: « porteur » for who « porte ». */
const LEAST_MATCH = 0.5;

interface LabelledLine {
  readonly text: string;
  readonly found: readonly MatchedTerm[];
  readonly expected: readonly Expected[];
}

/**
 * Where the value begins in a line that gives what is asked under its name: « Porteur : Marie Durand », "Budget: €3
 * million"; null for another line. Every content word of its label is one of the question's, at least one of which names
 * no thing; and what follows has the form asked for, where the question asks for one.
 */
export function findLabelledValue(
  { text, found, expected }: LabelledLine,
  language: Language,
  { kind, names, subjects }: PreparedQuestion,
): number | null {
  const marker = LIST_ITEM.exec(text)?.[0].length ?? 0;
  const label = LABEL.exec(text.slice(marker))?.[0];
  if (label === undefined || kind === 'definition') return null;
  const end = marker + label.length;
  if (kind !== 'other' && !expected.some(({ start }) => start >= end)) return null;
  const held = found.filter((term) => term.start < end && term.match >= LEAST_MATCH);
  const positions = new Set(held.map(({ position }) => position));
  const words = contentPositions(tokenise(text.slice(0, end)), language);
  const saysWhatIsAsked = held.some(({ concept }) => names[concept] === 0 && subjects.includes(concept));
  return saysWhatIsAsked && [...words].every((position) => positions.has(position)) ? end : null;
}
