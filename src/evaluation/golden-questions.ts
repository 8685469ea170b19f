import Type from 'typebox';
import type { Language } from '../domain.ts';
import { invalidFile, readJsonLines } from './evaluation-files.ts';

/** A question in both languages, with wordings of the documents that answer it. */
export interface GoldenQuestion extends Readonly<Record<Language, string>> {
  readonly id: string;
  /** Each alone is enough. */
  readonly evidence: readonly string[];
}

const GoldenSchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  kind: Type.String(),
  fr: Type.String({ pattern: '\\S' }),
  en: Type.String({ pattern: '\\S' }),
  evidence: Type.Array(Type.String()),
});

/**
 * The questions of kind `answer`: those of other kinds have no passage to be found.
 *
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid`
 */
export function readGoldenQuestions(path: string): GoldenQuestion[] {
  const rows = readJsonLines(path, GoldenSchema).filter(({ content }) => content.kind === 'answer');
  if (rows.length === 0) {
    throw invalidFile(path, {
      fr: 'aucune question de nature « answer »',
      en: 'there is no question of kind "answer"',
    });
  }
  return rows.map(({ content: { id, fr, en, evidence } }) => ({ id, fr, en, evidence }));
}

/**
 * Does a text hold the evidence: all of it, or, where the text is a part of it, at least half of its words? Marks of
 * Markdown, typographic quotation marks and apostrophes, case and white space make no difference.
 */
export function holdsEvidence(text: string, evidence: string): boolean {
  const [whole, wanted] = [plain(text), plain(evidence)];
  if (whole === '') return false;
  return whole.includes(wanted) || (wanted.includes(whole) && countWords(whole) * 2 >= countWords(wanted));
}

function plain(text: string): string {
  return text
    .replace(/[*_#>]/g, '')
    .normalize('NFC')
    .replace(/[’ʼ]/g, "'")
    .replace(/[«»“”]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

function countWords(text: string): number {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').length;
}
