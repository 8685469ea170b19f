import type { FastifyRequest } from 'fastify';
import { toCanonical } from '../language/normalise.ts';

/**
 * Makes one text of an unchecked body canonical and trims it, before its length is checked: lone surrogates and
 * control characters never get further.
 */
export function tidyText(field: string): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    const body: unknown = request.body;
    if (typeof body !== 'object' || body === null) return;
    const fields = body as Record<string, unknown>;
    const text = fields[field];
    if (typeof text === 'string') fields[field] = toCanonical(text).trim();
  };
}
