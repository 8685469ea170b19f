import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Citation } from '../../src/domain.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import { LinkSigner } from '../../src/http/link-signature.ts';
import { openRealServices } from '../generation/real-services.ts';
import { bearer } from './build-app.ts';

const KEYS = { apiKeys: ['reader-key'], adminApiKey: 'administrator-key' };
const DAY_MS = 24 * 60 * 60 * 1000;

describe('the signature of a link', () => {
  it('opens its document for a week, and no other one', () => {
    let now = Date.UTC(2026, 0, 1);
    const signer = new LinkSigner(KEYS, () => now);
    const link = signer.sign('rapport.pdf');
    expect(signer.accepts('rapport.pdf', link)).toBe(true);
    expect(signer.accepts('autre.pdf', link)).toBe(false);
    now += 6.9 * DAY_MS;
    expect(signer.accepts('rapport.pdf', link)).toBe(true);
    now += 0.2 * DAY_MS;
    expect(signer.accepts('rapport.pdf', link)).toBe(false);
  });

  it('cannot be made longer, made up or left out', () => {
    const signer = new LinkSigner(KEYS);
    const link = signer.sign('rapport.pdf');
    const later = String(Number(link.expires) + 1);
    for (const query of [
      { ...link, expires: later },
      { ...link, signature: link.signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) },
      { ...link, signature: '' },
      { expires: link.expires },
      { expires: [link.expires, later], signature: link.signature },
      {},
      null,
    ]) {
      expect(signer.accepts('rapport.pdf', query)).toBe(false);
    }
  });

  it('holds for another process with the same keys, and ends with the keys', () => {
    const link = new LinkSigner(KEYS).sign('rapport.pdf');
    expect(new LinkSigner(KEYS).accepts('rapport.pdf', link)).toBe(true);
    expect(new LinkSigner({ ...KEYS, apiKeys: ['another-key'] }).accepts('rapport.pdf', link)).toBe(false);
  });

  it('is worth nothing elsewhere where no secret key is set', () => {
    const none = { apiKeys: [], adminApiKey: null };
    expect(new LinkSigner(none).accepts('rapport.pdf', new LinkSigner(none).sign('rapport.pdf'))).toBe(false);
  });
});

describe('where documents are not public', () => {
  const settings = {
    API_KEYS: 'reader-key',
    PUBLIC_DOCUMENTS: 'false',
    RATE_LIMIT_PER_MINUTE: '100000',
    LOG_LEVEL: 'silent',
  };
  let app: AppInstance;
  let close: () => Promise<void>;
  let citation: Citation;

  beforeAll(async () => {
    const { services, close: closeServices } = await openRealServices(settings);
    app = await buildApp(services, loadConfig(settings));
    close = async () => {
      await app.close();
      await closeServices();
    };
    const payload = { question: 'Où se trouve le supercalculateur Jean Zay ?' };
    const response = await app.inject({ method: 'POST', url: '/v1/ask', headers: bearer('reader-key'), payload });
    citation = response.json<{ citations: [Citation] }>().citations[0];
  });
  afterAll(() => close());

  const open = (url: string, accept = 'text/html') => app.inject({ url, headers: { accept } });

  it('the link of a citation leads without a key to the quote, the original file and the other language', async () => {
    const permalink = await open(citation.permalink);
    expect(permalink.statusCode).toBe(302);
    const viewer = await open(String(permalink.headers.location).replace(/#.*/, ''));
    expect(viewer.statusCode).toBe(200);
    expect(viewer.body).toContain('<mark');
    const links = [...viewer.body.matchAll(/href="([^"]*expires=[^"]*)"/g)].map(([, href = '']) =>
      href.replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThanOrEqual(3);
    for (const link of links) {
      const address = link.startsWith('?') ? `/documents/${encodeURIComponent(citation.document.id)}${link}` : link;
      expect((await open(address.replace(/#.*/, ''))).statusCode).toBe(200);
    }
    expect((await open(citation.permalink, 'application/json')).json()).toMatchObject({ state: 'present' });
  });

  it('an answer that comes back with its signed links is put into a briefing', async () => {
    const headers = bearer('reader-key');
    const question = { question: 'Où se trouve le supercalculateur Jean Zay ?' };
    const answer = (await app.inject({ method: 'POST', url: '/v1/ask', headers, payload: question })).json();
    const payload = { answers: [answer], format: 'json' };
    const response = await app.inject({ method: 'POST', url: '/v1/briefings', headers, payload });
    expect(response.json<{ notes: unknown[] }>().notes).toHaveLength(answer.citations.length);
  });

  it('without a signature, or with that of another document, everything asks for a key', async () => {
    const query = citation.permalink.slice(citation.permalink.indexOf('?'));
    const id = encodeURIComponent(citation.document.id);
    for (const url of [
      citation.permalink.replace(/\?.*/, ''),
      `/documents/${id}`,
      `/v1/documents/${id}/file`,
      `/documents/pepr-ia.md${query}`,
      `/v1/documents/pepr-ia.md/file${query}`,
      // A signature opens documents, not the rest of the interface.
      `/v1/documents/${id}/text${query}`,
      `/v1/documents${query}`,
    ]) {
      expect((await open(url, 'application/json')).statusCode, url).toBe(401);
    }
  });
});
