import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Config } from '../../config.ts';
import { SourcierError } from '../../errors.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { registerUploads } from '../plugins/uploads.ts';
import { presentDocumentDetails } from '../present.ts';
import { unsupportedType } from '../problem.ts';
import { DocumentDetailsSchema, IdSchema, UploadSchema } from '../schemas/documents.ts';
import { empty, json, problems } from '../schemas/shared.ts';
import { invalidField } from '../validation.ts';

interface Upload {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const MEBIBYTE = 1024 * 1024;

/** What the multipart parser throws, as an error that says what to do. */
function explainUploadError(error: unknown, maxUploadMb: number): SourcierError {
  if (SourcierError.is(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new SourcierError('file_too_large', { limit: maxUploadMb }, error);
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT') {
    return invalidField('file', { fr: 'envoyez un seul fichier par requête', en: 'send one file a request' });
  }
  return invalidField('file', {
    fr: 'l’envoi « multipart/form-data » est incomplet ou mal formé',
    en: 'the "multipart/form-data" body is incomplete or malformed',
  });
}

async function receiveFile(request: FastifyRequest): Promise<Upload> {
  let upload: Upload | null = null;
  for await (const part of request.parts()) {
    if (part.type !== 'file' || part.fieldname !== 'file') {
      const name = part.fieldname.slice(0, 80);
      throw invalidField(name, { fr: 'il n’existe pas dans cette requête', en: 'this request has no such field' });
    }
    upload = { fileName: part.filename, bytes: await part.toBuffer() };
  }
  if (upload === null) throw invalidField('file', { fr: 'il est obligatoire', en: 'it is required' });
  return upload;
}

/** Adding and withdrawing documents: for the administrator. */
export async function registerManagementRoutes(app: AppInstance, services: Services, config: Config): Promise<void> {
  await app.register(async (scope: AppInstance) => {
    await registerUploads(scope, config.maxUploadMb * MEBIBYTE);
    scope.post(
      '/v1/documents',
      {
        config: { access: 'management', bodyType: 'multipart/form-data' },
        // A multipart body is checked as it arrives: its schema is for readers of the OpenAPI document.
        validatorCompiler: () => (value: unknown) => ({ value }),
        schema: {
          operationId: 'uploadDocument',
          summary: 'Add a document',
          description: 'Multipart, one file in the field `file`: PDF, DOCX, HTML, Markdown or text.',
          tags: ['Management'],
          security: [{ key: [] }],
          consumes: ['multipart/form-data'],
          body: UploadSchema,
          response: {
            201: json('Kept and indexed', DocumentDetailsSchema),
            ...problems(400, 401, 403, 409, 413, 415, 422, 503),
          },
        },
      },
      async (request, reply) => {
        if (!request.isMultipart()) throw unsupportedType(request);
        const { fileName, bytes } = await receiveFile(request).catch((error: unknown) => {
          throw explainUploadError(error, config.maxUploadMb);
        });
        const document = await services.upload(fileName, bytes);
        return reply
          .code(201)
          .header('location', `/v1/documents/${encodeURIComponent(document.id)}`)
          .send(presentDocumentDetails(document));
      },
    );
  });

  app.delete(
    '/v1/documents/:id',
    {
      config: { access: 'management' },
      schema: {
        operationId: 'deleteDocument',
        summary: 'Withdraw a document',
        description:
          'At once; the next ingestion does not bring it back unless it is named. With `purge` the texts of its earlier versions are forgotten too, and permalinks can no longer show what has changed.',
        tags: ['Management'],
        security: [{ key: [] }],
        params: IdSchema,
        querystring: Type.Object(
          { purge: Type.Optional(Type.Boolean({ default: false })) },
          { additionalProperties: false },
        ),
        response: { 204: empty('Withdrawn'), ...problems(400, 401, 403, 404, 409, 503) },
      },
    },
    async (request, reply) => {
      await services.remove(request.params.id, { purge: request.query.purge ?? false });
      return reply.code(204).send();
    },
  );
}
