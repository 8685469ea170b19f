import Type, { type Static } from 'typebox';
import type { Language } from '../domain.ts';
import { invalidFile, invalidLine, type Row, readJsonLines, uniqueById } from './evaluation-files.ts';
import { foldWording, listWords } from './wording.ts';

/** `answer`: the documents answer; `conflict`: they give several answers that disagree; `unanswerable`: they do not. */
export type GoldenKind = 'answer' | 'conflict' | 'unanswerable';

/** A question in both languages, with what the documents say about it. */
export interface GoldenQuestion extends Readonly<Record<Language, string>> {
  readonly id: string;
  readonly kind: GoldenKind;
  /** Wordings of the documents that answer, each alone enough; empty where nothing does. */
  readonly evidence: readonly string[];
  /** The facts of a whole answer, as patterns (`iu`) that its tidied wording matches; empty where they are not judged. */
  readonly nuggets: readonly string[];
}

const QuestionSchema = Type.String({ pattern: '\\S' });
const GoldenSchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  kind: Type.Union([Type.Literal('answer'), Type.Literal('conflict'), Type.Literal('unanswerable')]),
  fr: QuestionSchema,
  en: QuestionSchema,
  evidence: Type.Array(QuestionSchema),
  nuggets: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
});

/**
 * Questions to be answered: of those that the documents answer, evidence and facts have to be stated.
 *
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid`
 */
export function readGoldenQuestions(path: string): GoldenQuestion[] {
  const rows = [...uniqueById(path, readJsonLines(path, GoldenSchema)).values()];
  if (rows.length === 0) throw invalidFile(path, { fr: 'aucune question', en: 'there is no question' });
  for (const row of rows) checkFacts(path, row);
  return rows.map(({ content }) => toQuestion(content));
}

/**
 * Questions with passages to be found: those of kind `answer`. Of these, evidence is enough.
 *
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid`
 */
export function readQuestionsWithEvidence(path: string): GoldenQuestion[] {
  const rows = readJsonLines(path, GoldenSchema).filter(({ content }) => content.kind === 'answer');
  if (rows.length > 0) return rows.map(({ content }) => toQuestion(content));
  throw invalidFile(path, {
    fr: 'aucune question de nature « answer »',
    en: 'there is no question of kind "answer"',
  });
}

/**
 * Does a text hold the evidence: all of it, or, where the text is a part of it, at least half of its words? Marks of
 * Markdown, typographic quotation marks and apostrophes, case and white space make no difference.
 */
export function holdsEvidence(text: string, evidence: string): boolean {
  const [whole, wanted] = [foldWording(text), foldWording(evidence)];
  if (whole === '') return false;
  return whole.includes(wanted) || (wanted.includes(whole) && listWords(whole).length * 2 >= listWords(wanted).length);
}

function toQuestion({ nuggets = [], id, kind, fr, en, evidence }: Static<typeof GoldenSchema>): GoldenQuestion {
  return { id, kind, fr, en, evidence, nuggets };
}

function checkFacts(path: string, { line, content }: Row<Static<typeof GoldenSchema>>): void {
  const { kind, evidence, nuggets = [] } = content;
  if (kind !== 'unanswerable' && (evidence.length === 0 || nuggets.length === 0)) {
    throw invalidLine(path, line, {
      fr: 'il faut une preuve (« evidence ») et un fait (« nuggets ») au moins, sauf pour « unanswerable »',
      en: 'it takes one "evidence" and one of "nuggets" at least, but for "unanswerable"',
    });
  }
  for (const nugget of nuggets) {
    try {
      new RegExp(nugget, 'iu');
    } catch {
      throw invalidLine(path, line, {
        fr: `« ${nugget} » n’est pas une expression régulière`,
        en: `"${nugget}" is not a regular expression`,
      });
    }
  }
}
