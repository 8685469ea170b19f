import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { LEXICON_FILE, openLexicon } from '../../src/retrieval/lexicon.ts';
import { trainModelOne } from '../../training/lexicon/model-one.ts';
import { partTargets, type Row } from '../../training/lexicon/part-targets.ts';
import { findPhrases } from '../../training/lexicon/phrases.ts';
import { RunsBuilder } from '../../training/lexicon/runs.ts';
import { TokenTableBuilder } from '../../training/lexicon/token-table.ts';

function tableOf(rows: readonly string[]) {
  const builder = new TokenTableBuilder();
  for (const row of rows) builder.addRow(row.split(' '), 1);
  return builder.build(1);
}

describe('trainModelOne', () => {
  const source = tableOf(['house', 'blue house', 'blue flower', 'flower']);
  const target = tableOf(['maison', 'maison bleu', 'fleur bleu', 'fleur']);
  const options = { iterations: 10, smoothing: 0, nullWeight: 0 };

  function probability(english: string, french: string, weights: number[], chosen = options): number {
    const { table } = trainModelOne(source, target, Float32Array.from(weights), chosen);
    const s = source.vocabulary.indexOf(english);
    for (let i = table.offsets[s] ?? 0; i < (table.offsets[s + 1] ?? 0); i += 1) {
      if (target.vocabulary[table.targets[i] ?? -1] === french) return table.probabilities[i] ?? 0;
    }
    return 0;
  }

  it('tells translations from words that merely stand in the same rows', () => {
    const weights = [1, 1, 1, 1];
    expect(probability('blue', 'bleu', weights)).toBeGreaterThan(0.95);
    expect(probability('house', 'maison', weights)).toBeGreaterThan(0.95);
    expect(probability('blue', 'maison', weights)).toBeLessThan(0.05);
  });

  it('leaves out rows of no weight: blue then meets fleur as often as bleu', () => {
    expect(probability('blue', 'fleur', [0, 0, 1, 0])).toBeCloseTo(0.5, 5);
  });

  it('gives each source word probabilities that sum to 1, less with smoothing', () => {
    const sum = (smoothing: number) => {
      const { table } = trainModelOne(source, target, new Float32Array(4).fill(1), { ...options, smoothing });
      const [first = 0, end = 0] = table.offsets;
      return table.probabilities.slice(first, end).reduce((total, value) => total + value, 0);
    };
    expect(sum(0)).toBeCloseTo(1, 5);
    expect(sum(2)).toBeLessThan(0.7);
  });
});

describe('findPhrases', () => {
  const text = ['a b c', 'x a b c', 'a b d', 'b a', 'c d', 'd b'];
  const terms = tableOf(text);

  /** As runs, a row each. */
  function find(rows: readonly string[], options = { longest: 4, leastRows: 2, leastAssociation: 0 }) {
    const builder = new RunsBuilder();
    for (const row of rows) {
      builder.addRow(
        row.split(', ').map((run) => run.split(' ').map((word) => ({ readings: [word], start: 0, end: 0 }))),
      );
    }
    const counts = new Uint8Array(rows.length).fill(1);
    return findPhrases(builder.build(terms), terms.vocabulary.length, counts, options).flatMap((list) =>
      Array.from({ length: list.offsets.length - 1 }, (_, phrase) => ({
        words: [...list.terms.subarray(phrase * list.length, (phrase + 1) * list.length)]
          .map((term) => terms.vocabulary[term])
          .join(' '),
        rows: [...list.rows.subarray(list.offsets[phrase], list.offsets[phrase + 1])],
      })),
    );
  }

  it('finds words that follow one another in enough rows, with those rows, longer phrases from shorter ones', () => {
    expect(find(text)).toEqual([
      { words: 'a b', rows: [0, 1, 2] },
      { words: 'b c', rows: [0, 1] },
      { words: 'a b c', rows: [0, 1] },
    ]);
  });

  it('does not go on where a run ends', () => {
    expect(find(['a, b', 'a, b', 'c'])).toEqual([]);
  });

  it('counts a phrase once for each row', () => {
    expect(find(['a b a b', 'c a b'])).toContainEqual({ words: 'a b', rows: [0, 1] });
  });

  it('leaves out words that meet no more often than by chance', () => {
    const chance = ['a b', 'a b', 'a c', 'a c', 'd b', 'd b', 'd c', 'd c'];
    expect(find(chance, { longest: 2, leastRows: 2, leastAssociation: 0.05 })).toEqual([]);
    expect(find(chance, { longest: 2, leastRows: 2, leastAssociation: 0 })).toHaveLength(4);
  });
});

describe('partTargets', () => {
  it('gives each word of a phrase that is rendered as a whole a target of its own', () => {
    const both = new Map([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(partTargets([both, both])).toEqual([new Map([[1, 1]]), new Map([[2, 1]])]);
  });

  it('leaves as they are words that share nothing', () => {
    const rows = [new Map([[1, 0.7], [2, 0.3]]), new Map([[3, 1]])]; // biome-ignore format: a row each
    expect(partTargets(rows)).toEqual(rows);
  });

  it('gives no word and no target more than it had', () => {
    const row = fc
      .dictionary(fc.constantFrom('1', '2', '3', '4'), fc.double({ min: 0.01, max: 1, noNaN: true }))
      .map(
        (entries) =>
          new Map(Object.entries(entries).map(([target, value]): [number, number] => [Number(target), value])),
      );
    const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const parted = partTargets(rows);
        for (const [word, before] of rows.entries()) {
          expect(sum(parted[word]?.values() ?? [])).toBeLessThanOrEqual(sum(before.values()) + 1e-9);
        }
        for (const target of [1, 2, 3, 4]) {
          const of = (list: readonly Row[]) => sum(list.map((one) => one.get(target) ?? 0));
          expect(of(parted)).toBeLessThanOrEqual(of(rows) + 1e-9);
        }
      }),
    );
  });
});

const SCRIPT = resolve(import.meta.dirname, '../../training/lexicon/train-lexicon.ts');
const hasXz = spawnSync('xz', ['--version']).status === 0;

describe.skipIf(!hasXz)('train-lexicon (skipped without the program xz)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-train-lexicon-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function writeCompressed(name: string, rows: readonly string[][]): void {
    const text = rows.map((row) => `${row.join('\t')}\n`).join('');
    mkdirSync(join(folder, 'parallel'), { recursive: true });
    writeFileSync(join(folder, 'parallel', name), execFileSync('xz', ['-c'], { input: text }));
  }

  it('writes a lexicon of both directions from aligned text and a dictionary', () => {
    const things = [
      ['lighthouse', 'phare'],
      ['harbour', 'port'],
      ['engineers', 'ingénieurs'],
      ['engines', 'moteurs'],
      ['formal', 'officiel'],
      ['notice', 'avis'],
      ['formal notice', 'mise en demeure'],
    ] as const;
    const frames = [
      ['The X is old.', 'Ancien, ce X.'],
      ['We saw the X yesterday.', 'Nous avons vu le X hier.'],
      ['A painting of the X', 'Un tableau du X'],
      ['Nobody likes the X here.', 'Personne n’aime le X ici.'],
    ] as const;
    const rows = things.flatMap(([english, french]) =>
      frames.map(([en, fr]) => ['invented', en.replace('X', english), fr.replace('X', french)]),
    );
    writeCompressed('pairs-human.tsv.xz', rows);
    writeCompressed('dictionary.tsv.xz', [
      ['tide', 'marée', 'invented'],
      ['formal', 'officiel', 'invented'],
      ['notice', 'avis', 'invented'],
      ['formal notice', 'mise en demeure', 'invented'],
    ]);
    const out = join(folder, 'lexicon');
    const argumentsOfNode = ['--import', 'tsx', SCRIPT, '--toy', '--data', folder, '--out', out];
    const report = JSON.parse(execFileSync(process.execPath, argumentsOfNode, { encoding: 'utf8' }));
    expect(report.rowsBySource).toEqual({ invented: 28, dictionary: 4 });

    const lexicon = openLexicon(readFileSync(join(out, LEXICON_FILE)));
    expect(lexicon.variants('lighthouse', 'lighthous', 'en')[0]?.term).toBe('phar');
    expect(lexicon.variants('phare', 'phar', 'fr')[0]?.term).toBe('lighthous');
    expect(lexicon.variants('tide', 'tide', 'en')[0]?.term).toBe('mar');
    expect(lexicon.variants('engineers', 'engin', 'en')[0]?.term).toBe('ingenieur');
    expect(lexicon.variants('engines', 'engin', 'en')[0]?.term).toBe('moteur');
    expect(lexicon.variants('notice', 'notic', 'en')[0]?.term).toBe('avis');

    const likeliest = (words: string[], from: 'fr' | 'en') =>
      lexicon.phrase(words.map((word) => [word]), from)?.map(([variant]) => variant?.term); // biome-ignore format: one thing
    expect(new Set(likeliest(['formal', 'notic'], 'en'))).toEqual(new Set(['mis', 'demeur']));
    expect(new Set(likeliest(['mis', 'demeur'], 'fr'))).toEqual(new Set(['formal', 'notic']));
  });
});
