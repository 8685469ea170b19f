import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from '@xenova/transformers';
import { describe, expect, it } from 'vitest';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { type Answer, Hub } from './hub.ts';
import { ModelFolder } from './model-folder.ts';

const MODEL = 'org/bge-m3-tiny';
const OTHER_FILES = { '1_Pooling/config.json': { pooling_mode_cls_token: true } };

function load(models: ModelFolder, allowDownload: boolean, model = MODEL): Promise<LocalEmbeddings> {
  return LocalEmbeddings.load({ model, modelsDir: models.path, allowDownload });
}

async function refusal(models: ModelFolder): Promise<string> {
  const error = await load(models, true).catch((reason) => reason);
  expect(error).toMatchObject({ code: 'model_download_failed' });
  expect(error.detail('fr')).toContain('EMBEDDING_MODEL');
  return error.detail('en');
}

/** What lies in the folder of models, hidden folders too. */
function list(models: ModelFolder): string[] {
  return readdirSync(models.path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.name.startsWith('.'))
    .map((entry) => entry.name);
}

async function setUp() {
  const [remote, local] = [new ModelFolder(), new ModelFolder()];
  remote.make(MODEL, { files: OTHER_FILES });
  return { remote, local, hub: await Hub.open(remote.path) };
}

describe('a model that may be fetched', () => {
  it('is fetched once, and works without any network afterwards', async () => {
    const { remote, local, hub } = await setUp();
    const fetched = await load(local, true);
    const vector = await fetched.embedQuery('le phare');
    expect(vector).toEqual(await (await remote.load(MODEL)).embedQuery('le phare'));
    const count = hub.asked.length;
    const [again, offline] = [await load(local, true), await load(local, false)];
    expect(hub.asked).toHaveLength(count);
    expect(await offline.embedQuery('le phare')).toEqual(vector);
    await Promise.all([fetched.close(), again.close(), offline.close()]);
  });

  it('comes with what it says of its own pooling', async () => {
    const { remote, local } = await setUp();
    remote.make('org/unknown', { files: OTHER_FILES });
    const fetched = await load(local, true, 'org/unknown');
    expect(fetched.pooling).toBe('cls');
    await fetched.close();
  });

  it('comes in 32-bit floats where there are no eight-bit weights, with all parts of its weights', async () => {
    const { remote, local } = await setUp();
    const folder = remote.make('org/large', { weights: ['fp32'] });
    for (const part of ['', '_1']) writeFileSync(join(folder, `onnx/model.onnx_data${part}`), 'weights');
    await (await load(local, true, 'org/large')).close();
    expect(readdirSync(join(local.path, 'org/large/onnx')).sort()).toEqual([
      'model.onnx',
      'model.onnx_data',
      'model.onnx_data_1',
    ]);
  });

  it('leaves a sourcier.json that was put there before', async () => {
    const { local } = await setUp();
    mkdirSync(join(local.path, MODEL), { recursive: true });
    writeFileSync(join(local.path, MODEL, 'sourcier.json'), JSON.stringify({ pooling: 'mean', queryPrefix: 'Q: ' }));
    const fetched = await load(local, true);
    expect(fetched).toMatchObject({ pooling: 'mean', queryPrefix: 'Q: ' });
    await fetched.close();
  });

  it('is fetched again where its folder is not whole', async () => {
    const { local } = await setUp();
    mkdirSync(join(local.path, MODEL), { recursive: true });
    writeFileSync(join(local.path, MODEL, 'config.json'), '{ "model_ty');
    await (await load(local, true)).close();
    await (await load(local, false)).close();
  });

  it('is asked for by nobody where it may not be, and neither is a folder that is no hub id', async () => {
    const { local, hub } = await setUp();
    await expect(load(local, false)).rejects.toMatchObject({ code: 'model_missing' });
    for (const model of ['sourcier-bilingual-static', 'a/b/c', '../x', 'org/..', 'org/name?x']) {
      await expect(load(local, true, model)).rejects.toMatchObject({ code: 'model_missing' });
    }
    expect(hub.asked).toEqual([]);
  });
});

describe('a download that fails', () => {
  const cutOff: Answer = (response, content) => {
    response.writeHead(200, { 'content-length': content.length });
    response.write(content.subarray(0, content.length / 2));
    setTimeout(() => response.destroy(), 20);
  };

  it.each<[string, string, Answer]>([
    ['in the middle of the weights', 'model_quantized.onnx', cutOff],
    ['in the middle of the tokenizer', 'tokenizer.json', cutOff],
    ['in the middle of an optional file', '1_Pooling/config.json', cutOff],
    [
      'because a chunked answer ends early',
      'tokenizer.json',
      (response, content) => {
        response.writeHead(200);
        response.write(content.subarray(0, 100));
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['with an error of the hub', 'tokenizer_config.json', (response) => response.writeHead(503).end('try later')],
    ['because the model is private', 'config.json', (response) => response.writeHead(401).end()],
  ])('%s leaves nothing, and the next try is whole', async (_, file, answer) => {
    const { local, hub } = await setUp();
    hub.answers.set(file, answer);
    await refusal(local);
    expect(list(local)).toEqual([]);
    await expect(load(local, false)).rejects.toMatchObject({ code: 'model_missing' });
    hub.answers.clear();
    await (await load(local, true)).close();
    await (await load(local, false)).close();
  });

  it('says what the hub answered, which file is not there, or that the connection failed', async () => {
    const { remote, local, hub } = await setUp();
    hub.answers.set('config.json', (response) => response.writeHead(401).end());
    expect(await refusal(local)).toContain('401');
    hub.answers.clear();
    rmSync(join(remote.path, MODEL, 'onnx'), { recursive: true });
    expect(await refusal(local)).toContain('onnx/model_quantized.onnx');
    env.remoteHost = 'http://127.0.0.1:1/';
    expect(await refusal(local)).toContain('the connection failed');
  });

  it('is cleared away a day after its process was killed, and not before: another may be at work', async () => {
    const { local } = await setUp();
    const [old, recent] = ['.bge-m3-tiny.download-aaaaaa', '.bge-m3-tiny.download-bbbbbb'];
    for (const name of [old, recent]) mkdirSync(join(local.path, 'org', name), { recursive: true });
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    utimesSync(join(local.path, 'org', old), twoDaysAgo, twoDaysAgo);
    await (await load(local, true)).close();
    expect(readdirSync(join(local.path, 'org')).sort()).toEqual([recent, 'bge-m3-tiny']);
  });
});
