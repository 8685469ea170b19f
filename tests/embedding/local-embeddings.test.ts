import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from '@xenova/transformers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { distance, Stock } from './model-folder.ts';

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

  it('gives each text the vector that the plain pipeline gives it', async () => {
    const stock = new Stock(await pipeline('feature-extraction', join(MODELS, MODEL), { dtype: 'q8' }));
    const texts = [
      'Où se trouve le supercalculateur Jean\u00A0Zay\u202F?',
      'L’ŒUVRE — « straße », ﬁn, 10\u202F000\u00A0€ (+3,5\u00A0%)',
      'ligne une\nligne deux\r\n\tligne trois\u2028ligne quatre',
      'ΌΣΟΣ ΟΔΥΣΣΕΥΣ',
      '漢字 кириллица 한국어 🙂 e\u0301te\u0301 \u0301seul',
      '<s> <pad> <unk> </s> ▁ ▁▁ a▁b',
      '',
      ' \n ',
      '—',
      'mot '.repeat(900),
      `${'x'.repeat(600)} y`,
    ];
    const vectors = await embeddings.embedDocuments(texts);
    for (const [place, text] of texts.entries()) {
      expect(distance(vectors[place] ?? [], await stock.embed(text)), text.slice(0, 40)).toBeLessThan(1e-5);
    }
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
});
