import type { Language } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import { findQuantities, type Quantity } from '../language/quantities.ts';
import type { QuestionKind } from './question-kind.ts';

/** Two capitalised words in a row, particles allowed between them: the shape of a person's name. */
const PERSON_NAME =
  /\p{Lu}[\p{Ll}\p{M}’'-]+(?:-\p{Lu}[\p{L}]+)?(?: (?:de|du|des|d’|d'|la|le|van|von|ben|el))? \p{Lu}[\p{L}’'-]+/gu;
/** A capitalised word or an acronym, wherever it stands. */
const PROPER_NOUN = /\p{Lu}[\p{L}\p{N}&’'-]+/gu;
/** A proper noun after a preposition of place. */
const PLACE =
  /(?:^|[\s(])(?:à|au|aux|en|dans|sur|près de|chez|in|at|near|within) (?:la |le |les |l['’]|the )?(?:\p{Ll}+ (?:de |du |d['’])?)?\p{Lu}[\p{L}'’-]+/gu;

const QUANTITIES_EXPECTED: Partial<Record<QuestionKind, readonly Quantity['kind'][]>> = {
  when: ['date', 'year'],
  how_many: ['number', 'percent', 'count', 'duration'],
  how_much: ['amount', 'percent'],
};

function someNew(text: string, pattern: RegExp, foldedQuestion: string): boolean {
  for (const [match] of text.matchAll(pattern)) if (!foldedQuestion.includes(fold(match).trim())) return true;
  return false;
}

/**
 * How far a sentence holds the kind of thing that the question asks for, beyond what the question itself says:
 * 1 it does, 0 it does not, between them where its form is a weak sign; 0.5 where the kind sets no expectation.
 */
export function meetsExpectation(kind: QuestionKind, question: string, sentence: string, language: Language): number {
  const foldedQuestion = fold(question);
  const quantities = QUANTITIES_EXPECTED[kind];
  if (quantities !== undefined) {
    const found = findQuantities(sentence, language).filter(
      ({ kind: found, isAmbiguous }) => quantities.includes(found) && !isAmbiguous,
    );
    const isNew = ({ start, end }: Quantity) => !foldedQuestion.includes(fold(sentence.slice(start, end)));
    return found.some(isNew) ? 1 : 0;
  }
  if (kind === 'who') {
    if (someNew(sentence, PERSON_NAME, foldedQuestion)) return 1;
    return someNew(sentence.slice(1), PROPER_NOUN, foldedQuestion) ? 0.6 : 0;
  }
  if (kind === 'where') {
    if (someNew(sentence, PLACE, foldedQuestion)) return 1;
    return someNew(sentence.slice(1), PROPER_NOUN, foldedQuestion) ? 0.4 : 0;
  }
  if (kind === 'list') {
    const separators = sentence.match(/[,;]| et | and |\n[-•*]/g)?.length ?? 0;
    return Math.min(1, separators / 3);
  }
  return 0.5;
}
