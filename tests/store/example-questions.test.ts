import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXAMPLES_FILE, readExampleQuestions } from '../../src/store/example-questions.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-examples-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('example questions', () => {
  it('are those of the file beside the documents', async () => {
    writeFileSync(join(folder, EXAMPLES_FILE), JSON.stringify([{ fr: ' Qui ? ', en: 'Who?' }]));
    expect(await readExampleQuestions(folder)).toEqual([{ fr: 'Qui ?', en: 'Who?' }]);
  });

  it('are none where there is no file', async () => {
    expect(await readExampleQuestions(folder)).toEqual([]);
  });

  it.each([
    ['no JSON', '[{'],
    ['no list', '{"fr": "Qui ?", "en": "Who?"}'],
    ['a question in one language', '[{"fr": "Qui ?"}]'],
    ['a question that is too long', JSON.stringify([{ fr: 'x'.repeat(201), en: 'Who?' }])],
    ['too many', JSON.stringify(Array.from({ length: 7 }, () => ({ fr: 'Qui ?', en: 'Who?' })))],
  ])('are refused where the file holds %s', async (_, json) => {
    writeFileSync(join(folder, EXAMPLES_FILE), json);
    await expect(readExampleQuestions(folder)).rejects.toThrow(SyntaxError);
  });
});
