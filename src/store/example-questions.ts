import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '../domain.ts';
import { toCanonical } from '../language/normalise.ts';

/** A question that the documents answer, to begin with. */
export type ExampleQuestion = Readonly<Record<Language, string>>;

/** Beside the documents, and none of them. */
export const EXAMPLES_FILE = 'examples.json';

const MOST_EXAMPLES = 6;
const LONGEST_EXAMPLE = 200;

/**
 * The example questions of a corpus folder: `examples.json`, a list of `{"fr": "…", "en": "…"}`, at most six of 200
 * characters. Empty where there is no such file.
 *
 * @throws {SyntaxError} where the file is there and is not of that form
 */
export async function readExampleQuestions(corpusDir: string): Promise<readonly ExampleQuestion[]> {
  const json = await readFile(join(corpusDir, EXAMPLES_FILE), 'utf8').catch(() => null);
  if (json === null) return [];
  const examples: unknown = JSON.parse(json);
  if (!Array.isArray(examples) || examples.length > MOST_EXAMPLES)
    throw new SyntaxError('not a list of a few questions');
  return examples.map((example) => ({ fr: readText(example?.fr), en: readText(example?.en) }));
}

function readText(value: unknown): string {
  const text = typeof value === 'string' ? toCanonical(value).trim() : '';
  if (text === '' || [...text].length > LONGEST_EXAMPLE) throw new SyntaxError('a question that is none');
  return text;
}
