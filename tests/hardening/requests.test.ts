import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import { seededRandom } from '../bench/random.ts';
import { openRealServices } from '../generation/real-services.ts';
import { type GeneratedRequest, type OpenApi, RequestGenerator } from './generate-requests.ts';
import { countEach, howMany, LONG_MS, record, SEED } from './scale.ts';

const SETTINGS = {
  API_KEYS: 'reader-key',
  ADMIN_API_KEY: 'administrator-key',
  PUBLIC_KEYS: 'site-key=https://www.example.org',
  RATE_LIMIT_PER_MINUTE: '1000000',
  LOG_LEVEL: 'silent',
};

const KEYS = [...new Array(5).fill('administrator-key'), ...new Array(3).fill('reader-key'), 'site-key', 'no-key', ''];

const QUESTIONS = [
  'Où se trouve le supercalculateur Jean Zay ?',
  'Who coordinates AI Factory France?',
  'Combien de clusters IA y a-t-il, et qui les finance ?',
  'Wo steht Jean Zay?',
  'et lui ?',
  'communs numériques',
];

describe('requests made from the OpenAPI document', () => {
  let app: AppInstance;
  let close: () => Promise<void>;
  let document: OpenApi;
  let known: string[];
  let ids: string[];

  beforeAll(async () => {
    const opened = await openRealServices(SETTINGS);
    app = await buildApp(opened.services, loadConfig(SETTINGS));
    close = async () => {
      await app.close();
      await opened.close();
    };
    document = (await app.inject('/openapi.json')).json();
    ids = opened.services.documents().map(({ id }) => id);
    const answers = await Promise.all(QUESTIONS.map((text) => opened.services.ask({ text })));
    const citations = answers.flatMap((answer) => answer.citations);
    known = [
      ...QUESTIONS,
      ...citations.flatMap(({ permalink, quote, passageId, document: { id, version } }) => [
        permalink.split('/').at(-1) as string,
        quote,
        passageId,
        id,
        version,
      ]),
      '2024-01-01',
      '2025-12-31',
      'Exemples de Sourcier',
    ];
  });
  afterAll(() => close());

  it('are answered as the document says, never with a fault of ours', { timeout: LONG_MS }, async () => {
    const count = howMany(300, 5_000);
    const generator = new RequestGenerator(document, { known, ids, keys: KEYS }, seededRandom(SEED + 6));
    const check = createCheck(document);
    const outcomes: string[] = [];
    const faults: string[] = [];
    for (let number = 0; number < count; number++) {
      const request = generator.next();
      try {
        outcomes.push(String(await send(app, request, check)));
      } catch (error) {
        const { method, url, headers, payload = '' } = request;
        const sent = `${method} ${url} ${JSON.stringify(headers)} ${String(payload).slice(0, 1_000)}`;
        faults.push(`request ${number}: ${sent}\n${(error as Error).message.slice(0, 1_000)}`);
      }
    }
    expect(faults).toEqual([]);
    record('requests', {
      what: `requests made from the OpenAPI document, to each of its ${Object.keys(document.paths).length} addresses`,
      count,
      outcome: `no 500, every JSON body valid against its schema: ${countEach(outcomes)}`,
    });
  });
});

type Check = (request: GeneratedRequest, status: number, mediaType: string, body: unknown) => void;

async function send(app: AppInstance, request: GeneratedRequest, check: Check): Promise<number> {
  const { method, url, headers, payload } = request;
  const response = await app.inject({
    method: method.toUpperCase() as 'GET',
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  });
  const { statusCode } = response;
  expect(statusCode, response.body.slice(0, 500)).not.toBe(500);
  const mediaType = String(response.headers['content-type'] ?? '').split(';')[0] as string;
  if (/json$/.test(mediaType) && statusCode !== 404) check(request, statusCode, mediaType, response.json());
  // A permalink is a page for whoever asks for one.
  if (statusCode >= 400 && !(request.path.startsWith('/citations') && mediaType === 'text/html')) {
    expect(mediaType).toBe('application/problem+json');
    const { detail, title } = response.json<{ detail: string; title: string }>();
    expect(`${title} ${detail}`).not.toMatch(/node_modules|at .*\.ts|undefined|\[object/);
  }
  return statusCode;
}

/** Each status that is given is in the document, with a body as it says. */
function createCheck(document: OpenApi): Check {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema({ ...document, $id: 'openapi' });
  return ({ path, method }, status, mediaType, body) => {
    const responses = document.paths[path]?.[method]?.responses ?? {};
    expect(Object.keys(responses), `${method} ${path}`).toContain(String(status));
    const place = ['paths', path, method, 'responses', String(status), 'content', mediaType, 'schema'];
    const pointer = place.map((step) => encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.getSchema(`openapi#/${pointer}`);
    expect(validate, `schema of ${place.join(' ')}`).toBeDefined();
    validate?.(body);
    expect(validate?.errors ?? []).toEqual([]);
  };
}
