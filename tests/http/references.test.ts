import { describe, expect, it } from 'vitest';
import { bearer, buildTestApp, shareTestApp } from './build-app.ts';
import { createFakeServices } from './fake-services.ts';

const [DOCUMENT] = createFakeServices().documents();
const ID = DOCUMENT?.id ?? '';

describe('references over HTTP', () => {
  const app = shareTestApp();
  const request = (payload: object) => app().inject({ method: 'POST', url: '/v1/references', payload });

  it.each([
    ['csl-json', 'application/vnd.citationstyles.csl+json', '"type": "document"'],
    ['bibtex', 'application/x-bibtex', '@misc{'],
    ['ris', 'application/x-research-info-systems', 'TY  - '],
    ['text', 'text/plain', DOCUMENT?.title ?? ''],
  ])('come as %s', async (format, mediaType, content) => {
    const response = await request({ citations: [{ document: { id: ID }, page: 2 }], format });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toContain(mediaType);
    expect(response.body).toContain(content);
  });

  it('take citations as an answer gives them, and their metadata from the collection', async () => {
    const { citations } = await createFakeServices().ask({
      text: 'Quel est le budget de la médiathèque Simone-Veil ?',
    });
    const forged = citations.map((citation) => ({ ...citation, document: { ...citation.document, title: 'Forged' } }));
    const response = await request({ citations: forged, format: 'text', language: 'en' });
    expect(response.statusCode).toBe(200);
    expect(response.body).not.toContain('Forged');
  });

  it.each([
    [{}, 400],
    [{ citations: [] }, 400],
    [{ citations: [{ document: { id: ID } }], format: 'docx' }, 400],
    [{ citations: [{ document: { id: ID }, page: 0 }] }, 400],
    [{ citations: [{ document: { id: 'nothing.md' } }] }, 404],
    [{ citations: Array.from({ length: 1_001 }, () => ({ document: { id: ID } })) }, 400],
  ])('are refused for %j', async (payload, status) => {
    expect((await request(payload)).statusCode).toBe(status);
  });

  it('are for the holders of public keys too, from their origin', async () => {
    const { app: guarded } = await buildTestApp({ PUBLIC_KEYS: 'k=https://site.example' });
    const ask = (origin: string) =>
      guarded.inject({
        method: 'POST',
        url: '/v1/references',
        headers: { ...bearer('k'), origin },
        payload: { citations: [{ document: { id: ID } }] },
      });
    expect((await ask('https://site.example')).statusCode).toBe(200);
    expect((await ask('https://elsewhere.example')).statusCode).toBe(403);
  });
});
