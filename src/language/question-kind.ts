import type { Language } from '../domain.ts';
import { fold } from './normalise.ts';

/** What kind of thing would answer: decides what a sentence is expected to hold. */
export type QuestionKind =
  | 'who'
  | 'when'
  | 'where'
  | 'how_many'
  | 'how_much'
  | 'how_long'
  | 'measure'
  | 'share'
  | 'contact'
  | 'list'
  | 'definition'
  | 'why'
  | 'eligibility'
  | 'other';

/** Amounts with a name of their own, as patterns on folded text: no cost or budget stands for one of them. */
export const NAMED_AMOUNTS = {
  fr: '(?:amendes?|primes?|redevances?|recettes?|dettes?|loyers?|revenus?|salaires?)',
  en: '(?:fines?|rents?|salar(?:y|ies)|turnover|revenues?)',
} as const;

/**
 * Question words by kind, first match wins, on folded text (lower case, no accents, straight apostrophes).
 * Each pattern is anchored to words, so the order matters only between kinds that share a word.
 */
const PATTERNS: Readonly<Record<Language, readonly [QuestionKind, RegExp][]>> = {
  fr: [
    [
      'contact',
      /\b(comment (peut-on |puis-je |pouvons-nous |faire pour )?(contacter|joindre|ecrire|(se mettre|entrer|prendre) (en )?contact)|(quel(le)?s? (est |sont )?|a quel(le)? )(l'|la |les? )?(adresses?|coordonnees|courriels?|e-?mails?|(numeros? de )?telephones?|horaires?|(jours et )?heures? d'ouverture))\b/,
    ],
    ['contact', /\bquel (est|etait) le numero\b.*\b(telephon\w*|ligne|appel\w*|joindre|standard|urgences?)\b/],
    ['contact', /\b(a quelles? heures?\b.*\b(ouvr\w*|ouvert\w*|ferme\w*))\b/],
    [
      'how_much',
      /\b(combien (coute|d'argent|d'euros|de fonds)|quels? (est le )?(montants?|budgets?|couts?|prix|sommes?|financements?|dotations?|investissements?|tarifs?|chiffres? d'affaires))\b/,
    ],
    ['how_much', /\bquelle (est la )?(somme|dotation|subvention|enveloppe)\b/],
    ['how_much', new RegExp(`\\bquel(le)?s? (est |sont |etait |etaient )?(l'|la |le |les )?${NAMED_AMOUNTS.fr}\\b`)],
    [
      'how_much',
      /\bcombien (?!d'|des? |du |sont |etaient )(.*\b)?(recoit|recoivent|obtient|obtiennent|consacre\w*|coute\w*|investi\w*|finance\w*|verse\w*|alloue\w*|depense\w*|apporte\w*|contribue\w*|mobilise\w*|gagne\w*|touche\w*|pai?e\w*|payer|rapporte\w*|vaut|valent)\b/,
    ],
    ['how_much', /\bcombien de (millions|milliards)\b/],
    [
      'how_much',
      /\b(a combien (s'eleve\w*|se monte\w*|se chiffre\w*)\b.*\b(aides?|apports?|budgets?|subventions?|montants?|couts?|prix|dotations?|financements?|fonds|investissements?|contributions?|depenses?|recettes?|dettes?|chiffre d'affaires|salaires?|loyers?|amendes?)|de combien (dispose\w*|beneficie\w*))\b/,
    ],
    [
      'how_long',
      /\b((pendant |depuis )?combien (de |d')(temps|minutes|heures|jours|semaines|mois|annees|ans)|quelle (est |etait )?(la )?duree|quel (est |etait )?(l')?age)\b/,
    ],
    ['share', /\bquel(le)? (est |etait )?(la |le )?(part|proportion|pourcentage|taux)\b/],
    [
      'measure',
      /\b(combien (mesur\w*|pes\w*)|combien (de |d')(km|((kilo|centi|milli)?metres|hectares|acres|miles|pieds|tonnes|kilos|kilogrammes|grammes|litres|hectolitres|degres))|quel(le)?s? (est |etait |sont )?(la |le |l')?(poids|taille|hauteur|longueur|largeur|profondeur|epaisseur|diametre|superficie|surface|altitude|distance|masse|vitesse|temperature|capacite|quantite|puissance))\b/,
    ],
    ['how_many', /\b(combien|quel(le)?s? (est |etait |sont )?(la |le |l')?(nombre|effectifs?|population))\b/],
    [
      'when',
      /\b(quand|a quelle date|quelle (est |etait )?(la )?date|quelle (est |etait |fut )?(l')?annee|quelle (epoque|periode)|quelle est l'echeance|quel (siecle|horizon|moment)|depuis quand|jusqu'a quand|quel (jour|mois)|a partir de quand)\b/,
    ],
    [
      'where',
      /^ou\b|\b(quels? lieux?|d'ou|dans quel(le)?s? (ville|pays|region|centre|endroit)s?|quel(le)? (ville|pays|region))\b/,
    ],
    // Those whom something is for, or who may do it, have no name.
    [
      'eligibility',
      /^(qui (peut|peuvent|pourra|pourrait|est (concerne|eligible)|a droit|a le droit)|(a|pour) qui (s'adresse|(est|sont) (-|destine|reserve|ouvert)|est-ce|profite))/,
    ],
    ['other', /^qui (doit|doivent|devra)\b/],
    [
      'who',
      /(?<!qu'est[- ]ce )\b(qui|comment (s'appelle\w*|se nomme\w*)|quel(le)?s? (est|sont) (le|la|les) (noms?|directeurs?|directrices?|presidente?s?|responsables?|porteurs?|auteure?s?|chefs?|ministres?|pdg))\b/,
    ],
    [
      'definition',
      /\b(qu'est[- ]ce (que |qu')(c'est (que |qu')?)?((un|une|le|la|les|des) |l')?[^\s?]+(\s[^\s?]+){0,3}(?=\s?(\?|$))|que (signifie|veut dire|designe)|c'est quoi|definition|qu'appelle-t-on|sigle|acronyme)\b/,
    ],
    [
      'why',
      /\b(pourquoi|(quelle|quelles) (est |sont |etait )?(la |les )?(raisons?|causes?)|dans quel but|a quelle fin|a quoi (sert|servent|servait|servira))\b/,
    ],
    ['list', /\b(quels|quelles|lesquels|lesquelles|enumere\w*|liste\w*|citez)\b/],
  ],
  en: [
    [
      'contact',
      /\b(how ((can|do|could|should) (i|we|you|one|people|somebody) |to )(contact|reach|get in touch|write|e-?mail|call)|what (is |are )?(the |its |their )?((e-?mail|postal|mailing|street|web|phone|telephone|contact) )*(address(es)?|(?<=phone |telephone )numbers?|(?<=contact )details))\b/,
    ],
    [
      'contact',
      /\bwhat (is|was) the (number\b.*\b(call|hotline|helpline|line|emergenc\w+)|(hotline|helpline|emergency|toll-free) number)\b/,
    ],
    ['contact', /\b((opening|visiting|office) (hours|times)|(what|which) hours|what time (does|do) .+ (open|close))\b/],
    // Of what is no money there is a quantity: "how much water".
    [
      'measure',
      /\bhow much (\w+ )?(water|energy|electricity|power|capacity|space|storage|memory|waste|land|heat|gas|food|wood|carbon|data|rain|rainfall|snow|fuel|oil|coal|traffic|material)\b(?! (cost|costs|price|tax|funding|money|budget))/,
    ],
    ['measure', /\bhow much (do|does|did) .+ weigh\b/],
    [
      'how_much',
      /\b(how much|what (is|was|are|were)? ?(the )?(total |annual |overall )?(amounts?|budgets?|costs?|prices?|funding|investments?|grants?|sums?|fees?))\b/,
    ],
    ['how_much', new RegExp(`\\bwhat (is |was |are |were )?(the )?(total |annual |overall )?${NAMED_AMOUNTS.en}\\b`)],
    [
      'how_long',
      /\b(how (long|old)|what (is |was )?the age|how many (minutes|hours|days|weeks|months|years)|what (is |was )?(the )?duration)\b/,
    ],
    ['share', /\bwhat (is |was )?(the )?(percentage|share|proportion|rate)\b/],
    [
      'measure',
      /\b(how many (km|(square |cubic )?((kilo|centi|milli)?met(re|er)s|miles|feet|inches)|hectares|acres|tons|tonnes|kilos?|(kilo)?grams|pounds|lit(re|er)s|gallons|degrees)|what (is |was )?(the )?(size|weight|mass|height|length|width|depth|diameter|elevation|(surface )?area|distance|speed|temperature|capacity|(\w+ )?power)|how (large|big|powerful|high|tall|deep|wide|thick|far|fast|heavy|hot|cold|warm))\b/,
    ],
    ['how_many', /\b(how many|what (is |was )?(the )?(number|population))\b/],
    ['when', /\b(when|(what|which) (is |was )?(the )?(deadline|date|year|month|day|century|period)|since when)\b/],
    ['where', /\b(where|(which|what) (city|place|country|region|town|centre|center))\b/],
    // Those whom something is for, or who may do it, have no name.
    [
      'eligibility',
      /^(who (can|may|could|is (eligible|allowed|entitled|concerned|affected))\b|(for|to) whom (is|are|does|do)\b|who (is|are|was|were) .+ (for|aimed at|meant for|intended for|open to)(?= ?\?))/,
    ],
    ['other', /^who (must|should|has to)\b/],
    ['who', /\b(who|whom|whose|what (is|was) the name of|what is .+ called)\b/],
    // "What is the budget?" asks for a property: the kinds above take those that have a form; "of" marks the others.
    [
      'definition',
      /^what (is |was |are (?!the ))(?!.*\b(of|in|at|for|between|by)\b)(an? |the )?[^\s?]+(\s[^\s?]+){0,3}\s?\??$/,
    ],
    [
      'definition',
      /\b(what does .+ (mean|stand for)|what is meant by|definition of|meaning of|stands? for|acronym|abbreviation)\b/,
    ],
    ['why', /\b(why|what makes|(what|which) (is |are |was )?(the )?(reasons?|causes?)|how come|what .+ for(?= ?\?))\b/],
    ['list', /\b(list|name the|which .+s\b|what are)\b/],
  ],
};

/** « budget de l’agence », "the date of birth of X": a query that names what it asks for. */
const NAMED_ATTRIBUTES: readonly [QuestionKind, RegExp][] = [
  [
    'how_much',
    /^(?:le |la |les |l'|the )?(?:montants?|budgets?|couts?|prix|financements?|subventions?|salaires?|amounts?|costs?|prices?|funding|salar(?:y|ies)) (?:totale? |annuele? |total )?(?:de |du |des |d'|of |for )/,
  ],
  ['when', /^(?:la |l'|the )?(?:dates?|annees?|years?) (?:de |du |des |d'|of )/],
  ['how_many', /^(?:le |l'|the )?(?:nombre|effectifs?|number|headcount) (?:totale? |total )?(?:de |du |des |d'|of )/],
  ['how_long', /^(?:la |the )?(?:duree|duration|length of time) (?:de |du |des |d'|of )/],
];

/** « Qui était Ada Lovelace ? »: not which person, but what there is to say of one. */
const WHO_IS_NAMED =
  /^[\s«"“]*(?:[Qq]ui (?:est|sont|était|étaient|fut|furent)|[Ww]ho (?:is|are|was|were)) \p{Lu}[\p{L}’'-]*(?: (?:\p{Lu}[\p{L}’'-]*|de|du|des|la|le|van|von|ben|el|al)){0,4}\s*\??\s*$/u;

/** @returns what kind of thing the question asks for; `other` when its words do not say */
export function classifyQuestion(question: string, language: Language): QuestionKind {
  const named = NAMED_ATTRIBUTES.find(([, pattern]) => pattern.test(fold(question)));
  if (named !== undefined) return named[0];
  if (WHO_IS_NAMED.test(question)) return 'definition';
  // Folding would make « où » (where) the same as « ou » (or).
  const folded = fold(question.replaceAll(/(?<=^|[\s'’])où(?=\s)/giu, 'quel lieu'));
  for (const [kind, pattern] of PATTERNS[language]) if (pattern.test(folded)) return kind;
  return 'other';
}
