import { coverage, lacks } from '../language/concept-match.ts';
import { isYearOfName } from '../language/dates.ts';
import { fold } from '../language/normalise.ts';
import type { PreparedQuestion } from '../language/prepare-question.ts';
import type { Evidence } from './evidence.ts';
import { NAME_KINDS } from './sentence-features.ts';

/** A name is rare from this share of the heaviest word's weight on: « IA » is none among documents on AI. */
const RARE_NAME_SHARE = 0.6;
/** Of what is asked, nothing is held where no larger share of it is. */
const LEAST_COVERED = 0.1;
/** A word counts as one of the main ones from this share of the heaviest word's weight on. */
export const MAIN_WORD_SHARE = 0.35;
/** A name that is held less than that is another name. */
const LEAST_NAMED = 0.5;
/** So much of the beginning of a long name may stand for it: names are misspelt at their ends, and inflected. */
const BEGINNING_SHARE = 0.7;
const LONG_NAME_LETTERS = 5;

/**
 * How many of these a sentence lacks, of what a question cannot do without, each where it is asked for:
 * - a person, a place or who may have something; a figure or an address, whose forms are surer, counts twice;
 * - each rare name of the question, somewhere in the passage: one thing, however many are lacking;
 * - beside a number, what the question counts, and what that is of: « combien d’étudiants en médecine »;
 * - beside an amount, its name: a fine is no cost;
 * - beside a person or a place, what the question asks about them: « qui préside … » is not answered by whoever is named,
 *   and still less where the whole passage does not speak of presiding;
 * - of why, a cause or an end, where the passage lacks a main word of the question as well (on PIAF 7 of 38 such sentences
 *   were right);
 * - the year that the question names, where it gives another one.
 *
 * Such sentences are sometimes marked as answers in learning data, where another word stands for the one asked, and are
 * seldom of use to who asks.
 */
export function countLacking(evidence: Evidence, question: PreparedQuestion): number {
  const { contextMatches, passageMatches, features } = evidence;
  const { counted, countedOf, namedAmount, relation, kind } = question;
  const isLacking = (concept: number | null) => concept !== null && lacks(contextMatches, concept);
  const lacksRelation = isLacking(relation) || (NAME_KINDS.includes(kind) && lacksAttribute(evidence, question));
  const lacksForm = [features.unmet === 1, features.unmetFigure === 1];
  const isUnrelated = relation !== null && lacks(passageMatches, relation);
  const lacking = [
    ...lacksForm,
    lacksRareName(evidence, question),
    isLacking(counted),
    isLacking(countedOf),
    isLacking(namedAmount),
    kind === 'why' && features.expectation === 0 && lacksMainWord(evidence, question),
    lacksRelation,
    isUnrelated,
    givesOtherYear(evidence, question),
  ];
  return lacking.filter(Boolean).length;
}

/** Whether the question asks something of what it names, and nothing of that is held, context included. */
export function lacksAttribute({ hit, contextMatches }: Evidence, question: PreparedQuestion): boolean {
  const { names, subjects, weights } = question;
  const common = names.map((name, concept) => (name === 0 && subjects.includes(concept) ? 1 : 0));
  const asksOfNamed = names.includes(1) && common.includes(1);
  return asksOfNamed && coverage(weights[hit.document.language], contextMatches, common) < LEAST_COVERED;
}

/** Whether the passage lacks a word of the question that counts among the heaviest and names nothing. */
function lacksMainWord({ hit, passageMatches }: Evidence, { names, subjects, weights }: PreparedQuestion): boolean {
  const ofLanguage = weights[hit.document.language];
  const heaviest = Math.max(...ofLanguage);
  const isMain = (concept: number) => names[concept] === 0 && (ofLanguage[concept] ?? 0) >= MAIN_WORD_SHARE * heaviest;
  return subjects.some((concept) => isMain(concept) && lacks(passageMatches, concept));
}

function lacksRareName({ hit, passageMatches }: Evidence, { concepts, names, weights }: PreparedQuestion): boolean {
  const ofLanguage = weights[hit.document.language];
  const heaviest = Math.max(...ofLanguage);
  const isRare = (concept: number) => (ofLanguage[concept] ?? 0) >= RARE_NAME_SHARE * heaviest;
  // A guess at a misspelt name counts as far as it is like the name.
  const isNamed = (concept: number) => (concepts[concept]?.weight ?? 0) * (passageMatches[concept] ?? 0) >= LEAST_NAMED;
  return names.some(
    (name, concept) =>
      name === 1 && isRare(concept) && !isNamed(concept) && !isWritten(concepts[concept]?.word ?? '', hit),
  );
}

const YEAR = /(?<![\p{L}\p{N}.,'’])(?:1[5-9]|20)\d\d(?![\p{L}\p{N}])/gu;

/** The years of a text, but for those of names (France 2030). */
function listYears(text: string): number[] {
  return [...text.matchAll(YEAR)].filter(({ index }) => !isYearOfName(text, index)).map(([year]) => Number(year));
}

/** Whether no year that the question names is held, context included, nor lies among those that the sentence gives. */
function givesOtherYear(
  { text, contextMatches }: Evidence,
  { plain, text: asked, concepts }: PreparedQuestion,
): boolean {
  const wanted = listYears(plain ?? asked);
  const given = listYears(text);
  if (wanted.length === 0 || given.length === 0) return false;
  const isHeld = (year: number) => {
    const concept = concepts.findIndex(({ word }) => word === String(year));
    return concept >= 0 && !lacks(contextMatches, concept);
  };
  const isAmong = (year: number) => year >= Math.min(...given) && year <= Math.max(...given);
  return !wanted.some((year) => isHeld(year) || isAmong(year));
}

/** Also of what is no word to one language and a name to the other: « est » is no French term, but "Grand Est" is named. */
function isWritten(name: string, { passage, document }: Evidence['hit']): boolean {
  const folded = fold(name);
  const words = fold([document.title, ...passage.section, passage.text].join(' ')).split(/[^\p{L}\p{N}]+/u);
  if (folded.length < LONG_NAME_LETTERS) return words.includes(folded);
  const beginning = folded.slice(0, Math.ceil(BEGINNING_SHARE * folded.length));
  return words.some((word) => word.startsWith(beginning));
}
