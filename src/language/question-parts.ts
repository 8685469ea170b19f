import type { Language } from '../domain.ts';
import { findNames } from './names.ts';
import { fold } from './normalise.ts';
import { isStopWord } from './stop-words.ts';

/** One of the things that a question asks. */
export interface QuestionPart {
  /** As the question says it. */
  readonly asked: string;
  /** Self-contained: with what it is about, taken from the rest of the question where it does not say so itself. */
  readonly text: string;
}

const APOSTROPHE = "['’]";
/** What a second question of the same sentence opens with, after « et », "and", a comma or a question mark. */
const OPENINGS: Readonly<Record<Language, string>> = {
  fr: `(?:(?:à|en|dans|avec|pour|par|depuis|sur|jusqu${APOSTROPHE}|d${APOSTROPHE}|de|pendant|selon) ?)?(?:qui|quand|où|combien|comment|pourquoi|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qu${APOSTROPHE}est-ce)`,
  en: '(?:(?:at|in|with|for|by|since|on|of|under|from|to) )?(?:who|whom|whose|when|where|how|why|which|what)',
};
const JOINTS: Readonly<Record<Language, string>> = {
  fr: '(?:,? et(?: aussi)?|,? ainsi que|;|,| ?\\?)',
  en: '(?:,? and(?: also)?|,? as well as|;|,| ?\\?)',
};

const SEVERAL: Readonly<Record<Language, RegExp>> = {
  fr: new RegExp(`${JOINTS.fr} (?=${OPENINGS.fr}(?![\\p{L}\\p{N}-]))`, 'giu'),
  en: new RegExp(`${JOINTS.en} (?=${OPENINGS.en}(?![\\p{L}\\p{N}-]))`, 'giu'),
};

/** What is compared, and the two things that it is compared of. */
const COMPARISONS: Readonly<Record<Language, readonly RegExp[]>> = {
  fr: [
    /^(?:compar(?:e|er|ez|ons) )(?<what>(?:le|la|les|l['’]) ?.{2,60}?) (?:de |du |des |d['’])(?<one>(?:la |l['’])?[^,?]{2,60}?) (?:et|à|avec) (?:celui |celle |ceux |celles )?(?:de |du |des |d['’]|à |au )?(?<other>[^,?]{2,60}?) ?\?*$/iu,
    /^quelles? (?:est|sont) (?:la |les )?(?<what>différences?(?: d['’e] ?[^,?]{2,40}?)?) entre (?<one>[^,?]{2,60}?) et (?<other>[^,?]{2,60}?) ?\?*$/iu,
  ],
  en: [
    /^compare (?<what>(?:the )?.{2,60}?) (?:of|in|at|between) (?<one>[^,?]{2,60}?) (?:and|with|to) (?:(?:that|those) of )?(?<other>[^,?]{2,60}?) ?\?*$/iu,
    /^what (?:is|are) the (?<what>differences?(?: in [^,?]{2,40}?)?) between (?<one>[^,?]{2,60}?) and (?<other>[^,?]{2,60}?) ?\?*$/iu,
  ],
};

/** Which of two things is more so: « Lequel coûte le plus, X ou Y ? », "Between X and Y, which is older?". */
const CHOICES: Readonly<Record<Language, readonly RegExp[]>> = {
  fr: [
    /^(?:lequel|laquelle|qui|quel(?:le)? [^,?]{2,40}?) (?<what>[^,?]{2,80}), (?:de )?(?<one>[^,?]{2,50}?) ou (?:de )?(?<other>[^,?]{2,50}?)[ \u00A0\u202F]?\?*$/iu,
    /^(?:entre|de) (?<one>[^,?]{2,50}?) et (?:de )?(?<other>[^,?]{2,50}?), (?:lequel|laquelle|qui|quel(?:le)? [^,?]{2,40}?) (?<what>[^,?]{2,80}?)[ \u00A0\u202F]?\?*$/iu,
  ],
  en: [
    /^(?:which|who|what)(?: one)? (?<what>[^,?]{2,80}), (?<one>[^,?]{2,50}?) or (?<other>[^,?]{2,50}?) ?\?*$/iu,
    /^(?:between|of) (?<one>[^,?]{2,50}?) and (?<other>[^,?]{2,50}?), (?:which|who)(?: one)? (?<what>[^,?]{2,80}?) ?\?*$/iu,
  ],
};
const MORE: Readonly<Record<Language, RegExp>> = {
  fr: /(?<!\p{L})(?:(?:le |la |les )?(?:plus|moins)(?: d[e’'])?|davantage|(?:le |la )?(?:meilleure?|premi(?:er|ère)$)|d['’]abord|avant l['’]autre)(?![\p{L}])/giu,
  en: /(?<!\p{L})(?:(?:the )?(?:more|most|less|least|first|better|best)|than the other)(?!\p{L})/giu,
};
/** Adjectives that only say how one thing is more so; what they are said of, or the measure, says the rest. */
const DEGREES =
  /(?<!\p{L})(?:gros(?:se)?s?|grande?s?|petite?s?|ancien(?:ne)?s?|vieux|vieille|récente?s?|élevée?s?|recent)(?!\p{L})/giu;
const COMPARATIVES =
  /(?<!\p{L})(?:the )?(?:larg|bigg|small|old|new|high|low|earli|lat|long|short|fast|slow|tall|strong|cheap|great|few|young|wid|deep|heavi|rich|poor|near|clos)(?:er|est)(?!\p{L})/giu;
/** What the choice turns on, and what asks for that of one thing. */
const MEASURES: readonly [measure: RegExp, asking: Readonly<Record<Language, string>>][] = [
  [
    /(?<!\p{L})(?:budget|dotation|coût|financ|argent|cher|cheap|reçoi|recev|touche|montant|prix|cost|fund|money|receiv|gets?(?!\p{L})|paid|price|grant)/iu,
    { fr: 'quel montant', en: 'how much' },
  ],
  [
    /(?<!\p{L})(?:ancien|vieu|vieil|récent|tôt|tard|premi|d['’]abord|avant|old|new|earl|late|recent|first)/iu,
    { fr: 'quand', en: 'when' },
  ],
];

const NUMBER: Readonly<Record<Language, string>> = { fr: 'combien', en: 'how many' };

/** More parts than that are no question. */
const MOST_PARTS = 4;
const FIRST_WORDS = new RegExp(`^(?:${OPENINGS.fr}|${OPENINGS.en})(?: (?:many|much|long))?(?![\\p{L}\\p{N}-])`, 'iu');

/**
 * The things that a question asks, where it clearly asks several: « Qui dirige X et quel est son budget ? », "When was X
 * founded, and by whom?", "Compare the budget of X and Y". Otherwise one part, the question itself: « et » and "and" join
 * words far more often than questions. Linear time.
 */
export function splitQuestion(question: string, language: Language): readonly QuestionPart[] {
  const text = question.trim();
  const compared = compareParts(text, language) ?? choiceParts(text, language);
  if (compared !== null) return compared;
  const ends = [...text.matchAll(SEVERAL[language])].filter(({ index }) => index > 0);
  if (ends.length === 0 || ends.length >= MOST_PARTS) return [{ asked: text, text }];
  const clauses: string[] = [];
  let start = 0;
  for (const { 0: joint, index } of ends) {
    clauses.push(text.slice(start, index).trim());
    start = index + joint.length;
  }
  clauses.push(text.slice(start).trim());
  const [first = '', ...others] = clauses;
  if (!asksSomething(first, language)) return [{ asked: text, text }];
  return [
    { asked: closed(first), text: closed(first) },
    ...others.map((clause) => ({ asked: closed(clause), text: withSubject(clause, first, language) })),
  ];
}

function compareParts(text: string, language: Language): QuestionPart[] | null {
  for (const pattern of COMPARISONS[language]) {
    const { what = '', one = '', other = '' } = pattern.exec(text)?.groups ?? {};
    if (what === '') continue;
    const of = language === 'fr' ? 'de' : 'of';
    const attribute = /^(?:différences?|differences?)(?: (?:d['’]e?|in) ?)?/iu.test(what)
      ? what.replace(/^(?:différences?|differences?)(?: (?:de |d['’]|in ))?/iu, '')
      : what;
    return [one, other].map((thing) => {
      const asked = attribute === '' ? thing : `${attribute} ${of} ${thing}`;
      return { asked, text: asked };
    });
  }
  return null;
}

/** One question a thing, of what the choice between them turns on; null where nothing is more so. */
function choiceParts(text: string, language: Language): QuestionPart[] | null {
  for (const pattern of CHOICES[language]) {
    const { what = '', one = '', other = '' } = pattern.exec(text)?.groups ?? {};
    const isCompared = [MORE[language], COMPARATIVES].some((form) => what.search(form) >= 0);
    if (!isCompared) continue;
    const asking = (MEASURES.find(([measure]) => measure.test(what))?.[1] ?? NUMBER)[language];
    const forms = [MORE[language], DEGREES, COMPARATIVES];
    const plain = forms
      .reduce((said, form) => said.replace(form, ' '), what)
      .replaceAll(/\s+/g, ' ')
      .trim();
    return [one, other].map((thing) => ({
      asked: `${what.trim()} (${thing})`,
      text: [asking, plain, thing].filter(Boolean).join(' '),
    }));
  }
  return null;
}

/** « Les villes, où vit-on bien ? »: what comes before a question word is not always a question. */
function asksSomething(clause: string, language: Language): boolean {
  return FIRST_WORDS.test(clause) && contentWords(clause, language).length > 0;
}

/** Names of the first clause, where the clause has something of its own to ask; else all that the first one says. */
function withSubject(clause: string, first: string, language: Language): string {
  const own = contentWords(clause, language).filter((word) => !isAskingNoun(word));
  const names = findNames(first.replace(FIRST_WORDS, ''))
    .filter((name) => !TIME.test(name))
    .join(' ');
  if (own.some((word) => /^[\p{Lu}\d]/u.test(word))) return closed(clause);
  const said = first
    .replace(FIRST_WORDS, '')
    .replace(/[ ?]+$/u, '')
    .trim();
  const subject = own.length > 0 && names !== '' ? names : said;
  return subject === '' ? closed(clause) : `${clause.replace(/[ ?]+$/u, '')} (${subject})${closing(language)}`;
}

/** « mai 2024 », 2024: says when, not what. */
const TIME = /^(?:\p{Lu}\p{Ll}+ )?\d+$/u;
const ASKING =
  /^(?:annee|date|jour|mois|year|day|month|montant|amount|ville|city|pays|country|lieu|place|nombre|number)s?$/u;

/** A word that says what kind of thing is asked for, as in « en quelle année ». */
export function isAskingNoun(word: string): boolean {
  return ASKING.test(fold(word));
}

function contentWords(clause: string, language: Language): string[] {
  const words = clause.replace(FIRST_WORDS, '').match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
  return words
    .map((word) => word.replace(/^(?:[ldnsjmtc]|qu)['’]/iu, ''))
    .filter((word) => word !== '' && !isStopWord(fold(word), language));
}

function closing(language: Language): string {
  return language === 'fr' ? '\u00A0?' : '?';
}

function closed(clause: string): string {
  return clause.replace(/[\s,;]+$/u, '');
}
