import { describe, expect, it } from 'vitest';
import { SourcierError } from '../../src/errors.ts';
import { bearer, buildTestApp } from './build-app.ts';

const KEYS = {
  API_KEYS: 'one,two',
  ADMIN_API_KEY: 'admin',
  PUBLIC_KEYS: 'page=https://www.example.org',
  RATE_LIMIT_PER_MINUTE: '3',
};
const SEARCH = { method: 'POST', url: '/v1/search', payload: { query: 'budget' } } as const;

describe('the rate limit', () => {
  it('answers 429 with Retry-After, in the language of the request', async () => {
    const { app } = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '2' });
    const headers = { 'accept-language': 'en' };
    await app.inject({ url: '/v1/documents', headers });
    await app.inject({ url: '/v1/documents', headers });
    const response = await app.inject({ url: '/v1/documents', headers });
    expect(response.statusCode).toBe(429);
    const seconds = Number(response.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    const error = new SourcierError('rate_limited', { seconds });
    expect(response.json()).toMatchObject({
      code: 'rate_limited',
      detail: error.detail('en'),
      title: error.title('en'),
    });
  });

  it('counts every key apart, whatever the address', async () => {
    const { app } = await buildTestApp(KEYS);
    const statuses = async (key: string, remoteAddress: string) =>
      (await app.inject({ url: '/v1/documents', headers: bearer(key), remoteAddress })).statusCode;
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) expect(await statuses('one', address)).toBe(200);
    expect(await statuses('one', '192.0.2.4')).toBe(429);
    expect(await statuses('two', '192.0.2.4')).toBe(200);
    expect(await statuses('admin', '192.0.2.4')).toBe(200);
  });

  it('counts the visitors of a page with a public key apart, and apart from callers without a key', async () => {
    const { app } = await buildTestApp({ ...KEYS, ALLOW_ANONYMOUS: 'true' });
    const headers = { ...bearer('page'), origin: 'https://www.example.org' };
    const visit = async (remoteAddress: string) => (await app.inject({ ...SEARCH, headers, remoteAddress })).statusCode;
    for (let count = 0; count < 3; count += 1) expect(await visit('192.0.2.1')).toBe(200);
    expect(await visit('192.0.2.1')).toBe(429);
    expect(await visit('192.0.2.2')).toBe(200);
    expect((await app.inject({ ...SEARCH, remoteAddress: '192.0.2.1' })).statusCode).toBe(200);
  });

  it('makes guessing keys slow: unknown ones count by address', async () => {
    const { app } = await buildTestApp(KEYS);
    const guess = async (key: string) => (await app.inject({ url: '/v1/documents', headers: bearer(key) })).statusCode;
    expect([await guess('a'), await guess('b'), await guess('c'), await guess('d')]).toEqual([401, 401, 401, 429]);
    expect(await guess('one')).toBe(200);
  });

  it('counts requests to unknown addresses and with unknown methods', async () => {
    const { app } = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '2' });
    const statuses = [
      (await app.inject('/nulle-part')).statusCode,
      (await app.inject({ method: 'PUT', url: '/v1/ask' })).statusCode,
      (await app.inject('/ailleurs')).statusCode,
    ];
    expect(statuses).toEqual([404, 405, 429]);
  });

  it('takes the addresses of one IPv6 network together', async () => {
    const { app } = await buildTestApp({ ALLOW_ANONYMOUS: 'true', RATE_LIMIT_PER_MINUTE: '1' });
    const from = async (remoteAddress: string) => (await app.inject({ ...SEARCH, remoteAddress })).statusCode;
    expect(await from('2001:db8:1:2::1')).toBe(200);
    expect(await from('2001:db8:1:2:ffff::9')).toBe(429);
    expect(await from('2001:db8:1:3::1')).toBe(200);
  });

  it('never holds up a health check', async () => {
    const { app } = await buildTestApp({ RATE_LIMIT_PER_MINUTE: '1' });
    for (let count = 0; count < 5; count += 1) expect((await app.inject('/health/ready')).statusCode).toBe(200);
  });
});
