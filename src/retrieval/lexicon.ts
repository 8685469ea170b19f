import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, Notice, TermVariant } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { ANALYZER_VERSION } from '../language/analyse.ts';
import {
  type DecodedLexicon,
  decodeLexicon,
  findPlace,
  findTerm,
  type LexiconHeader,
  type PhraseList,
  readVariants,
  termAt,
  wordKey,
} from './lexicon-format.ts';

/** Folder of the lexicon inside `MODELS_DIR`. */
export const LEXICON_FOLDER = 'lexicon';
export const LEXICON_FILE = 'lexicon.bin';

/** Translation probabilities from words to index terms of the other language (see models/lexicon/README.md). */
export interface Lexicon {
  /** Null for the lexicon that knows no word. */
  readonly header: LexiconHeader | null;
  /**
   * The terms of the other language that render a word, likeliest first; probabilities sum to about 1. Empty when the
   * word is not known. A word that is too rare to be known as written is rendered as its stem is.
   *
   * @param word as written, folded, or an acronym's capitals; null where only its stem is known
   * @param term its stem in the language `from`, as `analyse` gives it; null where the stem says nothing of the word
   */
  variants(word: string | null, term: string | null, from: Language): readonly TermVariant[];

  /** The terms of a language that begin so, of all that is rendered or renders, in order of their bytes. */
  termsBeginning(beginning: string, language: Language): readonly string[];

  /**
   * The longest phrase that begins at the first of some words, or null.
   *
   * @param readings of each word, in order: its stem and what else it may be read as
   */
  phrase(readings: readonly (readonly string[])[], from: Language): Phrase | null;
}

/** How each of its words is rendered in a phrase; a word that is rendered as it is alone has no variants here. */
export type Phrase = readonly (readonly TermVariant[])[];

/** A lexicon, and what the one who runs the service should know of it, in both languages; null when all is well. */
export interface LoadedLexicon extends Lexicon {
  readonly warning: Readonly<Record<Language, Notice>> | null;
}

/** Knows no word: questions reach passages of the other language through names and the embedding only. */
export const EMPTY_LEXICON: Lexicon = {
  header: null,
  variants: () => [],
  termsBeginning: () => [],
  phrase: () => null,
};

/**
 * Reads the lexicon from `<modelsDir>/lexicon`. Where there is none, gives the empty one and a warning.
 *
 * @throws {SourcierError} `model_unusable` when the file is there but cannot be read
 */
export function loadLexicon(modelsDir: string): LoadedLexicon {
  let file: Buffer;
  try {
    file = readFileSync(join(modelsDir, LEXICON_FOLDER, LEXICON_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(error);
    return { ...EMPTY_LEXICON, warning: LEXICON_MISSING };
  }
  const lexicon = openLexicon(file);
  return { ...lexicon, warning: lexicon.header?.analyzerVersion === ANALYZER_VERSION ? null : LEXICON_OUTDATED };
}

/** @throws {SourcierError} `model_unusable` */
export function openLexicon(file: Buffer): Lexicon {
  const decoded = decode(file);
  return {
    header: decoded.header,
    variants(word, term, from) {
      const asWritten = word === null ? -1 : findTerm(decoded.terms[from], wordKey(word));
      const variants = asWritten < 0 ? [] : readVariants(decoded, from, asWritten);
      if (variants.length > 0) return variants;
      const asStem = term === null ? -1 : findTerm(decoded.terms[from], term);
      return asStem < 0 ? [] : readVariants(decoded, from, asStem);
    },
    termsBeginning(beginning, language) {
      const list = decoded.terms[language];
      const found: string[] = [];
      for (let number = findPlace(list, beginning); number < list.starts.length - 1; number += 1) {
        const term = termAt(list, number);
        if (!term.startsWith(beginning)) break;
        found.push(term);
      }
      return found;
    },
    phrase(readings, from) {
      const number = findLongest(decoded.phrases[from], readings);
      return number === null ? null : readPhrase(decoded, from, number);
    },
  };
}

/** Goes on word by word as long as some phrase begins so. */
function findLongest(phrases: PhraseList, [first = [], ...others]: readonly (readonly string[])[]): number | null {
  let longest: number | null = null;
  let beginnings = first;
  for (const readings of others) {
    const longer = beginnings.flatMap((beginning) => readings.map((reading) => `${beginning} ${reading}`));
    beginnings = longer.filter((beginning) => {
      const place = findPlace(phrases, beginning);
      const isPhrase = termAt(phrases, place) === beginning;
      if (isPhrase) longest = place;
      return termAt(phrases, isPhrase ? place + 1 : place).startsWith(`${beginning} `);
    });
    if (beginnings.length === 0) break;
  }
  return longest;
}

function readPhrase(decoded: DecodedLexicon, from: Language, number: number): Phrase {
  const { firstRows } = decoded.phrases[from];
  const first = firstRows[number] ?? 0;
  const length = (firstRows[number + 1] ?? 0) - first;
  return Array.from({ length }, (_, word) => readVariants(decoded, from, first + word));
}

function decode(file: Buffer): DecodedLexicon {
  try {
    return decodeLexicon(file);
  } catch (error) {
    throw unusable(error);
  }
}

function unusable(cause: unknown): SourcierError {
  const problem = {
    fr: 'le fichier du lexique est endommagé ou d’une autre version',
    en: 'the lexicon’s file is damaged or of another version',
  };
  return new SourcierError('model_unusable', { model: `${LEXICON_FOLDER}/${LEXICON_FILE}`, problem }, cause);
}

const LEXICON_MISSING: Readonly<Record<Language, Notice>> = {
  fr: {
    code: 'lexicon_missing',
    detail:
      'Le lexique français-anglais est absent de MODELS_DIR : une question ne trouve guère que les passages de sa propre langue.',
  },
  en: {
    code: 'lexicon_missing',
    detail:
      'The French-English lexicon is missing from MODELS_DIR: a question finds little but passages in its own language.',
  },
};

const LEXICON_OUTDATED: Readonly<Record<Language, Notice>> = {
  fr: {
    code: 'lexicon_outdated',
    detail:
      'Le lexique français-anglais a été appris avec une autre version de l’analyse des mots : certains mots ne seront pas traduits.',
  },
  en: {
    code: 'lexicon_outdated',
    detail:
      'The French-English lexicon was learned with another version of the analysis of words: some will not be translated.',
  },
};
