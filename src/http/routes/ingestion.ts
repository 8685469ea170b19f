import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { presentIngestion } from '../present.ts';
import { messageLanguage } from '../request-language.ts';
import { IngestionReportSchema } from '../schemas/ingestion.ts';
import { empty, json, problems } from '../schemas/shared.ts';

/** `GET /v1/ingestion`: what the last ingestion did, its failures told in the reader's language. */
export function registerIngestionRoute(app: AppInstance, services: Services): void {
  app.get(
    '/v1/ingestion',
    {
      config: { access: 'report' },
      schema: {
        operationId: 'getIngestionReport',
        summary: 'The last ingestion report',
        tags: ['Management'],
        security: [{}, { key: [] }],
        response: {
          200: json('The report', IngestionReportSchema),
          204: empty('Nothing was ever ingested'),
          ...problems(401, 403, 503),
        },
      },
    },
    async (request, reply) => {
      const report = services.lastIngestion();
      if (report === null) return reply.code(204).send();
      const language = messageLanguage(request);
      return reply.header('content-language', language).send(presentIngestion(report, language));
    },
  );
}
