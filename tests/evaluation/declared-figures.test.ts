import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { checkAgain, declareFigures, readDeclaredFigures } from '../../src/evaluation/declared-figures.ts';
import { dataDir } from '../data.ts';
import { writeAnswersCollection } from './answers-collection.ts';
import { Folder } from './folder.ts';
import { writeGateCollection } from './gate-collection.ts';
import { writeTinyCollection } from './tiny-collection.ts';

const config = loadConfig({ LOG_LEVEL: 'silent' });

function stated(measurement: object): object {
  const figures = [{ figure: '/all/hit@10', value: 1, margin: 0 }];
  return {
    version: 1,
    measurements: [{ name: 'tiny', command: 'retrieval', options: { data: '.' }, figures, ...measurement }],
  };
}

describe('the file of declared figures', () => {
  it.each([
    ['{', 'it is not JSON'],
    ['{"version": 2, "measurements": []}', 'the field "version"'],
    [stated({ figures: [] }), 'the field "measurements/0/figures"'],
    [stated({ figures: [{ figure: 'all', value: 1, margin: 0 }] }), 'the field "measurements/0/figures/0/figure"'],
    [stated({ figures: [{ figure: '/all', value: 1, margin: -1 }] }), 'the field "measurements/0/figures/0/margin"'],
    [stated({ command: 'dance' }), 'the measurement "tiny": the command "dance" is unknown'],
    [stated({ command: 'constructor' }), 'the command "constructor" is unknown'],
    [stated({ options: { golden: 'x' } }), 'the measurement "tiny": the field "data"'],
    [stated({ options: { data: '.', part: 'half' } }), 'the measurement "tiny": the field "part"'],
    [stated({ options: { data: '.', embedding: true } }), 'the measurement "tiny": the field "embedding"'],
    [stated({ command: 'answers', options: { golden: 'x' } }), 'the measurement "tiny": the field "documents"'],
    [stated({ command: 'gate', options: { data: '.', part: 'half' } }), 'the measurement "tiny": the field "part"'],
  ])('is checked before anything is measured: %j', (content, expected) => {
    const path = new Folder().write('figures.json', typeof content === 'string' ? content : JSON.stringify(content));
    expect(() => readDeclaredFigures(path)).toThrow(expected);
  });

  it('that ships is well-formed, with every figure declared', () => {
    const { measurements } = readDeclaredFigures(resolve(import.meta.dirname, '../../models/figures.json'));
    expect(new Set(measurements.map(({ name }) => name)).size).toBe(measurements.length);
    for (const { figures } of measurements) for (const { value } of figures) expect(value).not.toBeNull();
  });
});

describe('a declared measurement', () => {
  const declaredWith = (...figures: { figure: string; value: number | null; margin: number }[]) => {
    const folder = new Folder();
    writeTinyCollection(folder);
    const path = folder.write('figures.json', JSON.stringify(stated({ figures })));
    const declared = readDeclaredFigures(path);
    const [measurement] = declared.measurements;
    if (measurement === undefined) throw new Error('no measurement');
    return { folder, path, declared, check: () => checkAgain(measurement, { config, dataRoot: folder.path }) };
  };

  it('holds while its figures are within their margins, in either direction', async () => {
    const { check } = declaredWith(
      { figure: '/all/queries', value: 6, margin: 0 },
      { figure: '/all/hit@10', value: 0.9, margin: 0.1 },
      { figure: '/all/hit@10', value: 0.9, margin: 0.09 },
      { figure: '/all/hit@10', value: 1.1, margin: 0.1 },
      { figure: '/all/hit@10', value: 1.1, margin: 0.09 },
    );
    const { figures, error } = await check();
    expect(error).toBeNull();
    expect(figures.map(({ measured }) => measured)).toEqual([6, 1, 1, 1, 1]);
    expect(figures.map(({ hasMoved }) => hasMoved)).toEqual([false, false, true, false, true]);
  });

  it('fails for a figure that was never declared, or that there is not', async () => {
    const { check } = declaredWith(
      { figure: '/all/hit@10', value: null, margin: 1 },
      { figure: '/all/hit@7', value: 1, margin: 1 },
      { figure: '/toString', value: 1, margin: 1 },
      { figure: '/kinds/crossed/en/queries', value: 2, margin: 0 },
    );
    const { figures } = await check();
    expect(figures.map(({ measured, hasMoved }) => [measured, hasMoved])).toEqual([
      [1, true],
      [null, true],
      [null, true],
      [2, false],
    ]);
  });

  it('may be of answers, and of a gate', async () => {
    const folder = new Folder();
    writeAnswersCollection(folder);
    writeGateCollection(folder);
    const check = (command: string, options: Record<string, string>, figure: string) =>
      checkAgain(
        { name: command, command, options, figures: [{ figure, value: 0, margin: 0 }] },
        { config, dataRoot: folder.path },
      );
    const answers = await check('answers', { golden: 'golden.jsonl', documents: 'documents' }, '/en/questions');
    expect(answers.figures[0]?.measured).toBe(6);
    const gate = await check('gate', { data: '.', part: 'reporting' }, '/cases');
    expect(gate.figures[0]?.measured).toBe(10);
  });

  it('whose files are missing says so, and the others can go on', async () => {
    const { folder, check } = declaredWith({ figure: '/all/hit@10', value: 1, margin: 0 });
    folder.write('qrels.tsv', '');
    const { figures, error } = await check();
    expect(figures).toEqual([]);
    expect(error?.code).toBe('evaluation_file_invalid');
  });

  it('is declared by writing what was measured, margins and all else as they were', async () => {
    const { path, declared, check } = declaredWith(
      { figure: '/all/queries', value: 1, margin: 0.25 },
      { figure: '/all/hit@7', value: 0.5, margin: 0 },
    );
    declareFigures(path, declared, [await check()]);
    expect(readDeclaredFigures(path)).toEqual(
      stated({
        figures: [
          { figure: '/all/queries', value: 6, margin: 0.25 },
          { figure: '/all/hit@7', value: 0.5, margin: 0 },
        ],
      }),
    );
  });
});

const root = dataDir();

describe.skipIf(root === null)('the declared figures of the small sets (skipped without the data folder)', () => {
  const { measurements } = readDeclaredFigures(resolve(import.meta.dirname, '../../models/figures.json'));
  const small = measurements.filter(({ name }) => /^(NTREX|Tatoeba|STSb)/.test(name));

  it('are there', () => {
    expect(small).toHaveLength(7);
    expect(existsSync(root ?? '')).toBe(true);
  });

  it.each(small)(
    '$name',
    async (measurement) => {
      const { figures, error } = await checkAgain(measurement, { config, dataRoot: root ?? '' });
      expect(error).toBeNull();
      expect(figures.filter(({ hasMoved }) => hasMoved)).toEqual([]);
    },
    300_000,
  );
});
