import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import type { ModelOptions } from './make-model.ts';
import { distance, ModelFolder } from './model-folder.ts';

const SAME = 1e-5;
const DIFFERENT = 1e-3;

const TEXTS = [
  'La bibliothèque ferme à sept heures.',
  'Où est le phare ?',
  'The library opens at 9.30 and closes at 19:00.',
  '  deux   espaces,\n\nune ligne\tet une tabulation  ',
  'L’ÉTÉ, œuvre — « guillemets »',
  '漢字 et <mask> et [MASK] et [SEP]',
  'mot '.repeat(20),
  '',
];

/** The layouts of the hub, each by a network that is really run. */
const LAYOUTS: [string, ModelOptions][] = [
  ['of BERT, eight-bit', { tokenizer: 'wordpiece', tokenTypes: true }],
  ['of BERT, 32-bit', { tokenizer: 'wordpiece', weights: ['fp32'] }],
  ['of XLM-RoBERTa, eight-bit, two layers', { tokenizer: 'unigram', layers: 2, width: 24 }],
];

describe.each(LAYOUTS)('a transformer in the layout %s', (_, options) => {
  const dtype = options.weights?.includes('fp32') ? 'fp32' : 'q8';

  it('gives each text the vector that the plain pipeline gives it', async () => {
    const models = new ModelFolder();
    models.make('plain', options);
    const [embeddings, stock] = [await models.load('plain'), await models.stock('plain', dtype)];
    const together = await embeddings.embedDocuments(TEXTS);
    for (const [place, text] of TEXTS.entries()) {
      expect(distance(together[place] ?? [], await stock.embed(text)), text).toBeLessThan(SAME);
    }
  });

  it('gives each text of a list, and of several lists at once, the vector that it has alone', async () => {
    const models = new ModelFolder();
    models.make('plain', options);
    const embeddings = await models.load('plain');
    const alone = await Promise.all(TEXTS.map((text) => embeddings.embedQuery(text)));
    const [there, back] = await Promise.all([
      embeddings.embedDocuments(TEXTS),
      embeddings.embedDocuments([...TEXTS].reverse()),
    ]);
    expect(there).toEqual(alone);
    expect([...back].reverse()).toEqual(alone);
  });

  it('tells the order of words, so that more than a bag of words is run', async () => {
    const models = new ModelFolder();
    models.make('plain', options);
    const embeddings = await models.load('plain');
    const [one = [], other = []] = await embeddings.embedDocuments(['le port et le phare', 'le phare et le port']);
    expect(distance(one, other)).toBeGreaterThan(DIFFERENT);
  });

  it('reads the beginning of a text that is longer than it knows', async () => {
    const models = new ModelFolder();
    models.make('plain', { ...options, positions: 16, maxLength: 16 });
    const [embeddings, stock] = [await models.load('plain'), await models.stock('plain', dtype)];
    const text = 'la bibliothèque est ouverte quand le musée ferme '.repeat(40);
    const vector = await embeddings.embedQuery(text);
    expect(distance(vector, await stock.embed(text))).toBeLessThan(SAME);
    expect(distance(vector, await embeddings.embedQuery(`${text.slice(0, 600)} phare`))).toBe(0);
  });

  it.each([null, 1e30])('does so where its tokenizer states the length %s', async (maxLength) => {
    const models = new ModelFolder();
    models.make('plain', { ...options, positions: 16, maxLength });
    const vector = await (await models.load('plain')).embedQuery('le port '.repeat(100));
    expect(vector.every(Number.isFinite)).toBe(true);
  });

  it('gives finite vectors of one width for any text', async () => {
    const models = new ModelFolder();
    models.make('plain', options);
    const embeddings = await models.load('plain');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 80 }), async (text) => {
        const vector = await embeddings.embedQuery(text);
        expect(vector).toHaveLength(embeddings.dimensions);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a model of a known family', () => {
  it('has its prefixes put before questions and passages', async () => {
    const models = new ModelFolder();
    models.make('Xenova/multilingual-e5-small');
    const embeddings = await models.load('Xenova/multilingual-e5-small');
    const stock = await models.stock('Xenova/multilingual-e5-small');
    const text = 'Où est le phare ?';
    const question = await embeddings.embedQuery(text);
    const [passage = []] = await embeddings.embedDocuments([text]);
    expect(distance(question, await stock.embed(`query: ${text}`))).toBeLessThan(SAME);
    expect(distance(passage, await stock.embed(`passage: ${text}`))).toBeLessThan(SAME);
    expect(distance(question, passage)).toBeGreaterThan(DIFFERENT);
    expect(embeddings).toMatchObject({ queryPrefix: 'query: ', passagePrefix: 'passage: ', warning: null });
  });

  it('is found under its organisation, and of two with one name the right one', async () => {
    const models = new ModelFolder();
    models.make('one/multilingual-e5-small', { width: 16 });
    models.make('other/multilingual-e5-small', { width: 32 });
    const [one, other] = await Promise.all([
      models.load('one/multilingual-e5-small'),
      models.load('other/multilingual-e5-small'),
    ]);
    expect([one.dimensions, other.dimensions]).toEqual([16, 32]);
  });
});

describe('the vector of a text', () => {
  const TEXT = 'Le musée ferme à sept heures.';

  it.each<[string, 'mean' | 'cls', string, ModelOptions]>([
    ['the mean of its tokens where nothing is said', 'mean', 'plain', {}],
    [
      'that of its first token where 1_Pooling says so',
      'cls',
      'plain',
      { files: { '1_Pooling/config.json': { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false } } },
    ],
    ['that of its first token by the name of its family', 'cls', 'Xenova/bge-m3', {}],
    [
      'what sourcier.json says against its own files and its family',
      'mean',
      'Xenova/bge-m3',
      {
        files: { '1_Pooling/config.json': { pooling_mode_cls_token: true }, 'sourcier.json': { pooling: 'mean' } },
      },
    ],
  ])('is %s', async (_, pooling, model, options) => {
    const models = new ModelFolder();
    models.make(model, options);
    const [embeddings, stock] = [await models.load(model), await models.stock(model)];
    const vector = await embeddings.embedQuery(TEXT);
    expect(embeddings.pooling).toBe(pooling);
    expect(distance(vector, await stock.embed(TEXT, pooling))).toBeLessThan(SAME);
    const other = await stock.embed(TEXT, pooling === 'mean' ? 'cls' : 'mean');
    expect(distance(vector, other)).toBeGreaterThan(DIFFERENT);
  });

  it('is the network’s own sentence embedding where that is asked for, as wide as it is', async () => {
    const models = new ModelFolder();
    models.make('own', { sentenceEmbedding: true, files: { 'sourcier.json': { pooling: 'sentence_embedding' } } });
    const embeddings = await models.load('own');
    expect(embeddings.dimensions).toBe(8);
    expect(Math.hypot(...(await embeddings.embedQuery(TEXT)))).toBeCloseTo(1, 5);
  });

  it('is of unit length unless sourcier.json says otherwise', async () => {
    const models = new ModelFolder();
    models.make('unit');
    models.make('long', { files: { 'sourcier.json': { normalise: false } } });
    const [unit, long] = [await models.load('unit'), await models.load('long')];
    expect(Math.hypot(...(await unit.embedQuery(TEXT)))).toBeCloseTo(1, 5);
    expect(distance(await long.embedQuery(TEXT), await (await models.stock('long')).embed(TEXT, 'mean', false))).toBe(
      0,
    );
  });
});

describe('of the weights of a model', () => {
  it('the eight-bit ones are chosen, and the others where there are none', async () => {
    const models = new ModelFolder();
    models.make('both', { weights: ['q8', 'fp32'] });
    models.make('large', { weights: ['fp32'] });
    const text = 'le phare du port';
    const both = await (await models.load('both')).embedQuery(text);
    const large = await (await models.load('large')).embedQuery(text);
    const [eightBit, floats] = [await models.stock('both', 'q8'), await models.stock('large', 'fp32')];
    expect(distance(both, await eightBit.embed(text))).toBeLessThan(SAME);
    expect(distance(large, await floats.embed(text))).toBeLessThan(SAME);
    expect(distance(both, large)).toBeGreaterThan(1e-4);
  });
});

describe('a model that cannot be used', () => {
  const load = (models: ModelFolder, model: string) =>
    LocalEmbeddings.load({ model, modelsDir: models.path, allowDownload: false });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_quantized.onnx'])(
    'for want of %s is refused with its name',
    async (file) => {
      const models = new ModelFolder();
      const folder = models.make('org/part');
      rmSync(join(folder, file));
      const error = await load(models, 'org/part').catch((reason) => reason);
      expect(error).toMatchObject({ code: 'model_unusable' });
      for (const language of ['fr', 'en'] as const) expect(error.detail(language)).toContain(file);
    },
  );

  it('because it is not there is refused with the setting that would let it be fetched', async () => {
    const error = await load(new ModelFolder(), 'Xenova/multilingual-e5-small').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'model_missing' });
    for (const language of ['fr', 'en'] as const) {
      expect(error.detail(language)).toContain('Xenova/multilingual-e5-small');
      expect(error.detail(language)).toContain('ALLOW_MODEL_DOWNLOAD=true');
    }
  });

  it.each<[string, Record<string, object>, string]>([
    ['a pooling that is not known', { '1_Pooling/config.json': { pooling_mode_lasttoken: true } }, 'lasttoken'],
    ['a pooling that does not exist', { 'sourcier.json': { pooling: 'sum' } }, 'pooling'],
    ['a misspelt name', { 'sourcier.json': { queryprefix: 'query: ' } }, 'queryprefix'],
    ['another width', { 'sourcier.json': { dimensions: 384 } }, '384'],
    [
      'a sentence embedding that the network does not give',
      { 'sourcier.json': { pooling: 'sentence_embedding' } },
      'sentence_embedding',
    ],
  ])('for %s is refused', async (_, files, named) => {
    const models = new ModelFolder();
    models.make('org/odd', { files });
    const error = await load(models, 'org/odd').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'model_unusable' });
    for (const language of ['fr', 'en'] as const) expect(error.detail(language)).toContain(named);
  });

  it('for a sourcier.json that is no JSON is refused with the file’s name', async () => {
    const models = new ModelFolder();
    writeFileSync(join(models.make('org/odd'), 'sourcier.json'), '{ pooling: cls }');
    await expect(load(models, 'org/odd')).rejects.toMatchObject({
      code: 'model_unusable',
      message: expect.stringContaining('sourcier.json'),
    });
  });
});
