import { describe, expect, it } from 'vitest';
import { buildTestApp, shareTestApp } from './build-app.ts';

describe('security headers', () => {
  const app = shareTestApp();

  it.each(['/', '/v1/documents', '/nulle-part', '/page.js', '/health/live'])('are strict on %s', async (url) => {
    const { headers } = await app().inject(url);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|data:|upgrade-insecure/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('relax inline styles on the reference page alone, and never inline scripts', async () => {
    const { headers } = await app().inject('/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'unsafe-inline';");
  });

  it('ask for HTTPS where the public address has it', async () => {
    const { app: secure } = await buildTestApp({ PUBLIC_URL: 'https://sources.example.org' });
    expect((await secure.inject('/')).headers['strict-transport-security']).toBe('max-age=31536000');
  });

  it('name each request by an id of ours', async () => {
    const first = await app().inject({ url: '/health/live', headers: { 'x-request-id': 'theirs' } });
    const second = await app().inject('/health/live');
    const ids = [first, second].map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('CORS', () => {
  const settings = { ALLOWED_ORIGINS: 'https://portal.example.org', PUBLIC_KEYS: 'page=https://www.example.org' };
  const app = shareTestApp(settings);

  it.each([
    ['https://portal.example.org', true],
    ['https://www.example.org', true],
    ['https://www.example.org.evil.example', false],
    ['http://www.example.org', false],
    ['null', false],
  ])('lets pages of %s read: %s', async (origin, isAllowed) => {
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    };
    const preflight = await app().inject({ method: 'OPTIONS', url: '/v1/ask', headers });
    const response = await app().inject({ url: '/health/live', headers: { origin } });
    for (const { headers: received } of [preflight, response]) {
      expect(received['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
      expect(received).not.toHaveProperty('access-control-allow-credentials');
      expect(received.vary).toContain('Origin');
    }
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
  });

  it('lets a page read errors too, with when to try again', async () => {
    const headers = { origin: 'https://portal.example.org' };
    const response = await app().inject({ method: 'POST', url: '/v1/ask', headers, payload: { question: 'a' } });
    expect(response.statusCode).toBe(401);
    expect(response.headers['access-control-allow-origin']).toBe('https://portal.example.org');
    expect(response.headers['access-control-expose-headers']).toContain('Retry-After');
  });

  it('lets no other page read by default', async () => {
    const { app: closed } = await buildTestApp();
    const { headers } = await closed.inject({ url: '/v1/documents', headers: { origin: 'http://localhost:8080' } });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});
