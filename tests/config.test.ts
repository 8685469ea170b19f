import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkAddress, environmentWithoutKeys, isLoopback, loadConfig, terminalLanguage } from '../src/config.ts';
import { SourcierError } from '../src/errors.ts';

function problemOf(environment: Record<string, string>): SourcierError {
  try {
    loadConfig(environment);
  } catch (error) {
    if (SourcierError.is(error)) return error;
    throw error;
  }
  throw new Error('the settings were accepted');
}

describe('the settings', () => {
  it('have a default each', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      corpusDir: resolve('corpus'),
      allowModelDownload: false,
    });
    expect(config.apiKeys).toEqual([]);
    expect(config.adminApiKey).toBeNull();
  });

  it('take lists separated by commas', () => {
    expect(loadConfig({ API_KEYS: 'one, two ,' }).apiKeys).toEqual(['one', 'two']);
  });

  it('bind each public key to one origin, and the key may hold no equals sign', () => {
    expect(loadConfig({ PUBLIC_KEYS: 'abc=https://www.example.org,def=http://localhost:8080' }).publicKeys).toEqual([
      { key: 'abc', origin: 'https://www.example.org' },
      { key: 'def', origin: 'http://localhost:8080' },
    ]);
  });

  it.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['MAX_UPLOAD_MB', '0'],
    ['LOG_LEVEL', 'loud'],
    ['ALLOW_ANONYMOUS', 'perhaps'],
    ['LLM_PROVIDER', 'zorglub'],
    ['LLM_TIMEOUT_MS', '5'],
    ['LLM_CONCURRENCY', '0'],
    ['PUBLIC_URL', 'example.org'],
    ['PUBLIC_URL', 'https://[x'],
    ['PUBLIC_KEYS', 'abc'],
    ['PUBLIC_KEYS', 'abc=https://example.org/path'],
    ['ALLOWED_ORIGINS', '*'],
  ])('stop the start and name %s when it is %s', (setting, value) => {
    const error = problemOf({ [setting]: value });
    expect(error.code).toBe('setting_invalid');
    expect(error.detail('fr')).toContain(setting);
    expect(error.detail('en')).toContain(setting);
    expect(error.detail('fr')).not.toMatch(/must|pattern/);
  });

  it('need the name of a model for its provider, and an address that is one', () => {
    expect(() => loadConfig({ LLM_PROVIDER: 'ollama' })).toThrow('LLM_MODEL');
    const settings = { LLM_PROVIDER: 'openai', LLM_MODEL: 'm', LLM_BASE_URL: 'localhost' };
    expect(() => loadConfig(settings)).toThrow('LLM_BASE_URL');
    expect(loadConfig({ ...settings, LLM_BASE_URL: 'http://localhost:8000/v1/' }).languageModel).toMatchObject({
      provider: 'openai',
      model: 'm',
      baseUrl: 'http://localhost:8000/v1',
      apiKey: null,
    });
    expect(loadConfig({}).languageModel).toBeNull();
  });

  it('drop the slash at the end of PUBLIC_URL', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://sources.example.org/' }).publicUrl).toBe('https://sources.example.org');
  });
});

describe('an address', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost', '::ffff:127.0.0.1'])('%s is this machine only', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', '127.example.org', '1270.0.0.1', 'localhost.example.org'])(
    '%s may be reached by others',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );

  it('that others reach is refused without keys', () => {
    expect(() => checkAddress(loadConfig({ HOST: '0.0.0.0' }))).toThrow(SourcierError);
  });

  it.each([{ API_KEYS: 'a' }, { PUBLIC_KEYS: 'a=https://example.org' }, { ALLOW_ANONYMOUS: 'true' }])(
    'that others reach is allowed with %o',
    (environment) => {
      expect(() => checkAddress(loadConfig({ HOST: '0.0.0.0', ...environment }))).not.toThrow();
    },
  );
});

describe('the terminal’s language', () => {
  it('is French where the locale is French, English elsewhere', () => {
    expect(terminalLanguage({ LANG: 'fr_FR.UTF-8' })).toBe('fr');
    expect(terminalLanguage({ LANG: 'fr_FR.UTF-8', LC_ALL: 'en_GB.UTF-8' })).toBe('en');
    expect(terminalLanguage({})).toBe('en');
  });
});

describe('the environment of a process that reads hostile files', () => {
  it('holds no key', () => {
    const keys = { API_KEYS: 'a', ADMIN_API_KEY: 'b', PUBLIC_KEYS: 'c=https://example.org', LLM_API_KEY: 'd' };
    expect(environmentWithoutKeys({ ...keys, HOME: '/home/a' })).toEqual({ HOME: '/home/a' });
  });
});
