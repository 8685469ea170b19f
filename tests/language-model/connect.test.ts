import { afterEach, describe, expect, it } from 'vitest';
import type { LanguageModelSettings } from '../../src/config.ts';
import { connectLanguageModel } from '../../src/language-model/connect.ts';
import type { LanguageModel } from '../../src/language-model/language-model.ts';
import { type ModelServer, type Script, startModelServer } from './model-server.ts';

const PROMPT = { system: 'Be brief.', user: 'Who?' };
const SCHEMA = { type: 'object', properties: {}, required: [], additionalProperties: false };
const NEVER = new AbortController().signal;

let server: ModelServer;

afterEach(() => server.close());

async function connect(script: Script, options: Partial<LanguageModelSettings> = {}): Promise<LanguageModel> {
  server = await startModelServer(script);
  const provider = options.provider ?? 'openai';
  const baseUrl = { openai: server.openaiUrl, ollama: server.ollamaUrl, mistral: server.mistralUrl }[provider];
  const defaults = { provider, model: 'played', baseUrl, apiKey: null, timeoutMs: 5_000, concurrency: 4 };
  return await connectLanguageModel({ ...defaults, ...options });
}

async function read(model: LanguageModel, signal = NEVER, schema?: typeof SCHEMA): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of model.generate(PROMPT, { signal, ...(schema === undefined ? {} : { schema }) })) {
    pieces.push(piece);
  }
  return pieces;
}

describe.each(['openai', 'ollama', 'mistral'] as const)('a model of the provider %s', (provider) => {
  it('gives its reply piece by piece, and is named by provider and model', async () => {
    const model = await connect(() => ({ pieces: ['{"a":', ' "é"}'] }), { provider });
    expect(await read(model)).toEqual(['{"a":', ' "é"}']);
    expect(model.name).toBe(`${provider}/played`);
    expect(server.requests[0]).toMatchObject(PROMPT);
  });

  it('is asked for JSON', async () => {
    const model = await connect(() => ({ pieces: ['{}'] }), { provider });
    await read(model, NEVER, SCHEMA);
    const { body } = server.requests[0] as { body: Record<string, unknown> };
    expect(JSON.stringify(body.response_format ?? body.format)).toMatch(/json_schema|json_object|additionalProperties/);
  });

  it('is asked a second time where it was overloaded', async () => {
    const model = await connect((_, call) => (call === 1 ? { status: 429 } : { pieces: ['ok'] }), { provider });
    expect(await read(model)).toEqual(['ok']);
    expect(server.requests).toHaveLength(2);
  });

  it('is given up after the second failure', async () => {
    const model = await connect(() => ({ status: 500 }), { provider });
    await expect(read(model)).rejects.toThrow();
    expect(server.requests).toHaveLength(2);
  });

  it('is not asked again where the key is wrong', async () => {
    const model = await connect(() => ({ status: 401 }), { provider });
    await expect(read(model)).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  it('is left at once when the signal says so', async () => {
    const model = await connect(() => ({ pieces: ['a', 'b', 'c'], delayMs: 400 }), { provider });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(new Error('gone')), 100);
    await expect(read(model, leaving.signal)).rejects.toThrow('gone');
    await server.requests[0]?.left;
  });

  it('does not go on for ever', async () => {
    const model = await connect(() => ({ pieces: () => 'x'.repeat(1_000) }), { provider });
    await expect(read(model)).rejects.toThrow('does not end');
  });
});

describe('a model', () => {
  it('is asked without a schema and a temperature once its server has refused them', async () => {
    const model = await connect(({ body }) => ('response_format' in body ? { status: 400 } : { pieces: ['ok'] }));
    expect(await read(model, NEVER, SCHEMA)).toEqual(['ok']);
    expect(await read(model, NEVER, SCHEMA)).toEqual(['ok']);
    expect(server.requests.map(({ body }) => 'response_format' in body)).toEqual([true, false, false]);
    expect(server.requests[2]?.body).not.toHaveProperty('temperature');
  });

  it('fails where the connection breaks after the first piece, and is not asked again', async () => {
    const model = await connect(() => ({ pieces: ['a'], breaksOff: true }));
    await expect(read(model)).rejects.toThrow();
    expect(server.requests).toHaveLength(1);
  });

  it('fails where nobody listens at its address', async () => {
    const model = await connect(() => ({}), { baseUrl: 'http://127.0.0.1:9/v1' });
    await expect(read(model)).rejects.toThrow();
  });

  it('answers so many at once, and the others in their turn', async () => {
    let running = 0;
    let most = 0;
    const model = await connect(
      (request) => {
        running += 1;
        most = Math.max(most, running);
        setTimeout(() => {
          running -= 1;
        }, 60);
        void request;
        return { pieces: ['a', 'b'], delayMs: 40 };
      },
      { concurrency: 2 },
    );
    const replies = await Promise.all(Array.from({ length: 6 }, () => read(model)));
    expect(replies).toEqual(Array.from({ length: 6 }, () => ['a', 'b']));
    expect(most).toBeLessThanOrEqual(2);
  });

  it('gives its turn back when the one who waits for it leaves', async () => {
    const model = await connect(() => ({ pieces: ['a'], delayMs: 100 }), { concurrency: 1 });
    const first = read(model);
    const leaving = new AbortController();
    const second = read(model, leaving.signal);
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    expect(await first).toEqual(['a']);
    expect(await read(model)).toEqual(['a']);
  });
});
