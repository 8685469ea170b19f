import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import { compareWithRun } from '../../src/evaluation/compare-runs.ts';
import { groupFigures } from '../../src/evaluation/figures.ts';
import { figuresTable } from '../../src/evaluation/figures-table.ts';
import { drawHitChart } from '../../src/evaluation/hit-chart.ts';
import type { RankedQuery, RetrievalMeasurement } from '../../src/evaluation/measure-retrieval.ts';
import { firstRelevantRank, MEASURES, scoreRanking } from '../../src/evaluation/metrics.ts';
import { renderReport, writeReport } from '../../src/evaluation/report.ts';
import { readRun } from '../../src/evaluation/run.ts';
import { Folder } from './folder.ts';

function ranked(id: string, language: 'fr' | 'en', ranking: readonly string[], text = `Text of ${id}`): RankedQuery {
  const grades = new Map([['right', 1]]);
  const scores = scoreRanking(ranking, grades);
  const firstRelevant = firstRelevantRank(ranking, grades);
  return { id, text, language, kind: null, grades, scores, firstRelevant, milliseconds: 2 };
}

const QUERIES = [
  ranked('good', 'fr', ['right']),
  ranked('fair', 'en', ['x', 'right']),
  ranked('lost', 'en', ['x'], 'a | b <script>alert(1)</script>\n# not a heading'),
  ranked('deep', 'fr', [...Array.from({ length: 40 }, (_, index) => `x${index}`), 'right']),
];

const MEASUREMENT: RetrievalMeasurement = {
  figures: groupFigures(QUERIES, MEASURES),
  queries: QUERIES,
  run: new Map(),
  warnings: [],
  facts: {
    documents: 7,
    passages: 9,
    embedding: { model: 'some-model', hash: '0123456789abcdef', dimensions: 256 },
    indexFiles: [{ name: 'sourcier.db', bytes: 4096 }],
    modelFiles: [{ name: 'some-model/onnx/model.onnx', bytes: 1234567 }],
  },
};

const content = { name: 'tiny', side: 'whole', measurement: MEASUREMENT, comparison: null } as const;

describe('a report', () => {
  const text = renderReport(content, 'report.svg', 'en');

  it('says what was searched, how well, and with which files', () => {
    expect(text).toContain('# Retrieval: tiny');
    expect(text).toContain('some-model (0123456789abcdef, 256)');
    expect(text).toContain('7 documents, 9 passages');
    expect(text).toMatch(/\| all \| 4 \| 0\.408 \| 0\.250 \|/);
    expect(text).toContain('| models/some-model/onnx/model.onnx | 1234567 |');
    expect(text).toContain('](report.svg)');
  });

  it('names the worst queries first, and none that is as it should be', () => {
    const rows = text.slice(text.indexOf('## The least')).match(/^\| (lost|deep|fair|good) .*$/gm) ?? [];
    expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| lost', '| deep', '| fair']);
    expect(rows[1]).toBe('| deep | Text of deep | 41 | 0.000 |');
  });

  it('shows what a test set holds and does not obey it', () => {
    expect(text).toContain('a \\| b \\<script\\>alert(1)\\</script\\> \\# not a heading');
    expect(text).not.toMatch(/^# not/m);
  });

  it('is written in French too, with its chart beside it', () => {
    const folder = new Folder();
    writeReport(folder.at('rapport.md'), content, 'fr');
    expect(folder.list()).toEqual(['rapport.md', 'rapport.svg']);
    expect(folder.read('rapport.md')).toContain('# Recherche\u00A0: tiny');
    expect(folder.read('rapport.md')).toContain('](rapport.svg)');
    expect(folder.read('rapport.svg')).toContain('<title>Part des questions');
  });
});

describe('the chart', () => {
  const words = { title: 'Hits <5>', all: 'all', fr: 'French', en: 'English' };

  it('has a bar of the right height for each group and rank', () => {
    const svg = drawHitChart(MEASUREMENT.figures, words);
    expect(svg.match(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+"/g)).toHaveLength(12 + 3);
    // The plot is 236 high; of all queries 1 of 4 hits at 1, and 2 of 4 at 3, 5 and 10.
    const heights = [...svg.matchAll(/height="([\d.]+)" fill="#555555"/g)].map(([, height]) => height);
    expect(heights).toEqual(['59.0', '118.0', '118.0', '118.0', '12']);
    expect(svg).toContain('>0.50</text>');
    expect(svg).toContain('<title>Hits &lt;5&gt;</title>');
  });

  it('draws one language once', () => {
    const svg = drawHitChart(groupFigures(QUERIES.slice(0, 1), MEASURES), words);
    expect(svg.match(/<rect x="[\d.]+" y="[\d.]+" width="[\d.]+" height="[\d.]+"/g)).toHaveLength(4 + 1);
  });
});

describe('the table', () => {
  it('has a row for each group with queries, in the language asked for', () => {
    const french = figuresTable(groupFigures(QUERIES.slice(0, 1), MEASURES), 'fr');
    expect(french.map(([label]) => label)).toEqual(['', 'toutes', 'français']);
    expect(french[0]?.slice(1, 3)).toEqual(['questions', 'ndcg@10']);
  });
});

describe('a comparison with a saved run', () => {
  it('is of the same queries, measure by measure', () => {
    const path = new Folder().write(
      'before.run',
      'good Q0 x 1 2 t\ngood Q0 right 2 1 t\nfair Q0 right 1 1 t\nlost Q0 right 1 1 t\ndeep Q0 x 1 1 t\nother Q0 x 1 1 t\n',
    );
    const comparison = compareWithRun(QUERIES, readRun(path), path);
    // hit@1 now: 1, 0, 0, 0; before: 0, 1, 1, 0.
    expect(comparison.all?.['hit@1'].difference).toBe(-0.25);
    expect(comparison.fr?.['hit@1'].difference).toBe(0.5);
    expect(comparison.en?.['hit@1']).toMatchObject({ difference: -1, interval: [-1, -1] });
    const report = renderReport(
      { ...content, comparison: { baseline: 'before.run', differences: comparison } },
      'r.svg',
      'en',
    );
    expect(report).toContain('## Compared with before.run');
    expect(report).toMatch(/\| all \| hit@1 \| −0\.250 \| /);
  });

  it('fails where the run lacks a query', () => {
    const path = new Folder().write('before.run', 'good Q0 x 1 2 t\n');
    expect(() => compareWithRun(QUERIES, readRun(path), path)).toThrow(SourcierError);
    expect(() => compareWithRun(QUERIES, readRun(path), path)).toThrow(/"before.run": the query "fair" is not in it/);
  });
});
