import { describe, expect, it } from 'vitest';
import type { Answer, Question } from '../../src/domain.ts';
import { Links } from '../../src/http/links.ts';
import { presentAnswer } from '../../src/http/present.ts';
import { buildTestApp, shareTestApp } from './build-app.ts';
import { createFakeServices } from './fake-services.ts';

const QUESTION = 'Quel est le budget de la médiathèque Simone-Veil ?';

const received: Question[] = [];
const services = createFakeServices();
const app = shareTestApp(
  {},
  {
    ask: (question) => {
      received.push(question);
      return services.ask(question);
    },
  },
);

async function ask(body: unknown, headers: Record<string, string> = {}) {
  received.length = 0;
  const response = await app().inject({
    method: 'POST',
    url: '/v1/ask',
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(body),
  });
  return { response, asked: received[0] };
}

/** Bodies that are refused: the field named, and what is said of it. */
const REFUSED = (
  [
    [{}, 'question', 'il est obligatoire', 'it is required'],
    [{ question: '' }, 'question', 'il ne doit pas être vide', 'it must not be empty'],
    [{ question: ' \u00A0\n\t' }, 'question', 'il ne doit pas être vide', 'it must not be empty'],
    [{ question: 'a'.repeat(2001) }, 'question', 'il dépasse 2 000 caractères', 'it exceeds 2,000 characters'],
    [{ question: '𝄞'.repeat(2001) }, 'question', 'il dépasse 2 000 caractères', 'it exceeds 2,000 characters'],
    [{ question: 12 }, 'question', 'il doit être une chaîne de caractères', 'it must be a string'],
    [{ question: null }, 'question', 'il doit être une chaîne de caractères', 'it must be a string'],
    [{ question: ['a'] }, 'question', 'il doit être une chaîne de caractères', 'it must be a string'],
    [
      { question: 'a', answerLanguage: 'de' },
      'answerLanguage',
      'il doit valoir « fr » ou « en »',
      'it must be "fr" or "en"',
    ],
    [{ question: 'a', limit: 0 }, 'limit', 'il doit valoir au moins 1', 'it must be at least 1'],
    [{ question: 'a', limit: 21 }, 'limit', 'il doit valoir au plus 20', 'it must be at most 20'],
    [{ question: 'a', limit: 1.5 }, 'limit', 'il doit être un nombre entier', 'it must be a whole number'],
    [{ question: 'a', limit: '8' }, 'limit', 'il doit être un nombre entier', 'it must be a whole number'],
    [{ question: 'a', documents: 'x' }, 'documents', 'il doit être une liste', 'it must be a list'],
    [{ question: 'a', documents: [] }, 'documents', 'il ne doit pas être vide', 'it must not be empty'],
    [{ question: 'a', documents: [3] }, 'documents[0]', 'il doit être une chaîne de caractères', 'it must be a string'],
    [{ question: 'a', filters: [] }, 'filters', 'il doit être un objet JSON', 'it must be a JSON object'],
    [
      { question: 'a', filters: { author: 'x' } },
      'filters.author',
      'il n’existe pas dans cette requête',
      'this request has no such field',
    ],
    [
      { question: 'a', filters: { dateFrom: '2024-13' } },
      'filters.dateFrom',
      'il doit être une date ISO 8601',
      'it must be an ISO 8601 date',
    ],
    [
      { question: 'a', filters: { dateTo: '2023-02-29' } },
      'filters.dateTo',
      'il doit être une date ISO 8601',
      'it must be an ISO 8601 date',
    ],
    [
      { question: 'a', filters: { dateTo: '23/05/2024' } },
      'filters.dateTo',
      'il doit être une date ISO 8601',
      'it must be an ISO 8601 date',
    ],
    [
      { question: 'a', filters: { dateFrom: '2024-06', dateTo: '2024-05' } },
      'filters.dateTo',
      'il est antérieur',
      'it is before',
    ],
    [
      { question: 'a', history: Array(21).fill({ role: 'user', content: 'x' }) },
      'history',
      'il compte plus de 20 éléments',
      'it has more than 20 items',
    ],
    [
      { question: 'a', history: [{ role: 'system', content: 'x' }] },
      'history[0].role',
      'il doit valoir « user » ou « assistant »',
      'it must be "user" or "assistant"',
    ],
    [
      { question: 'a', history: [{ role: 'user', content: 'x' }, { role: 'user' }] },
      'history[1].content',
      'il est obligatoire',
      'it is required',
    ],
    [
      { question: 'a', history: [{ role: 'user', content: 'x'.repeat(4001) }] },
      'history[0].content',
      'il dépasse 4 000 caractères',
      'it exceeds 4,000 characters',
    ],
    [
      { question: 'a', questoin: 'b' },
      'questoin',
      'il n’existe pas dans cette requête',
      'this request has no such field',
    ],
    [['a'], 'body', 'il doit être un objet JSON', 'it must be a JSON object'],
    ['question', 'body', 'il doit être un objet JSON', 'it must be a JSON object'],
    [null, 'body', 'il doit être un objet JSON', 'it must be a JSON object'],
  ] satisfies [unknown, string, string, string][]
).map(([body, field, french, english]) => [field, body, french, english] as const);

describe('POST /v1/ask', () => {
  it('answers with citations whose quotes are the documents’ own text', async () => {
    const { response } = await ask({ question: QUESTION });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const answer = response.json<Answer>();
    expect(answer.status).toBe('answered');
    expect(answer.citations).toHaveLength(2);
    for (const { quote, start, end, document, marker, positions } of answer.citations) {
      expect(services.documentText(document.id).slice(start, end)).toBe(quote);
      for (const position of positions) expect(answer.text.startsWith(`[${marker}]`, position)).toBe(true);
    }
  });

  it('loses nothing of an answer on its way through the schema', async () => {
    const [hit] = (await services.search({ query: 'médiathèque', limit: 1, explain: true })).hits;
    const answer: Answer = {
      ...(await services.ask({ text: QUESTION })),
      missing: ['le nombre de lecteurs'],
      unsupported: [{ text: 'Elle est grande.', reason: 'no quote' }],
      notices: [{ code: 'third_language', detail: 'Une remarque' }],
      closest: hit === undefined ? [] : [hit],
      engine: { answerer: 'llm', model: 'm', prompts: 'p', embedding: 'e', index: 'i' },
    };
    expect(answer.disagreements).not.toHaveLength(0);
    expect(answer.closest[0]?.explanation?.parts).not.toHaveLength(0);
    const { app: other } = await buildTestApp({}, { ask: async () => answer });
    const response = await other.inject({ method: 'POST', url: '/v1/ask', payload: { question: QUESTION } });
    expect(response.json()).toEqual(JSON.parse(JSON.stringify(presentAnswer(answer, new Links(null)))));
  });

  it('shows the closest passages as a search does, when the sources do not answer', async () => {
    const { response } = await ask({ question: 'Who won the chess tournament of Samarkand?' });
    expect(response.json()).toMatchObject({ status: 'not_found', citations: [], answerLanguage: 'en' });
    const [closest] = response.json<{ closest: Record<string, unknown>[] }>().closest;
    expect(Object.keys(closest ?? {})).toEqual(
      expect.arrayContaining(['passageId', 'text', 'section', 'page', 'start', 'end', 'score', 'document']),
    );
  });

  it('considers eight passages unless told otherwise, and nothing else that was not asked', async () => {
    const { asked } = await ask({ question: QUESTION });
    expect(asked).toEqual({ text: QUESTION, limit: 8 });
  });

  it('hands on every part of a request', async () => {
    const history = [
      { role: 'user', content: 'Où est la médiathèque ?' },
      { role: 'assistant', content: 'À Valbonne-sur-Loire.' },
    ];
    const { asked } = await ask(
      {
        question: QUESTION,
        answerLanguage: 'en',
        documents: ['rapports/bibliotheques-2024.pdf'],
        filters: { dateFrom: '2024', dateTo: '2024-12-31', publisher: 'Ville de Valbonne-sur-Loire' },
        history,
        limit: 20,
      },
      { 'accept-language': 'en-GB,fr;q=0.3' },
    );
    expect(asked).toEqual({
      text: QUESTION,
      answerLanguage: 'en',
      interfaceLanguage: 'en',
      limit: 20,
      history,
      filter: {
        documents: ['rapports/bibliotheques-2024.pdf'],
        dateFrom: '2024',
        dateTo: '2024-12-31',
        publisher: 'Ville de Valbonne-sur-Loire',
      },
    });
  });

  it('trims the question and takes away what no text may hold', async () => {
    const { asked, response } = await ask({ question: ` \u0000Qui dirige\ud800 la médiathèque ?\n\u00A0` });
    expect(asked?.text).toBe('Qui dirige\uFFFD la médiathèque ?');
    expect(response.statusCode).toBe(200);
  });

  it('makes the turns of the history well-formed too', async () => {
    const { asked } = await ask({ question: QUESTION, history: [{ role: 'user', content: 'a\udfff\u0000b' }] });
    expect(asked?.history?.[0]?.content).toBe('a\uFFFDb');
  });

  it('takes 2,000 characters after trimming, and counts characters beyond the BMP as one', async () => {
    const { response } = await ask({ question: `  ${'a'.repeat(2000)}  ` });
    expect(response.statusCode).toBe(200);
    expect((await ask({ question: '𝄞'.repeat(2000) })).response.statusCode).toBe(200);
  });

  it.each(REFUSED)('refuses what is wrong with %s, in both languages', async (field, body, french, english) => {
    for (const [language, problem] of [
      ['fr', french],
      ['en', english],
    ] as const) {
      const { response, asked } = await ask(body, { 'accept-language': language });
      expect(response.statusCode).toBe(400);
      expect(response.headers['content-language']).toBe(language);
      const detail = response.json<{ detail: string }>().detail.replace(/[\u00A0\u202F]/g, ' ');
      expect(response.json()).toMatchObject({ code: 'invalid_request', field });
      expect(detail).toContain(problem);
      expect(detail).toContain(field);
      expect(asked).toBeUndefined();
    }
  });

  it('names a document that does not exist', async () => {
    const { response, asked } = await ask({
      question: QUESTION,
      documents: ['rapports/bibliotheques-2024.pdf', 'nulle-part'],
    });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'document_unknown' });
    expect(response.json<{ detail: string }>().detail).toContain('nulle-part');
    expect(asked).toBeUndefined();
  });

  it('refuses more questions at once than it can answer, and recovers', async () => {
    const waiting: (() => void)[] = [];
    const hold = async (question: Question) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return services.ask(question);
    };
    const { app: other } = await buildTestApp({}, { ask: hold });
    const send = () => other.inject({ method: 'POST', url: '/v1/ask', payload: { question: QUESTION } });
    const held = Array.from({ length: 32 }, send);
    await expect.poll(() => waiting.length).toBe(32);
    const refused = await send();
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ code: 'overloaded' });
    expect(refused.headers['retry-after']).toBe('1');
    for (const release of waiting) release();
    expect((await Promise.all(held)).every(({ statusCode }) => statusCode === 200)).toBe(true);
    const next = send();
    await expect.poll(() => waiting.length).toBe(33);
    waiting.at(-1)?.();
    expect((await next).statusCode).toBe(200);
  });
});

describe('the permalinks of an answer', () => {
  it.each([
    [undefined, '/citations/'],
    ['https://sources.example.org', 'https://sources.example.org/citations/'],
  ])('begin with the public address %s', async (publicUrl, start) => {
    const { app } = await buildTestApp(publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl });
    const response = await app.inject({ method: 'POST', url: '/v1/ask', payload: { question: QUESTION } });
    const { citations } = response.json<{ citations: { permalink: string }[] }>();
    expect(citations.length).toBeGreaterThan(0);
    for (const { permalink } of citations) expect(permalink.startsWith(start)).toBe(true);
  });
});
