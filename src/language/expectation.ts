import type { Language, Span } from '../domain.ts';
import { contactForms, HOURS, OPENING_HOURS } from './addresses.ts';
import { type AskedMeasure, readAskedMeasure } from './asked-measure.ts';
import { isYearOfName } from './dates.ts';
import { type Dimension, dimensionOf, readMeasureUnit } from './measure-units.ts';
import { fold } from './normalise.ts';
import { findQuantities, type Quantity } from './quantities.ts';
import type { QuestionKind } from './question-kind.ts';
import { LIST_ITEM } from './sentences.ts';
import { isStopWord } from './stop-words.ts';

/** Something in a sentence that is of the kind asked for and that the question does not itself say. */
export interface Expected extends Span {
  /** How surely it is of that kind by its form, 0 to 1. */
  readonly strength: number;
}

/** Two capitalised words in a row, particles allowed between them: the shape of a person's name. */
const PERSON_NAME =
  /\p{Lu}[\p{Ll}\p{M}’'-]+(?:-\p{Lu}[\p{L}]+)?(?: (?:de|du|des|d’|d'|la|le|van|von|ben|el))? \p{Lu}[\p{L}’'-]+/gu;
/** A capitalised word or an acronym, wherever it stands. */
const PROPER_NOUN = /\p{Lu}[\p{L}\p{N}&’'-]+/gu;
/** An acronym, which is a name also where it opens the sentence; but not where all of it is in capitals. */
const STARTS_IN_CAPITALS = /^\p{Lu}{2}.*\p{Ll}/su;
/** A proper noun after a preposition of place. */
const PLACE =
  /(?:^|[\s(])(?:à|au|aux|en|dans|sur|près de|chez|in|at|near|within) (?:la |le |les |l['’]|the )?(?:\p{Ll}+ (?:de |du |d['’])?)?\p{Lu}[\p{L}'’-]+/gu;
/** Says why in so many words, */
const REASON =
  /(?<!\p{L})(?:parce qu[e’']|car(?= )|puisqu[e’']|en raison d|à cause d|gr[âa]ce (?:à|aux?)|étant donné|du fait |faute d|c['’]est pourquoi|(?:la|les|une|des|pour) raisons?(?!\p{L})|motifs?(?!\p{L})|justifi\p{Ll}+|s['’]expliqu\p{Ll}+|(?:à|la|une|pour) cause(?!\p{L})|caus(?:e|ent|é|ée|és|ées) (?:par|de|d['’])|du(?:e|s|es)? (?:à|aux?) |dû |lié(?:e|s|es)? (?:à|aux?) |à la suite d|suite (?:à|aux?) |because|since(?= )|due to|owing to|thanks to|as a result of|reasons?(?!\p{L})|therefore|given that|so that)/giu;
/** or says what for, or what comes of what. */
const PURPOSE =
  /(?<!\p{L})(?:afin (?:d|qu)|pour qu[e’']|pour (?:ne pas |n['’]|se |s['’]|l['’]|la |le |les |y |en )?\p{Ll}+(?:er|ir|re)(?!\p{L})|dans le but|(?:le|son|leur|pour) (?:but|objectif|mission|vocation|rôle|objet|ambition)|(?:sa|la|leur) (?:mission|vocation)|sert à|servent à|chargée?s? d|vis(?:e|ent|ait|aient|ant) à|en vue d|de sorte qu|perm(?:et|ettent|ettre|ettant|is)(?!\p{L})|ce qui(?= )|entraîn\p{Ll}+|provoqu\p{Ll}+|empêch\p{Ll}+|étant(?!\p{L})|en \p{Ll}+ant(?!\p{L})|in order to|so as to|aims?(?= )|allows?(?= )|enables?(?= )|causes?(?= )|leads? to)/giu;

/** Says whom something is for, or who may have it; */
const ENTITLES =
  /(?<!\p{L})(?:s['’]adressent? (?:à|aux)|(?:réservé|ouvert|destiné|accessible)e?s? (?:à|aux)|éligibles?|admissibles?|(?:a|ont) droit|(?:peut|peuvent|pourra|pourront) (?:en |y |se |s['’])?(?:demander|bénéficier|candidater|déposer|participer|postuler|prétendre|obtenir|accéder|recevoir|inscrire|présenter)|pour (?:en |y )?(?:bénéficier|candidater|postuler|participer|obtenir|prétendre|être (?:éligible|admis))|open to|eligible|entitled|to (?:apply|qualify|benefit)|aimed at|(?:intended|reserved|meant) for|(?:can|may) (?:apply|benefit|participate|take part|obtain|receive))(?!\p{L})/giu;
/** or on what conditions. */
const CONDITION =
  /(?<!\p{L})(?:il faut|doi(?:t|vent) (?:être|avoir|justifier|résider|remplir)|conditions?|(?:être|est|sont) (?:âgé|titulaire|inscrit|propriétaire|domicilié|résident)|concern(?:e|ent|é)|must (?:be|have|hold|live))/giu;

/** Asks where something stands, rather than where something happened; folded. */
const ASKS_FOR_LOCATION =
  /\b(?:trouve|situe|install|implant|localis|siege|base|heberg|abrit|locat|situat|hous|host|headquarter)/u;
/** Says that something is somewhere. */
const LOCATES =
  /(?<!\p{L})(?:situ(?:é|ée|és|ées|e|ent)|install\p{Ll}+|implant\p{Ll}+|si[èe]g\p{Ll}+|basée?s?|héberg\p{Ll}+|(?:se |s['’]y )trouv\p{Ll}+|localis\p{Ll}+|abrit\p{Ll}+|accueill\p{Ll}+|located|situated|based|housed?s?|hosts?|hosted|headquarter\p{Ll}+)(?!\p{L})/iu;
/** A length of time without a number: « plusieurs mois », « un an et demi », "a year". Not « un jour », which mostly is no length. */
const VAGUE_DURATION =
  /(?<!\p{L})(?:(?:plusieurs|quelques|several|a few|many) (?:heures?|jours?|semaines?|mois|ans|années|hours|days|weeks|months|years)|(?:une? |an? |one |d['’]un )(?:heure|semaine|mois|an|année|siècle|hour|week|month|year|century)(?: et demie?| and a half)?)(?!\p{L})/giu;

/** A time that is no date or year of our era's last five centuries: « en 761 », « au XVIe siècle », « à l’automne ». */
const VAGUE_TIME =
  /(?<!\p{L})(?:(?:en|vers|in|around) \d{3,4}(?![\p{L}\d])|(?:[IVX]+e|\d+(?:e|th|st|nd|rd)) (?:siècle|century)|(?:au |l['’]|in |the )(?:printemps|été|automne|hiver|spring|summer|autumn|winter)|(?:en|in|début|fin|mi-) ?(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|January|February|March|April|June|July|August|September|October|November|December))(?!\p{L})/giu;
/** Before or behind a length of time that tells when: « dans les dix-huit mois », "three days later". */
const TIME_FROM_NOW =
  /(?<!\p{L})(?:(?:dans|sous|d['’]ici(?: à)?|après|avant|within|in|after|before)(?: (?:un délai de|les|le|la|the|a))? |(?:au bout|délai) de )$/iu;
const TIME_SINCE = /^ (?:plus tard|après|avant|auparavant|later|earlier|after|before|ago)(?!\p{L})/iu;
/** Days of the week and hours tell when something is open. */
const ASKS_FOR_OPENING = /\b(?:ouver|ouvr|ferm|open|clos|recoi|accueil)/;

/** Between the items of an enumeration. */
const SEPARATOR = /[,;] | et | and | ou | or |\n[-•*] /gu;
/** A longer stretch between two separators is a clause, not an item. */
const LONGEST_ITEM_CHARACTERS = 60;

/** Whoever holds an office, by the word for it: at the beginning, or behind « par ». */
const OFFICE =
  /(?:^|(?<!\p{L})(?:par|by) )(?:(?:le|la|the) |l['’])(?:vice-|sous-)?(?:président|préfet|préfèt|ministre|maire|secrétaire|direct(?:eur|rice)|commissaire|gouvern|recteur|rectrice|procureur|juge|conseil|parlement|assemblée|sénat|commission|tribunal|cour(?!s)|roi|reine|pape|president|prefect|minister|mayor|secretary|director|governor|government|council|parliament|assembly|senate|court|judge|king|queen|pope)\p{L}*/giu;

type Strengths = Partial<Record<Quantity['kind'], number>>;

/** How surely a quantity of each kind is what is asked for. */
const QUANTITIES_EXPECTED: Partial<Record<QuestionKind, Strengths>> = {
  when: { date: 1, year: 1 },
  how_many: { count: 1, number: 1, percent: 0.8, duration: 0.5, measure: 0.5, amount: 0.4 },
  share: { percent: 1, amount: 0.7, measure: 0.6, number: 0.6, count: 0.4 },
  how_long: { duration: 1, year: 0.4, date: 0.4 },
  how_much: { amount: 1, percent: 0.6 },
};

/** « 18 millions » of nothing are of money. */
const MILLIONS = /(?:million|milliard|billion)s?$/iu;

function findForms(pattern: RegExp, strength: number, sentence: string): Expected[] {
  return [...sentence.matchAll(pattern)].map(({ 0: form, index }) => ({
    start: index,
    end: index + form.length,
    strength,
  }));
}

/** « Les années 1990 », "the 1990s": ten years, of which the number is one. */
function isDecade(sentence: string, { start, end }: Span): boolean {
  return sentence[end - 1] === 's' || /années[ \u00A0\u202F]$/iu.test(sentence.slice(0, start));
}
/** Behind « le 3 juillet »: 987, a year that is not read as one. */
const EARLY_YEAR = /^ \d{3,4}(?!\p{L})/u;
const PART_OF_TIME_STRENGTH = 0.6;

function findExpectedQuantities(strengths: Strengths, sentence: string, language: Language): Expected[] {
  return findQuantities(sentence, language).flatMap(({ kind, start, end, isAmbiguous }) => {
    const isMillions = kind === 'number' && MILLIONS.test(sentence.slice(start, end));
    const strength = strengths[isMillions && strengths.number === undefined ? 'amount' : kind];
    const isNothing = isAmbiguous || (kind === 'year' && isYearOfName(sentence, start));
    if (strength === undefined || isNothing) return [];
    const isWhole =
      kind === 'year' ? !isDecade(sentence, { start, end }) : kind !== 'date' || !EARLY_YEAR.test(sentence.slice(end));
    return [{ start, end, strength: isWhole ? strength : Math.min(strength, PART_OF_TIME_STRENGTH) }];
  });
}

/** Besides measures: what a question that asks for one may be answered with. */
const INSTEAD_OF_MEASURES: Readonly<Record<NonNullable<AskedMeasure['orElse']>, Strengths>> = {
  number: { count: 1, percent: 0.8, number: 0.7, duration: 0.5, amount: 0.4 },
  share: { percent: 0.6, amount: 0.6 },
};

/** A measure without a number: « plusieurs hectares », « un kilomètre ». */
const BEFORE_BARE_UNIT = /(?<!\p{L})(?:une?|plusieurs|quelques|an?|one|several|a few)(?=[ \u00A0\u202F-]\p{L})/giu;

/** « Une tonne » may go on: « et demie », « et quelques ». */
const BARE_UNIT_STRENGTH = 0.6;

/** Measures of what is asked for: « Combien pèse la cloche ? » is answered by no length. */
function findMeasures({ dimensions, orElse }: AskedMeasure, sentence: string, language: Language): Expected[] {
  const others = orElse === null ? {} : INSTEAD_OF_MEASURES[orElse];
  const isAsked = (dimension: Dimension | null) =>
    dimension !== null && (dimensions.length === 0 || dimensions.includes(dimension));
  const found = findQuantities(sentence, language).flatMap(({ kind, unit, start, end, isAmbiguous }) => {
    const strength = kind === 'measure' && isAsked(dimensionOf(unit ?? '')) ? 1 : others[kind];
    return strength === undefined || isAmbiguous ? [] : [{ start, end, strength }];
  });
  const bare = [...sentence.matchAll(BEFORE_BARE_UNIT)].flatMap(({ 0: word, index }) => {
    const unit = readMeasureUnit(sentence, index + word.length);
    return unit !== null && isAsked(unit.dimension)
      ? [{ start: index, end: unit.end, strength: BARE_UNIT_STRENGTH }]
      : [];
  });
  return [...found, ...bare];
}

/** "How long is the bridge?": what takes no time has a length. */
const ASKS_HOW_LONG_SOMETHING_IS = /\bhow long (?:is|are|was|were)\b/;
const LENGTHS: AskedMeasure = { dimensions: ['length'], orElse: null };

function findDurations(foldedQuestion: string, sentence: string, language: Language): Expected[] {
  const found = findExpectedQuantities(QUANTITIES_EXPECTED.how_long ?? {}, sentence, language);
  const lengths = ASKS_HOW_LONG_SOMETHING_IS.test(foldedQuestion) ? findMeasures(LENGTHS, sentence, language) : [];
  return [...leaveOutHours(found, sentence), ...findForms(VAGUE_DURATION, 0.8, sentence), ...lengths];
}

/** Tells when, but not by itself: « dans les dix-huit mois » counts from something, « le mardi » goes with its hours. */
const RELATIVE_TIME_STRENGTH = 0.6;

/** « De 10 h à 18 h » is no length of time. */
function leaveOutHours(durations: readonly Expected[], sentence: string): Expected[] {
  const hours = findForms(OPENING_HOURS, 1, sentence);
  return durations.filter(({ start }) => !hours.some((hour) => start >= hour.start && start < hour.end));
}

/** What tells when without being a date. */
function findTimes(foldedQuestion: string, sentence: string, language: Language): Expected[] {
  const spans = findQuantities(sentence, language).filter(
    ({ kind, start, end }) =>
      kind === 'duration' && (TIME_FROM_NOW.test(sentence.slice(0, start)) || TIME_SINCE.test(sentence.slice(end))),
  );
  const hours = ASKS_FOR_OPENING.test(foldedQuestion)
    ? HOURS.flatMap((form) => findForms(form, RELATIVE_TIME_STRENGTH, sentence))
    : [];
  const fromNow = spans.map(({ start, end }) => ({ start, end, strength: RELATIVE_TIME_STRENGTH }));
  return [...findForms(VAGUE_TIME, 0.8, sentence), ...fromNow, ...hours];
}

/** Runs of separators with short items between them: two make three items; the more, the likelier an enumeration. */
function findEnumerations(sentence: string): Expected[] {
  const runs: { start: number; end: number; separators: number }[] = [];
  for (const { 0: separator, index } of sentence.matchAll(SEPARATOR)) {
    const run = runs.at(-1);
    const end = index + separator.length;
    if (run !== undefined && index - run.end <= LONGEST_ITEM_CHARACTERS) {
      run.end = end;
      run.separators += 1;
    } else runs.push({ start: index, end, separators: 1 });
  }
  return runs.map(({ start, end, separators }) => ({ start, end, strength: Math.min(1, separators / 3) }));
}

/** How far a sentence opens or belongs to a list that is written item by item, 0 to 1. */
export function measureListForm(sentence: string): number {
  if (sentence.endsWith(':')) return 0.8;
  return LIST_ITEM.test(sentence) ? 0.7 : 0;
}

/** « Le CNRS » has the form of a name, but opens with an article. */
function isPersonName(form: string): boolean {
  const first = form.split(' ', 1)[0] ?? '';
  return !isStopWord(first, 'fr') && !isStopWord(first, 'en');
}

function findCandidates(kind: QuestionKind, foldedQuestion: string, sentence: string, language: Language): Expected[] {
  if (kind === 'measure') return findMeasures(readAskedMeasure(foldedQuestion), sentence, language);
  if (kind === 'how_long') return findDurations(foldedQuestion, sentence, language);
  const quantities = QUANTITIES_EXPECTED[kind];
  if (quantities !== undefined) {
    const found = findExpectedQuantities(quantities, sentence, language);
    return kind === 'when' ? [...found, ...findTimes(foldedQuestion, sentence, language)] : found;
  }
  if (kind === 'contact') return contactForms(foldedQuestion).flatMap((form) => findForms(form, 1, sentence));
  if (kind === 'list') return findEnumerations(sentence);
  if (kind === 'why') return [...findForms(REASON, 1, sentence), ...findForms(PURPOSE, 0.6, sentence)];
  if (kind === 'eligibility') return [...findForms(ENTITLES, 1, sentence), ...findForms(CONDITION, 0.7, sentence)];
  if (kind !== 'who' && kind !== 'where') return [];
  const isName = (expected: Expected) => isPersonName(sentence.slice(expected.start, expected.end));
  const strong = kind === 'who' ? findForms(PERSON_NAME, 1, sentence).filter(isName) : findForms(PLACE, 1, sentence);
  // What opens a sentence has a capital whatever it is.
  const isLocated = kind === 'where' && ASKS_FOR_LOCATION.test(foldedQuestion) && LOCATES.test(sentence);
  const weakly = kind === 'who' || isLocated ? 0.6 : 0.4;
  const weak = findForms(PROPER_NOUN, weakly, sentence).filter(
    ({ start }) => start > 0 || STARTS_IN_CAPITALS.test(sentence),
  );
  return kind === 'who' ? [...strong, ...weak, ...findForms(OFFICE, 0.4, sentence)] : [...strong, ...weak];
}

/** What tells these may stand in the question as well. */
const FREE_KINDS: readonly QuestionKind[] = ['list', 'why', 'eligibility'];

/**
 * What a sentence holds of the kind of thing that the question asks for, beyond what the question itself says.
 *
 * @param foldedQuestion the question as `fold` gives it
 * @returns none where the kind sets no expectation of a form (definition, other)
 */
export function findExpected(
  kind: QuestionKind,
  foldedQuestion: string,
  sentence: string,
  language: Language,
): Expected[] {
  return findCandidates(kind, foldedQuestion, sentence, language).filter(
    ({ start, end }) => FREE_KINDS.includes(kind) || !foldedQuestion.includes(fold(sentence.slice(start, end)).trim()),
  );
}
