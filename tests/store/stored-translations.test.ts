import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { forgetTranslations, StoredTranslations } from '../../src/store/stored-translations.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-translations-'));
  return () => rmSync(folder, { recursive: true, force: true });
});

function open(): StoredTranslations {
  const translations = new StoredTranslations(folder);
  onTestFinished(() => translations.close());
  return translations;
}

describe('Translations', () => {
  it('are remembered from one process to the next, and so is that there is none to show', () => {
    const first = open();
    expect(first.get('a')).toBeUndefined();
    first.set('a', 'It is closed.');
    first.set('b', null);
    expect(open().get('a')).toBe('It is closed.');
    expect(open().get('b')).toBeNull();
  });

  it('are made again where their file was deleted or is damaged', () => {
    writeFileSync(join(folder, 'translations.db'), 'This is no database, whatever its name says. '.repeat(100));
    const translations = open();
    expect(translations.get('a')).toBeUndefined();
    translations.set('a', 'It is closed.');
    expect(open().get('a')).toBe('It is closed.');
  });

  it('are not remembered, and nothing fails, where there is no folder for them', () => {
    const translations = new StoredTranslations(join(folder, 'missing'));
    translations.set('a', 'It is closed.');
    expect(translations.get('a')).toBeUndefined();
    translations.close();
  });

  it.skipIf(process.getuid?.() === 0)('are not remembered in a folder that cannot be written', () => {
    chmodSync(folder, 0o500);
    const translations = open();
    translations.set('a', 'It is closed.');
    expect(translations.get('a')).toBeUndefined();
  });

  it('are forgotten at once in every process, and nothing of them is left in the folder', () => {
    const serving = open();
    serving.set('a', 'A sentence that nobody may read any more.');
    forgetTranslations(folder);
    expect(serving.get('a')).toBeUndefined();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('nobody may read')).toBe(false);
    }
  });

  it('need no file to be forgotten', () => {
    forgetTranslations(folder);
    expect(existsSync(join(folder, 'translations.db'))).toBe(false);
  });
});
