import type { Language, Turn } from '../domain.ts';
import { findNames } from './names.ts';
import { fold } from './normalise.ts';
import { isAskingNoun } from './question-parts.ts';
import { isStopWord } from './stop-words.ts';

/** A question that can be understood by itself. */
export interface StandaloneQuestion {
  readonly text: string;
  /** Whether something was taken from the earlier turns. */
  readonly changed: boolean;
}

/** Of each turn so much is looked at, and of so many turns: a history is what somebody sends. */
const TURN_CHARACTERS = 2_000;
const MOST_TURNS = 20;
/** A fragment after « et », "what about": so few words of its own. */
const FRAGMENT_WORDS = 8;

const FRAGMENT: Readonly<Record<Language, RegExp>> = {
  fr: /^(?:et (?:aussi )?(?:(?:pour|qu['’]en est-il (?:de |du |des |d['’])|concernant|à propos de) ?)?|qu['’]en est-il (?:de |du |des |d['’])|même question pour )(?=\S)/iu,
  en: /^(?:and (?:also )?(?:(?:what|how) about |for |what of )?|(?:what|how) about |what of |same (?:question )?for )(?=\S)/iu,
};
/** Words that point to something said before. */
const POINTS_BACK: Readonly<Record<Language, RegExp>> = {
  fr: /(?:^|[\s'’(-])(?:il|elle|ils|elles|lui|leur|leurs|son|sa|ses|celui-ci|celle-ci|ceux-ci|celles-ci|cela|ça|ce dernier|cette dernière|y)(?![\p{L}'’])|(?:^|\s)(?:qui|quand|où|comment|combien|pourquoi) (?:le|la|les|l['’]|en|y) ?\p{Ll}+(?=[ ?]|$)|(?:^|\s)(?:ce|cet|cette|ces) \p{Ll}+/iu,
  en: /(?:^|[\s(])(?:it|its|they|them|their|he|she|his|her|him|there|this|that|these|those)(?![\p{L}'’-])/iu,
};
const OPENING_WORD = /^[\p{L}\p{N}’'-]+/u;
const YEAR = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u;

/**
 * Makes a follow-up self-contained from the earlier turns, without a model: « et son budget ? » after « Qui dirige X ? »
 * becomes « et son budget (X) ? », "When was it created?" becomes "When was X created?", and a fragment takes the place
 * of what it resembles in the question before: "What about Lyon?" asks the same of Lyon. A question that names what it is
 * about, and points to nothing before it, is left as it is. Linear in the history's length.
 *
 * @param history earlier turns, oldest first
 */
export function makeStandalone(question: string, history: readonly Turn[], language: Language): StandaloneQuestion {
  const turns = history
    .slice(-MOST_TURNS)
    .map(({ role, content }) => ({ role, content: content.slice(0, TURN_CHARACTERS) }));
  let previous: string | null = null;
  let topic = '';
  for (const { role, content } of turns) {
    if (role === 'user') {
      const whole: string = complete(content.trim(), previous, topic, language).text;
      topic = topicOf(whole) || topic;
      previous = whole;
    } else if (topic === '') topic = topicOf(content);
  }
  return complete(question.trim(), previous, topic, language);
}

function complete(text: string, previous: string | null, topic: string, language: Language): StandaloneQuestion {
  const unchanged = { text, changed: false };
  if (previous === null) return unchanged;
  const opening = FRAGMENT[language].exec(text)?.[0] ?? FRAGMENT[language === 'fr' ? 'en' : 'fr'].exec(text)?.[0] ?? '';
  const fragment = text.slice(opening.length).replace(/[\s?.!]+$/u, '');
  const pointsBack = POINTS_BACK[language].test(text);
  const words = fragment.split(/\s+/u);
  if (opening !== '' && !pointsBack && words.length <= FRAGMENT_WORDS && !asks(fragment)) {
    return { text: takePlace(fragment, previous, topic, language), changed: true };
  }
  const ownNames = findNames(text.replace(OPENING_WORD, ''));
  const isShort = contentOf(text).length <= 1;
  const said = previous
    .replace(OPENING_WORD, '')
    .replace(/[\s?.!]+$/u, '')
    .trim();
  if (contentOf(text).every(isAskingNoun) && said !== '') return { text: append(text, said, language), changed: true };
  if (topic === '' || mentions(text, topic)) return unchanged;
  if (!pointsBack && (ownNames.length > 0 || !(isShort || opening !== ''))) return unchanged;
  if (pointsBack && ownNames.some((name) => !YEAR.test(name)) && !hasPossessive(text, language)) return unchanged;
  return { text: pointsBack ? nameAntecedent(text, topic, language) : append(text, topic, language), changed: true };
}

const POSSESSIVE: Readonly<Record<Language, RegExp>> = {
  fr: /(?:^|[\s'’(-])(?:son|sa|ses|leur|leurs)(?![\p{L}'’])/iu,
  en: /(?:^|[\s(])(?:its|their|his|her)(?![\p{L}'’-])/iu,
};

function hasPossessive(text: string, language: Language): boolean {
  return POSSESSIVE[language].test(text);
}

/** A fragment that holds a question word asks something of its own. */
function asks(fragment: string): boolean {
  return /(?<![\p{L}-])(?:qui|quand|où|comment|combien|pourquoi|quel(?:le)?s?|who|when|where|how|why|which|what)(?![\p{L}])/iu.test(
    fragment,
  );
}

function mentions(text: string, topic: string): boolean {
  return fold(text).includes(fold(topic));
}

function contentOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !isStopWord(fold(word), 'fr') && !isStopWord(fold(word), 'en'));
}

/**
 * What a text is about: its last run of names that is no year, else the noun phrase at its end, after « de », "of" and
 * the like. Empty where it has neither.
 */
function topicOf(text: string): string {
  const names = findNames(text.replace(OPENING_WORD, '')).filter((name) => !/^[\d.,%]+$/u.test(name));
  if (names.length > 0) return names.at(-1) ?? '';
  const phrase =
    /(?:^|\s)(?:le |la |les |l['’]|du |des |de la |de l['’]|the |of |une? )((?:[\p{L}’'-]+ ?){1,5})[\s?.!]*$/iu.exec(
      text,
    );
  return phrase?.[1]?.trim() ?? '';
}

/** The earlier question with the fragment where something like it stood: a year for a year, a name for a name. */
function takePlace(fragment: string, previous: string, topic: string, language: Language): string {
  const year = YEAR.exec(fragment)?.[0];
  if (year !== undefined && findNames(fragment).every((name) => YEAR.test(name))) {
    return YEAR.test(previous) ? previous.replace(YEAR, year) : append(previous, fragment, language);
  }
  const names = findNames(fragment);
  const name = names[0];
  if (name !== undefined && topic !== '' && previous.includes(topic)) {
    const place = previous.lastIndexOf(topic);
    return previous.slice(0, place) + names.join(' ') + previous.slice(place + topic.length);
  }
  if (name !== undefined) return append(previous, fragment, language);
  // A common noun asks another thing of the same topic: « et le budget ? »
  const asked = fragment.charAt(0).toLocaleUpperCase(language) + fragment.slice(1);
  return append(
    `${asked}${language === 'fr' ? '\u00A0?' : '?'}`,
    topic === '' ? previous.replace(/[\s?]+$/u, '') : topic,
    language,
  );
}

/** The English pronoun gives way to its antecedent; in French, and for all else, the antecedent follows in brackets. */
function nameAntecedent(text: string, topic: string, language: Language): string {
  if (language === 'en') {
    const possessive = text.replace(/(?<=^|[\s(])(?:its|their|his)(?=\s)/iu, `${topic}’s`);
    if (possessive !== text) return possessive;
    const subject = text.replace(/(?<=^|[\s(])(?:it|they|them|he|she|him)(?![\p{L}'’-])/iu, topic);
    if (subject !== text) return subject;
  }
  return append(text, topic, language);
}

function append(text: string, addition: string, language: Language): string {
  const end = /[\s?.!]*$/u.exec(text)?.index ?? text.length;
  const mark = text.slice(end).includes('?') ? (language === 'fr' ? '\u00A0?' : '?') : '';
  return `${text.slice(0, end)} (${addition})${mark}`;
}
