import { Type } from 'typebox';
import { MEDIA_TYPES, writeReferences } from '../../export/write-references.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { messageLanguage } from '../request-language.ts';
import { ReferencesRequestSchema } from '../schemas/references.ts';
import { problems } from '../schemas/shared.ts';

const text = { schema: { type: 'string' as const } };

/** `POST /v1/references`: references of citations, for a bibliography or a reference manager. */
export function registerReferenceRoute(app: AppInstance, services: Services): void {
  app.post(
    '/v1/references',
    {
      config: { access: 'question' },
      schema: {
        operationId: 'writeReferences',
        summary: 'References of citations',
        description: [
          'From the metadata of the documents as they are now, not from what is sent. `text` is ISO 690 in French, author and',
          'date in English. What is unknown is left out, never invented.',
        ].join(' '),
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: ReferencesRequestSchema,
        response: {
          200: {
            description: 'The references',
            content: {
              'application/vnd.citationstyles.csl+json': { schema: Type.Array(Type.Object({})) },
              'application/x-bibtex': text,
              'application/x-research-info-systems': text,
              'text/plain': text,
            },
          },
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      const { citations, format = 'text', language = messageLanguage(request) } = request.body;
      const works = citations.map(({ document, page }) => {
        const { id, title, publisher, authors, date, url, language: written } = services.document(document.id);
        return { id, title, publisher, authors, date, url, language: written, page: page ?? null };
      });
      const accessed = new Date().toISOString().slice(0, 10);
      return reply
        .header('content-type', MEDIA_TYPES[format])
        .serializer((payload: unknown) => String(payload))
        .send(writeReferences(works, format, { language, accessed }));
    },
  );
}
