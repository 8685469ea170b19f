import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentDisposition } from '../../src/http/content-disposition.ts';
import { isIsoDate } from '../../src/http/request-filter.ts';
import { acceptedLanguage } from '../../src/http/request-language.ts';
import { shareTestApp } from './build-app.ts';

const RUNS = { numRuns: 150 };
const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const codeUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

describe('whatever is sent', () => {
  const app = shareTestApp();

  async function send(url: string, payload: string) {
    const response = await app().inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      payload,
    });
    if (response.statusCode !== 200) {
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      const { detail, title, code } = response.json<Record<string, string>>();
      expect([typeof detail, typeof title, typeof code]).toEqual(['string', 'string', 'string']);
      expect(JSON.stringify({ detail, title })).not.toMatch(/\/work|node_modules|at .*\.ts/);
    }
    return response.statusCode;
  }

  it.each(['/v1/ask', '/v1/search'])('as JSON to %s is answered or refused, never a fault of ours', async (url) => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        expect([200, 400]).toContain(await send(url, JSON.stringify(body)));
      }),
      RUNS,
    );
  });

  it.each([
    ['/v1/ask', 'question'],
    ['/v1/search', 'query'],
  ])('to %s in the right fields is answered or refused, never a fault of ours', async (url, field) => {
    const text = fc.oneof(
      anyText,
      codeUnits,
      fc.constantFrom('\u0000', '\ud800', '\udc00\ud800', '🏳️‍🌈', 'ﷺ', '\u202E', '«'),
    );
    const body = fc.record(
      {
        [field]: fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: fc.jsonValue() }),
        limit: fc.oneof(fc.integer({ min: -2, max: 30 }), fc.double(), fc.jsonValue()),
        documents: fc.array(text, { maxLength: 2 }),
        filters: fc.record({ dateFrom: text, dateTo: text, publisher: text }, { requiredKeys: [] }),
        answerLanguage: fc.oneof(fc.constantFrom('fr', 'en'), fc.jsonValue()),
        history: fc.array(fc.record({ role: fc.constantFrom('user', 'assistant', 'x'), content: text }), {
          maxLength: 3,
        }),
      },
      { requiredKeys: [field] },
    );
    await fc.assert(
      fc.asyncProperty(body, async (value) => {
        expect([200, 400, 404]).toContain(await send(url, JSON.stringify(value)));
      }),
      RUNS,
    );
  });

  it('as a body that is not JSON is refused', async () => {
    await fc.assert(
      fc.asyncProperty(codeUnits, async (text) => {
        expect([200, 400]).toContain(await send('/v1/ask', text));
      }),
      RUNS,
    );
  });

  it.each([
    ['deeply nested JSON', `{"question":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a hundred thousand wrong turns', JSON.stringify({ question: 'a', history: Array(100_000).fill({}) })],
    ['a megabyte without a space', JSON.stringify({ question: 'a'.repeat(1_000_000) })],
    ['a megabyte of spaces', JSON.stringify({ question: ' '.repeat(1_000_000) })],
    ['a field with a name of half a megabyte', JSON.stringify({ question: 'a', ['x'.repeat(500_000)]: 1 })],
    ['a field called constructor', '{"question":"a","constructor":{"prototype":{"x":1}}}'],
  ])('as %s is refused', async (_name, payload) => {
    expect(await send('/v1/ask', payload)).toBe(400);
  });

  it('as a megabyte of combining marks is cut to what a reader could see, and answered', async () => {
    expect(await send('/v1/ask', JSON.stringify({ question: `a${'\u0301'.repeat(400_000)}` }))).toBe(200);
  });

  it.each([
    '%00',
    '%ff',
    '%E0%A4%A',
    '..',
    '..%2F..%2F..%2Fetc%2Fpasswd',
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '..%5C..%5Cwindows',
    '%2Fetc%2Fpasswd',
    '__proto__',
    'constructor',
    'a'.repeat(4_000),
    'a'.repeat(60_000),
    "'; DROP TABLE documents; --",
    '%F0%9F%92%A9',
  ])('as the id %s is unknown', async (id) => {
    for (const url of [
      `/v1/documents/${id}`,
      `/v1/documents/${id}/text`,
      `/v1/documents/${id}/file`,
      `/v1/passages/${id}`,
    ]) {
      const response = await app().inject({ method: 'GET', url });
      expect(response.statusCode, url.slice(0, 80)).toBe(404);
      expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    }
  });

  it('like every id that is unknown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), async (id) => {
        const response = await app().inject(`/v1/documents/${encodeURIComponent(id)}/text`);
        expect(response.statusCode).toBe(404);
      }),
      RUNS,
    );
  });

  it('as a query of the list is answered or refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webQueryParameters(), async (query) => {
        expect([200, 400]).toContain((await app().inject(`/v1/documents?${query}`)).statusCode);
      }),
      RUNS,
    );
  });

  it('as Accept-Language gives French or English', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary-ascii' }), async (header) => {
        expect(['fr', 'en', undefined]).toContain(acceptedLanguage(header));
      }),
    );
    const response = await app().inject({
      url: '/',
      headers: { 'accept-language': ',;q=,fr;q=x,en;q=-1,'.repeat(500) },
    });
    expect(response.headers['content-language']).toBe('fr');
  });
});

describe('a file name of any kind', () => {
  it('is quoted by RFC 6266 and RFC 8187', () => {
    expect(contentDisposition('attachment', `Étude "n° 1" (50 %)*'.pdf`)).toBe(
      `attachment; filename="Etude _n_ 1_ (50 _)*'.pdf"; filename*=UTF-8''%C3%89tude%20%22n%C2%B0%201%22%20%2850%20%25%29%2A%27.pdf`,
    );
  });

  it('makes a header that holds nothing else, and from which the name can be read', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, codeUnits), (name) => {
        const header = contentDisposition('inline', name);
        expect(header).toMatch(/^inline; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w.~!$&+^`|%#-]*$/);
        expect(header.split('"')).toHaveLength(3);
        const exact = decodeURIComponent(header.split("UTF-8''")[1] ?? '');
        expect(exact).toBe(name.replace(/\p{Surrogate}/gu, '\uFFFD'));
      }),
    );
  });
});

describe('the language of the interface', () => {
  it.each([
    ['fr', 'fr'],
    ['en-GB', 'en'],
    ['de, fr;q=0.5', 'fr'],
    ['de;q=1, en;q=0.2, fr;q=0.4', 'fr'],
    ['en, fr', 'en'],
    ['fr;q=0, en;q=0.1', 'en'],
    ['FR-ca', 'fr'],
    ['de', undefined],
    ['*', undefined],
    ['', undefined],
    [undefined, undefined],
    ['french', undefined],
  ])('%s is %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe('a date of a filter', () => {
  it.each(['2024', '2024-05', '2024-02-29', '0001-01-01'])('may be %s', (date) => {
    expect(isIsoDate(date)).toBe(true);
  });

  it.each([
    '',
    '24',
    '2024-5',
    '2024-00',
    '2024-13',
    '2023-02-29',
    '2024-05-32',
    '2024-05-23T10:00',
    '２０２４',
    '-2024',
  ])('may not be %j', (date) => {
    expect(isIsoDate(date)).toBe(false);
  });
});
