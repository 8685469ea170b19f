import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import type { Services } from '../../src/services.ts';
import { openRealServices } from '../generation/real-services.ts';

const QUESTION = 'Où se trouve le supercalculateur Jean Zay ?';

let services: Services;
let close: () => Promise<void>;
let app: AppInstance;

beforeAll(async () => {
  ({ services, close } = await openRealServices());
  app = await buildApp(services, loadConfig({ LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '100000' }));
}, 120_000);

afterAll(async () => {
  await app.close();
  await close();
});

const request = (payload: object) => app.inject({ method: 'POST', url: '/v1/briefings', payload });

describe('a briefing over HTTP', () => {
  it('asks its questions, and has each answer with its notes', async () => {
    const response = await request({ title: 'Le calcul', language: 'fr', questions: [QUESTION, 'Who heads GENCI?'] });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(response.headers['content-disposition']).toContain('briefing.md');
    expect(response.body).toContain('# Le calcul');
    expect(response.body).toMatch(/\[\^1\]: .*Jean Zay se trouve à l’IDRIS/);
    expect(response.body).toContain('## Who heads GENCI?');
  });

  it('does not lose the others where one question cannot be asked', async () => {
    const { body } = await request({ language: 'en', questions: ['   ', QUESTION] });
    expect(body).toContain('This question could not be dealt with.');
    expect(body).toContain('Jean Zay se trouve');
  });

  it('takes answers as they were given, and checks their citations again', async () => {
    const answer = (await app.inject({ method: 'POST', url: '/v1/ask', payload: { question: QUESTION } })).json();
    const good = await request({ answers: [answer], format: 'json' });
    expect(good.json().notes).toHaveLength(1);
    const [citation] = answer.citations;
    const forged = {
      ...answer,
      citations: [{ ...citation, quote: 'Forged.', document: { ...citation.document, title: 'Forged' } }],
    };
    const checked = (await request({ answers: [forged], format: 'json' })).json();
    expect(JSON.stringify(checked.notes)).not.toContain('Forged');
    expect(checked.notes[0].quote).toBe('Jean Zay se trouve à l’IDRIS, le centre de calcul du CNRS.');
  });

  it('is written for a site’s visitors of answers that they got, not of questions by the hundred', async () => {
    const settings = { PUBLIC_KEYS: 'site-key=https://site.example', LOG_LEVEL: 'silent' };
    const guarded = await buildApp(services, loadConfig(settings));
    const headers = { authorization: 'Bearer site-key', origin: 'https://site.example' };
    const send = (url: string, payload: object) => guarded.inject({ method: 'POST', url, headers, payload });
    const answer = (await send('/v1/ask', { question: QUESTION })).json();
    expect((await send('/v1/briefings', { answers: [answer] })).statusCode).toBe(200);
    const refused = await send('/v1/briefings', { questions: [QUESTION] });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'key_not_allowed']);
    await guarded.close();
  });

  it.each([
    [{}, 400, 'invalid_request'],
    [{ questions: [] }, 400, 'invalid_request'],
    [{ questions: Array.from({ length: 1_000 }, () => 'Qui ?') }, 400, 'invalid_request'],
    [{ questions: ['Qui ?'], format: 'odt' }, 400, 'invalid_request'],
    [{ questions: ['Qui ?'], answers: [] }, 400, 'invalid_request'],
    [
      {
        answers: [
          {
            question: 'Q',
            status: 'answered',
            answerLanguage: 'fr',
            text: 'T [1]',
            citations: [{ marker: 1, positions: [2], permalink: '/citations/nonsense', document: { id: 'a' } }],
          },
        ],
      },
      404,
      'citation_unknown',
    ],
  ])('is refused for %j', async (payload, status, code) => {
    const response = await request(payload);
    expect([response.statusCode, response.json().code]).toEqual([status, code]);
  });

  it('shows a title with markup as it is written', async () => {
    const { body } = await request({
      title: '<img src=x onerror=alert(1)> *Note*',
      questions: [QUESTION],
      format: 'html',
    });
    expect(body).toContain('<h1>&lt;img src=x onerror=alert(1)&gt; *Note*</h1>');
  });
});
