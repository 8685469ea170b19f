import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/** Where an error came from: without its message, which may quote a document, and without the names of folders. */
export function traceOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/(?:file:\/\/)?\/(?:[^/\s)]+\/)+/g, ''));
  return { name: error.name, systemCode: (error as NodeJS.ErrnoException).code, frames };
}

/**
 * One line for each request: method, route as registered, status, time. Never the address asked for, its query, a body
 * or a header, nor the message of an error: they hold people's questions, keys and documents.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.problemCode === null ? {} : { code: request.problemCode }),
    };
    request.log.info(line, 'request');
  }

  /** Errors are logged where they are answered, see `problem.ts`. */
  override defaultErrorLog(): void {}

  override routeNotFound(): void {}

  override streamError(error: Error, request: FastifyRequest): void {
    request.log.info({ cause: traceOf(error) }, 'response ended early');
  }

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ cause: traceOf(error) }, 'headers could not be sent');
  }

  override serializerError(error: Error, request: FastifyRequest): void {
    request.log.error({ cause: traceOf(error) }, 'response does not fit its schema');
  }
}
