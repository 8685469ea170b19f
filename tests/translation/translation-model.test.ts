import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from '@xenova/transformers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { TranslationModel } from '../../src/translation/translation-model.ts';
import { Hub } from '../embedding/hub.ts';
import { makeModelsDir, makeTranslator, type TranslatorOptions } from './make-translator.ts';

const BOOK = {
  Le: 'The',
  phare: 'lighthouse',
  mesure: 'is',
  '32': '32',
  'mètres.': 'metres.',
};

function make(book: Readonly<Record<string, string>> = BOOK, options: TranslatorOptions = {}): string {
  const modelsDir = makeModelsDir();
  makeTranslator(join(modelsDir, 'toy'), book, options);
  return modelsDir;
}

async function open(modelsDir: string): Promise<TranslationModel> {
  const model = await TranslationModel.open({ model: 'toy', modelsDir, allowDownload: false });
  onTestFinished(() => model.close());
  return model;
}

describe('A translation model', () => {
  it.each(['q8', 'fp32'] as const)(
    'renders a sentence as the stock pipeline of transformers.js does (%s)',
    async (precision) => {
      const modelsDir = make(BOOK, { precision });
      const sentence = 'Le phare mesure 32 mètres.';
      const rendering = await (await open(modelsDir)).translate(sentence);
      expect(rendering).toBe('The lighthouse is 32 metres.');
      const stock = await pipeline('translation', join(modelsDir, 'toy'), { dtype: precision, local_files_only: true });
      onTestFinished(() => stock.dispose());
      expect(await stock(sentence)).toEqual([{ translation_text: rendering }]);
    },
  );

  it('gives up on a sentence that is longer than it reads', async () => {
    const model = await open(make(BOOK, { positions: 4 }));
    expect(await model.translate('Le phare')).toBe('The lighthouse');
    expect(await model.translate('Le phare mesure 32 mètres.')).toBeNull();
  });

  it('is another one where one of its files is another', async () => {
    const one = await open(make());
    const other = await open(make({ ...BOOK, phare: 'beacon' }));
    expect(one.modelHash).toMatch(/^[0-9a-f]{16}$/);
    expect(other.modelHash).not.toBe(one.modelHash);
  });

  it('is fetched from the hub whole, where that is allowed, and used without it afterwards', async () => {
    const there = makeModelsDir();
    makeTranslator(join(there, 'org/opus-tiny'), BOOK);
    const hub = await Hub.open(there);
    const modelsDir = makeModelsDir();
    const place = { model: 'org/opus-tiny', modelsDir };
    await expect(TranslationModel.open({ ...place, allowDownload: false })).rejects.toMatchObject({
      code: 'model_missing',
    });
    expect(hub.asked).toEqual([]);
    const fetched = await TranslationModel.open({ ...place, allowDownload: true });
    onTestFinished(() => fetched.close());
    expect(await fetched.translate('Le phare')).toBe('The lighthouse');
    const asked = hub.asked.length;
    const again = await TranslationModel.open({ ...place, allowDownload: true });
    expect(again.modelHash).toBe(fetched.modelHash);
    expect(hub.asked.length).toBe(asked);
  });

  it('is not fetched in part', async () => {
    const there = makeModelsDir();
    makeTranslator(join(there, 'org/opus-tiny'), BOOK);
    rmSync(join(there, 'org/opus-tiny/onnx/decoder_model_merged_quantized.onnx'));
    await Hub.open(there);
    const modelsDir = makeModelsDir();
    const open = TranslationModel.open({ model: 'org/opus-tiny', modelsDir, allowDownload: true });
    await expect(open).rejects.toMatchObject({ code: 'model_download_failed' });
    expect(existsSync(join(modelsDir, 'org/opus-tiny/config.json'))).toBe(false);
  });

  it('says at the start that it is not there, or lacks a file', async () => {
    const modelsDir = make();
    await expect(TranslationModel.open({ model: 'another', modelsDir, allowDownload: false })).rejects.toMatchObject({
      code: 'model_missing',
    });
    rmSync(join(modelsDir, 'toy/onnx/decoder_model_merged_quantized.onnx'));
    await expect(open(modelsDir)).rejects.toMatchObject({ code: 'model_unusable' });
  });

  it('says with the first sentence that its network is damaged', async () => {
    const modelsDir = make();
    const model = await open(modelsDir);
    writeFileSync(join(modelsDir, 'toy/onnx/encoder_model_quantized.onnx'), 'no network');
    await expect(model.translate('Le phare')).rejects.toMatchObject({ code: 'model_unusable' });
  });

  it('is loaded again a minute after that failed, and not before', async () => {
    const modelsDir = make();
    const model = await open(modelsDir);
    const network = join(modelsDir, 'toy/onnx/encoder_model_quantized.onnx');
    const whole = readFileSync(network);
    writeFileSync(network, 'no network');
    await expect(model.translate('Le phare')).rejects.toMatchObject({ code: 'model_unusable' });
    writeFileSync(network, whole);
    await expect(model.translate('Le phare')).rejects.toMatchObject({ code: 'model_unusable' });
    const now = performance.now();
    vi.spyOn(performance, 'now').mockImplementation(() => now + 60_001);
    onTestFinished(() => void vi.restoreAllMocks());
    expect(await model.translate('Le phare')).toBe('The lighthouse');
  });
});
