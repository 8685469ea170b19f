import { isUtf8 } from 'node:buffer';
import Type from 'typebox';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { contentDisposition } from '../content-disposition.ts';
import { IdSchema, SignatureSchema } from '../schemas/documents.ts';
import { problems } from '../schemas/shared.ts';

const BytesSchema = Type.Unsafe<Buffer>({ type: 'string', format: 'binary' });

/** What browsers show by themselves, and as what; anything else is for saving. */
const SHOWN_AS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'application/pdf'],
  ['text/html', 'text/html'],
  ['text/plain', 'text/plain'],
  ['text/markdown', 'text/plain'],
]);

/** In a sandbox an HTML file runs no script and has no origin: it cannot act in the name of the reader. */
const SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Browsers refuse to open their PDF viewer inside a sandbox; a PDF cannot reach the service's origin. */
const NOTHING_LOADED = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'";

/** Text without a declared encoding would be guessed; HTML that is not UTF-8 says its own. */
function withCharset(mediaType: string, bytes: Uint8Array): string {
  if (!mediaType.startsWith('text/')) return mediaType;
  if (isUtf8(bytes)) return `${mediaType}; charset=utf-8`;
  const hasByteOrderMark = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return mediaType === 'text/html' || hasByteOrderMark ? mediaType : `${mediaType}; charset=windows-1252`;
}

/** The headers with which a file of any kind is harmless to open. */
function headersFor({
  bytes,
  mediaType,
  fileName,
}: Awaited<ReturnType<Services['originalFile']>>): Record<string, string> {
  const essence = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
  const shownAs = SHOWN_AS.get(essence);
  return {
    'content-type': shownAs === undefined ? mediaType : withCharset(shownAs, bytes),
    'content-disposition': contentDisposition(shownAs === undefined ? 'attachment' : 'inline', fileName),
    'content-security-policy': shownAs === 'application/pdf' ? NOTHING_LOADED : SANDBOX,
    'x-content-type-options': 'nosniff',
  };
}

/** `GET /v1/documents/{id}/file`: the bytes that were indexed, made harmless to open. */
export function registerOriginalFileRoute(app: AppInstance, services: Services): void {
  app.get(
    '/v1/documents/:id/file',
    {
      config: { access: 'original', documentOf: ({ id }) => id },
      schema: {
        operationId: 'getOriginalFile',
        summary: 'The original file',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        params: IdSchema,
        querystring: SignatureSchema,
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
      const file = await services.originalFile(request.params.id);
      const { buffer, byteOffset, byteLength } = file.bytes;
      return reply.headers(headersFor(file)).send(Buffer.from(buffer, byteOffset, byteLength));
    },
  );
}
