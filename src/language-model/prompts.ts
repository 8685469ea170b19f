import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';

/** What a model is told: who it is, and what is asked of it now. */
export interface Prompt {
  readonly system: string;
  readonly user: string;
}

/** The values of each task's placeholders. */
export interface PromptValues {
  readonly answer: { readonly passages: string; readonly question: string; readonly reminder: string };
  readonly condense: { readonly history: string; readonly question: string };
}

type Task = keyof PromptValues;

export interface Prompts {
  /** SHA-256 of all templates, hexadecimal, first 16 digits. */
  readonly version: string;
  render<Name extends Task>(task: Name, language: Language, values: PromptValues[Name]): Prompt;
}

/** Those that ship with the project; the path is the same from `src` and from `dist`. */
export const PROMPTS_FOLDER = join(import.meta.dirname, '../../prompts');

const PLACEHOLDERS: Readonly<Record<Task, readonly string[]>> = {
  answer: ['passages', 'question', 'reminder'],
  condense: ['history', 'question'],
};
const TASKS = Object.keys(PLACEHOLDERS) as Task[];
const LANGUAGES: readonly Language[] = ['fr', 'en'];
const PLACEHOLDER = /\{\{(\w+)\}\}/g;
const PARTS = /^# system\n([\s\S]+?)\n# user\n([\s\S]+)$/;

/**
 * Reads and checks the templates (see prompts/README.md).
 *
 * @throws {SourcierError} `prompt_invalid` for one that is missing or lacks a part or a placeholder, or has another
 */
export function loadPrompts(folder: string = PROMPTS_FOLDER): Prompts {
  const hash = createHash('sha256');
  const templates = new Map<string, Prompt>();
  for (const task of TASKS) {
    for (const language of LANGUAGES) {
      const name = `${task}.${language}.md`;
      const source = readTemplate(folder, name);
      hash.update(`${name}\n${source}\n`);
      templates.set(name, parseTemplate(source, name, PLACEHOLDERS[task]));
    }
  }
  return {
    version: hash.digest('hex').slice(0, 16),
    render(task, language, values) {
      const { system, user } = templates.get(`${task}.${language}.md`) as Prompt;
      const fill = (part: string) =>
        part.replace(PLACEHOLDER, (_, name: string) => (values as Readonly<Record<string, string>>)[name] ?? '').trim();
      return { system: fill(system), user: fill(user) };
    },
  };
}

function readTemplate(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim();
  } catch (error) {
    throw invalid(name, { fr: 'le fichier ne peut être lu', en: 'the file cannot be read' }, error);
  }
}

function parseTemplate(source: string, name: string, placeholders: readonly string[]): Prompt {
  const [, system, user] = PARTS.exec(source) ?? [];
  if (system === undefined || user === undefined) {
    throw invalid(name, {
      fr: 'il lui faut une partie « # system », puis une partie « # user »',
      en: 'it needs a part "# system", then a part "# user"',
    });
  }
  const used = [...source.matchAll(PLACEHOLDER)].map(([, placeholder = '']) => placeholder);
  const wrong = [...placeholders, ...used].find(
    (placeholder) => !placeholders.includes(placeholder) || used.filter((other) => other === placeholder).length !== 1,
  );
  if (wrong !== undefined) {
    throw invalid(name, {
      fr: `{{${wrong}}} doit s’y trouver une fois s’il en fait partie, et sinon pas du tout`,
      en: `{{${wrong}}} must stand in it once if it belongs there, and not at all otherwise`,
    });
  }
  return { system, user };
}

function invalid(name: string, problem: Readonly<Record<Language, string>>, cause?: unknown): SourcierError {
  return new SourcierError('prompt_invalid', { name, problem }, cause);
}
