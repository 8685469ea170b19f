import { beforeEach, describe, expect, it } from 'vitest';
import { ERROR_CODES, SourcierError } from '../../src/errors.ts';
import { buildTestApp, shareTestApp } from './build-app.ts';
import { createFakeServices } from './fake-services.ts';

const ASK = { method: 'POST', url: '/v1/ask' } as const;
const LANGUAGES = ['fr', 'en'] as const;

describe('problem documents', () => {
  let failure: Error | undefined;
  const services = createFakeServices();
  const app = shareTestApp(
    {},
    { ask: (question) => (failure === undefined ? services.ask(question) : Promise.reject(failure)) },
  );
  beforeEach(() => {
    failure = undefined;
  });

  it.each(ERROR_CODES)('tell %s in both languages', async (code) => {
    const error = new SourcierError(code, {
      ...{
        field: 'f',
        id: 'i',
        limit: 3,
        type: 't',
        expected: 'e',
        seconds: 4,
        holder: 'h',
        extension: '.x',
        problem: 'p',
      },
      ...{
        changed: 'c',
        part: 'p',
        reason: 'r',
        model: 'm',
        setting: 's',
        host: 'h',
        port: 1,
        method: 'M',
        allowed: 'A',
        file: 'f',
        place: ' p',
        name: 'n',
        provider: 'o',
        package: 'k',
      },
    });
    failure = error;
    for (const language of LANGUAGES) {
      const response = await app().inject({ ...ASK, payload: { question: 'CNRS', answerLanguage: language } });
      expect(response.statusCode).toBe(error.status);
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(response.headers['content-language']).toBe(language);
      expect(response.json()).toEqual({
        type: `urn:sourcier:problem:${code}`,
        title: error.title(language),
        status: error.status,
        detail: error.detail(language),
        code,
        requestId: response.headers['x-request-id'],
        field: 'f',
      });
      expect(response.body).not.toMatch(/\{\w+\}/);
      expect(response.headers['retry-after'] !== undefined).toBe(error.status === 503);
    }
  });

  it.each([
    ['broken JSON', { headers: { 'content-type': 'application/json' }, payload: '{"question":' }, 400, 'invalid_json'],
    ['an empty body', { headers: { 'content-type': 'application/json' }, payload: '' }, 400, 'invalid_json'],
    [
      'a poisoned prototype',
      { headers: { 'content-type': 'application/json' }, payload: '{"__proto__":{}}' },
      400,
      'invalid_json',
    ],
    ['XML', { headers: { 'content-type': 'text/xml' }, payload: '<question/>' }, 415, 'unsupported_type'],
    ['plain text', { headers: { 'content-type': 'text/plain' }, payload: 'question' }, 415, 'unsupported_type'],
    [
      'a form',
      { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x--' },
      415,
      'unsupported_type',
    ],
    ['no type', { payload: Buffer.from('question') }, 415, 'unsupported_type'],
    ['nothing at all', {}, 400, 'invalid_request'],
    ['a megabyte too much', { payload: { question: 'a'.repeat(1024 * 1024) } }, 413, 'too_large'],
  ])('answer %s', async (_name, request, status, code) => {
    for (const language of LANGUAGES) {
      const headers = { ...('headers' in request ? request.headers : {}), 'accept-language': language };
      const response = await app().inject({ ...ASK, ...request, headers });
      expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([status, code]);
      expect(response.json()).toMatchObject({ title: new SourcierError(code as 'too_large').title(language) });
      expect(response.body).not.toMatch(/\{\w+\}|undefined/);
    }
  });

  it.each(['/nulle-part', '/v1', '/v1/', '/V1/ask', '/v1/ask/', '/.env', '/pages/page.html', '/page.html'])(
    'answer the unknown address %s',
    async (url) => {
      const response = await app().inject(url);
      expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([404, 'route_unknown']);
    },
  );

  it.each([
    ['GET', '/v1/ask', 'POST'],
    ['PUT', '/v1/documents', 'GET, HEAD, POST'],
    ['PATCH', '/v1/documents/x', 'GET, HEAD, DELETE'],
    ['POST', '/v1/passages/x', 'GET, HEAD'],
    ['DELETE', '/', 'GET, HEAD'],
  ] as const)('answer %s %s with the methods that the address takes', async (method, url, allowed) => {
    const headers = { 'content-type': 'text/xml', 'accept-language': 'en' };
    const response = await app().inject({ method, url, ...(method === 'GET' ? {} : { headers, payload: '<x/>' }) });
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([405, 'method_not_allowed']);
    expect(response.headers.allow).toBe(allowed);
  });

  it.each([
    ['the language of the answer', { question: 'Who runs it?', answerLanguage: 'fr', limit: 0 }, 'en', 'fr'],
    ['the language of the question', { question: 'Who is the director of the library?', limit: 0 }, 'fr', 'en'],
    ['the language of the query', { question: 1, query: 'Qui est la directrice de la médiathèque ?' }, 'en', 'fr'],
    ['the browser’s, where the question does not say', { question: 'CNRS', limit: 0 }, 'en;q=0.9, fr;q=0.5', 'en'],
    ['French, where nothing says', { question: 'CNRS', limit: 0 }, 'de', 'fr'],
  ])('are in %s', async (_name, payload, accepted, language) => {
    const response = await app().inject({ ...ASK, payload, headers: { 'accept-language': accepted } });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-language']).toBe(language);
  });

  it('say nothing of an unexpected error, and log it without its message', async () => {
    const secret = 'Le contenu du rapport confidentiel /srv/corpus/rapport.pdf';
    const fail = async () => Promise.reject(Object.assign(new RangeError(secret), { code: 'EIO' }));
    const { app: failing, log } = await buildTestApp({}, { ask: fail });
    const response = await failing.inject({ ...ASK, payload: { question: 'Quelle question secrète ?' } });
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([500, 'internal']);
    const everything = response.body + JSON.stringify(log);
    for (const word of ['confidentiel', '/srv', 'secrète', 'RangeError: ']) expect(everything).not.toContain(word);
    const entry = log.find(({ msg }) => msg === 'unexpected error');
    expect(entry).toMatchObject({ reqId: response.json<{ requestId: string }>().requestId });
    expect(entry?.cause).toMatchObject({ name: 'RangeError', systemCode: 'EIO' });
    expect(JSON.stringify(entry)).toContain('problem.test.ts');
    expect(JSON.stringify(entry)).not.toContain('/tests/http/');
  });

  it('hold when an answer does not fit its schema', async () => {
    const answer = { text: 'Un texte secret' } as never;
    const { app: failing, log } = await buildTestApp({}, { ask: async () => answer });
    const response = await failing.inject({ ...ASK, payload: { question: 'Pourquoi ?' } });
    expect(response.statusCode).toBe(500);
    expect(response.body + JSON.stringify(log)).not.toContain('secret');
  });
});

describe('GET /health', () => {
  it('lives while the process does', async () => {
    const { app } = await buildTestApp();
    expect((await app.inject('/health/live')).json()).toEqual({ status: 'live' });
  });

  it('is ready once an index is served', async () => {
    const { app } = await buildTestApp();
    expect((await app.inject('/health/ready')).json()).toEqual({ status: 'ready', generation: 7, documents: 3 });
  });

  it.each([
    { code: 'index_mismatch', error: new SourcierError('index_mismatch', { changed: 'embeddingModel' }) },
    { code: 'index_missing', error: new SourcierError('index_missing') },
  ])('gives the reason why not: $code', async ({ error, code }) => {
    const { app } = await buildTestApp({}, { readiness: () => ({ ready: false, error }) });
    const response = await app.inject('/health/ready');
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ code });
    expect(response.headers['retry-after']).toBe('10');
  });
});
