import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPrompts, PROMPTS_FOLDER } from '../../src/language-model/prompts.ts';

const VALUES = { passages: 'P', question: 'Q', reminder: 'R' };

let folder = '';
const folders: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-prompts-'));
  folders.push(folder);
  cpSync(PROMPTS_FOLDER, folder, { recursive: true });
});

afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true, force: true });
});

function change(name: string, edit: (text: string) => string): void {
  const path = join(folder, name);
  writeFileSync(path, edit(readFileSync(path, 'utf8')));
}

describe('prompts', () => {
  it('say what is put into them, in the language asked for', () => {
    const { system, user } = loadPrompts().render('answer', 'fr', VALUES);
    expect(system).toMatch(/^Vous répondez/);
    expect(user).toBe('P\n\nQuestion : Q\n\nR');
    expect(loadPrompts().render('condense', 'en', { history: 'H', question: 'Q' }).user).toBe('H\n\nLast question: Q');
  });

  it('never read as a template what is put into them', () => {
    const { user } = loadPrompts().render('answer', 'en', { ...VALUES, passages: '{{question}} $& {{system}}' });
    expect(user).toContain('{{question}} $& {{system}}');
  });

  it('have a version that changes with any of them', () => {
    const before = loadPrompts(folder).version;
    expect(before).toBe(loadPrompts(folder).version);
    change('condense.en.md', (text) => `${text}.`);
    expect(loadPrompts(folder).version).not.toBe(before);
    expect(before).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['lacks a placeholder', (text: string) => text.replace('{{passages}}', ''), '{{passages}}'],
    ['has an unknown placeholder', (text: string) => `${text}\n{{documents}}`, '{{documents}}'],
    ['has a placeholder twice', (text: string) => `${text}\n{{question}}`, '{{question}}'],
    ['lacks its second part', (text: string) => text.replace('# user', '# other'), '# user'],
  ])('stop the start where one %s', (_, edit, named) => {
    change('answer.fr.md', edit);
    expect(() => loadPrompts(folder)).toThrow(
      expect.objectContaining({ code: 'prompt_invalid', message: expect.stringContaining(named) }),
    );
  });

  it('stop the start where one is missing', () => {
    rmSync(join(folder, 'answer.en.md'));
    expect(() => loadPrompts(folder)).toThrow(
      expect.objectContaining({ code: 'prompt_invalid', message: expect.stringContaining('answer.en.md') }),
    );
  });
});
