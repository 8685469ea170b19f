import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { writeAnswersCollection } from '../evaluation/answers-collection.ts';
import { Folder } from '../evaluation/folder.ts';
import { writeGateCollection } from '../evaluation/gate-collection.ts';
import { writeTinyCollection } from '../evaluation/tiny-collection.ts';
import { makeWorkplace, runCli } from './run-cli.ts';

const CLI = resolve(import.meta.dirname, '../../src/cli.ts');
const MODELS = resolve(import.meta.dirname, '../../models');

const workplace = makeWorkplace();
afterAll(() => workplace.remove());

const run = (...words: string[]) => runCli(workplace, 'eval', ...words);

function tinyFolder(): Folder {
  const folder = new Folder();
  writeTinyCollection(folder);
  return folder;
}

const SCORES = ['ndcg@10', 'hit@1', 'hit@3', 'hit@5', 'hit@10', 'recall@100', 'mrr@10'];

describe('sourcier eval retrieval', () => {
  it('measures a collection in both languages, and writes figures, run, report and chart', async () => {
    const folder = tinyFolder();
    const temporary = folder.at('temporary');
    mkdirSync(temporary);
    vi.stubEnv('TMPDIR', temporary);
    const { out, err, exitCode } = await run(
      ...['retrieval', '--data', folder.path, '--json', folder.at('figures.json')],
      ...['--run', folder.at('tiny.run'), '--report', folder.at('tiny.md')],
    );
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out.split('\n').map((line) => line.split(/ {2,}/)[0])).toEqual(
      expect.arrayContaining(['all', 'French', 'English', 'crossed', 'direct']),
    );
    const figures = JSON.parse(folder.read('figures.json'));
    expect(Object.keys(figures)).toEqual(['all', 'fr', 'en', 'kinds']);
    expect(Object.keys(figures.all)).toEqual(['queries', ...SCORES, 'p50Ms', 'p95Ms']);
    expect([figures.all.queries, figures.fr.queries, figures.en.queries]).toEqual([6, 3, 3]);
    // Five documents: each is among ten. Those that hold the words of a question in its language come first.
    expect(figures.all).toMatchObject({ 'hit@10': 1, 'recall@100': 1 });
    expect(figures.kinds.direct.all).toMatchObject({ queries: 3, 'hit@1': 1, 'mrr@10': 1, 'ndcg@10': 1 });
    const lines = folder.read('tiny.run').trim().split('\n');
    expect(lines).toHaveLength(30);
    expect(lines[0]).toMatch(/^q1 Q0 phare\/1 1 \S+ sourcier-whole$/);
    expect(folder.read('tiny.md')).toContain('](tiny.svg)');
    expect(folder.list()).toContain('tiny.svg');
    expect(readdirSync(temporary).filter((name) => name.startsWith('sourcier-'))).toEqual([]);
    expect(existsSync(workplace.indexDir)).toBe(false);
  });

  it('finds by words alone what has them in common, and by meaning alone every document', async () => {
    const folder = tinyFolder();
    const lexical = folder.at('lexical.json');
    await run(
      'retrieval',
      '--data',
      folder.path,
      '--lexical-only',
      '--json',
      lexical,
      '--run',
      folder.at('lexical.run'),
    );
    await run('retrieval', '--data', folder.path, '--embedding-only', '--run', folder.at('embedding.run'));
    expect(JSON.parse(folder.read('lexical.json')).kinds.direct.all['hit@1']).toBe(1);
    expect(folder.read('embedding.run').trim().split('\n')).toHaveLength(30);
    expect(folder.read('lexical.run').trim().split('\n').length).toBeLessThan(30);
    const cosines = folder
      .read('embedding.run')
      .trim()
      .split('\n')
      .map((line) => Number(line.split(' ')[4]));
    expect(Math.max(...cosines)).toBeLessThanOrEqual(1);
  });

  it('compares with a saved run: with itself there is no difference', async () => {
    const folder = tinyFolder();
    await run('retrieval', '--data', folder.path, '--run', folder.at('tiny.run'));
    const { out } = await runCli(
      workplace,
      ...['--lang', 'fr', 'eval', 'retrieval', '--data', folder.path],
      ...['--baseline', folder.at('tiny.run'), '--json', folder.at('figures.json')],
    );
    expect(out).toContain('intervalle à 95\u00A0%');
    const { differences } = JSON.parse(folder.read('figures.json'));
    expect(Object.keys(differences)).toEqual(['all', 'fr', 'en']);
    for (const score of SCORES) expect(differences.all[score]).toEqual({ difference: 0, interval: [0, 0], p: 1 });
  });

  it.each([
    [['retrieval']],
    [['retrieval', '--data', 'x', '--embedding-only', '--lexical-only']],
    [['retrieval', '--data', 'x', '--part', 'half']],
    [['retrieval', '--data', 'x', '--explain']],
    [['similarity']],
    [['passages', '--golden', 'x']],
    [['answers']],
    [['gate']],
    [['gate', '--data', 'x', '--part', 'half']],
    [['gate', '--data', 'x', '--golden', 'y']],
    [['answers', '--golden', 'x', '--url', 'http://127.0.0.1:3000']],
    [['--verify', '--declare']],
    [['dance']],
  ])('%j is refused with its usage', async (words) => {
    const { err, exitCode } = await run(...words);
    expect(err).toContain('The command is malformed');
    expect(exitCode).toBe(1);
  });

  it('names a missing file and a faulty line in the language of the terminal', async () => {
    const folder = tinyFolder();
    expect((await run('retrieval', '--data', folder.at('none'))).err).toMatch(/corpus\.jsonl.*does not exist/);
    folder.write('qrels.tsv', 'q1\tport\t1\nqX\tport\t1\n');
    const { err, exitCode } = await runCli(workplace, '--lang', 'fr', 'eval', 'retrieval', '--data', folder.path);
    expect(err).toContain('Dans le fichier «\u00A0qrels.tsv\u00A0», ligne 2\u00A0: la question «\u00A0qX\u00A0»');
    expect(exitCode).toBe(1);
  });
});

describe('an evaluation that is told to stop', () => {
  it('leaves no index behind', async () => {
    const folder = tinyFolder();
    const temporary = folder.at('temporary');
    mkdirSync(temporary);
    const words = ['--import', 'tsx', CLI, 'eval', 'retrieval', '--data', folder.path];
    const child = spawn(process.execPath, words, { env: { ...process.env, TMPDIR: temporary } });
    const indexes = () => readdirSync(temporary).filter((name) => name.startsWith('sourcier-eval-'));
    const ended = once(child, 'exit');
    while (indexes().length === 0 && child.exitCode === null) await setTimeout(5);
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(indexes()).toEqual([]);
  }, 180_000);
});

describe('sourcier eval passages', () => {
  it('looks for passages that hold the evidence among the documents of a folder', async () => {
    const folder = new Folder();
    workplace.write('phare.md', '# Le phare de Morel\n\nLe phare de Morel a été construit en 1890 par Anne Le Goff.\n');
    workplace.write('port.md', '# Le port de Kerlan\n\nLe port de Kerlan accueille 320 bateaux.\n');
    const question = {
      kind: 'answer',
      fr: 'Qui a construit le phare de Morel ?',
      en: 'Who built the Morel lighthouse?',
    };
    folder.writeJsonLines('golden.jsonl', [
      { ...question, id: 'a', evidence: ['construit en 1890 par Anne Le Goff'] },
      { ...question, id: 'b', evidence: ['construit en 1905'] },
      { ...question, id: 'c', kind: 'unanswerable', evidence: [] },
    ]);
    const { exitCode } = await run(
      ...['passages', '--golden', folder.at('golden.jsonl'), '--documents', workplace.corpusDir],
      ...['--json', folder.at('figures.json')],
    );
    expect(exitCode).toBe(0);
    const figures = JSON.parse(folder.read('figures.json'));
    expect(Object.keys(figures.all)).toEqual([
      'queries',
      'hit@1',
      'hit@3',
      'hit@5',
      'hit@10',
      'mrr@10',
      'p50Ms',
      'p95Ms',
    ]);
    for (const language of ['fr', 'en'])
      expect(figures[language]).toMatchObject({ queries: 2, 'hit@1': 0.5, 'hit@10': 0.5 });
  });
});

describe('sourcier eval passages, with a document that cannot be read', () => {
  it('measures nothing, and names the document', async () => {
    const folder = new Folder();
    folder.writeJsonLines('golden.jsonl', [{ id: 'a', kind: 'answer', fr: 'Où ?', en: 'Where?', evidence: ['là'] }]);
    mkdirSync(folder.at('documents'));
    folder.write('documents/vide.pdf', '');
    const options = ['--golden', folder.at('golden.jsonl'), '--documents', folder.at('documents')];
    const { err, exitCode } = await run('passages', ...options);
    expect(err).toContain('In the file "vide.pdf": The file holds no text');
    expect(exitCode).toBe(1);
    const elsewhere = ['--golden', folder.at('golden.jsonl'), '--documents', folder.at('none')];
    expect((await run('passages', ...elsewhere)).err).toMatch(/file or folder ".*none" does not exist/);
  });
});

describe('without the lexicon', () => {
  it('is warned of', async () => {
    const folder = tinyFolder();
    const models = folder.at('models');
    cpSync(MODELS, models, { recursive: true, filter: (source) => !source.includes('lexicon') });
    vi.stubEnv('MODELS_DIR', models);
    const { err, exitCode } = await run('retrieval', '--data', folder.path);
    expect(err).toMatch(/lexicon/i);
    expect(exitCode).toBe(0);
  });
});

describe('sourcier eval answers', () => {
  it('judges answers over the documents of a folder, and writes figures and a report', async () => {
    const folder = new Folder();
    const { documents, golden } = writeAnswersCollection(folder);
    const { out, err, exitCode } = await run(
      ...['answers', '--golden', golden, '--documents', documents],
      ...['--json', folder.at('figures.json'), '--report', folder.at('answers.md')],
    );
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out).toMatch(/^questions +6 +6$/m);
    expect(out).toMatch(/^Citations that are proof: 1\.000 \(of \d+\)\.$/m);
    expect(out).toMatch(
      /^Expected calibration error: 0\.\d{3} \(12 answers\); answered 0\.\d{3}, refused 0\.\d{3}\.$/m,
    );
    const figures = JSON.parse(folder.read('figures.json'));
    expect(Object.keys(figures)).toEqual(['fr', 'en', 'proof', 'citations', 'reliability']);
    expect(figures.fr.p50).toBeGreaterThan(0);
    expect(folder.read('answers.md')).toContain('# Answers: golden.jsonl');
  });

  it('asks what is indexed now where no folder is named', async () => {
    const folder = new Folder();
    const { documents, golden } = writeAnswersCollection(folder);
    const place = { ...workplace, corpusDir: documents, indexDir: folder.at('index') };
    const before = await runCli(place, '--lang', 'fr', 'eval', 'answers', '--golden', golden);
    expect(before.err).toContain('(index_missing)');
    expect(before.exitCode).toBe(1);
    await runCli(place, 'ingest', '--quiet');
    const { out, exitCode } = await runCli(place, '--lang', 'fr', 'eval', 'answers', '--golden', golden);
    expect(out).toMatch(/^ +français +anglais$/m);
    expect(out).toContain('Citations qui sont des preuves\u00A0: 1.000');
    expect(exitCode).toBe(0);
  });

  it('names a faulty line, and a folder that is not there', async () => {
    const folder = new Folder();
    const { golden } = writeAnswersCollection(folder);
    const missing = await run('answers', '--golden', golden, '--documents', folder.at('none'));
    expect(missing.err).toMatch(/file or folder ".*none" does not exist/);
    const faulty = folder.write('faulty.jsonl', '{"id": "a", "kind": "answer"');
    const { err, exitCode } = await run('answers', '--golden', faulty);
    expect(err).toContain('(evaluation_file_invalid)');
    expect(err).toContain('In the file "faulty.jsonl", line 1: it is not JSON');
    expect(exitCode).toBe(1);
  });
});

describe('sourcier eval gate', () => {
  it('gives the rates of all cases and of each part, and writes figures, report and chart', async () => {
    const folder = new Folder();
    writeGateCollection(folder);
    const { out, err, exitCode } = await run(
      ...['gate', '--data', folder.path, '--json', folder.at('figures.json'), '--report', folder.at('gate.md')],
    );
    expect([err, exitCode]).toEqual(['', 0]);
    expect(out).toMatch(/^cases measured +20 +10 +[01]\.\d{3} +0\.000/m);
    expect(out).toMatch(/^the question alone, threshold likewise +[01]\.\d{3}/m);
    const figures = JSON.parse(folder.read('figures.json'));
    expect(Object.keys(figures)).toEqual([
      ...['cases', 'answerable', 'hallucination', 'error', 'sum', 'auroc'],
      ...['curve', 'parts', 'chosen', 'questionAlone'],
    ]);
    expect(folder.list()).toEqual(['cases.jsonl', 'figures.json', 'gate.md', 'gate.svg']);
  });

  it('measures one part, and names a faulty line in the language of the terminal', async () => {
    const folder = new Folder();
    writeGateCollection(folder);
    const { out } = await runCli(
      workplace,
      ...['--lang', 'fr', 'eval', 'gate', '--data', folder.path, '--part', 'reporting'],
    );
    expect(out).toMatch(/^cas mesurés +10 +5 /m);
    folder.write('cases.jsonl', '{}\n');
    const { err, exitCode } = await runCli(workplace, '--lang', 'fr', 'eval', 'gate', '--data', folder.path);
    expect(err).toContain('(evaluation_file_invalid)');
    expect(err).toContain('Dans le fichier «\u00A0cases.jsonl\u00A0», ligne 1\u00A0: le champ «\u00A0id\u00A0»');
    expect(exitCode).toBe(1);
  });
});

describe('sourcier eval similarity', () => {
  it('gives Spearman of the cosines with the scores', async () => {
    const folder = new Folder();
    const path = folder.writeJsonLines('pairs.jsonl', [
      { s1: 'Le chat dort.', s2: 'Le chat dort.', score: 5 },
      { s1: 'Le chat dort.', s2: 'The cat is sleeping.', score: 4 },
      { s1: 'Le chat dort.', s2: 'Le budget de la région augmente.', score: 0 },
    ]);
    const { out, exitCode } = await run('similarity', '--data', path, '--json', folder.at('figures.json'));
    expect(exitCode).toBe(0);
    expect(out).toBe('3 pairs, Spearman 1.000\n');
    expect(JSON.parse(folder.read('figures.json'))).toEqual({ pairs: 3, spearman: 1 });
  });

  it('cannot be told from pairs that all have one score, or from faulty lines', async () => {
    const folder = new Folder();
    const same = folder.writeJsonLines(
      'pairs.jsonl',
      [1, 2].map((n) => ({ s1: `a ${n}`, s2: 'b', score: 3 })),
    );
    expect((await run('similarity', '--data', same)).err).toContain('it takes pairs whose scores differ');
    const faulty = folder.writeJsonLines('faulty.jsonl', [{ s1: 'a', s2: 'b', score: '3' }]);
    expect((await run('similarity', '--data', faulty)).err).toContain('line 1: the field "score"');
  });
});

describe('sourcier eval --verify', () => {
  const stated = (value: number | null) => ({
    version: 1,
    measurements: [
      {
        name: 'tiny',
        command: 'retrieval',
        options: { data: '.' },
        figures: [{ figure: '/all/recall@100', value, margin: 0.01 }],
      },
    ],
  });

  it('fails naming what has moved, and holds once it is declared', async () => {
    const folder = tinyFolder();
    const figures = folder.write('declared.json', JSON.stringify(stated(0.5)));
    const options = ['--figures', figures, '--data-root', folder.path];
    const moved = await run('--verify', ...options);
    expect(moved.out).toContain('tiny\n  ✗ all recall@100: 1 (declared: 0.5, within 0.01)');
    expect(moved.exitCode).toBe(1);
    expect((await run('--declare', ...options)).exitCode).toBe(0);
    expect(JSON.parse(folder.read('declared.json'))).toEqual(stated(1));
    const holds = await runCli(workplace, '--lang', 'fr', 'eval', '--verify', ...options);
    expect(holds.out).toContain('✓ all recall@100: 1 (déclaré\u00A0: 1, à 0.01 près)');
    expect(holds.exitCode).toBe(0);
  });

  it('fails where the test sets are missing, for each measurement', async () => {
    const folder = tinyFolder();
    const figures = folder.write('declared.json', JSON.stringify(stated(1)));
    const { out, exitCode } = await run('--verify', '--figures', figures, '--data-root', folder.at('none'));
    expect(out).toMatch(/✗ tiny: The file or folder ".*corpus\.jsonl" does not exist/);
    expect(exitCode).toBe(1);
  });

  it('has to be asked for: eval alone shows its help', async () => {
    const { err, exitCode } = await run();
    expect(err).toContain('--verify');
    expect(err).toContain('retrieval');
    expect(exitCode).toBe(1);
  });
});
