import type { Language, TermVariant } from '../domain.ts';
import { BoundedMemo } from '../language/bounded-memo.ts';
import type { Lexicon } from './lexicon.ts';

/** Letters that the forms of one word begin with, at least. */
const LEAST_COMMON = 4;
/** Of the shorter one of two forms, at most so many letters are its ending. */
const LONGEST_ENDING = 2;
/** Letters that a term has beyond a shorter one that it is derived from (« univers », « universitaire »). */
const LONGEST_DERIVATION = 5;
/** What two terms have less of their renderings in common is chance. */
const LEAST_LIKENESS = 0.1;
/** Snowball leaves it on the stem. */
const THIRD_PERSON_PLURAL = 'ent';
const REMEMBERED = 20_000;

type Forms = Readonly<Record<Language, BoundedMemo<readonly TermVariant[]>>>;

const remembered = new WeakMap<Lexicon, Forms>();

/**
 * Index terms that are forms of the same word, or derived from it, although the stemmer keeps them apart (« finance »,
 * « financent »; « attend », « attendu »; « région », « régional »): they begin alike, and the lexicon renders them
 * alike. « mont » and « montre » begin alike only. Of what the lexicon does not know, French verbs in the third person
 * plural are told by their ending (« cofinancent »), since it knows the verbs by other forms and most nouns in -ent.
 *
 * @returns each with the share of their renderings that the two have in common, above 0 to 1
 */
export function findForms(term: string, language: Language, lexicon: Lexicon): readonly TermVariant[] {
  const forms = remembered.get(lexicon) ?? {
    fr: new BoundedMemo(REMEMBERED, (one) => compareWithNeighbours(one, 'fr', lexicon)),
    en: new BoundedMemo(REMEMBERED, (one) => compareWithNeighbours(one, 'en', lexicon)),
  };
  remembered.set(lexicon, forms);
  return forms[language].get(term);
}

function compareWithNeighbours(term: string, language: Language, lexicon: Lexicon): readonly TermVariant[] {
  if (term.length < LEAST_COMMON) return [];
  const own = new Map(lexicon.variants(null, term, language).map((variant) => [variant.term, variant.probability]));
  const isKnown = (one: string) => lexicon.variants(null, one, language).length > 0;
  const plural = language === 'fr' && !isKnown(term + THIRD_PERSON_PLURAL) ? term + THIRD_PERSON_PLURAL : null;
  if (own.size === 0) {
    const verb = term.slice(0, -THIRD_PERSON_PLURAL.length);
    const isPlural = language === 'fr' && term.endsWith(THIRD_PERSON_PLURAL) && verb.length >= LEAST_COMMON;
    return [...(isPlural ? [verb] : []), ...(plural === null ? [] : [plural])].map(surely);
  }
  const likenessOf = (other: string) =>
    lexicon
      .variants(null, other, language)
      .reduce((sum, variant) => sum + Math.min(variant.probability, own.get(variant.term) ?? 0), 0);
  const alike = lexicon
    .termsBeginning(term.slice(0, Math.max(LEAST_COMMON, term.length - LONGEST_DERIVATION)), language)
    .filter((other) => other !== term && beginAlike(term, other))
    .map((other) => ({ term: other, probability: Math.min(1, likenessOf(other)) }))
    .filter(({ probability }) => probability >= LEAST_LIKENESS);
  return plural === null ? alike : [...alike, surely(plural)];
}

function surely(term: string): TermVariant {
  return { term, probability: 1 };
}

function beginAlike(one: string, other: string): boolean {
  let common = 0;
  while (common < one.length && one[common] === other[common]) common += 1;
  return common >= Math.max(LEAST_COMMON, Math.min(one.length, other.length) - LONGEST_ENDING);
}
