import type { AppInstance } from '../app-instance.ts';

/** Tells the client the id under which its request is logged, and notes clients that leave before the answer. */
export function registerRequestTracking(app: AppInstance): void {
  app.decorateRequest('problemCode', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onRequestAbort', async (request) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? null }, 'client left');
  });
}
