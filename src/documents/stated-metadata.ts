import { parseDocument } from 'yaml';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { toCanonical } from '../language/normalise.ts';
import { collapseSpaces, type StatedMetadata } from './blocks.ts';

type Localised = Readonly<Record<Language, string>>;

/** Metadata are a few lines; what is longer is a mistake or an attack. */
const MAX_YAML_CHARACTERS = 65_536;
const MAX_ALIASES = 50;

/**
 * The metadata of a YAML front matter or sidecar: `title`, `publisher`, `authors` (or `author`), `date`, `url`,
 * `language`, `licence` (or `license`), `note`; other keys are passed over, empty ones say nothing. Data only: tags,
 * merge keys and code have no meaning here.
 *
 * @throws {SourcierError} `metadata_invalid`, naming the key
 */
export function parseMetadataYaml(yaml: string): StatedMetadata {
  const data = parseYamlMap(yaml);
  const value = (...keys: string[]): unknown => keys.map((key) => data.get(key)).find((found) => found != null);
  return withoutUndefined({
    title: statedText('title', value('title')),
    publisher: statedText('publisher', value('publisher')),
    authors: statedAuthors(value('authors', 'author')),
    date: statedDate(value('date')),
    url: statedUrl(value('url')),
    language: statedLanguage(value('language')),
    licence: statedText('licence', value('licence', 'license')),
    note: statedText('note', value('note')),
  });
}

/**
 * The same from a format's own properties, which other programs wrote: whatever is not usable says nothing instead of
 * being an error.
 */
export function acceptMetadata(
  values: {
    readonly [key in keyof StatedMetadata]?: string | readonly string[] | null | undefined;
  },
): StatedMetadata {
  return withoutUndefined({
    title: usable(() => statedText('title', values.title)),
    publisher: usable(() => statedText('publisher', values.publisher)),
    authors: usable(() => statedAuthors(values.authors)),
    date: usable(() => statedDate(values.date)),
    url: usable(() => statedUrl(values.url)),
    language: usable(() => statedLanguage(values.language)),
    licence: usable(() => statedText('licence', values.licence)),
    note: usable(() => statedText('note', values.note)),
  });
}

function usable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (SourcierError.is(error, 'metadata_invalid')) return undefined;
    throw error;
  }
}

/** A key without a value is left out, so that spreading one record over another keeps what only one of them says. */
function withoutUndefined(
  metadata: { [key in keyof StatedMetadata]: StatedMetadata[key] | undefined },
): StatedMetadata {
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
}

function invalid(problem: Localised): SourcierError {
  return new SourcierError('metadata_invalid', { problem });
}

function parseAsData(yaml: string) {
  return parseDocument(yaml, { schema: 'core', merge: false, resolveKnownTags: false, logLevel: 'silent' });
}

function problemsOf({ errors, warnings }: ReturnType<typeof parseAsData>) {
  return [...errors, ...warnings];
}

/** A key at the margin with a text of one line that is not quoted and holds a colon before a space or at its end. */
const TEXT_WITH_COLON = /^(\w+):[ \t]+([^\s"'[{|>&*!%@`#-].*:(?:[ \t].*)?)$/gmu;

/** « title: Énergie : état des lieux » is no YAML, and what French titles look like. */
function quoteColons(yaml: string): string {
  return yaml.replace(TEXT_WITH_COLON, (_, key: string, text: string) => `${key}: ${JSON.stringify(text.trim())}`);
}

function parseYamlMap(yaml: string): Map<unknown, unknown> {
  if (yaml.length > MAX_YAML_CHARACTERS) {
    throw invalid({
      fr: `plus de ${MAX_YAML_CHARACTERS} caractères`,
      en: `more than ${MAX_YAML_CHARACTERS} characters`,
    });
  }
  let data: unknown;
  try {
    const asWritten = parseAsData(yaml);
    const document = problemsOf(asWritten).length === 0 ? asWritten : parseAsData(quoteColons(yaml));
    const [problem] = problemsOf(document);
    if (problem !== undefined) {
      const position = problem.linePos?.[0].line ?? 1;
      throw invalid({ fr: `YAML invalide à la ligne ${position}`, en: `invalid YAML at line ${position}` });
    }
    data = document.toJS({ mapAsMap: true, maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    throw invalid({ fr: 'YAML invalide', en: 'invalid YAML' });
  }
  if (data == null) return new Map();
  if (data instanceof Map) return data;
  throw invalid({
    fr: 'le YAML n’est pas une liste de clés et de valeurs',
    en: 'the YAML is not a list of keys and values',
  });
}

function statedText(key: string, value: unknown): string | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw invalid({ fr: `la clé « ${key} » doit être un texte`, en: `the key "${key}" must be a text` });
  }
  return cleanText(String(value)) || undefined;
}

function cleanText(text: string): string {
  return collapseSpaces(toCanonical(text));
}

function statedAuthors(value: unknown): readonly string[] | undefined {
  if (value == null) return undefined;
  const names = typeof value === 'string' ? value.split(';') : value;
  if (!Array.isArray(names) || names.some((name) => typeof name !== 'string')) {
    throw invalid({
      fr: 'la clé « authors » doit être un nom ou une liste de noms',
      en: 'the key "authors" must be a name or a list of names',
    });
  }
  const cleaned = names.map((name: string) => cleanText(name)).filter((name) => name !== '');
  return cleaned.length === 0 ? undefined : cleaned;
}

const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*)?$/;

/** ISO 8601 to the precision given; a time of day is left out. A year alone may be a YAML number. */
function statedDate(value: unknown): string | undefined {
  if (value == null || value === '') return undefined;
  const [, year, month, day] = ISO_DATE.exec(String(value).trim()) ?? [];
  const isValid =
    (typeof value === 'string' || typeof value === 'number') && year !== undefined && isCalendarDate(year, month, day);
  if (!isValid) {
    throw invalid({
      fr: 'la clé « date » doit être une date ISO : 2024, 2024-05 ou 2024-05-23',
      en: 'the key "date" must be an ISO date: 2024, 2024-05 or 2024-05-23',
    });
  }
  return [year, month, day].filter((part) => part !== undefined).join('-');
}

function isCalendarDate(year: string, month = '01', day = '01'): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

function statedUrl(value: unknown): string | undefined {
  if (value == null || value === '') return undefined;
  const text = typeof value === 'string' ? value.trim() : '';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid({
      fr: 'la clé « url » doit être une adresse http:// ou https://',
      en: 'the key "url" must be an address http:// or https://',
    });
  }
  return url.href;
}

function statedLanguage(value: unknown): Language | undefined {
  if (value == null || value === '') return undefined;
  const [language] = String(value).trim().toLowerCase().split(/[-_]/);
  if (typeof value === 'string' && (language === 'fr' || language === 'en')) return language;
  throw invalid({ fr: 'la clé « language » doit être fr ou en', en: 'the key "language" must be fr or en' });
}
