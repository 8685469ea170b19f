import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { SourcierError } from '../../src/errors.ts';
import { readGateCases } from '../../src/evaluation/gate-cases.ts';
import { drawGateChart } from '../../src/evaluation/gate-chart.ts';
import { renderGateReport, writeGateReport } from '../../src/evaluation/gate-report.ts';
import { measureGate } from '../../src/evaluation/measure-gate.ts';
import { readPublishedRates } from '../../src/evaluation/published-rates.ts';
import { Folder } from './folder.ts';
import { CASES, writeGateCollection } from './gate-collection.ts';

const config = loadConfig({ LOG_LEVEL: 'silent' });

const BASELINES = {
  source: 'somewhere',
  rows: [
    { model: 'a <b>', error_rate: 50, hallucination_rate: 100, invalid_rel: 0, invalid_nonrel: 12.5 },
    { model: 'perfect', error_rate: 0, hallucination_rate: 0, invalid_rel: 0, invalid_nonrel: 0 },
  ],
};

function collection(): Folder {
  const folder = new Folder();
  writeGateCollection(folder);
  return folder;
}

describe('cases', () => {
  const row = { id: 'a', lang: 'en', question: 'Who?', answerable: true, passages: [{ id: 'p', text: 'One.' }] };
  const other = { ...row, id: 'b', answerable: false };

  it('are parted by a hash of their ids', () => {
    const parts = readGateCases(collection().path).map(({ part }) => part);
    expect(parts).toEqual(CASES.map((_, place) => (place < 10 ? 'learning' : 'reporting')));
  });

  it.each([
    [[row, { ...row, id: 'b', lang: 'de' }], 'line 2: the field "lang"'],
    [[row, { ...other, passages: [] }], 'line 2: the field "passages"'],
    [[row, { ...other, passages: [{ id: 'p' }] }], 'line 2: the field "passages/0/text"'],
    [[{ ...row, answerable: 'yes' }], 'line 1: the field "answerable"'],
    [[row, row], 'line 2: the id "a" is already that of line 1'],
    [[row, { ...other, passages: [{ id: 'p', text: 'Two.' }] }], 'line 2: the passage "p" has another text'],
    [[row], 'it takes cases that have an answer and cases that have none'],
    [[], 'it takes cases that have an answer and cases that have none'],
  ])('that are faulty are told: %j', (rows, problem) => {
    const folder = new Folder();
    folder.writeJsonLines('cases.jsonl', rows);
    expect(() => readGateCases(folder.path)).toThrow(problem);
    expect(() => readGateCases(folder.path)).toThrow(SourcierError);
  });

  it('have to be of both sorts in the part that is measured', async () => {
    const folder = new Folder();
    const [first, second] = CASES;
    const reporting = CASES.filter(({ answerable }, place) => place >= 10 && answerable);
    folder.writeJsonLines('cases.jsonl', [first, second, ...reporting]);
    await expect(measureGate({ config, folder: folder.path, part: 'reporting' })).rejects.toThrow(
      'it takes cases that have an answer and cases that have none',
    );
  });
});

describe('published rates', () => {
  it('are read as shares where they lie beside the cases', () => {
    const folder = new Folder();
    expect(readPublishedRates(folder.path)).toBeNull();
    folder.write('baselines.json', JSON.stringify(BASELINES));
    expect(readPublishedRates(folder.path)?.rows[0]).toEqual({
      model: 'a <b>',
      error: 0.5,
      hallucination: 1,
      invalid: [0.125, 0],
    });
  });

  it.each([
    ['{', 'it is not JSON'],
    ['{"source": "x", "rows": [{"model": "m"}]}', 'the field "rows/0/error_rate"'],
    [
      '{"source": "x", "rows": [{"model": "m", "error_rate": 101, "hallucination_rate": 0, "invalid_rel": 0, "invalid_nonrel": 0}]}',
      'the field "rows/0/error_rate"',
    ],
  ])('that are faulty are told: %s', (text, problem) => {
    const folder = new Folder();
    folder.write('baselines.json', text);
    expect(() => readPublishedRates(folder.path)).toThrow(problem);
  });
});

describe('a gate', () => {
  it('is asked of exactly the passages of each case', async () => {
    const folder = collection();
    const { figures, cases, facts, published } = await measureGate({ config, folder: folder.path });
    expect(facts.documents).toBe(20);
    expect(published).toBeNull();
    expect(cases).toHaveLength(20);
    for (const { answer, passages } of cases) {
      const shown = [...answer.citations, ...answer.closest].map(({ document }) => document.fileName);
      for (const name of shown) expect(passages.map(({ id }) => id)).toContain(name);
    }
    // What passages say word for word is told from passages on other towns: every pair is in order, all are answered.
    expect(figures).toMatchObject({ cases: 20, answerable: 10, error: 0, auroc: 1 });
    expect(figures.sum).toBe(figures.hallucination);
    for (const part of ['learning', 'reporting'] as const)
      expect(figures.parts[part]).toMatchObject({ cases: 10, answerable: 5, auroc: 1 });
    // The threshold of the learning cases keeps out what does not answer in the others too.
    expect(figures.chosen).toMatchObject({ hallucination: 0, auroc: 1 });
    // The questions of both sorts are the same, which leaves nothing to see in them.
    expect(figures.questionAlone).toMatchObject({ sum: 1, auroc: 0.5 });
  });

  it('is measured on one part with thresholds of the other', async () => {
    const folder = collection();
    const { figures, cases } = await measureGate({ config, folder: folder.path, part: 'reporting' });
    expect(figures).toMatchObject({ cases: 10, answerable: 5 });
    expect(figures.parts.reporting).toMatchObject({ cases: 10, hallucination: figures.hallucination });
    expect(figures.parts.learning).toMatchObject({ cases: 10 });
    expect(new Set(cases.map(({ part }) => part))).toEqual(new Set(['reporting']));
  });
});

describe('the report of a gate', () => {
  it('has figures, curve, published rates and chart, and names the surest mistakes', async () => {
    const folder = collection();
    folder.write('baselines.json', JSON.stringify(BASELINES));
    const measurement = await measureGate({ config, folder: folder.path });
    writeGateReport(folder.at('gate.md'), { name: 'towns', part: null, measurement }, 'en');
    const text = folder.read('gate.md');
    expect(text).toContain('# Answer or refuse: towns');
    expect(text).toMatch(/\| cases measured \| 20 \| 10 \| [01]\.\d{3} \| 0\.000 \| [01]\.\d{3} \| 1\.000 \|/);
    expect(text).toContain('![Hallucination and error at every threshold](gate.svg)');
    expect(text).toContain('| 1.00 | 0.000 | 1.000 | 1.000 |');
    const models = [...text.matchAll(/^\| (perfect|a .*|Sourcier, cases measured) \| [\d.]+ \|.*$/gm)].map(
      ([row]) => row,
    );
    expect(models.map((row) => row.split(' | ')[0])).toEqual([
      '| perfect',
      '| Sourcier, cases measured',
      '| a \\<b\\>',
    ]);
    expect(models.at(-1)).toBe('| a \\<b\\> | 1.000 | 0.500 | 1.500 | 0.125 / 0.000 |');
    expect(folder.read('gate.svg')).toContain('<title>perfect</title>');
    const [one] = measurement.cases.filter(({ answerable }) => !answerable);
    if (one === undefined) throw new Error('no case');
    const mistaken = {
      ...measurement,
      cases: [
        { ...one, id: 'weak', isAnswered: true, probability: 0.3 },
        { ...one, id: 'strong', isAnswered: true, probability: 0.9 },
        { ...one, id: 'lost', answerable: true, isAnswered: false, probability: 0.1 },
      ],
    };
    const french = renderGateReport({ name: 'villes', part: 'reporting', measurement: mistaken }, 'g.svg', 'fr');
    expect(french).toContain('# Répondre ou refuser\u00A0: villes');
    const [, answered = '', refused = ''] = french.split(/^## (?:Répondu|Refusé) avec.*$/m);
    expect([...answered.matchAll(/^\| (\w+) \| Who/gm)].map(([, id]) => id)).toEqual(['strong', 'weak']);
    expect([...refused.matchAll(/^\| (\w+) \| Who/gm)].map(([, id]) => id)).toEqual(['lost']);
  });
});

describe('the chart of a gate', () => {
  const words = {
    title: 'a & b',
    answerer: 'ours',
    question: 'question alone',
    published: 'published',
    hallucination: 'h',
    error: 'e',
  };
  const cases = [
    { answerable: true, probability: 0.8 },
    { answerable: false, probability: 0.4 },
  ];

  it('goes from answering all to refusing all, with a point for each model', () => {
    const published = [{ model: 'm', error: 0.5, hallucination: 0.25, invalid: [0, 0] as const }];
    const rates = { hallucination: 0, error: 0, sum: 0 };
    const svg = drawGateChart({ cases, rates, byQuestion: [], published }, words);
    // The plot is 328 wide from 56 and 284 high from 64: all answered, the worse refused, all refused.
    expect(svg).toContain('points="56.0,64.0 56.0,64.0 56.0,348.0 384.0,348.0"');
    expect(svg).toContain('<circle cx="220.0" cy="277.0" r="4" fill="#777777"><title>m</title>');
    expect(svg).toContain('<circle cx="56.0" cy="348.0" r="6"');
    expect(svg).toContain('<title>a &amp; b</title>');
    expect(svg).not.toContain('question alone');
  });
});
