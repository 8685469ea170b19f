import type { Language, Span } from '../domain.ts';
import { lacks } from '../language/concept-match.ts';
import { type Expected, findExpected } from '../language/expectation.ts';
import { fold } from '../language/normalise.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { type QualifiedValue, withQualifiers } from '../language/qualifiers.ts';
import { findQuantities } from '../language/quantities.ts';
import type { QuestionKind } from '../language/question-kind.ts';
import type { Evidence } from './evidence.ts';
import { renderValue } from './render-value.ts';

/** Kinds whose answers have a form that is sure enough to be put first. */
const SHORT_KINDS: ReadonlySet<QuestionKind> = new Set([
  'when',
  'how_many',
  'how_much',
  'how_long',
  'measure',
  'share',
  'contact',
]);
/** What only has the form of a word with a capital, say, is not put first. */
const LEAST_STRENGTH = 0.7;
/** In characters: a value this far from the words of the question is not about them. */
const FAR = 90;
/** In characters. */
const LONGEST_UNIT = 60;
/** Characters: another value this much farther is about something else. */
const CLEARLY_NEARER = 20;

/**
 * The one thing of the kind asked for that stands nearest to the words of the question; a measure, to the word that says
 * what is measured. Null where the kind has no sure form, or another thing of that kind stands about as near: then the
 * quote has to speak for itself. A person is put first only where a heading names one above what the question says of
 * them, or a line under its label: in sentences that name one among others, three of ten were wrong.
 */
export function findShortAnswer(evidence: Evidence, question: PreparedQuestion): Span | null {
  const { text, start, hit, answeringHeading } = evidence;
  if (question.kind === 'who') return answeringHeading ?? findLabelledPerson(evidence, question);
  if (!SHORT_KINDS.has(question.kind) || answeringHeading !== null || lacksMainWord(evidence, question)) return null;
  if (question.kind === 'measure' && isOfSomethingElse(evidence, question)) return null;
  const asked = wordsAsked(evidence, question);
  const [nearest, second] = surest(findExpected(question.kind, question.folded, text, hit.document.language))
    .filter((value) => value.strength >= LEAST_STRENGTH && !countsSomethingElse(value, evidence, question))
    .map((value) => ({ ...value, distance: distanceTo(value, asked) }))
    .sort((a, b) => a.distance - b.distance);
  if (nearest === undefined || nearest.distance > FAR) return null;
  // « Combien mesure le pont ? »: no word tells its length from its height.
  const areToldApart = question.kind !== 'measure' || question.measured !== null;
  const isClear = second === undefined || (areToldApart && second.distance >= nearest.distance + CLEARLY_NEARER);
  return isClear
    ? {
        start: start + nearest.start,
        end: start + (findCounted(nearest, evidence, question)?.end ?? endWithUnit(text, nearest)),
      }
    : null;
}

function wordsAsked({ matched }: Evidence, { measured }: PreparedQuestion): readonly Span[] {
  return measured === null ? matched : matched.filter(({ concept }) => concept === measured);
}

/** What something else belongs to or is made of: « la lentille du musée ». */
const HEAD_OF_COMPLEMENT = /(?<!\p{L})(\p{L}[\p{L}’'-]*) (?:de (?:la |l['’])?|du |des |d['’])$/u;
const LONGEST_HEAD = 40;

/** Whether what the question names stands in the sentence only as a complement of what it does not speak of. */
function isOfSomethingElse({ text, matched }: Evidence, { measured, subjects }: PreparedQuestion): boolean {
  const named = matched.filter(({ concept }) => concept !== measured && subjects.includes(concept));
  const isComplement = ({ start }: Span) => {
    const [whole, head] = HEAD_OF_COMPLEMENT.exec(text.slice(Math.max(0, start - LONGEST_HEAD), start)) ?? [];
    if (whole === undefined || head === undefined) return false;
    const headStart = start - whole.length;
    return !matched.some((term) => term.start < headStart + head.length && headStart < term.end);
  };
  return named.length > 0 && named.every(isComplement);
}

/** Between a number and what it counts: « 3 millions de jeunes chercheurs ». */
const BEFORE_COUNTED =
  /^[\s-](?:(?:de |of )|d['’])?(?:(?!(?:de|du|des|la|les?|of|the|dont|et|and) )\p{Ll}[\p{L}-]{1,12} ){0,2}$/iu;

/** Where a number stands before the word that is counted, that word. */
function findCounted({ end }: Span, { text, matched }: Evidence, { counted }: PreparedQuestion): Span | undefined {
  return matched.find(
    ({ concept, start }) => concept === counted && start >= end && BEFORE_COUNTED.test(text.slice(end, start)),
  );
}

/** A number before another word than the one that is counted: « deux camps » are no soldiers. */
function countsSomethingElse(value: Span, evidence: Evidence, question: PreparedQuestion): boolean {
  if (question.counted === null || question.kind !== 'how_many') return false;
  const { text, hit } = evidence;
  const quantity = findQuantities(text, hit.document.language).find(({ start }) => start === value.start);
  if (quantity === undefined || quantity.kind === 'number') return false;
  return findCounted(quantity, evidence, question) === undefined;
}

/** What stands only around a sentence must be the word itself: a synonym there is mostly said of something else. */
const SURELY_SAID = 0.5;

/**
 * Of values in sentences without the word that says what is asked of the named, context included, half were wrong; and a
 * number that does not stand by what is counted counts something else.
 */
function lacksMainWord(
  { hit, heldMatches, contextMatches }: Evidence,
  { names, subjects, weights, counted }: PreparedQuestion,
): boolean {
  if (counted !== null && lacks(contextMatches, counted)) return true;
  const asked = subjects.filter((concept) => names[concept] === 0);
  const ofLanguage = weights[hit.document.language];
  const [main] = asked.sort((a, b) => (ofLanguage[b] ?? 0) - (ofLanguage[a] ?? 0));
  return main !== undefined && lacks(heldMatches, main) && (contextMatches[main] ?? 0) < SURELY_SAID;
}

/** The person whose name opens the value. */
function findLabelledPerson({ text, start, hit, labelledValue }: Evidence, question: PreparedQuestion): Span | null {
  const found = findExpected(question.kind, question.folded, text, hit.document.language);
  const person = found.find((expected) => expected.start === labelledValue && expected.strength === 1);
  return person === undefined ? null : { start: start + person.start, end: start + person.end };
}

/** A count goes with what it counts: « trente mètres ». */
function endWithUnit(text: string, { start, end }: Span): number {
  const { unit } = findQuantities(text).find((quantity) => quantity.start === start && quantity.kind === 'count') ?? {};
  const after = text.slice(end, end + LONGEST_UNIT);
  const place = unit ? fold(after).indexOf(fold(unit)) : -1;
  return unit && place >= 0 && place <= 4 ? Math.min(text.length, end + place + unit.length) : end;
}

/** Of those that overlap, the one whose form is surest: « en 1990 » gives way to 1990. */
function surest(found: readonly Expected[]): Expected[] {
  return [...found]
    .sort((a, b) => b.strength - a.strength)
    .filter((one, place, all) => !all.slice(0, place).some(({ start, end }) => start < one.end && one.start < end));
}

/** Characters between a span and the nearest of others, summed over the two nearest; large where there is none. */
function distanceTo(span: Span, others: readonly Span[]): number {
  const gaps = others
    .map((other) => (other.end <= span.start ? span.start - other.end : Math.max(0, other.start - span.end)))
    .sort((a, b) => a - b)
    .slice(0, 2);
  return gaps.length === 0 ? Number.POSITIVE_INFINITY : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/**
 * So much, in log-odds, the sentence with a value is ahead of the next one with another and as many of the question's
 * names, or the value is not put first; but an address is nobody else's.
 */
const CLEAR_LEAD = 1.5;

/**
 * Null where the first quote does not hold it, or another sentence may be the one that answers. Of the values found on
 * PIAF's questions .65 are right; of the 213 that are put first, 182.
 */
export function chooseShortAnswer(
  [best, ...others]: readonly Evidence[],
  question: PreparedQuestion,
  [first]: readonly { readonly start: number; readonly end: number }[],
  language: Language,
): string | null {
  const span = best === undefined ? null : findShortAnswer(best, question);
  if (best === undefined || first === undefined || span === null || span.start < first.start || span.end > first.end) {
    return null;
  }
  const { document, passage } = best.hit;
  const inPassage = { start: span.start - passage.start, end: span.end - passage.start };
  const value = passage.text.slice(inPassage.start, inPassage.end);
  if (!isAhead(best, others, value, question)) return null;
  const of = QUALIFIED[question.kind];
  if (of === undefined) return value.replace(/\s+/gu, ' ').trim();
  const said = withQualifiers(passage.text, inPassage, of, document.language);
  const isQuoted = passage.start + said.start >= first.start && passage.start + said.end <= first.end;
  return isQuoted ? renderValue(passage.text, said, document.language, language) : null;
}

/** Kinds whose values may be said to be about that, or more: « plus de 300 » is not 300. */
const QUALIFIED: Partial<Record<QuestionKind, QualifiedValue>> = {
  when: 'time',
  how_many: 'figure',
  how_much: 'figure',
  how_long: 'figure',
  measure: 'figure',
  share: 'figure',
};

function isAhead(best: Evidence, others: readonly Evidence[], value: string, { kind }: PreparedQuestion): boolean {
  if (kind === 'contact') return true;
  const rival = others.find(
    ({ text, expectation, features }) =>
      expectation >= LEAST_STRENGTH && features.names >= best.features.names && !text.includes(value),
  );
  return rival === undefined || best.labelledValue !== null || best.score >= rival.score + CLEAR_LEAD;
}
