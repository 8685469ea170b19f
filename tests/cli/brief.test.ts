import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorkplace, runCli } from './run-cli.ts';

const workplace = makeWorkplace();
const questions = join(workplace.folder, 'questions.txt');

beforeAll(async () => {
  workplace.write(
    'phare.md',
    '# Le phare de Morel\n\nLe phare de Morel a été construit en 1890.\n\nIl mesure 32 mètres.\n',
  );
  workplace.write('port.md', '# Le port de Kerlan\n\nLe port de Kerlan accueille 320 bateaux.\n');
  writeFileSync(
    questions,
    'Quand le phare de Morel a-t-il été construit ?\n\nCombien de bateaux le port de Kerlan accueille-t-il ?\n',
  );
  await runCli(workplace, 'ingest', '--quiet');
});
afterAll(() => workplace.remove());

describe('sourcier brief', () => {
  it('prints a briefing of a file of questions', async () => {
    const { out, exitCode } = await runCli(workplace, 'brief', questions, '--title', 'Essai', '--lang', 'fr');
    expect(exitCode).toBe(0);
    expect(out).toContain('# Essai');
    expect(out).toMatch(/\[\^1\]: .*construit en 1890/);
    expect(out).toContain('320 bateaux');
  });

  it('writes Word beside the questions, and checks its citations when the documents have changed', async () => {
    const { out } = await runCli(workplace, 'brief', questions, '--format', 'docx');
    const file = join(workplace.folder, 'questions.docx');
    expect(out).toContain(file);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    const before = await runCli(workplace, 'citations', 'check', file);
    expect([before.exitCode, before.out]).toEqual([
      0,
      expect.stringContaining('2 of 2 citations are still in the documents.'),
    ]);
    workplace.write('port.md', '# Le port de Kerlan\n\nLe port de Kerlan accueille 400 bateaux.\n');
    await runCli(workplace, 'ingest', '--quiet');
    const after = await runCli(workplace, 'citations', 'check', file);
    expect(after.exitCode).toBe(1);
    expect(after.out).toContain('present Le phare de Morel a été construit en 1890.');
    expect(after.out).toContain('changed Le port de Kerlan accueille 320 bateaux.');
  });

  it('says which file it cannot read', async () => {
    const { err, exitCode } = await runCli(workplace, 'brief', join(workplace.folder, 'nothing.txt'));
    expect([exitCode, err]).toEqual([1, expect.stringContaining('nothing.txt')]);
  });

  it('takes only formats that there are', async () => {
    expect((await runCli(workplace, 'brief', questions, '--format', 'odt')).exitCode).toBe(1);
  });
});
