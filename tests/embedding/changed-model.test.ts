import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { SourcierError } from '../../src/errors.ts';
import { createServices, type Services } from '../../src/services.ts';
import type { ModelOptions } from './make-model.ts';
import { ModelFolder } from './model-folder.ts';

const SHIPPED = resolve(import.meta.dirname, '../../models');
const MODEL = 'org/multilingual-e5-tiny';
const QUESTION = { text: 'À quelle heure ferme la bibliothèque municipale le jeudi ?' };

const DOCUMENTS = {
  'bibliotheque.md': '# La bibliothèque\n\nLa bibliothèque municipale ferme à dix-neuf heures le jeudi.',
  'phare.md': '# Le phare\n\nLe phare du port est ouvert de mai à septembre, sauf le lundi.',
};

/** A corpus with its index and a folder of models: the shipped lexicon and weights, and what the test makes. */
class Place {
  readonly models = new ModelFolder();

  constructor() {
    for (const shared of ['lexicon', 'evidence']) symlinkSync(join(SHIPPED, shared), join(this.models.path, shared));
    mkdirSync(join(this.models.path, 'corpus'));
    for (const [name, text] of Object.entries(DOCUMENTS)) writeFileSync(join(this.models.path, 'corpus', name), text);
  }

  /** Closed when the test ends. */
  async open(model = MODEL): Promise<Services> {
    const services = await createServices(
      loadConfig({
        CORPUS_DIR: join(this.models.path, 'corpus'),
        INDEX_DIR: join(this.models.path, 'index'),
        MODELS_DIR: this.models.path,
        EMBEDDING_MODEL: model,
      }),
    );
    onTestFinished(() => services.close());
    return services;
  }
}

interface Change {
  readonly files?: ModelOptions;
  /** Where another one is chosen. */
  readonly model?: string;
  readonly named: Readonly<Record<'fr' | 'en', string>>;
}

const CHANGES: [string, Change][] = [
  [
    'other weights under the same name',
    {
      files: { seed: 2 },
      named: { fr: 'fichiers du modèle de plongement\u00A0: ', en: 'files of the embedding model: ' },
    },
  ],
  [
    'other dimensions',
    {
      files: { width: 24 },
      named: { fr: 'dimensions des vecteurs\u00A0: 16 → 24', en: 'vector dimensions: 16 → 24' },
    },
  ],
  [
    'a pooling that sourcier.json changes',
    {
      files: { files: { 'sourcier.json': { pooling: 'cls' } } },
      named: { fr: 'agrégation des vecteurs\u00A0: mean → cls', en: 'vector pooling: mean → cls' },
    },
  ],
  [
    'a pooling that its own files change',
    {
      files: { files: { '1_Pooling/config.json': { pooling_mode_cls_token: true } } },
      named: { fr: 'agrégation des vecteurs\u00A0: mean → cls', en: 'vector pooling: mean → cls' },
    },
  ],
  [
    'a prefix that its own files change',
    {
      files: { files: { 'config_sentence_transformers.json': { prompts: { document: 'texte: ' } } } },
      named: {
        fr: 'préfixe des passages\u00A0: "passage: " → "texte: "',
        en: 'passage prefix: "passage: " → "texte: "',
      },
    },
  ],
  [
    'another name, by which it is of another family',
    {
      model: 'org/bge-m3-tiny',
      named: {
        fr: `modèle de plongement\u00A0: ${MODEL} → org/bge-m3-tiny`,
        en: `embedding model: ${MODEL} → org/bge-m3-tiny`,
      },
    },
  ],
];

describe('an index that another model made', () => {
  it.each(CHANGES)('is refused for %s, with what differs and what to do, and is made again', async (_, change) => {
    const place = new Place();
    place.models.make(MODEL);
    const before = await place.open();
    await before.ingest();
    const answer = await before.ask(QUESTION);
    expect(answer.status).toBe('answered');

    const model = change.model ?? MODEL;
    place.models.make(model, change.files);
    const after = await place.open(model);
    const error = await after.ask(QUESTION).catch((reason) => reason);
    expect(SourcierError.is(error, 'index_mismatch')).toBe(true);
    expect(after.readiness()).toEqual({ ready: false, error });
    for (const language of ['fr', 'en'] as const) {
      expect(error.detail(language)).toContain(change.named[language]);
      expect(error.detail(language)).toContain('sourcier ingest');
    }
    // Whoever loaded the model before goes on answering from what it made.
    expect((await before.ask(QUESTION)).citations).toEqual(answer.citations);

    expect(await after.ingest()).toMatchObject({ generation: 2, reindexed: 2, failures: [] });
    expect(after.readiness()).toMatchObject({ ready: true, generation: 2 });
    expect((await after.ask(QUESTION)).status).toBe('answered');
    expect(await after.ingest()).toMatchObject({ generation: 2, reindexed: 0 });
  });

  it('is served where the model’s files are written again and are the same', async () => {
    const place = new Place();
    place.models.make(MODEL);
    await (await place.open()).ingest();
    place.models.make(MODEL);
    expect((await place.open()).readiness()).toMatchObject({ ready: true });
  });
});

describe('whoever runs the service', () => {
  it('is warned of a model of no known family, and of no other', async () => {
    const place = new Place();
    place.models.make(MODEL);
    place.models.make('org/inconnu');
    place.models.make('org/dit', { files: { 'sourcier.json': { pooling: 'mean' } } });
    const codes = async (model: string) => (await place.open(model)).warnings.map(({ fr }) => fr.code);
    expect(await codes('org/inconnu')).toContain('model_unknown');
    expect(await codes(MODEL)).not.toContain('model_unknown');
    expect(await codes('org/dit')).not.toContain('model_unknown');
  });
});
