import { describe, expect, it } from 'vitest';
import type { SearchRequest } from '../../src/services.ts';
import { buildTestApp, shareTestApp } from './build-app.ts';
import { createFakeServices } from './fake-services.ts';

const received: SearchRequest[] = [];
const services = createFakeServices();
const app = shareTestApp(
  {},
  {
    search: (request) => {
      received.push(request);
      return services.search(request);
    },
  },
);

async function search(payload: object, headers: Record<string, string> = {}) {
  received.length = 0;
  const response = await app().inject({ method: 'POST', url: '/v1/search', payload, headers });
  return { response, request: received[0] };
}

describe('POST /v1/search', () => {
  it('gives hits whose text is the canonical text of their span', async () => {
    const { response } = await search({ query: 'budget médiathèque' });
    expect(response.statusCode).toBe(200);
    const { query, language, hits } = response.json();
    expect({ query, language }).toEqual({ query: 'budget médiathèque', language: 'fr' });
    for (const hit of hits) {
      expect(services.documentText(hit.document.id).slice(hit.start, hit.end)).toBe(hit.text);
      expect(hit).not.toHaveProperty('explanation');
    }
  });

  it('asks for ten hits unless told otherwise', async () => {
    expect((await search({ query: 'budget' })).request).toEqual({ query: 'budget', limit: 10, explain: false });
  });

  it('hands on filters, the limit and the language of the interface', async () => {
    const { request } = await search(
      { query: 'budget', limit: 100, filters: { dateFrom: '2024-05' }, documents: ['notes/hostile.html'] },
      { 'accept-language': 'fr' },
    );
    expect(request).toEqual({
      ...{ query: 'budget', limit: 100, explain: false, interfaceLanguage: 'fr' },
      filter: { dateFrom: '2024-05', documents: ['notes/hostile.html'] },
    });
  });

  it('explains scores to any depth when asked to', async () => {
    const explanation = { name: 'a', value: 3, parts: [{ name: 'b', value: 2, parts: [{ name: 'c', value: 1 }] }] };
    const { hits } = await services.search({ query: 'budget', limit: 1 });
    const explained = hits.map((hit) => ({ ...hit, explanation }));
    const { app: other } = await buildTestApp({}, { search: async () => ({ language: 'fr', hits: explained }) });
    const response = await other.inject({
      method: 'POST',
      url: '/v1/search',
      payload: { query: 'budget', explain: true },
    });
    expect(response.json<{ hits: object[] }>().hits[0]).toMatchObject({ explanation });
  });

  it.each([
    ['query', {}],
    ['query', { query: '  ' }],
    ['query', { query: 'a'.repeat(2001) }],
    ['limit', { query: 'a', limit: 101 }],
    ['explain', { query: 'a', explain: 'yes' }],
    ['query', { question: 'a' }],
    ['history', { query: 'a', history: [] }],
  ])('refuses what is wrong with %s', async (field, payload) => {
    const { response, request } = await search(payload);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', field });
    expect(request).toBeUndefined();
  });
});
