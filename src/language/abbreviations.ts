import { fold } from './normalise.ts';

/** Always before a name. With a capital only: tell me., « 5 m. » are no titles. */
const TITLES = new Set(
  'M MM Mme Mmes Mlle Mlles Me Mgr Dr Drs Pr Prs Prof Mr Mrs Ms Messrs St Ste Rev Hon Gov Sen'.split(' '),
);

/** They belong to what follows: an example, a reference. Folded. */
const NEVER_LAST = new Set('dr pr cf ex p.ex e.g eg i.e ie c.-a-d vs viz resp approx fig figs eq sect chap'.split(' '));

/** Abbreviations before a number, and ordinary ends of sentences otherwise. Folded. */
const BEFORE_NUMBER = new Set(
  'p pp n no nos nr vol vols t l ch par al col pt ver v art arts sec tab ann tel'.split(' '),
);

/** As often at the end of a sentence as within one: what follows decides. Folded. */
const EITHER = new Set(
  'etc j.-c al inc ltd co corp jr sr ed eds coll art arts av env dir dept a.m p.m ph.d u.s u.k u.e'.split(' '),
);

export type AbbreviationKind = 'never-last' | 'either';

/** How to read the point after `word` (given without that point); null where it is no known abbreviation. */
export function classifyAbbreviation(word: string, isBeforeNumber: boolean): AbbreviationKind | null {
  const folded = fold(word);
  if (TITLES.has(word) || NEVER_LAST.has(folded) || (isBeforeNumber && BEFORE_NUMBER.has(folded))) return 'never-last';
  return EITHER.has(folded) ? 'either' : null;
}
