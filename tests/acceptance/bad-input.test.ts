import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';
import { makePdf } from '../documents/make-pdf.ts';

/** A real service over real HTTP: bad input gets its clear error, and nothing is lost or left half indexed. */

const KEY = 'clé-d-administration';
const MEGABYTE = 1024 * 1024;

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'sourcier-bad-input-'));
const corpusDir = join(folder, 'corpus');
const indexDir = join(folder, 'index');
let services: Services;
let app: FastifyInstance;
let url: string;

beforeAll(async () => {
  mkdirSync(corpusDir);
  writeFileSync(
    join(corpusDir, 'phare.md'),
    '# Le phare\n\nLe phare de Morel mesure trente-deux mètres et date de 1890.\n',
  );
  const config = loadConfig({
    CORPUS_DIR: corpusDir,
    INDEX_DIR: indexDir,
    ADMIN_API_KEY: Buffer.from(KEY).toString('base64url'),
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '100000',
  });
  services = await createServices(config);
  await services.ingest();
  app = await buildApp(services, config);
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  await app?.close();
  await services?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as Problem;
}

function post(path: string, body: string, contentType = 'application/json'): Promise<Response> {
  return fetch(url + path, { method: 'POST', headers: { 'content-type': contentType, 'accept-language': 'fr' }, body });
}

function upload(name: string, bytes: Uint8Array | string): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([bytes]), name);
  const authorization = `Bearer ${Buffer.from(KEY).toString('base64url')}`;
  return fetch(`${url}/v1/documents`, {
    method: 'POST',
    headers: { authorization, 'accept-language': 'fr' },
    body: form,
  });
}

/** What a user can see of the index, and what lies beside it. */
async function state(): Promise<unknown> {
  const documents = await (await fetch(`${url}/v1/documents`)).json();
  const search = await (await post('/v1/search', JSON.stringify({ query: 'phare de Morel' }))).json();
  const uploads = join(indexDir, 'uploads');
  const kept = readdirSync(indexDir).includes('uploads') ? readdirSync(uploads) : [];
  return { documents, search, kept };
}

describe('a bad question', () => {
  it.each([
    ['is empty', { question: '' }, 'question'],
    ['is only spaces', { question: ' \n\t ' }, 'question'],
    ['has 2,001 characters', { question: 'é'.repeat(2001) }, 'question'],
    ['is missing', {}, 'question'],
    ['is a number', { question: 7 }, 'question'],
    ['is a list', { question: ['a'] }, 'question'],
    ['asks for a language that is not offered', { question: 'Quoi ?', answerLanguage: 'de' }, 'answerLanguage'],
    ['wants 21 passages', { question: 'Quoi ?', limit: 21 }, 'limit'],
    ['has a history of a wrong form', { question: 'Quoi ?', history: [{ role: 'system', content: 'x' }] }, 'history'],
    ['has a date that is none', { question: 'Quoi ?', filters: { dateFrom: 'hier' } }, 'filters'],
  ])('that %s is refused and the field named', async (_, body, field) => {
    const problem = await problemOf(await post('/v1/ask', JSON.stringify(body)));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(problem.field ?? problem.detail).toContain(field);
  });

  it('of exactly 2,000 characters is answered', async () => {
    expect((await post('/v1/ask', JSON.stringify({ question: 'é'.repeat(2000) }))).status).toBe(200);
  });

  it.each([
    ['broken JSON', '{"question": ', 'application/json', 400, 'invalid_json'],
    ['a wrong content type', 'question=x', 'application/x-www-form-urlencoded', 415, 'unsupported_type'],
    [
      'an unknown document',
      '{"question": "Quoi ?", "documents": ["nulle-part.pdf"]}',
      'application/json',
      404,
      'document_unknown',
    ],
  ])('with %s gets its error', async (_, body, type, status, code) => {
    expect(await problemOf(await post('/v1/ask', body, type))).toMatchObject({ status, code });
  });

  it.each(['nulle-part.pdf', '..%2F..%2Fetc%2Fpasswd', '%00', 'x'.repeat(3000)])(
    'for the document %s finds none',
    async (id) => {
      for (const suffix of ['', '/text', '/file']) {
        expect((await problemOf(await fetch(`${url}/v1/documents/${id}${suffix}`))).status).toBeGreaterThanOrEqual(400);
      }
    },
  );
});

describe('a bad file', () => {
  it.each<[string, string, () => Promise<Uint8Array | string> | Uint8Array | string, number, string]>([
    ['empty', 'vide.pdf', () => '', 422, 'file_empty'],
    ['empty text', 'vide.txt', () => ' \n ', 422, 'file_empty'],
    [
      'truncated',
      'coupe.pdf',
      async () => (await makePdf((pdf) => pdf.text('Bonjour'))).slice(0, 300),
      422,
      'file_damaged',
    ],
    [
      'encrypted',
      'secret.pdf',
      () => makePdf((pdf) => pdf.text('Bonjour'), { userPassword: 'x' }),
      422,
      'file_encrypted',
    ],
    ['named .pdf but not PDF', 'faux.pdf', () => 'Ceci est un texte.', 422, 'file_not_as_named'],
    ['named .docx but not DOCX', 'faux.docx', () => 'Ceci est un texte.', 422, 'file_not_as_named'],
    ['made of 0xFF bytes', 'octets.txt', () => new Uint8Array(5000).fill(0xff), 422, 'file_not_text'],
    ['of a format that is not read', 'image.png', () => 'x', 415, 'file_type_unsupported'],
    ['of 100 MB', 'enorme.txt', () => new Uint8Array(100 * MEGABYTE).fill(97), 413, 'file_too_large'],
    ['without a usable name', '....', () => 'Bonjour.', 422, 'file_name_invalid'],
    ['of the name of a document of the corpus', 'phare.md', () => '# Autre\n\nAutre texte.', 409, 'document_exists'],
  ])('that is %s is refused, and everything is as before', async (_, name, content, status, code) => {
    const before = await state();
    const problem = await problemOf(await upload(name, await content()));
    expect(problem).toMatchObject({ status, code });
    expect(problem.detail).toMatch(/^(Le|L’) ?(fichier|contenu|format|nom|dossier|envoi)/);
    expect(await state()).toEqual(before);
  });

  it('with a path in its name is kept under its plain name, beside the index', async () => {
    const response = await upload('../../../x.txt', 'Le port de Kerlan accueille 320 bateaux de pêche.');
    expect(response.status).toBe(201);
    expect(((await response.json()) as { id: string }).id).toBe('x.txt');
    expect(readdirSync(join(indexDir, 'uploads'))).toEqual(['x.txt']);
    expect(readdirSync(folder).sort()).toEqual(['corpus', 'index']);
    const found = (await (
      await post('/v1/search', JSON.stringify({ query: 'bateaux de Kerlan', limit: 1 }))
    ).json()) as {
      hits: { document: { id: string } }[];
    };
    expect(found.hits[0]?.document.id).toBe('x.txt');
  });
});
