import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { TranslationModel } from '../../src/translation/translation-model.ts';
import { speakToyLanguage, writeRows } from './toy-language.ts';

const PYTHON = '/usr/bin/python3';
const MINUTES = 60_000;

function runPython(args: readonly string[], input = ''): string {
  const cwd = resolve(import.meta.dirname, '../..');
  // More threads than cores wait for each other, and other tests run beside this one.
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1' };
  const { status, stdout, stderr } = spawnSync(PYTHON, args, { cwd, env, input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr || `cannot run ${PYTHON}`);
  return stdout;
}

/** What an expression over `value` is in Python, with everything of one of the modules at hand. */
function evaluate<Result>(module: string, expression: string, value: unknown): Result {
  const program = `import json, sys
from training.translation.${module} import *
value = json.load(sys.stdin)
json.dump(${expression}, sys.stdout)`;
  return JSON.parse(runPython(['-c', program], JSON.stringify(value)));
}

const hasPython = spawnSync(PYTHON, ['-c', '']).status === 0;
const hasPackages = spawnSync(PYTHON, ['-c', 'import torch, onnx, sentencepiece']).status === 0;
if (!hasPackages) {
  console.warn(`Training is not tested: it needs ${PYTHON} with torch, onnx and sentencepiece (training/README.md).`);
}

describe.skipIf(!hasPackages)('The training of translation models', () => {
  let folder: string;
  const places = () => ['--toy', '--data', folder, '--work', join(folder, 'work')];
  const run = (step: string, ...options: string[]) =>
    runPython(['-m', `training.translation.${step}`, ...places(), ...options]);
  const open = async (model: string) => {
    const opened = await TranslationModel.open({ model, modelsDir: folder, allowDownload: false });
    onTestFinished(() => opened.close());
    return opened;
  };
  const translateAll = async (model: TranslationModel, sentences: readonly string[]) => {
    const renderings: (string | null)[] = [];
    for (const sentence of sentences) renderings.push(await model.translate(sentence));
    return renderings;
  };
  const readPairs = (name: string) => {
    const lines = readFileSync(join(folder, 'work', name), 'utf8')
      .trim()
      .split('\n');
    return lines.map((line) => line.split('\t')).map(([, french = '', english = '']) => ({ french, english }));
  };
  const readHeldOut = () => readPairs('held-out.tsv');

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sourcier-training-'));
    mkdirSync(join(folder, 'parallel'));
    writeFileSync(join(folder, 'parallel/pairs-human.tsv'), writeRows(speakToyLanguage(3_200)));
    writeFileSync(join(folder, 'parallel/dictionary.tsv'), 'lighthouse\tphare\tterms\n');
    run('make_model', '--model-folder', join(folder, 'toy'));
  }, 10 * MINUTES);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps texts to measure with, which stand on no side of a pair that is learned from', () => {
    const learned = readPairs('pairs.tsv').flatMap(({ french, english }) => [french, english]);
    const heldOut = readHeldOut().flatMap(({ french, english }) => [french, english]);
    expect(learned.length).toBeGreaterThan(6_000);
    expect(learned.filter((text) => heldOut.includes(text))).toEqual([]);
  });

  it('makes a model that renders sentences which it has not learned from', async () => {
    const heldOut = readHeldOut();
    const renderings = await translateAll(
      await open('toy'),
      heldOut.map(({ french }) => french),
    );
    const right = heldOut.filter(({ english }, place) => renderings[place] === english);
    expect(heldOut.length).toBeGreaterThan(40);
    // Seen at 56 of 64 after 1,300 steps and 63 after 2,000: processors round differently, and a digit may be mistaken.
    expect(right.length / heldOut.length).toBeGreaterThan(0.8);
  });

  it('exports networks that say in Node what the weights say in Python, however the text is typed', async () => {
    cpSync(join(folder, 'toy'), join(folder, 'exact'), { recursive: true });
    for (const network of ['encoder_model', 'decoder_model_merged']) {
      rmSync(join(folder, `exact/onnx/${network}_quantized.onnx`));
    }
    const sentences = [
      ...readHeldOut().map(({ french }) => french),
      'Le phare rouge d’Ouessant mesure\u00a032\u202fmètres.',
      '  Le pha\u00adre\tgris de Brest  est ouvert depuis 12 ans. ',
      'Le cha\u0302teau blanc 🙂 a été fermé en 1999 ≥ ɸ.',
    ];
    const render = ['-m', 'training.translation.render', ...places()];
    const fromPython = JSON.parse(runPython(render, JSON.stringify(sentences)));
    expect(await translateAll(await open('exact'), sentences)).toEqual(fromPython);
  });

  it('goes on from its checkpoint, and not beyond its end', () => {
    const steps = () =>
      readFileSync(join(folder, 'work/losses.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).step as number);
    const end = steps().at(-1) ?? 0;
    run('train');
    expect(steps().at(-1)).toBe(end);
    run('train', '--steps', String(end + 5));
    expect(steps().at(-1)).toBe(end + 5);
  });
});

describe.skipIf(!hasPython)('What a translation model is measured by', () => {
  it.each([
    {
      rendering: ' Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. ',
      reference: 'Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich.',
      expected: 64.13026983,
    },
    {
      rendering:
        ' risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .',
      reference:
        'risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .',
      expected: 63.3617303,
    },
    { rendering: 'a b c', reference: 'abc', expected: 100 },
    { rendering: '', reference: 'reference', expected: 0 },
  ])('chrF of « $rendering » is the one that sacreBLEU publishes', ({ rendering, reference, expected }) => {
    const measured = evaluate<number>('metrics', 'chrf(*value, beta=3)', [[rendering], [reference]]);
    expect(measured).toBeCloseTo(expected, 6);
  });

  it.each([
    {
      rendering: 'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;',
      reference: 'producţia de zahăr brut se exprimă în zahăr alb;',
      expected: 8.493,
    },
    { rendering: 'okay thanks', reference: 'this is a cat', expected: 0 },
    { rendering: 'It costs 1,234.5 euros.', reference: 'It costs 1,234.5 euros.', expected: 100 },
  ])('BLEU of « $rendering » is the one that sacreBLEU publishes', ({ rendering, reference, expected }) => {
    const measured = evaluate<number>('metrics', 'bleu(*value)', [[rendering], [reference]]);
    expect(measured).toBeCloseTo(expected, 3);
  });
});

describe.skipIf(!hasPython)('What a translation model learns from', () => {
  it.each([
    {
      french: 'Le pont mesure 1 234 mètres.',
      english: 'The bridge is 1,234 metres long.',
      learned: true,
      because: 'figures may be written in another way',
    },
    {
      french: 'Le pont mesure 124 mètres.',
      english: 'The bridge is 421 metres long.',
      learned: true,
      because: 'the order of digits is not looked at: dates turn it',
    },
    {
      french: 'Le pont mesure 124 mètres.',
      english: 'The bridge is 125 metres long.',
      learned: false,
      because: 'a figure differs',
    },
    {
      french: 'Le pont.',
      english: 'The bridge, which was built in the years that followed the war, is closed.',
      learned: false,
      because: 'most of one side has nothing on the other',
    },
    {
      french: 'The bridge was closed again this year',
      english: 'The bridge was closed again this year',
      learned: false,
      because: 'it was not translated',
    },
    { french: 'Django', english: 'Django', learned: true, because: 'names are the same in both' },
    { french: '', english: 'Nothing', learned: false, because: 'one side is empty' },
  ])('« $french » with “$english”: $learned, for $because', ({ french, english, learned }) => {
    expect(evaluate('prepare_data', 'is_faithful(*value)', [french, english])).toBe(learned);
  });
});
