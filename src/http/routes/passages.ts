import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { presentPassage, referTo } from '../present.ts';
import { IdSchema } from '../schemas/documents.ts';
import { json, PassageSchema, problems } from '../schemas/shared.ts';

/** `GET /v1/passages/{id}`: one passage with its place and document. */
export function registerPassageRoute(app: AppInstance, services: Services): void {
  app.get(
    '/v1/passages/:id',
    {
      config: { access: 'reading' },
      schema: {
        operationId: 'getPassage',
        summary: 'One passage',
        tags: ['Documents'],
        security: [{}, { key: [] }],
        params: IdSchema,
        response: { 200: json('The passage', PassageSchema), ...problems(401, 403, 404, 503) },
      },
    },
    async (request) => {
      const passage = services.passage(request.params.id);
      return presentPassage(passage, referTo(services.document(passage.documentId)));
    },
  );
}
