import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Notice } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { TermVariant } from '../store/lexical-query.ts';
import { decodeLexicon, findTerm, type LexiconHeader, readVariants } from './lexicon-format.ts';

/** Folder of the lexicon inside `MODELS_DIR`. */
export const LEXICON_FOLDER = 'lexicon';
export const LEXICON_FILE = 'lexicon.bin';

/** Translation probabilities between index terms of French and English (IBM Model 1; see models/lexicon/README.md). */
export interface Lexicon {
  /** Null for the lexicon that knows no word. */
  readonly header: LexiconHeader | null;
  /**
   * The terms of language `to` that render `term`, most likely first, with p(variant | term); probabilities sum to
   * about 1. A term that is not known, or of the same language, stands for itself.
   */
  variants(term: string, from: Language, to: Language): readonly TermVariant[];
}

export interface LoadedLexicon {
  readonly lexicon: Lexicon;
  /** In both languages; null when all is well. */
  readonly warning: Readonly<Record<Language, Notice>> | null;
}

/** Knows no word: questions reach passages of the other language through names and the embedding only. */
export const EMPTY_LEXICON: Lexicon = { header: null, variants: (term) => [{ term, probability: 1 }] };

/**
 * Reads the lexicon from `<modelsDir>/lexicon`. Where there is none, gives the empty one and a warning.
 *
 * @throws {SourcierError} `model_unusable` when the file is there but cannot be read
 */
export async function loadLexicon(modelsDir: string): Promise<LoadedLexicon> {
  let file: Buffer;
  try {
    file = await readFile(join(modelsDir, LEXICON_FOLDER, LEXICON_FILE));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unusable(error);
    return { lexicon: EMPTY_LEXICON, warning: LEXICON_MISSING };
  }
  return { lexicon: openLexicon(file), warning: null };
}

/** @throws {SourcierError} `model_unusable` */
export function openLexicon(file: Buffer): Lexicon {
  const decoded = (() => {
    try {
      return decodeLexicon(file);
    } catch (error) {
      throw unusable(error);
    }
  })();
  return {
    header: decoded.header,
    variants(term, from, to) {
      const number = from === to ? -1 : findTerm(decoded.terms[from], term);
      const variants = number < 0 ? [] : readVariants(decoded, from, number);
      return variants.length > 0 ? variants : [{ term, probability: 1 }];
    },
  };
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
      'Le lexique français-anglais est absent de MODELS_DIR : une question ne trouve guère que les passages de sa propre langue.',
  },
  en: {
    code: 'lexicon_missing',
    detail:
      'The French-English lexicon is missing from MODELS_DIR: a question finds little but passages in its own language.',
  },
};
