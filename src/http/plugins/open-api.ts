import swagger from '@fastify/swagger';
import type { AppInstance } from '../app-instance.ts';
import { NAMED_SCHEMAS } from '../schemas/named.ts';

const DESCRIPTION = `Ask a collection of French documents in French or English. Every citation is the document's own
text, character for character, at the offsets given (UTF-16 code units of the canonical text). Errors are problem
documents (RFC 9457) in the language of the request.`;

/** Describes the API from the schemas of its routes (https://github.com/fastify/fastify-swagger). */
export async function registerOpenApi(app: AppInstance, version: string, publicUrl: string | null): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sourcier', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
      ...(publicUrl === null ? {} : { servers: [{ url: publicUrl }] }),
      tags: [{ name: 'Questions' }, { name: 'Documents' }, { name: 'Management' }, { name: 'Health' }],
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS or ADMIN_API_KEY' } },
      },
    },
    refResolver: { buildLocalReference: (schema, _base, _fragment, index) => String(schema.$id ?? `schema-${index}`) },
  });
  for (const schema of NAMED_SCHEMAS) app.addSchema(schema);
}
