import type { Config } from '../../config.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Capacity } from '../capacity.ts';
import { presentHit } from '../present.ts';
import { readFilter } from '../request-filter.ts';
import { interfaceLanguage } from '../request-language.ts';
import { SearchRequestSchema, SearchResultSchema } from '../schemas/search.ts';
import { json, problems } from '../schemas/shared.ts';
import { tidyText } from '../tidy-text.ts';

const DEFAULT_LIMIT = 10;

/** `POST /v1/search`: words or a question, the passages that fit best. */
export function registerSearchRoute(app: AppInstance, services: Services, capacity: Capacity, config: Config): void {
  app.post(
    '/v1/search',
    {
      config: { access: 'question' },
      preValidation: tidyText('query'),
      schema: {
        operationId: 'search',
        summary: 'Search for passages',
        description: 'Finds passages by words and by meaning, across both languages.',
        tags: ['Questions'],
        security: [{}, { key: [] }],
        body: SearchRequestSchema,
        response: {
          200: json('The passages found', SearchResultSchema),
          ...problems(400, 401, 403, 404, 413, 415, 503),
        },
      },
    },
    async (request) => {
      const { query, limit = DEFAULT_LIMIT, explain = false, ...filterFields } = request.body;
      const filter = readFilter(filterFields, services);
      const language = interfaceLanguage(request);
      if (config.logQuestions) request.log.info({ query }, 'search');
      const result = await capacity.run(() =>
        services.search({
          query,
          limit,
          explain,
          ...(language === undefined ? {} : { interfaceLanguage: language }),
          ...(filter === undefined ? {} : { filter }),
        }),
      );
      return { query, language: result.language, hits: result.hits.map(presentHit) };
    },
  );
}
