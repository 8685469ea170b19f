import { describe, expect, it } from 'vitest';
import { bearer, buildTestApp, shareTestApp } from './build-app.ts';
import { createFakeServices, HOSTILE_TITLE, REPORT } from './fake-services.ts';

const PDF_ID = 'rapports/bibliotheques-2024.pdf';
const PDF = `/v1/documents/${encodeURIComponent(PDF_ID)}`;
const HTML = `/v1/documents/${encodeURIComponent('notes/hostile.html')}`;

const app = shareTestApp();

describe('GET /v1/documents', () => {
  it('lists documents in order of id, with counts of pages and passages', async () => {
    const { documents, nextCursor } = (await app().inject('/v1/documents')).json();
    expect(nextCursor).toBeNull();
    expect(documents.map(({ id }: { id: string }) => id)).toEqual([
      'notes/hostile.html',
      'rapports/bibliotheques-2023.docx',
      PDF_ID,
    ]);
    expect(documents[2]).toEqual({
      id: PDF_ID,
      version: expect.stringMatching(/^[0-9a-f]{16}$/),
      title: 'Rapport d’activité 2024 de la lecture publique',
      publisher: 'Ville de Valbonne-sur-Loire',
      date: '2024-05-23',
      language: 'fr',
      pages: 2,
      passages: 2,
      fileName: 'bibliotheques-2024.pdf',
    });
    expect(documents[0]).toMatchObject({ title: HOSTILE_TITLE, pages: null, publisher: null, date: null });
  });

  it('gives each document once over all pages, however small', async () => {
    const ids: string[] = [];
    let url = '/v1/documents?limit=1';
    for (let page = 0; page < 3; page += 1) {
      const { documents, nextCursor } = (await app().inject(url)).json();
      ids.push(...documents.map(({ id }: { id: string }) => id));
      expect(nextCursor === null).toBe(page === 2);
      url = `/v1/documents?limit=1&cursor=${nextCursor}`;
    }
    expect(new Set(ids).size).toBe(3);
  });

  it('goes on after a document that has gone meanwhile', async () => {
    const services = createFakeServices();
    const { app: other } = await buildTestApp({}, services);
    const { nextCursor } = (await other.inject('/v1/documents?limit=2')).json();
    await services.remove('rapports/bibliotheques-2023.docx');
    const { documents } = (await other.inject(`/v1/documents?limit=2&cursor=${nextCursor}`)).json();
    expect(documents.map(({ id }: { id: string }) => id)).toEqual([PDF_ID]);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=%%%', 'cursor'],
    ['cursor=', 'cursor'],
    ['cursor=not*base64', 'cursor'],
    ['page=2', 'page'],
  ])('refuses ?%s and names %s', async (query, field) => {
    const response = await app().inject(`/v1/documents?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', field });
  });
});

describe('one document', () => {
  it('comes with its metadata, and without its text', async () => {
    const document = (await app().inject(PDF)).json();
    expect(document).toMatchObject({ id: PDF_ID, authors: ['Service des études'], mediaType: 'application/pdf' });
    expect(document).not.toHaveProperty('text');
  });

  it('has its canonical text, to which offsets refer', async () => {
    const response = await app().inject(`${PDF}/text`);
    expect(response.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-language': 'fr',
      'x-content-type-options': 'nosniff',
    });
    expect(response.body).toBe(createFakeServices().documentText(PDF_ID));
  });

  it('has its passages, each with its document', async () => {
    const services = createFakeServices();
    const [hit] = (await services.search({ query: 'Élodie', limit: 1 })).hits;
    const response = await app().inject(`/v1/passages/${hit?.passage.id}`);
    expect(response.json()).toEqual({
      passageId: hit?.passage.id,
      text: hit?.passage.text,
      section: hit?.passage.section,
      page: 2,
      start: hit?.passage.start,
      end: hit?.passage.end,
      document: hit?.document,
    });
  });

  it.each(['', '/text', '/file'])('is unknown under another id: %s', async (part) => {
    const response = await app().inject({
      url: `/v1/documents/inconnu${part}`,
      headers: { 'accept-language': 'en' },
    });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ code: 'document_unknown', title: 'Unknown document' });
  });
});

describe('the original file', () => {
  it('is shown in the browser where that is harmless', async () => {
    const response = await app().inject(`${PDF}/file`);
    expect(response.headers['content-type']).toBe('application/pdf');
    expect(response.headers['content-disposition']).toBe(
      `inline; filename="bibliotheques-2024.pdf"; filename*=UTF-8''bibliotheques-2024.pdf`,
    );
    expect(response.rawPayload.toString()).toBe(createFakeServices().documentText(PDF_ID));
  });

  it('cannot run a script: HTML is opened in a sandbox and no type is guessed', async () => {
    const { headers } = await app().inject(`${HTML}/file`);
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['image/svg+xml', 'application/xhtml+xml', 'application/octet-stream', 'text/htmlx'])(
    'of type %s is saved, not shown',
    async (mediaType) => {
      const file = { bytes: new Uint8Array([60]), mediaType, fileName: 'x' };
      const { app: other } = await buildTestApp({}, { originalFile: async () => file });
      const { headers } = await other.inject(`${PDF}/file`);
      expect(headers['content-disposition']).toMatch(/^attachment;/);
      expect(headers['content-security-policy']).toMatch(/^sandbox/);
    },
  );

  it.each([
    ['text/plain', 'été', 'utf8', 'text/plain; charset=utf-8'],
    ['text/plain', 'été', 'latin1', 'text/plain; charset=windows-1252'],
    ['text/plain', '\uFEFFété', 'utf16le', 'text/plain'],
    ['text/markdown', '# été', 'utf8', 'text/plain; charset=utf-8'],
    ['text/html; charset=utf-8', '<p>été', 'utf8', 'text/html; charset=utf-8'],
    ['text/html', '<meta charset=iso-8859-1>été', 'latin1', 'text/html'],
  ] as const)('of type %s (%j in %s) is read as %s', async (mediaType, text, encoding, contentType) => {
    const file = { bytes: Buffer.from(text, encoding), mediaType, fileName: 'x' };
    const { app: other } = await buildTestApp({}, { originalFile: async () => file });
    const { headers } = await other.inject(`${PDF}/file`);
    expect(headers['content-type']).toBe(contentType);
    expect(headers['content-disposition']).toMatch(/^inline;/);
    expect(headers['content-security-policy']).toMatch(/^sandbox/);
  });

  it('keeps every byte', async () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const view = bytes.subarray(7, 400);
    const { app: other } = await buildTestApp(
      {},
      { originalFile: async () => ({ bytes: view, mediaType: 'application/pdf', fileName: 'été.pdf' }) },
    );
    const response = await other.inject(`${PDF}/file`);
    expect(new Uint8Array(response.rawPayload)).toEqual(view);
    expect(response.headers['content-disposition']).toBe(
      `inline; filename="ete.pdf"; filename*=UTF-8''%C3%A9t%C3%A9.pdf`,
    );
  });
});

describe('GET /v1/ingestion', () => {
  it('tells failures by code and in the language of the reader', async () => {
    const french = (await app().inject('/v1/ingestion')).json();
    const english = (await app().inject({ url: '/v1/ingestion', headers: { 'accept-language': 'en' } })).json();
    expect(french).toMatchObject({ generation: 7, added: REPORT.added, warnings: REPORT.warnings, passages: 5 });
    expect(french.failures[0]).toMatchObject({
      file: 'scans/plan.pdf',
      code: 'file_scanned',
      title: 'Document numérisé',
    });
    expect(english.failures[1]).toMatchObject({ code: 'file_type_unsupported', title: 'Unsupported format' });
    expect(english.failures[1].detail).toContain('".mkv"');
  });

  it('is empty where nothing was ever ingested', async () => {
    const { app: other } = await buildTestApp({}, { lastIngestion: () => null });
    const response = await other.inject('/v1/ingestion');
    expect([response.statusCode, response.body]).toEqual([204, '']);
  });
});

describe('managing documents', () => {
  const settings = { ADMIN_API_KEY: 'admin-key', MAX_UPLOAD_MB: '1' };

  function formWith(...parts: readonly (readonly [field: string, content: string | Blob, fileName?: string])[]) {
    const form = new FormData();
    for (const [field, content, fileName] of parts) {
      if (typeof content === 'string') form.append(field, content);
      else form.append(field, content, fileName);
    }
    return form;
  }

  async function upload(payload: FormData | string, headers: Record<string, string> = {}) {
    const received: { fileName: string; bytes: Uint8Array }[] = [];
    const services = createFakeServices();
    const { app: other } = await buildTestApp(settings, {
      ...services,
      upload: (fileName, bytes) => {
        received.push({ fileName, bytes });
        return services.upload(fileName, bytes);
      },
    });
    const request = new Request('http://localhost/', { method: 'POST', body: payload });
    const type = typeof payload === 'string' ? {} : { 'content-type': request.headers.get('content-type') ?? '' };
    const response = await other.inject({
      ...{ method: 'POST', url: '/v1/documents' },
      headers: { ...bearer('admin-key'), ...type, ...headers },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    return { app: other, response, received };
  }

  it('keeps an uploaded file, which can be read at once', async () => {
    const {
      app: other,
      response,
      received,
    } = await upload(formWith(['file', new Blob(['Un texte.']), 'Été « 2024 ».txt']));
    expect(response.statusCode).toBe(201);
    expect(received[0]?.fileName).toBe('Été « 2024 ».txt');
    expect(new TextDecoder().decode(received[0]?.bytes)).toBe('Un texte.');
    const location = String(response.headers.location);
    expect((await other.inject(location)).json()).toMatchObject({ id: response.json<{ id: string }>().id });
  });

  it('passes on the bytes unchanged', async () => {
    const bytes = Uint8Array.from({ length: 3000 }, (_, index) => (index * 7) % 256);
    const { received } = await upload(formWith(['file', new Blob([bytes]), 'x.pdf']));
    expect(new Uint8Array(received[0]?.bytes ?? [])).toEqual(bytes);
  });

  it.each(['../../x.txt', 'C:\\Windows\\x.txt', '/etc/x.txt'])('never sees the folders of a name: %s', async (name) => {
    const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\nTexte\r\n--x--\r\n`;
    const { received } = await upload(body, { 'content-type': 'multipart/form-data; boundary=x' });
    expect(received[0]?.fileName).not.toMatch(/[/\\]/);
  });

  it('says why a file cannot be read', async () => {
    const { response } = await upload(formWith(['file', new Blob(['']), 'vide.txt']));
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([422, 'file_empty']);
  });

  it('refuses a file beyond the limit, and hands nothing on', async () => {
    const { response, received } = await upload(
      formWith(['file', new Blob([new Uint8Array(1024 * 1024 + 1)]), 'x.txt']),
    );
    expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([413, 'file_too_large']);
    expect(received).toHaveLength(0);
  });

  it.each([
    ['no file', formWith(), 'file'],
    ['a field instead of a file', formWith(['file', 'texte']), 'file'],
    ['another field', formWith(['document', new Blob(['x']), 'x.txt']), 'document'],
    ['two files', formWith(['file', new Blob(['x']), 'x.txt'], ['file', new Blob(['y']), 'y.txt']), 'file'],
    ['a field like a prototype’s', formWith(['__proto__', new Blob(['x']), 'x.txt']), 'file'],
  ])('refuses %s', async (_name, form, field) => {
    const { response, received } = await upload(form);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', field });
    expect(received).toHaveLength(0);
  });

  it.each([
    ['cut short', '--x\r\nContent-Disposition: form-data; name="file"; filename="x.txt"\r\n\r\nTex', 'boundary=x'],
    ['without a boundary', 'Texte', ''],
    ['empty', '', 'boundary=x'],
    ['not multipart at all', 'Texte', 'boundary=x'],
  ])('refuses a body that is %s', async (_name, body, boundary) => {
    const { response, received } = await upload(body, { 'content-type': `multipart/form-data; ${boundary}` });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'invalid_request', field: 'file' });
    expect(received).toHaveLength(0);
  });

  it.each(['application/json', 'text/plain', 'application/pdf'])('refuses the type %s', async (type) => {
    const { response } = await upload('{}', { 'content-type': type });
    expect(response.statusCode).toBe(415);
    const { code, detail } = response.json<{ code: string; detail: string }>();
    expect(code).toBe('unsupported_type');
    expect(detail).toContain('multipart/form-data');
  });

  it('withdraws a document at once', async () => {
    const { app: other } = await buildTestApp(settings);
    const remove = { method: 'DELETE', url: PDF, headers: bearer('admin-key') } as const;
    const response = await other.inject(remove);
    expect([response.statusCode, response.body]).toEqual([204, '']);
    expect((await other.inject(PDF)).statusCode).toBe(404);
    expect((await other.inject(remove)).json()).toMatchObject({ code: 'document_unknown' });
  });

  it.each([
    ['', false],
    ['?purge=false', false],
    ['?purge=true', true],
  ])('forgets its earlier versions only when asked to: %s', async (query, purge) => {
    const asked: unknown[] = [];
    const { app: other } = await buildTestApp(settings, {
      remove: async (...parameters) => void asked.push(parameters),
    });
    const response = await other.inject({ method: 'DELETE', url: PDF + query, headers: bearer('admin-key') });
    expect(response.statusCode).toBe(204);
    expect(asked).toEqual([[expect.any(String), { purge }]]);
  });

  it('says what is wrong with another way to ask for that', async () => {
    const { app: other } = await buildTestApp(settings);
    const response = await other.inject({ method: 'DELETE', url: `${PDF}?purge=oui`, headers: bearer('admin-key') });
    expect(response.json()).toMatchObject({ code: 'invalid_request', field: 'purge' });
  });
});
