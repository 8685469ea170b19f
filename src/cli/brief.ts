import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { loadConfig } from '../config.ts';
import { type Language, MAX_QUESTION_CHARACTERS } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { BriefingEntry } from '../export/briefing.ts';
import { readPermalinks } from '../export/read-permalinks.ts';
import { BRIEFING_FILES, type BriefingFormat, writeBriefing } from '../export/write-briefing.ts';
import { toCanonical } from '../language/normalise.ts';
import { createServices } from '../services.ts';
import { translator } from './messages.ts';

export interface BriefOptions {
  readonly format: BriefingFormat;
  readonly title?: string;
  readonly out?: string;
}

/**
 * Asks each line of a file and writes the answers as a briefing: to `--out`, else to standard output, but for DOCX, which
 * is no text: beside the questions.
 *
 * @returns `file` is null where the bytes are to be printed
 */
export async function brief(
  path: string,
  { format, title, out }: BriefOptions,
  language: Language,
): Promise<{ bytes: Uint8Array; file: string | null; failed: number }> {
  const questions = toCanonical(await readText(path))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const config = loadConfig();
  const services = await createServices(config);
  try {
    const entries: BriefingEntry[] = [];
    for (const text of questions) {
      try {
        if ([...text].length > MAX_QUESTION_CHARACTERS) throw tooLong();
        entries.push({ question: text, answer: await services.ask({ text, interfaceLanguage: language }) });
      } catch (error) {
        if (!SourcierError.is(error) || error.status === 503) throw error;
        entries.push({ question: text, failure: error.detail(language) });
      }
    }
    const documents = new Map(services.documents().map((document) => [document.id, document]));
    const contents = {
      title: title ?? basename(path, extname(path)),
      language,
      date: new Date().toISOString().slice(0, 10),
      entries,
      metadataOf: (id: string) => documents.get(id),
      publicUrl: config.publicUrl,
    };
    const bytes = await writeBriefing(contents, format);
    const file =
      out ??
      (format === 'docx' ? `${path.slice(0, path.length - extname(path).length)}.${BRIEFING_FILES.docx.ending}` : null);
    if (file !== null) await writeFile(file, bytes).catch((error) => fail('evaluation_file_unwritable', file, error));
    return { bytes, file, failed: entries.filter((entry) => 'failure' in entry).length };
  } finally {
    await services.close();
  }
}

/** What has become of each citation of a briefing: a line each, and whether all are still said. */
export async function checkBriefing(path: string, language: Language): Promise<{ text: string; isSound: boolean }> {
  const bytes = await readFile(path).catch((error) => fail('input_missing', path, error));
  const permalinks = readPermalinks(new Uint8Array(bytes));
  const translate = translator(language);
  const services = await createServices(loadConfig());
  try {
    const states = permalinks.map((id) => {
      try {
        return { id, ...services.citation(id) };
      } catch (error) {
        if (!SourcierError.is(error, 'citation_unknown')) throw error;
        return { id, state: 'unknown' as const, quote: null };
      }
    });
    const lines = states.map(({ state, quote }) => {
      const shown = quote === null ? '' : ` ${quote.replaceAll(/\s+/g, ' ').slice(0, 100)}`;
      return `${translate(`citation_${state}`)}${shown}`;
    });
    const sound = states.filter(({ state }) => state === 'present' || state === 'moved').length;
    lines.push(translate('citations_checked', { sound, count: states.length }));
    return { text: lines.join('\n'), isSound: sound === states.length };
  } finally {
    await services.close();
  }
}

async function readText(path: string): Promise<string> {
  return await readFile(path, 'utf8').catch((error) => fail('input_missing', path, error));
}

function tooLong(): SourcierError {
  const problem = { fr: translator('fr')('question_too_long'), en: translator('en')('question_too_long') };
  return new SourcierError('invalid_request', { field: 'question', problem });
}

function fail(code: 'input_missing' | 'evaluation_file_unwritable', file: string, error: unknown): never {
  throw new SourcierError(code, { file: basename(file), reason: (error as NodeJS.ErrnoException).code ?? '' }, error);
}
