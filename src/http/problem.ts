import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import { ClientLeft } from './event-stream.ts';
import { messageLanguage } from './request-language.ts';
import { traceOf } from './request-log.ts';

/** A problem detail (RFC 9457) with our extension members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  /** The field of the request that is wrong, where one is. */
  readonly field?: string;
}

const RETRY_AFTER_SECONDS = { overloaded: 1, other: 10 };

const MEBIBYTE = 1024 * 1024;

/** The body of a request is of another type than the route takes. */
export function unsupportedType(request: FastifyRequest): SourcierError {
  const type = request.headers['content-type']?.slice(0, 80) ?? { fr: 'aucun', en: 'none' };
  return new SourcierError('unsupported_type', {
    type,
    expected: request.routeOptions.config.bodyType ?? 'application/json',
  });
}

/** What Fastify and its plugins throw, by their codes, as errors of ours. */
function translateFrameworkError(error: FastifyError, request: FastifyRequest): SourcierError | null {
  switch (error.code) {
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return new SourcierError('invalid_json');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedType(request);
    case 'FST_ERR_CTP_BODY_TOO_LARGE': {
      const mebibytes = request.routeOptions.bodyLimit / MEBIBYTE;
      return new SourcierError('too_large', { limit: { fr: `${mebibytes} Mo`, en: `${mebibytes} MB` } });
    }
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
    case 'FST_ERR_NOT_FOUND':
      return new SourcierError('route_unknown');
    default:
      return null;
  }
}

function asSourcierError(error: unknown, request: FastifyRequest): SourcierError {
  if (SourcierError.is(error)) return error;
  // The client left, in the middle of its body or later: nobody reads the answer, and it is no fault to look into.
  if (error === request.raw.errored || error instanceof ClientLeft) return new SourcierError('invalid_json');
  const translated = translateFrameworkError(error as FastifyError, request);
  return translated ?? new SourcierError('internal', {}, error);
}

/** @returns what a client is told: never a message of an unexpected error */
export function describeProblem(error: SourcierError, language: Language, requestId: string): Problem {
  const { field } = error.parameters;
  return {
    type: `urn:sourcier:problem:${error.code}`,
    title: error.title(language),
    status: error.status,
    detail: error.detail(language),
    code: error.code,
    requestId,
    ...(typeof field === 'string' ? { field } : {}),
  };
}

function logProblem(error: SourcierError, request: FastifyRequest): void {
  if (error.code === 'internal') {
    request.log.error({ code: error.code, cause: traceOf(error.cause ?? error) }, 'unexpected error');
  } else if (error.status >= 500) {
    request.log.warn({ code: error.code }, error.message);
  }
}

/** An error as a client is told it where that is no problem document of its own; it is logged like every error. */
export function reportProblem(thrown: unknown, request: FastifyRequest): Problem {
  const error = asSourcierError(thrown, request);
  logProblem(error, request);
  request.problemCode = error.code;
  return describeProblem(error, messageLanguage(request), request.id);
}

/**
 * Answers with a problem document (`application/problem+json`) in the language of the request.
 * Used as Fastify's error handler, and for errors that come before any route.
 */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = asSourcierError(thrown, request);
  logProblem(error, request);
  request.problemCode = error.code;
  const language = messageLanguage(request);
  if (error.status === 401) reply.header('www-authenticate', 'Bearer realm="sourcier"');
  if (error.status === 503) {
    reply.header(
      'retry-after',
      error.code === 'overloaded' ? RETRY_AFTER_SECONDS.overloaded : RETRY_AFTER_SECONDS.other,
    );
  }
  return reply
    .code(error.status)
    .headers({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': language })
    .send(describeProblem(error, language, request.id));
}
