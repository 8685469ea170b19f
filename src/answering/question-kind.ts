import type { Language } from '../domain.ts';
import { fold } from '../language/normalise.ts';

/** What kind of thing would answer: decides what a sentence is expected to hold. */
export type QuestionKind = 'who' | 'when' | 'where' | 'how_many' | 'how_much' | 'list' | 'definition' | 'other';

/**
 * Question words by kind, first match wins, on folded text (lower case, no accents, straight apostrophes).
 * Each pattern is anchored to words, so the order matters only between kinds that share a word.
 */
const PATTERNS: Readonly<Record<Language, readonly [QuestionKind, RegExp][]>> = {
  fr: [
    [
      'how_much',
      /\b(combien (coute|d'argent|d'euros|de fonds)|quels? (est le )?(montants?|budgets?|couts?|prix|sommes?|financements?|dotations?|investissements?|salaires?))\b/,
    ],
    ['how_much', /\bquelle (est la )?(somme|dotation|subvention|enveloppe)\b/],
    [
      'how_much',
      /\bcombien\b.*\b(recoit|recoivent|obtient|obtiennent|consacre\w*|coute\w*|investi\w*|finance\w*|verse\w*|alloue\w*|depense\w*)\b/,
    ],
    [
      'how_many',
      /\b(combien|quel (est le )?(nombre|pourcentage|taux|effectif)|quelle (est la )?(part|proportion|taille|puissance|duree))\b/,
    ],
    [
      'when',
      /\b(quand|a quelle date|quelle (est la )?date|en quelle annee|quelle annee|depuis quand|jusqu'a quand|quel (jour|mois)|a partir de quand)\b/,
    ],
    [
      'where',
      /^ou\b|\b(quels? lieux?|d'ou|dans quel(le)?s? (ville|pays|region|centre|endroit)s?|quel(le)? (ville|pays|region))\b/,
    ],
    [
      'who',
      /\b(qui|quel(le)?s? (est|sont) (le|la|les) (noms?|directeurs?|directrices?|presidente?s?|responsables?|porteurs?|auteure?s?|chefs?|ministres?|pdg))\b/,
    ],
    ['definition', /\b(qu'est[- ]ce (que|qu')|que (signifie|veut dire|designe)|c'est quoi|definition)\b/],
    ['list', /\b(quels|quelles|lesquels|lesquelles|enumere\w*|liste\w*|citez)\b/],
  ],
  en: [
    [
      'how_much',
      /\b(how much|what (is|was|are|were)? ?(the )?(total |annual |overall )?(amounts?|budgets?|costs?|prices?|funding|investments?|grants?|salar(y|ies)|sums?))\b/,
    ],
    [
      'how_many',
      /\b(how many|what (is|was)? ?(the )?(number|percentage|share|proportion|rate|size|duration)|how (long|large|big|powerful))\b/,
    ],
    ['when', /\b(when|what (date|year|month|day)|which (date|year|month|day)|since when|how old)\b/],
    ['where', /\b(where|(which|what) (city|place|country|region|town|centre|center))\b/],
    ['who', /\b(who|whom|whose|what is the name of)\b/],
    ['definition', /\b(what does .+ (mean|stand for)|what is meant by|definition of|meaning of|stands? for)\b/],
    ['list', /\b(list|name the|which .+s\b|what are)\b/],
  ],
};

/** @returns what kind of thing the question asks for; `other` when its words do not say */
export function classifyQuestion(question: string, language: Language): QuestionKind {
  // Folding would make « où » (where) the same as « ou » (or).
  const folded = fold(question.replaceAll(/(?<=^|[\s'’])où(?=\s)/giu, 'quel lieu'));
  for (const [kind, pattern] of PATTERNS[language]) if (pattern.test(folded)) return kind;
  return 'other';
}
