import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { type PresentedDocument, presentDocument, presentDocumentDetails, type StoredDocument } from '../present.ts';
import { DocumentDetailsSchema, DocumentPageSchema, IdSchema, ListQuerySchema } from '../schemas/documents.ts';
import { json, problems } from '../schemas/shared.ts';
import { invalidField } from '../validation.ts';

const DEFAULT_LIMIT = 50;

/** A cursor is the id of the last document given: pages hold even when documents come and go between them. */
function encodeCursor(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function decodeCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id === '' || encodeCursor(id) !== cursor) {
    throw invalidField('cursor', {
      fr: 'il ne vient pas d’un « nextCursor » de cette liste',
      en: 'it is not a "nextCursor" of this list',
    });
  }
  return id;
}

function pageOf(
  documents: readonly StoredDocument[],
  limit: number,
  after: string | null,
): { documents: PresentedDocument[]; nextCursor: string | null } {
  const rest = after === null ? documents : documents.filter(({ id }) => id > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    documents: page.map(presentDocument),
    nextCursor: last === undefined || rest.length <= limit ? null : encodeCursor(last.id),
  };
}

/** Reading documents: their list, one with its metadata, its text. */
export function registerDocumentRoutes(app: AppInstance, services: Services): void {
  app.get(
    '/v1/documents',
    {
      config: { access: 'reading' },
      schema: {
        operationId: 'listDocuments',
        summary: 'List the documents',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        querystring: ListQuerySchema,
        response: { 200: json('A page of the list', DocumentPageSchema), ...problems(400, 401, 403, 503) },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      return pageOf(services.documents(), limit, cursor === undefined ? null : decodeCursor(cursor));
    },
  );

  app.get(
    '/v1/documents/:id',
    {
      config: { access: 'reading' },
      schema: {
        operationId: 'getDocument',
        summary: 'One document, with its metadata',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        params: IdSchema,
        response: { 200: json('The document', DocumentDetailsSchema), ...problems(401, 403, 404, 503) },
      },
    },
    async (request) => presentDocumentDetails(services.document(request.params.id)),
  );

  app.get(
    '/v1/documents/:id/text',
    {
      config: { access: 'reading' },
      schema: {
        operationId: 'getDocumentText',
        summary: 'The canonical text, to which all offsets refer',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        params: IdSchema,
        response: {
          200: { description: 'The text', content: { 'text/plain': { schema: { type: 'string' } } } },
          ...problems(401, 403, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const text = services.documentText(id);
      return reply
        .headers({ 'content-type': 'text/plain; charset=utf-8', 'content-language': services.document(id).language })
        .send(text);
    },
  );
}
