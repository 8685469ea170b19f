import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { readProfile } from '../../src/embedding/model-profile.ts';

const MODELS = resolve(import.meta.dirname, '../../models');
const MODEL = 'sourcier-bilingual-static';

const cosine = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const length = (vector: readonly number[]) => Math.sqrt(cosine(vector, vector));

describe('the embedded model', () => {
  let embeddings: LocalEmbeddings;
  beforeAll(async () => {
    embeddings = await LocalEmbeddings.load({ model: MODEL, modelsDir: MODELS, allowDownload: false });
  });
  afterAll(() => embeddings.close());

  it('puts a sentence nearer its translation than another sentence', async () => {
    const [french = [], english = [], other = []] = await embeddings.embedDocuments([
      'La bibliothèque ferme à dix-neuf heures.',
      'The library closes at seven in the evening.',
      'Les poissons vivent dans la rivière.',
    ]);
    expect(cosine(french, english)).toBeGreaterThan(cosine(french, other) + 0.2);
  });

  it('gives vectors of unit length and of the width that it states', async () => {
    for (const vector of await embeddings.embedDocuments(['Un texte.', 'x', '1 234,5'])) {
      expect(vector).toHaveLength(embeddings.dimensions);
      expect(length(vector)).toBeCloseTo(1, 5);
    }
  });

  it('gives each text of a long list the vector that it has alone', async () => {
    const texts = Array.from(
      { length: 70 },
      (_, index) => `Phrase numéro ${index} ${'avec des mots '.repeat(index % 7)}.`,
    );
    const together = await embeddings.embedDocuments(texts);
    expect(together).toHaveLength(texts.length);
    for (const place of [0, 31, 32, 69]) {
      expect(cosine(together[place] ?? [], await embeddings.embedQuery(texts[place] ?? ''))).toBeCloseTo(1, 4);
    }
  });

  it.each([
    ['nothing', ''],
    ['a million letters without a space', 'x'.repeat(1_000_000)],
    ['half a character', 'é\uD83D'],
    ['no list', '\u202E\u0000'],
  ])('gives finite numbers for %s', async (_, text) => {
    expect((await embeddings.embedQuery(text)).every(Number.isFinite)).toBe(true);
  });

  it('embeds no text at all as no vector', async () => {
    expect(await embeddings.embedDocuments([])).toEqual([]);
  });
});

describe('a model that is not there', () => {
  it.each(['nowhere/nothing', '../outside', '/etc'])('is named as missing and never fetched: %s', async (model) => {
    await expect(LocalEmbeddings.load({ model, modelsDir: MODELS, allowDownload: false })).rejects.toMatchObject({
      code: 'model_missing',
    });
  });
});

describe('a model folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-models-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('that is damaged is refused when it is loaded, not at the first question', async () => {
    cpSync(join(MODELS, MODEL), join(folder, 'broken'), { recursive: true });
    writeFileSync(join(folder, 'broken', 'onnx', 'model_quantized.onnx'), 'not a graph');
    await expect(
      LocalEmbeddings.load({ model: 'broken', modelsDir: folder, allowDownload: false }),
    ).rejects.toMatchObject({ code: 'model_unusable' });
  });

  it('has another hash when one of its files is another', async () => {
    cpSync(join(MODELS, MODEL), join(folder, 'copy'), { recursive: true });
    const first = await LocalEmbeddings.load({ model: 'copy', modelsDir: folder, allowDownload: false });
    writeFileSync(join(folder, 'copy', 'sourcier.json'), JSON.stringify({ queryPrefix: 'query: ' }));
    const second = await LocalEmbeddings.load({ model: 'copy', modelsDir: folder, allowDownload: false });
    expect(second.modelHash).not.toBe(first.modelHash);
    expect(await second.embedQuery('phare')).toEqual(await first.embedQuery('query: phare'));
    await Promise.all([first.close(), second.close()]);
  });

  it('says how its texts want to be written: by itself, else by its family, else the plain way', () => {
    const make = (name: string, files: Record<string, object>) => {
      for (const [file, content] of Object.entries(files)) {
        mkdirSync(join(folder, name, file, '..'), { recursive: true });
        writeFileSync(join(folder, name, file), JSON.stringify(content));
      }
      return readProfile(name, join(folder, name));
    };
    expect(make('plain', {})).toEqual({ pooling: 'mean', normalise: true, queryPrefix: '', passagePrefix: '' });
    expect(make('Xenova/multilingual-e5-small', {})).toMatchObject({
      queryPrefix: 'query: ',
      passagePrefix: 'passage: ',
    });
    expect(make('Xenova/bge-m3', {})).toMatchObject({ pooling: 'cls' });
    expect(make('own', { '1_Pooling/config.json': { pooling_mode_cls_token: true } })).toMatchObject({
      pooling: 'cls',
    });
    expect(make('e5-mine', { 'sourcier.json': { queryPrefix: 'q ' } })).toMatchObject({
      queryPrefix: 'q ',
      passagePrefix: 'passage: ',
    });
    expect(() => make('wrong', { 'sourcier.json': { pooling: 'sum' } })).toThrow(
      expect.objectContaining({ code: 'model_unusable' }),
    );
  });
});
