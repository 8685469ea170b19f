import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SETTING_NAMES } from '../src/config.ts';
import { runCli } from './cli/run-cli.ts';

const ROOT = resolve(import.meta.dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Each `$ npm run -s cli -- …` of the README with the lines that stand below it. */
const examples = [...readme.matchAll(/```console\n\$ npm run -s cli -- (.+)\n([\s\S]*?)```/g)].map(
  ([, command = '', output = '']) => ({
    words: [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
    output: output.trim(),
  }),
);

describe('the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-readme-'));
  const workplace = {
    folder,
    corpusDir: join(ROOT, 'corpus'),
    indexDir: join(folder, 'index'),
    write: () => {},
    remove: () => {},
  };

  beforeAll(async () => {
    expect((await runCli(workplace, 'ingest')).err).toBe('');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows a question in each language', () => {
    expect(examples.map(({ words }) => words.slice(0, 3))).toEqual([
      ['ask', '--lang', 'fr'],
      ['ask', '--lang', 'en'],
    ]);
  });

  it.each(examples)('shows the real answer to $words', async ({ words, output }) => {
    expect((await runCli(workplace, ...words)).out.trim()).toBe(output);
  });

  it('names every setting', () => {
    expect(SETTING_NAMES.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it('names every library that the program imports, and no other', () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    const table = readme.slice(readme.indexOf('## Libraries'), readme.indexOf('## Licences'));
    const named = [...table.matchAll(/^\| ([^|]+) \|/gm)].slice(1).flatMap(([, cell = '']) => cell.split(', '));
    const family = (name: string) => (name.startsWith('@fastify/') || name === 'fastify-plugin' ? '@fastify/*' : name);
    expect(new Set(named)).toEqual(new Set(Object.keys({ ...dependencies, ...peerDependencies }).map(family)));
  });
});
