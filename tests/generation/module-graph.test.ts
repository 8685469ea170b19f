import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const PROVIDERS = /node_modules\/(?:@langchain\/(?:openai|ollama|mistralai)|openai|ollama|@mistralai)\//u;
const HOOKS = pathToFileURL(join(import.meta.dirname, 'log-modules.mjs')).href;
const CLI = join(import.meta.dirname, '../../src/cli.ts');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-modules-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The modules that a command loads, by their addresses. */
async function listModules(settings: NodeJS.ProcessEnv, ...command: readonly string[]): Promise<string[]> {
  const log = join(folder, `${Math.random()}.log`);
  const register = `data:text/javascript,import { register } from 'node:module'; register('${HOOKS}');`;
  const environment = { ...process.env, INDEX_DIR: join(folder, 'index'), MODULE_LOG: log, ...settings };
  await promisify(execFile)(process.execPath, ['--import', register, '--import', 'tsx', CLI, ...command], {
    env: environment,
  });
  return readFileSync(log, 'utf8').split('\n');
}

describe('the packages of language models', () => {
  it('are not loaded where none is set', async () => {
    await listModules({}, 'ingest');
    const modules = await listModules({}, 'ask', 'Qui dirige GENCI ?');
    expect(modules.some((url) => url.endsWith('src/answering/extractive-answerer.ts'))).toBe(true);
    expect(modules.filter((url) => PROVIDERS.test(url))).toEqual([]);
  });

  it('are loaded for the provider that is set, and for no other', async () => {
    const settings = { LLM_PROVIDER: 'ollama', LLM_MODEL: 'none', LLM_BASE_URL: 'http://127.0.0.1:9' };
    const modules = await listModules(settings, 'ask', 'Qui dirige GENCI ?');
    expect(modules.some((url) => url.includes('node_modules/@langchain/ollama/'))).toBe(true);
    expect(
      modules.filter((url) => /node_modules\/(?:@langchain\/(?:openai|mistralai)|openai|@mistralai)\//u.test(url)),
    ).toEqual([]);
  });
});
