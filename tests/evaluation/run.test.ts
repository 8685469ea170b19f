import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import { readRun, writeRun } from '../../src/evaluation/run.ts';
import { Folder } from './folder.ts';

describe('a run file', () => {
  it('is TREC’s: query, Q0, document, rank, score, tag', () => {
    const folder = new Folder();
    const path = folder.at('a.run');
    const run = new Map([
      [
        'q1',
        [
          { document: 'a', score: 2.5 },
          { document: 'b', score: 1 },
        ],
      ],
      ['q2', []],
      ['q3', [{ document: 'b', score: -0.25 }]],
    ]);
    writeRun(path, run, 'system');
    expect(folder.read('a.run')).toBe('q1 Q0 a 1 2.5 system\nq1 Q0 b 2 1 system\nq3 Q0 b 1 -0.25 system\n');
  });

  it('never has a score rise with the rank, for trec_eval goes by the scores', () => {
    const folder = new Folder();
    writeRun(
      folder.at('a.run'),
      new Map([
        [
          'q',
          [
            { document: 'a', score: 1 },
            { document: 'b', score: 3 },
          ],
        ],
      ]),
      'system',
    );
    expect(folder.read('a.run')).toBe('q Q0 a 1 1 system\nq Q0 b 2 1 system\n');
  });

  it('gives back what was written', () => {
    const folder = new Folder();
    const ranking = fc
      .tuple(
        fc.uniqueArray(fc.stringMatching(/^[\w#é-]+$/), { minLength: 1, maxLength: 8 }),
        fc.double({ noNaN: true, min: 0, max: 9 }),
      )
      .map(([documents, best]) => documents.map((document, index) => ({ document, score: best - index })));
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[\w.-]+$/), ranking, { maxKeys: 5 }), (rankings) => {
        const run = new Map(Object.entries(rankings));
        writeRun(folder.at('a.run'), run, 'system');
        expect(readRun(folder.at('a.run'))).toEqual(run);
      }),
      { numRuns: 50 },
    );
  });

  it('of another system is read by ranks, in any order of lines and with tabs', () => {
    const folder = new Folder();
    const path = folder.write('a.run', 'q\tQ0\tb\t2\t1e-3\tbm25\nq\tQ0\ta\t0\t7\tbm25\n');
    expect(
      readRun(path)
        .get('q')
        ?.map(({ document }) => document),
    ).toEqual(['a', 'b']);
  });

  it.each([
    ['q Q0 a 1 2.5\n', 'line 1: it takes six columns'],
    ['q Q0 a first 2.5 t\n', 'line 1: it takes six columns'],
    ['q Q0 a 1 good t\n', 'line 1: it takes six columns'],
    ['q Q0 a 1 2 t\nq Q0 a 2 1 t\n', 'line 2: the document "a" or the rank 2 occurs twice'],
    ['q Q0 a 1 2 t\nq Q0 b 1 1 t\n', 'line 2: the document "b" or the rank 1 occurs twice'],
  ])('%j is refused', (content, expected) => {
    const path = new Folder().write('a.run', content);
    expect(() => readRun(path)).toThrow(expected);
  });

  it('cannot be written where there is no folder, and says so', () => {
    const path = `${new Folder().path}/none/a.run`;
    expect(() => writeRun(path, new Map(), 'system')).toThrow(SourcierError);
    expect(() => writeRun(path, new Map(), 'system')).toThrow(/ENOENT/);
  });
});
