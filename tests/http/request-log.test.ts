import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { bearer, buildTestApp } from './build-app.ts';

const QUESTION = 'Combien gagne Zéphyrine Quatrevaux ?';

describe('the log', () => {
  it('holds method, route, status and time of a request', async () => {
    const { app, log } = await buildTestApp();
    await app.inject('/v1/documents/rapports%2Fbibliotheques-2024.pdf?x=1');
    await app.inject('/nulle-part');
    await expect.poll(() => log.filter(({ msg }) => msg === 'request')).toHaveLength(2);
    const [known, unknown] = log.filter(({ msg }) => msg === 'request');
    expect(known).toMatchObject({
      method: 'GET',
      route: '/v1/documents/:id',
      status: 200,
      milliseconds: expect.any(Number),
    });
    expect(unknown).toMatchObject({ route: null, status: 404, code: 'route_unknown' });
  });

  it('never holds a question, an address, a key or a header, at any level', async () => {
    const { app, log } = await buildTestApp({ LOG_LEVEL: 'trace', API_KEYS: 'secret-key', ADMIN_API_KEY: 'admin-key' });
    const headers = { ...bearer('secret-key'), 'user-agent': 'secret-agent' };
    await app.inject({ method: 'POST', url: '/v1/ask', headers, payload: { question: QUESTION } });
    await app.inject({ method: 'POST', url: '/v1/search', headers, payload: { query: QUESTION, limit: 0 } });
    await app.inject({ method: 'POST', url: '/v1/ask', headers, payload: QUESTION });
    await app.inject({ url: `/v1/documents/${encodeURIComponent(QUESTION)}`, headers });
    await app.inject({ url: `/v1/documents?cursor=${encodeURIComponent(QUESTION)}`, headers });
    await app.inject({ url: `/Zéphyrine/%ff?q=${encodeURIComponent(QUESTION)}`, headers });
    await app.inject({ method: 'POST', url: '/v1/documents', headers: bearer('wrong-key') });
    const form = new FormData();
    form.append('file', new Blob([QUESTION]), 'Zéphyrine.txt');
    await app.inject({ method: 'POST', url: '/v1/documents', headers: bearer('admin-key'), payload: form as never });
    await expect.poll(() => log.filter(({ msg }) => msg === 'request').length).toBeGreaterThanOrEqual(7);
    expect(JSON.stringify(log)).not.toMatch(
      /phyrine|Quatrevaux|secret-key|wrong-key|admin-key|secret-agent|authorization/i,
    );
  });

  it('holds questions where LOG_QUESTIONS is true, and only then', async () => {
    const { app, log } = await buildTestApp({ LOG_QUESTIONS: 'true' });
    await app.inject({ method: 'POST', url: '/v1/ask', payload: { question: QUESTION } });
    await app.inject({ method: 'POST', url: '/v1/search', payload: { query: QUESTION } });
    expect(log).toContainEqual(expect.objectContaining({ msg: 'question', question: QUESTION }));
    expect(log).toContainEqual(expect.objectContaining({ msg: 'search', query: QUESTION }));
  });

  it('takes a client that goes away for no fault of the service', async () => {
    const { app, log } = await buildTestApp();
    await app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
    const head =
      'POST /v1/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n';
    socket.write(`${head}{"question":`, () => setImmediate(() => socket.destroy()));
    await expect.poll(() => log).toContainEqual(expect.objectContaining({ msg: 'client left', route: '/v1/ask' }));
    expect(log.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it('is silent when told to be', async () => {
    const { app, log } = await buildTestApp({ LOG_LEVEL: 'silent' });
    await app.inject('/nulle-part');
    expect(log).toEqual([]);
  });
});
