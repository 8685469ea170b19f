import type { Hit } from '../domain.ts';
import { analyse } from '../language/analyse.ts';
import { findConcepts } from '../language/concept-match.ts';
import { isYearOfName } from '../language/dates.ts';
import { fold } from '../language/normalise.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import { findQuantities, type Quantity } from '../language/quantities.ts';
import type { QuestionKind } from '../language/question-kind.ts';
import type { Evidence } from './evidence.ts';

/** One of the values that the documents give, with the sentence that states it. */
export interface Side {
  readonly evidence: Evidence;
  readonly quantity: Quantity;
}

/** At least two sides whose values cannot all be right, newest document first. */
export type FoundDisagreement = readonly Side[];

/** What a question of a kind asks a value of. */
const VALUES: Partial<Record<QuestionKind, readonly Quantity['kind'][]>> = {
  when: ['date', 'year'],
  how_many: ['count', 'number'],
  how_much: ['amount'],
  how_long: ['duration'],
  measure: ['measure'],
  share: ['percent'],
};

/** Sentences looked at; further ones say less of what is asked. */
const READ_SENTENCES = 24;
const MOST_SIDES = 4;
/** A word of the question counts as said from this match on. */
const SAID = 0.5;
/** Share of the heaviest word's weight from which a word is one that both sentences must say. */
const MAIN_WORD_SHARE = 0.25;
/** Characters between a value and the last of the words that it is about. */
const NEAR = 60;

/** Characters between a number and what it counts: an adjective or two. */
const COUNTED_CHARACTERS = 20;

/** Values that are rounded, bounded, planned or a part of another: they contradict nothing. */
const BEFORE_VALUE =
  /(?<!\p{L})(?:environ|près d[e’']|autour d[e’']|quelque|plus d[e’']|moins d[e’']|jusqu['’]?à|au moins|au plus|presque|dont|parmi|sur|d['’]ici(?: à)?|objectif(?: d[e’'])?|à partir d[e’']|horizon|about|around|nearly|almost|over|more than|less than|up to|at least|at most|approximately|some|by|including|of which|target(?: of)?|another|additional|supplémentaires?|autres?)[\s ]*$/iu;
const AFTER_VALUE = /^[\s ]*(?:environ|au moins|supplémentaires?|de plus|autres?|additional|more|further|or so)/iu;
/** « 12 des 30 salles » is a part of them; « 38 % des salles » is a share of all. */
const OF_MORE = /^[\s ]*(?:des|of the|sur|out of) /iu;
/** Near a value: what is to come, or has changed. */
const PLANNED =
  /(?<!\p{L})(?:prévoi\p{L}*|prévue?s?|sera|seront|devrai\p{L}*|vise(?:nt)?|objectif|ambition\p{L}*|envisag\p{L}*|initialement|auparavant|précédemment|désormais|contre|will|would|planned|plans|aims?|target|expected|originally|previously|formerly|now|up from|down from)(?!\p{L})/iu;

/**
 * Finds sentences that give different values of what the question asks: a date, a count, an amount, a duration or a share.
 * Both must say all main words of the question themselves or under their headings, with one value of the kind asked for
 * near them, exact and not of another period; where one of the two speaks of a plan, a change, a part or a rounded value,
 * nothing is reported: a false alarm is worse than a missing one. Null where there is none.
 *
 * @param evidence of one question, best first
 */
export function findDisagreement(evidence: readonly Evidence[], question: PreparedQuestion): FoundDisagreement | null {
  const kinds = VALUES[question.kind];
  if (kinds === undefined) return null;
  const sides: Side[] = [];
  for (const candidate of evidence.slice(0, READ_SENTENCES)) {
    const quantity = statedValue(candidate, question, kinds);
    if (quantity === null) {
      // What answers best has to be one of the sides.
      if (sides.length === 0) return null;
      continue;
    }
    const isNew = sides.every((side) => contradicts(side, { evidence: candidate, quantity }, question));
    if (isNew && sides.length < MOST_SIDES) sides.push({ evidence: candidate, quantity });
  }
  return sides.length < 2 ? null : [...sides].sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}

function dateOf({ evidence }: Side): string {
  return evidence.hit.document.date ?? '';
}

/** The one value of the kinds that a sentence gives of what is asked; null where it is not clearly one. */
function statedValue(
  { text, hit, matches }: Evidence,
  question: PreparedQuestion,
  kinds: readonly Quantity['kind'][],
): Quantity | null {
  if (!saysAll(matches, hit, question)) return null;
  const { language } = hit.document;
  const found = findConcepts(analyse(text, language), question.terms[language]);
  const candidates = findQuantities(text, language).filter(
    ({ kind, value, start, isAmbiguous }) =>
      kinds.includes(kind) && !isAmbiguous && !String(value).startsWith('-') && !isYearOfName(text, start),
  );
  const near = candidates.filter((quantity) => {
    const gaps = found.map(({ start, end }) => (end <= quantity.start ? quantity.start - end : start - quantity.end));
    return gaps.some((gap) => Math.max(0, gap) <= NEAR) && countsTheAsked(quantity, found, question);
  });
  const [only] = near;
  if (only === undefined || near.length > 1 || only.through !== null) return null;
  const after = text.slice(only.end);
  const isPart = only.kind !== 'percent' && OF_MORE.test(after);
  const isExact = !isPart && !BEFORE_VALUE.test(text.slice(0, only.start)) && !AFTER_VALUE.test(after);
  const isFact = !PLANNED.test(text.slice(Math.max(0, only.start - NEAR), only.end + NEAR));
  return isExact && isFact ? only : null;
}

/** All main words: what is asked in the sentence itself, what is named there or in a heading above it. */
function saysAll(
  matches: readonly number[],
  { document, passage }: Hit,
  { concepts, weights, names, subjects }: PreparedQuestion,
): boolean {
  const ofLanguage = weights[document.language];
  const heaviest = Math.max(0, ...ofLanguage);
  const main = subjects.filter((concept) => (ofLanguage[concept] ?? 0) >= MAIN_WORD_SHARE * heaviest);
  const above = fold([document.title, ...passage.section].join(' '));
  const isAbove = (concept: number) => names[concept] === 1 && above.includes(fold(concepts[concept]?.word ?? ''));
  const isSaid = (concept: number) => (matches[concept] ?? 0) >= SAID;
  return main.length >= 2 && main.some(isSaid) && main.every((concept) => isSaid(concept) || isAbove(concept));
}

/** A count must be of what the question counts: the counted word follows the number. */
function countsTheAsked(
  { kind, end, unit }: Quantity,
  found: readonly { readonly concept: number; readonly start: number }[],
  { counted }: PreparedQuestion,
): boolean {
  if (kind !== 'count' && kind !== 'number') return true;
  // What is counted is the number's own unit; a word farther on is counted by nobody.
  const reach = end + (unit === null ? COUNTED_CHARACTERS : unit.length + 1);
  return counted !== null && found.some(({ concept, start }) => concept === counted && start >= end && start <= reach);
}

function contradicts(one: Side, other: Side, question: PreparedQuestion): boolean {
  const [a, b] = [one.quantity, other.quantity];
  if (a.unit !== b.unit && a.kind !== 'count' && b.kind !== 'count') return false;
  if (typeof a.value === 'string' || typeof b.value === 'string') {
    const [first, second] = [String(a.value), String(b.value)];
    return !first.startsWith(second) && !second.startsWith(first);
  }
  return (
    a.value !== b.value && !differInPeriod(one.evidence, other.evidence, question) && !isRounding(a.value, b.value)
  );
}

/** « 4 900 » beside « 5 000 »: the one may be the other, rounded. */
function isRounding(first: number, second: number): boolean {
  const [smaller, larger] = [Math.min(Math.abs(first), Math.abs(second)), Math.max(Math.abs(first), Math.abs(second))];
  return larger >= 100 && larger - smaller <= 0.05 * larger && [first, second].some(isRound);
}

function isRound(value: number): boolean {
  return value !== 0 && Number(value.toPrecision(1)) === value;
}

/** Where both sentences give a year, or one of them and the question does not, figures of other years are no contradiction. */
function differInPeriod(one: Evidence, other: Evidence, { folded }: PreparedQuestion): boolean {
  const yearsOf = ({ text }: Evidence) =>
    (text.match(/(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/g) ?? []).filter((year) => !folded.includes(year));
  const [first, second] = [yearsOf(one), yearsOf(other)];
  if (first.length === 0 && second.length === 0) return false;
  return !first.some((year) => second.includes(year));
}
