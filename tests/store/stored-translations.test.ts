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

function open(options = {}): StoredTranslations {
  const translations = new StoredTranslations(folder, options);
  onTestFinished(() => translations.close());
  return translations;
}

describe('Translations', () => {
  it('are remembered from one process to the next, and so is that there is none to show', () => {
    const first = open();
    expect(first.get('a')).toBeUndefined();
    first.set('a', 'It is closed.', 0);
    first.set('b', null, 0);
    expect(open().get('a')).toBe('It is closed.');
    expect(open().get('b')).toBeNull();
  });

  it('are made again where their file was deleted or is damaged', () => {
    writeFileSync(join(folder, 'translations.db'), 'This is no database, whatever its name says. '.repeat(100));
    const translations = open();
    expect(translations.get('a')).toBeUndefined();
    translations.set('a', 'It is closed.', 0);
    expect(open().get('a')).toBe('It is closed.');
  });

  it('are not remembered, and nothing fails, where there is no folder for them', () => {
    const translations = new StoredTranslations(join(folder, 'missing'));
    translations.set('a', 'It is closed.', 0);
    expect(translations.get('a')).toBeUndefined();
    translations.close();
  });

  it.skipIf(process.getuid?.() === 0)('are not remembered in a folder that cannot be written', () => {
    chmodSync(folder, 0o500);
    const translations = open();
    translations.set('a', 'It is closed.', 0);
    expect(translations.get('a')).toBeUndefined();
  });

  it('are forgotten at once in every process, and nothing of them is left in the folder', () => {
    const serving = open();
    serving.set('a', 'A sentence that nobody may read any more.', 0);
    forgetTranslations(folder);
    expect(serving.get('a')).toBeUndefined();
    for (const name of readdirSync(folder)) {
      expect(readFileSync(join(folder, name)).includes('nobody may read')).toBe(false);
    }
  });

  it('that were being made when all were forgotten are not remembered, and later ones are', () => {
    const serving = open();
    const before = serving.era() ?? Number.NaN;
    forgetTranslations(folder);
    serving.set('a', 'A sentence that nobody may read any more.', before);
    expect(serving.get('a')).toBeUndefined();
    serving.set('a', 'It is closed.', serving.era() ?? Number.NaN);
    expect(serving.get('a')).toBe('It is closed.');
  });

  it('have no era where there is no folder for them', () => {
    expect(new StoredTranslations(join(folder, 'missing')).era()).toBeUndefined();
  });

  it('are at most so many when they are opened: the first that were made go', () => {
    const first = open();
    for (let number = 0; number < 12; number += 1) first.set(`${number}`, `No. ${number}`, 0);
    const later = open({ most: 10 });
    const kept = Array.from({ length: 12 }, (_, number) => later.get(`${number}`)).filter((each) => each !== undefined);
    expect(kept).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11].map((number) => `No. ${number}`));
  });

  it('need no file to be forgotten', () => {
    forgetTranslations(folder);
    expect(existsSync(join(folder, 'translations.db'))).toBe(false);
  });
});
