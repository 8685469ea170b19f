import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import type { AnswerEvent } from '../../src/domain.ts';
import { createServices, type Services } from '../../src/services.ts';
import { makeTranslator } from './make-translator.ts';

const SENTENCE = 'Le phare de Morel mesure 32 mètres.';
const DOCUMENT = `# Le phare de Morel\n\n${SENTENCE}\n\nLes visites guidées commencent au printemps.\n`;
const RENDERING = 'The lighthouse of Morel measures 32 metres.';
const QUESTION = { text: 'How many metres does the Morel lighthouse measure?' };
const BOOK = zip(SENTENCE, RENDERING);

function zip(french: string, english: string): Record<string, string> {
  const words = english.split(' ');
  return Object.fromEntries(french.split(' ').map((word, place) => [word, words[place] ?? '</s>']));
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-translated-'));
  mkdirSync(join(folder, 'corpus'));
  writeFileSync(join(folder, 'corpus/phare.md'), DOCUMENT);
  cpSync(resolve('models'), join(folder, 'models'), { recursive: true });
  return () => rmSync(folder, { recursive: true, force: true });
});

async function serve(book: Readonly<Record<string, string>> | null): Promise<Services> {
  if (book !== null) makeTranslator(join(folder, 'models/toy'), book);
  const services = await createServices(
    loadConfig({
      CORPUS_DIR: join(folder, 'corpus'),
      INDEX_DIR: join(folder, 'index'),
      MODELS_DIR: join(folder, 'models'),
      TRANSLATION_MODEL: book === null ? '' : 'toy',
      LOG_LEVEL: 'silent',
    }),
  );
  onTestFinished(() => services.close());
  await services.ingest();
  return services;
}

describe('An answer in English on a French document', () => {
  it('says what its quote means, as unofficial, beside the quote itself', async () => {
    const services = await serve(BOOK);
    const events: AnswerEvent[] = [];
    const signal = new AbortController().signal;
    const answer = await services.ask(QUESTION, { emit: async (event) => void events.push(event), signal });
    expect(answer.status).toBe('answered');
    expect(answer.citations[0]).toMatchObject({
      quote: SENTENCE,
      status: 'verified',
      translation: { text: RENDERING, language: 'en', engine: 'toy' },
    });
    expect(answer.text).toContain(`«\u00A0${SENTENCE}\u00A0» [1] (unofficial translation: “${RENDERING}”)`);
    for (const { marker, positions } of answer.citations) {
      for (const position of positions) expect(answer.text.startsWith(`[${marker}]`, position)).toBe(true);
    }
    const told = events.flatMap((event) => (event.type === 'text-delta' ? event.text : [])).join('');
    expect(told).toBe(answer.text);
  });

  it('is not translated for who asks in French', async () => {
    const services = await serve(BOOK);
    const answer = await services.ask({ text: 'Combien de mètres mesure le phare de Morel ?' });
    expect(answer.status).toBe('answered');
    expect(answer.citations.every(({ translation }) => translation === undefined)).toBe(true);
  });

  it('is without a rendering that changes the figure', async () => {
    const services = await serve({ ...BOOK, 32: '33' });
    const answer = await services.ask(QUESTION);
    expect(answer.citations[0]).toMatchObject({ quote: SENTENCE });
    expect(answer.citations[0]?.translation).toBeUndefined();
    expect(answer.text).not.toContain('33');
  });

  it('is rendered from what is remembered, until a purge forgets it', async () => {
    const services = await serve(BOOK);
    await services.ask(QUESTION);
    expect(existsSync(join(folder, 'index/translations.db'))).toBe(true);
    // A network that has been loaded does not read its files again, so another service is asked.
    const other = await serve(BOOK);
    rmSync(join(folder, 'models/toy/onnx'), { recursive: true });
    expect((await other.ask(QUESTION)).citations[0]?.translation?.text).toBe(RENDERING);
    await other.remove((await other.documents())[0]?.id ?? '', { purge: true });
    await other.ingest([join(folder, 'corpus/phare.md')]);
    const answer = await other.ask(QUESTION);
    expect(answer.status).toBe('answered');
    expect(answer.citations[0]?.translation).toBeUndefined();
    expect(answer.notices).toMatchObject([{ code: 'translation_failed' }]);
  });

  it('is as before where no model is chosen', async () => {
    const services = await serve(null);
    const answer = await services.ask(QUESTION);
    expect(answer.status).toBe('answered');
    expect(answer.citations[0]).not.toHaveProperty('translation');
    expect(existsSync(join(folder, 'index/translations.db'))).toBe(false);
  });

  it('cannot be given where the model of the settings is not there', async () => {
    const config = loadConfig({ MODELS_DIR: join(folder, 'models'), TRANSLATION_MODEL: 'missing' });
    await expect(createServices(config)).rejects.toMatchObject({ code: 'model_missing' });
  });
});
