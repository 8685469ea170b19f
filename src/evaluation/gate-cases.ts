import { join } from 'node:path';
import Type from 'typebox';
import type { Language } from '../domain.ts';
import { type ArticlePart, partOf } from './article-part.ts';
import { invalidFile, invalidLine, readJsonLines, uniqueById } from './evaluation-files.ts';

export interface CasePassage {
  readonly id: string;
  readonly text: string;
}

/** A question with the passages that it is asked of, and whether they answer it. */
export interface GateCase {
  readonly id: string;
  readonly language: Language;
  readonly question: string;
  readonly answerable: boolean;
  /** At least one. The same id is the same text in every case. */
  readonly passages: readonly CasePassage[];
  /** By its id. */
  readonly part: ArticlePart;
}

const IdSchema = Type.String({ minLength: 1 });

const CaseSchema = Type.Object({
  id: IdSchema,
  lang: Type.Union([Type.Literal('fr'), Type.Literal('en')]),
  question: Type.String({ pattern: '\\S' }),
  answerable: Type.Boolean(),
  passages: Type.Array(Type.Object({ id: IdSchema, text: Type.String() }), { minItems: 1 }),
});

/**
 * Reads `cases.jsonl`, in the layout of NoMIRACL's cases.
 *
 * @throws {SourcierError} `evaluation_file_missing`; `evaluation_file_invalid` for malformed lines, ids that occur twice,
 *   a passage with two texts, and where all cases have an answer or none has
 */
export function readGateCases(folder: string): GateCase[] {
  const path = join(folder, 'cases.jsonl');
  const rows = [...uniqueById(path, readJsonLines(path, CaseSchema)).values()];
  const texts = new Map<string, string>();
  for (const { line, content } of rows) {
    for (const { id, text } of content.passages) {
      if ((texts.get(id) ?? text) !== text) {
        throw invalidLine(path, line, {
          fr: `le passage « ${id} » a un autre texte sur une ligne précédente`,
          en: `the passage "${id}" has another text on an earlier line`,
        });
      }
      texts.set(id, text);
    }
  }
  const cases = rows.map(({ content: { lang, ...content } }) => ({
    ...content,
    language: lang,
    part: partOf(content.id),
  }));
  checkSorts(path, cases);
  return cases;
}

/** @throws {SourcierError} `evaluation_file_invalid` */
export function checkSorts(path: string, cases: readonly Pick<GateCase, 'answerable'>[]): void {
  if (hasBothSorts(cases)) return;
  throw invalidFile(path, {
    fr: 'il faut des cas avec réponse et des cas sans réponse',
    en: 'it takes cases that have an answer and cases that have none',
  });
}

/** Whether some have an answer and some have none: without that there is no rate to measure. */
export function hasBothSorts(cases: readonly Pick<GateCase, 'answerable'>[]): boolean {
  return new Set(cases.map(({ answerable }) => answerable)).size === 2;
}
