import Type from 'typebox';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { contentDisposition } from '../content-disposition.ts';
import { IdSchema } from '../schemas/documents.ts';
import { problems } from '../schemas/shared.ts';

const BytesSchema = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });

/** What browsers show by themselves; anything else is for saving. */
const SHOWN_BY_BROWSERS = /^(?:application\/pdf|text\/(?:html|plain))(?:;|$)/i;

/** In a sandbox an HTML file runs no script and has no origin: it cannot act in the name of the reader. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Browsers refuse to open their PDF viewer inside a sandbox; a PDF cannot reach the service's origin. */
const NOTHING_LOADED = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/** `GET /v1/documents/{id}/file`: the bytes that were indexed, made harmless to open. */
export function registerOriginalFileRoute(app: AppInstance, services: Services): void {
  app.get(
    '/v1/documents/:id/file',
    {
      config: { access: 'original' },
      schema: {
        operationId: 'getOriginalFile',
        summary: 'The original file',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        params: IdSchema,
        response: {
          200: {
            description: 'The bytes',
            content: { 'application/octet-stream': { schema: BytesSchema } },
          },
          ...problems(401, 403, 404, 503),
        },
      },
    },
    async (request, reply) => {
      const { bytes, mediaType, fileName } = await services.originalFile(request.params.id);
      const type = SHOWN_BY_BROWSERS.test(mediaType) ? 'inline' : 'attachment';
      const isPdf = mediaType.toLowerCase().startsWith('application/pdf');
      return reply
        .headers({
          'content-type': mediaType,
          'content-disposition': contentDisposition(type, fileName),
          'content-security-policy': isPdf ? NOTHING_LOADED : SANDBOX,
          'x-content-type-options': 'nosniff',
        })
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    },
  );
}
