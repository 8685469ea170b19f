import type { AppInstance } from '../app-instance.ts';

/**
 * One line for each request: method, route as registered, status, time. Never the address asked for, its query, a body
 * or a header: they hold people's questions and keys.
 */
export function registerRequestLog(app: AppInstance): void {
  app.decorateRequest('problemCode', null);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.problemCode === null ? {} : { code: request.problemCode }),
    };
    request.log.info(line, 'request');
  });
}
