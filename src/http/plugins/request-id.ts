import type { AppInstance } from '../app-instance.ts';

/** Tells the client the id under which its request is logged. */
export function registerRequestId(app: AppInstance): void {
  app.decorateRequest('problemCode', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}
