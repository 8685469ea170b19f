import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { LiveSchema, ReadySchema } from '../schemas/health.ts';
import { json, problems } from '../schemas/shared.ts';

/** For whoever watches the service. Never rate limited: a probe that fails restarts it. */
export function registerHealthRoutes(app: AppInstance, services: Services): void {
  app.get(
    '/health/live',
    {
      config: { access: 'public', rateLimit: false },
      schema: {
        operationId: 'live',
        summary: 'Is the process alive?',
        tags: ['Health'],
        response: { 200: json('It is', LiveSchema) },
      },
    },
    async () => ({ status: 'live' as const }),
  );

  app.get(
    '/health/ready',
    {
      config: { access: 'public', rateLimit: false },
      schema: {
        operationId: 'ready',
        summary: 'Can questions be answered?',
        description: 'While not, 503 with the reason in `code`.',
        tags: ['Health'],
        response: { 200: json('They can', ReadySchema), ...problems(503) },
      },
    },
    async () => {
      const readiness = services.readiness();
      if (readiness.ready) {
        return { status: 'ready' as const, generation: readiness.generation, documents: readiness.documents };
      }
      throw readiness.error;
    },
  );
}
