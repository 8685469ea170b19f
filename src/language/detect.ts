import { eld } from 'eld/extrasmall';
import type { Language } from '../domain.ts';
import { BoundedMemo } from './bounded-memo.ts';
import { fold } from './normalise.ts';
import { isStopWord } from './stop-words.ts';
import { tokenise, type Word } from './words.ts';

export interface DetectedLanguage {
  /** Null where the text does not say: names and acronyms alone, words that both languages share, a third language. */
  readonly language: Language | null;
  /** How far the language is ahead of the next one, 0 (no difference) to 1. */
  readonly margin: number;
  /** Whether the text is clearly in a language other than French and English. */
  readonly third: boolean;
}

/** So much of a text is looked at. */
const SAMPLE_CHARACTERS = 4_000;
/** Below this lead, of two possible ones, the languages count as equal. */
const LEAST_MARGIN = 0.04;
/** A third language must lead by so much, the first figure on few words: a wrong notice annoys more than a missing one. */
const LEAST_THIRD_MARGINS = { few: 0.12, many: 0.08 };
const MANY_WORDS = 5;
/** So few words are of a third language only if a function word of it is among them. */
const TOO_FEW_WORDS = 2;
/** A function word beside a capitalised one is likely part of a name: Île-de-France, Center for Health. */
const WEIGHT_BESIDE_NAME = 0.4;

/**
 * Question words that only one of the two languages has: who asks "What is the Agence nationale de la recherche?" asks in
 * English, whatever is named. « Comment » is left out, an English verb.
 */
const QUESTION_WORDS: Readonly<Record<Language, ReadonlySet<string>>> = {
  fr: words('qui quel quelle quels quelles où quand combien pourquoi'),
  en: words('who whom whose what which where when why how'),
};
/** A longer text that opens so is no question. */
const LONGEST_QUESTION_WORDS = 60;

const QUOTED = /«[^«»]*»|“[^“”]*”|"[^"]*"/g;
const CAPITALISED = /^\p{Lu}/u;
const ACRONYM_OR_CODE = /\p{N}|^.+\p{Lu}/u;
const LOWER_CASE = /\p{Ll}/u;

/** Function words of the neighbours that the character statistics confuse with French and English on short text. */
const NEIGHBOURS: Readonly<Record<string, ReadonlySet<string>>> = {
  de: words(
    'der die das und ist sind wer was wie wo wann warum welche welcher welches ein eine einen einem einer fur von vom mit den dem des zu zum zur auf im nicht wird werden wurde hat haben ich sie es bei uber aus nach',
  ),
  es: words(
    'el la los las un una y es son quien que cual cuanto cuantos cuanta como donde cuando del de al por para con en se su lo no fue esta hay sobre',
  ),
  it: words(
    'il lo la gli le un una e chi che cosa quanto quanti quale come dove quando di del della dei delle nel nella per con in si sono da al non ha piu sul',
  ),
  pt: words(
    'o a os as um uma e quem que qual quanto quantos como onde quando do da dos das de no na em para com se foi por nao ao mais',
  ),
  nl: words(
    'de het een en is zijn wie wat hoe waar wanneer welke van voor met op in te niet wordt werd dat die aan bij',
  ),
};

const NEIGHBOUR_WORDS = Object.entries(NEIGHBOURS);

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/**
 * Tells French from English, on questions of three words as on documents, and either from other languages: the share
 * of function words of each language, plus the similarity of character n-grams (`eld`). Names, acronyms and what
 * stands between quotation marks are left out, unless there is nothing else. `prior` is taken where the text has
 * words but leaves the choice open.
 */
export function detectLanguage(text: string, prior?: Language): DetectedLanguage {
  return detected[prior ?? 'none'].get(text.slice(0, SAMPLE_CHARACTERS));
}

function detect(sample: string, prior?: Language): DetectedLanguage {
  if (isMostlyInAnotherScript(sample)) return { language: null, margin: 1, third: true };
  return judge(sample.replace(QUOTED, ' . '), prior) ?? judge(sample, prior) ?? UNKNOWN;
}

/** One request asks several times about its question, which takes 0.4 ms. */
const detected: Readonly<Record<Language | 'none', BoundedMemo<DetectedLanguage>>> = {
  fr: new BoundedMemo(100, (sample) => detect(sample, 'fr')),
  en: new BoundedMemo(100, (sample) => detect(sample, 'en')),
  none: new BoundedMemo(100, (sample) => detect(sample)),
};

const UNKNOWN: DetectedLanguage = { language: null, margin: 0, third: false };

function isMostlyInAnotherScript(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return letters >= 2 && latin < letters / 2;
}

/** Null where nothing but names is left. */
function judge(text: string, prior: Language | undefined): DetectedLanguage | null {
  const tokens = readWords(text);
  const names = tokens.map((_, index) => isName(tokens, index));
  const content = tokens.filter((_, index) => !names[index]);
  if (content.length === 0) return null;
  const scores = scoreLanguages(tokens, content, names);
  const french = scores.get('fr') ?? 0;
  const english = scores.get('en') ?? 0;
  const [leader, lead] = best(scores);
  const margin = Math.abs(french - english);
  const thirdMargin = lead - Math.max(french, english);
  if (thirdMargin > 0 && isClearlyThird(leader, thirdMargin, content)) {
    return { language: null, margin: Math.min(1, thirdMargin), third: true };
  }
  const asked = readQuestionWord(tokens);
  if (asked !== null) return { language: asked, margin: Math.min(1, margin), third: false };
  if (margin < LEAST_MARGIN) return { language: prior ?? null, margin, third: false };
  return { language: french > english ? 'fr' : 'en', margin: Math.min(1, margin), third: false };
}

/** The language of the question word that opens the text; null where none does. */
function readQuestionWord(tokens: readonly Word[]): Language | null {
  const opening = tokens[0]?.text.toLowerCase() ?? '';
  if (tokens.length > LONGEST_QUESTION_WORDS) return null;
  if (QUESTION_WORDS.fr.has(opening)) return 'fr';
  return QUESTION_WORDS.en.has(opening) ? 'en' : null;
}

function isClearlyThird(language: string, margin: number, content: readonly Word[]): boolean {
  if (margin < (content.length >= MANY_WORDS ? LEAST_THIRD_MARGINS.many : LEAST_THIRD_MARGINS.few)) return false;
  if (content.length > TOO_FEW_WORDS) return true;
  return content.length === TOO_FEW_WORDS && content.some((word) => NEIGHBOURS[language]?.has(fold(word.text)));
}

/** A whole text in capitals is read as if in small letters where its function words show that it is more than names. */
function readWords(text: string): Word[] {
  const read = (source: string) => tokenise(source).filter((word) => word.kind === 'plain' || word.kind === 'elided');
  if (LOWER_CASE.test(text)) return read(text);
  const lowered = read(text.toLowerCase());
  return lowered.some((word) => isFunctionWord(word.text)) ? lowered : read(text);
}

/** The first word's capital says nothing, unless the next word has one too or there is no next. */
function isName(tokens: readonly Word[], index: number): boolean {
  const text = tokens[index]?.text ?? '';
  if (ACRONYM_OR_CODE.test(text)) return true;
  if (!CAPITALISED.test(text) || isFunctionWord(text)) return false;
  const next = tokens[index + 1]?.text;
  return index > 0 || next === undefined || CAPITALISED.test(next);
}

function isFunctionWord(text: string): boolean {
  return isStopWord(text, 'fr') || isStopWord(text, 'en');
}

function scoreLanguages(
  tokens: readonly Word[],
  content: readonly Word[],
  names: readonly boolean[],
): Map<string, number> {
  const scores = new Map<string, number>();
  const similarities = eld.detect(content.map((word) => word.text.toLowerCase()).join(' ')).getScores();
  for (const [language, similarity] of Object.entries(similarities)) scores.set(language, similarity);
  const add = (language: string, value: number) => scores.set(language, (scores.get(language) ?? 0) + value);
  for (const [index, word] of tokens.entries()) {
    const value = weigh(tokens, index, names) / content.length;
    const folded = fold(word.text);
    if (word.kind === 'elided' || isStopWord(word.text, 'fr')) add('fr', value);
    if (isStopWord(word.text, 'en')) add('en', value);
    for (const [language, list] of NEIGHBOUR_WORDS) if (list.has(folded)) add(language, value);
  }
  return scores;
}

function weigh(tokens: readonly Word[], index: number, names: readonly boolean[]): number {
  if (ACRONYM_OR_CODE.test(tokens[index]?.text ?? '')) return 0;
  const isBesideName = [index - 1, index + 1].some((neighbour) => neighbour > 0 && names[neighbour]);
  return isBesideName ? WEIGHT_BESIDE_NAME : 1;
}

function best(scores: ReadonlyMap<string, number>): [language: string, score: number] {
  let leader: [string, number] = ['', 0];
  for (const entry of scores) if (entry[1] > leader[1]) leader = entry;
  return leader;
}
