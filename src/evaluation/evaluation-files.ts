import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Static, TSchema } from 'typebox';
import Value from 'typebox/value';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';

type Localised = Readonly<Record<Language, string>>;

/** A line of a file that an evaluation reads, counted from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** @throws {SourcierError} `evaluation_file_missing` */
export function readEvaluationFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SourcierError('evaluation_file_missing', { file: path }, error);
  }
}

/** @throws {SourcierError} `evaluation_file_missing` where the path is that of no folder */
export function checkFolder(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new SourcierError('evaluation_file_missing', { file: path });
  }
}

/** @throws {SourcierError} `output_unwritable` */
export function writeEvaluationFile(path: string, content: string): void {
  try {
    writeFileSync(path, content);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    throw new SourcierError('output_unwritable', { file: path, reason }, error);
  }
}

/** The lines of a file that are not blank. @throws {SourcierError} `evaluation_file_missing` */
export function readLines(path: string): Line[] {
  return readEvaluationFile(path)
    .split(/\r?\n/)
    .map((text, index) => ({ number: index + 1, text }))
    .filter(({ text }) => text.trim() !== '');
}

/** What is wrong with a file, by line. */
export function invalidLine(path: string, number: number, problem: Localised): SourcierError {
  const place = { fr: `, ligne ${number}`, en: `, line ${number}` };
  return new SourcierError('evaluation_file_invalid', { file: basename(path), place, problem });
}

/** What is wrong with a file as a whole. */
export function invalidFile(path: string, problem: Localised): SourcierError {
  return new SourcierError('evaluation_file_invalid', { file: basename(path), place: '', problem });
}

export interface Row<Content> {
  readonly line: number;
  readonly content: Content;
}

/**
 * A file of one JSON object a line.
 *
 * @throws {SourcierError} `evaluation_file_missing`, `evaluation_file_invalid` naming the line and the field
 */
export function readJsonLines<Schema extends TSchema>(path: string, schema: Schema): Row<Static<Schema>>[] {
  return readLines(path).map(({ number, text }) => {
    let content: unknown;
    try {
      content = JSON.parse(text);
    } catch {
      throw invalidLine(path, number, { fr: 'ce n’est pas du JSON', en: 'it is not JSON' });
    }
    const problem = findProblem(content, schema);
    if (problem !== null) throw invalidLine(path, number, problem);
    return { line: number, content: content as Static<Schema> };
  });
}

/** Rows by the id that each states. @throws {SourcierError} `evaluation_file_invalid` for an id that occurs twice */
export function uniqueById<Content extends { readonly id: string }>(path: string, rows: readonly Row<Content>[]) {
  const byId = new Map<string, Row<Content>>();
  for (const row of rows) {
    const { id } = row.content;
    const first = byId.get(id);
    if (first !== undefined) {
      throw invalidLine(path, row.line, {
        fr: `l’identifiant « ${id} » est déjà celui de la ligne ${first.line}`,
        en: `the id "${id}" is already that of line ${first.line}`,
      });
    }
    byId.set(id, row);
  }
  return byId;
}

/** Null where the value is as the schema says. */
export function findProblem(value: unknown, schema: TSchema): Localised | null {
  const [first] = Value.Errors(schema, value);
  if (first === undefined) return null;
  const field = nameField(first);
  if (field === '') return { fr: 'ce n’est pas un objet JSON', en: 'it is not a JSON object' };
  return {
    fr: `le champ « ${field} » manque ou n’a pas la forme attendue`,
    en: `the field "${field}" is missing or not of the expected form`,
  };
}

interface SchemaViolation {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: object;
}

/** The path of the field, from the top of the value; the last name is in `params` where the field is missing. */
function nameField({ instancePath, keyword, params }: SchemaViolation): string {
  const missing = keyword === 'required' && 'requiredProperties' in params ? params.requiredProperties : [];
  const [name] = Array.isArray(missing) ? missing : [];
  return [...instancePath.split('/').slice(1), ...(name === undefined ? [] : [String(name)])].join('/');
}
