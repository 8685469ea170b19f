import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../src');

/** Which rooms each room may import; a room is a folder of src/ or one of its files. The table of src/README.md. */
const FOUNDATION = ['domain', 'errors'];
const BELOW_SERVICES = [
  ...FOUNDATION,
  'language',
  'config',
  'documents',
  'embedding',
  'language-model',
  'store',
  'retrieval',
  'citing',
  'translation',
  'answering',
];
const ALLOWED: Record<string, readonly string[]> = {
  domain: [],
  errors: ['domain'],
  language: FOUNDATION,
  config: FOUNDATION,
  documents: [...FOUNDATION, 'language', 'config'],
  embedding: [...FOUNDATION, 'language', 'config'],
  'language-model': [...FOUNDATION, 'config'],
  store: [...FOUNDATION, 'language', 'config', 'documents', 'embedding'],
  retrieval: [...FOUNDATION, 'language', 'config', 'store'],
  citing: [...FOUNDATION, 'language', 'config', 'store'],
  translation: [...FOUNDATION, 'language', 'embedding'],
  answering: [...FOUNDATION, 'language', 'config', 'language-model', 'citing'],
  export: [...FOUNDATION, 'language', 'citing'],
  services: BELOW_SERVICES,
  evaluation: [...BELOW_SERVICES, 'services'],
  http: [...FOUNDATION, 'language', 'config', 'export', 'services'],
  app: [...FOUNDATION, 'config', 'services', 'http'],
  server: [...FOUNDATION, 'config', 'services', 'http', 'app', 'cli', 'store'],
  widget: ['domain'],
  cli: [...FOUNDATION, 'language', 'config', 'export', 'services', 'http', 'server', 'store', 'evaluation'],
};

/** Third-party libraries that only these files may know, so that each can be replaced. */
const IMPORTERS: Record<string, string | readonly string[]> = {
  'better-sqlite3': 'store/database.ts',
  'hnswlib-node': 'store/vector-index.ts',
  // One for each kind of model, and what fetches them.
  '@xenova/transformers': [
    'embedding/local-embeddings.ts',
    'embedding/provide-model.ts',
    'translation/translation-model.ts',
  ],
  'pdf-parse': 'documents/readers/pdf/pdf-pages.ts',
  mammoth: 'documents/readers/docx.ts',
  cheerio: 'documents/readers/html-dom.ts',
  yaml: 'documents/stated-metadata.ts',
  'snowball-stemmers': 'language/stem.ts',
  'eld/extrasmall': 'language/detect.ts',
  commander: 'cli.ts',
  'env-schema': 'config.ts',
  'close-with-grace': 'server.ts',
  '@langchain/openai': 'language-model/providers.ts',
  '@langchain/ollama': 'language-model/providers.ts',
  '@langchain/mistralai': 'language-model/providers.ts',
  jsonrepair: 'answering/generated-reply.ts',
  diff: 'citing/citation-state.ts',
  docx: 'export/briefing-docx.ts',
  '@citation-js/core': 'export/write-references.ts',
};

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFiles(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

const IMPORT = /^\s*(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'/gm;

const imports: Import[] = listFiles(SOURCE).flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, type, from, bare]) => ({
    file: relative(SOURCE, path).split(sep).join('/'),
    specifier: from ?? bare ?? '',
    typeOnly: type !== undefined,
  })),
);

function roomOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

describe('the house', () => {
  it('has its rooms', () => {
    const rooms = new Set(listFiles(SOURCE).map((path) => roomOf(relative(SOURCE, path).split(sep).join('/'))));
    expect([...rooms].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  it('imports downwards only, as the table of rooms says', () => {
    const wrong = imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ file, specifier }) => {
        const target = relative(SOURCE, resolve(SOURCE, file, '..', specifier))
          .split(sep)
          .join('/');
        return { file, from: roomOf(file), to: roomOf(target) };
      })
      .filter(({ from, to }) => from !== to && !ALLOWED[from]?.includes(to))
      .map(({ file, to }) => `${file} imports ${to}`);
    expect(wrong).toEqual([]);
  });

  it('imports each replaceable library where it may be known', () => {
    const wrong = imports
      .filter(({ file, specifier }) => ![IMPORTERS[specifier] ?? file].flat().includes(file))
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  it('reads the environment in config.ts only', () => {
    const readers = listFiles(SOURCE).filter((path) => readFileSync(path, 'utf8').includes('process.env'));
    expect(readers.map((path) => relative(SOURCE, path))).toEqual(['config.ts']);
  });

  it('lists every setting in .env.example in the order of the schema', async () => {
    const { SETTING_NAMES } = await import('../src/config.ts');
    const example = readFileSync(resolve(SOURCE, '../.env.example'), 'utf8');
    const names = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(names).toEqual(SETTING_NAMES);
  });
});
