import type { InjectOptions } from 'fastify';
import { describe, expect, it } from 'vitest';
import { AccessPolicy } from '../../src/http/access.ts';
import { bearer, buildTestApp, shareTestApp } from './build-app.ts';

const ORIGIN = 'https://www.example.org';
const PDF = '/v1/documents/rapports%2Fbibliotheques-2024.pdf';

/** Callers, by the headers that they send. */
const CALLERS = {
  nobody: {},
  basic: { authorization: `Basic ${Buffer.from('user:password').toString('base64')}` },
  unknown: bearer('not-one-of-ours'),
  api: bearer('api-one'),
  api2: bearer('api-two'),
  page: { ...bearer('page-key'), origin: ORIGIN },
  stolen: { ...bearer('page-key'), origin: 'https://elsewhere.example' },
  script: bearer('page-key'),
  admin: bearer('admin-key'),
} as const;

/** Requests, by who may make them. */
const REQUESTS: Readonly<Record<string, readonly InjectOptions[]>> = {
  public: ['/', '/page.js', '/docs', '/openapi.json', '/health/live', '/health/ready'].map((url) => ({ url })),
  question: [
    { method: 'POST', url: '/v1/ask', payload: { question: 'Qui dirige la médiathèque ?' } },
    { method: 'POST', url: '/v1/search', payload: { query: 'médiathèque' } },
  ],
  reading: [
    { url: '/v1/documents' },
    { url: PDF },
    { url: `${PDF}/text` },
    { url: '/v1/passages/unknown' },
    { method: 'HEAD', url: `${PDF}/text` },
  ],
  original: [{ url: `${PDF}/file` }, { method: 'HEAD', url: `${PDF}/file` }],
  report: [{ url: '/v1/ingestion' }],
  management: [
    { method: 'POST', url: '/v1/documents', headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    { method: 'DELETE', url: '/v1/documents/unknown' },
  ],
};

const KEYS = { ADMIN_API_KEY: 'admin-key', API_KEYS: 'api-one, api-two', PUBLIC_KEYS: `page-key=${ORIGIN}` };
const NETWORK = { HOST: '0.0.0.0' };

const yes = 'allowed';
const none = 'key_required';
const notThis = 'key_not_allowed';
const origin = 'origin_not_allowed';

type Expected = Readonly<Record<'question' | 'reading' | 'original' | 'report' | 'management', string>>;
type Rows = Partial<Record<keyof typeof CALLERS, Expected>>;

function row(question: string, reading: string, original: string, report: string, management: string): Expected {
  return { question, reading, original, report, management };
}

const everything = row(yes, yes, yes, yes, yes);
const refused = row(none, none, yes, none, none);
const apiRow = row(yes, yes, yes, notThis, notThis);

const guardedRows: Rows = {
  nobody: refused,
  basic: refused,
  unknown: refused,
  api: apiRow,
  api2: apiRow,
  page: row(yes, notThis, yes, notThis, notThis),
  stolen: row(origin, notThis, yes, notThis, notThis),
  script: row(origin, notThis, yes, notThis, notThis),
  admin: everything,
};

const MATRIX: readonly { name: string; settings: NodeJS.ProcessEnv; rows: Rows }[] = [
  {
    name: 'on this machine without any key',
    settings: {},
    rows: { nobody: row(yes, yes, yes, yes, none), unknown: refused, basic: row(yes, yes, yes, yes, none) },
  },
  {
    name: 'on this machine with an administrator',
    settings: { ADMIN_API_KEY: 'admin-key' },
    rows: { nobody: row(yes, yes, yes, yes, none), unknown: refused, admin: everything },
  },
  { name: 'on this machine with keys', settings: KEYS, rows: guardedRows },
  { name: 'on a network with keys', settings: { ...NETWORK, ...KEYS }, rows: guardedRows },
  {
    name: 'on a network with keys and documents that are not public',
    settings: { ...NETWORK, ...KEYS, PUBLIC_DOCUMENTS: 'false' },
    rows: {
      nobody: row(none, none, none, none, none),
      unknown: row(none, none, none, none, none),
      api: apiRow,
      page: row(yes, notThis, notThis, notThis, notThis),
      admin: everything,
    },
  },
  {
    name: 'on a network, open to anybody by will',
    settings: { ...NETWORK, ALLOW_ANONYMOUS: 'true', ADMIN_API_KEY: 'admin-key' },
    rows: { nobody: row(yes, yes, yes, none, none), unknown: refused, admin: everything },
  },
  {
    name: 'on a network, open to anybody by will, with keys besides',
    settings: { ...NETWORK, ...KEYS, ALLOW_ANONYMOUS: 'true' },
    rows: { ...guardedRows, nobody: row(yes, yes, yes, none, none), basic: row(yes, yes, yes, none, none) },
  },
];

const REFUSALS = new Set([none, notThis, origin]);
const STATUSES: Readonly<Record<string, number>> = { [none]: 401, [notThis]: 403, [origin]: 403 };

describe.each(MATRIX)('who may do what $name', ({ settings, rows }) => {
  const app = shareTestApp(settings);

  it.each(Object.entries(rows))('answers or refuses %s by the table', async (caller, expected) => {
    const callerHeaders = CALLERS[caller as keyof typeof CALLERS];
    for (const [access, requests] of Object.entries(REQUESTS)) {
      const wanted = { ...expected, public: yes }[access] ?? '';
      for (const request of requests) {
        const response = await app().inject({ ...request, headers: { ...request.headers, ...callerHeaders } });
        const label = `${caller}: ${request.method ?? 'GET'} ${request.url}`;
        if (wanted === yes) {
          const code = response.body.startsWith('{') ? response.json<{ code?: string }>().code : undefined;
          expect(REFUSALS.has(code ?? ''), label).toBe(false);
          expect([401, 403], label).not.toContain(response.statusCode);
        } else {
          expect(response.statusCode, label).toBe(STATUSES[wanted]);
          if (request.method !== 'HEAD') expect(response.json(), label).toMatchObject({ code: wanted });
        }
      }
    }
  });
});

describe('who counts as local', () => {
  const ask: InjectOptions = { method: 'POST', url: '/v1/ask', payload: { question: 'Bonjour ?' } };
  const forwarded = { 'x-forwarded-for': '203.0.113.9' };
  const cases: readonly { name: string; settings?: NodeJS.ProcessEnv; request: InjectOptions; status: number }[] = [
    { name: 'the loopback address', request: {}, status: 200 },
    { name: 'the loopback address of IPv6', request: { remoteAddress: '::1' }, status: 200 },
    { name: 'an address of IPv4 inside IPv6', request: { remoteAddress: '::ffff:127.0.0.1' }, status: 200 },
    { name: 'a name of IPv6', request: { headers: { host: '[::1]:3000' } }, status: 200 },
    { name: 'no other address', request: { remoteAddress: '192.0.2.7' }, status: 401 },
    { name: 'no client of a proxy that is not named', request: { headers: forwarded }, status: 401 },
    { name: 'no client of a proxy that says Via', request: { headers: { via: '1.1 proxy' } }, status: 401 },
    { name: 'no proxy that claims to be local', request: { headers: { 'x-real-ip': '127.0.0.1' } }, status: 401 },
    {
      name: 'no distant client of a trusted proxy',
      settings: { TRUST_PROXY: '127.0.0.1' },
      request: { headers: forwarded },
      status: 401,
    },
    {
      name: 'no client that claims to be local through a trusted proxy',
      settings: { TRUST_PROXY: '127.0.0.1' },
      request: { headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' } },
      status: 401,
    },
    {
      name: 'a local client of a trusted proxy',
      settings: { TRUST_PROXY: '127.0.0.1' },
      request: { headers: { 'x-forwarded-for': '127.0.0.1' } },
      status: 200,
    },
    {
      name: 'no client of a trusted proxy that does not name it',
      settings: { TRUST_PROXY: '127.0.0.1' },
      request: { headers: { via: '1.1 proxy' } },
      status: 401,
    },
    { name: 'no page of a site whose name points here', request: { headers: { host: 'evil.example' } }, status: 401 },
    {
      name: 'the own public name',
      settings: { PUBLIC_URL: 'https://sources.example.org' },
      request: { headers: { host: 'sources.example.org' } },
      status: 200,
    },
  ];

  it.each(cases)('$name', async ({ settings, request, status }) => {
    const { app } = await buildTestApp(settings);
    expect((await app.inject({ ...ask, ...request })).statusCode).toBe(status);
  });

  it('nobody where the service listens to a network', async () => {
    const { app } = await buildTestApp({ HOST: '0.0.0.0' });
    expect((await app.inject(ask)).statusCode).toBe(401);
  });
});

describe('keys', () => {
  it('are asked for with a challenge', async () => {
    const { app } = await buildTestApp(KEYS);
    const response = await app.inject('/v1/documents');
    expect(response.headers['www-authenticate']).toBe('Bearer realm="sourcier"');
  });

  it('are checked before a body is read', async () => {
    const { app } = await buildTestApp(KEYS);
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/v1/ask', headers, payload: '{ broken' });
    expect(response.statusCode).toBe(401);
  });

  it.each(['Bearer', 'Bearer ', 'bearer   api-one', 'BEARER api-one', 'Bearer api-one api-two', 'Bearer  \tapi-one'])(
    'are read as RFC 6750 writes them: %j',
    (authorization) => {
      const policy = new AccessPolicy({
        ...{ apiKeys: ['api-one'], adminApiKey: null, publicKeys: [], publicDocuments: true, allowAnonymous: false },
      });
      const isKey = /^bearer +api-one$/i.test(authorization);
      expect(policy.identify(authorization).kind).toBe(isKey ? 'api' : 'anonymous');
    },
  );

  it('refuse to start with proxies that are no addresses', async () => {
    const start = buildTestApp({ TRUST_PROXY: 'nginx' });
    await expect(start).rejects.toMatchObject({ code: 'setting_invalid', parameters: { setting: 'TRUST_PROXY' } });
  });
});
