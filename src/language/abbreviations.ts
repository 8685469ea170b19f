/** Words, folded and without their last point, by what the point says. */

/** They belong to what follows: a name, an example, a reference. */
const NEVER_LAST = new Set(
  [
    'm mm mme mmes mlle mlles me mgr dr drs pr prs prof mr mrs ms messrs st ste sts rev hon gov sen',
    'cf ex p.ex e.g eg i.e ie c.-a-d vs viz resp ca approx tel fig figs eq sect chap',
  ].flatMap((line) => line.split(' ')),
);

/** Abbreviations before a number, and ordinary ends of sentences otherwise. */
const BEFORE_NUMBER = new Set(
  'p pp n no nos nr vol vols t l ch par al col pt ver v art arts sec tab ann voir'.split(' '),
);

/** As often at the end of a sentence as within one: what follows decides. */
const EITHER = new Set(
  'etc j.-c al inc ltd co corp jr sr ed eds coll art arts av env dir dept a.m p.m ph.d u.s u.k u.e'.split(' '),
);

export type AbbreviationKind = 'never-last' | 'either';

/** How to read the point after `word` (folded, without that point); null where it is no known abbreviation. */
export function classifyAbbreviation(word: string, isBeforeNumber: boolean): AbbreviationKind | null {
  if (NEVER_LAST.has(word) || (isBeforeNumber && BEFORE_NUMBER.has(word))) return 'never-last';
  return EITHER.has(word) ? 'either' : null;
}
