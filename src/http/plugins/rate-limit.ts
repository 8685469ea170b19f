import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { SourcierError } from '../../errors.ts';
import type { AppInstance } from '../app-instance.ts';

/**
 * Whose requests are counted together: those of a key, or of an address (IPv6: of a /64 network). A public key stands
 * in a page for all to read, so each of its visitors counts apart, and apart from callers without a key.
 */
function bucketOf(request: FastifyRequest): string {
  const { caller } = request;
  const address = normalizeIP(request.ip);
  switch (caller.kind) {
    case 'admin':
    case 'api':
      return `key ${caller.keyId}`;
    case 'public':
      return `public ${caller.keyId} ${address}`;
    default:
      return `address ${address}`;
  }
}

/** Counts requests by the minute; unknown addresses too, so that nobody can list ours quickly. */
export async function registerRateLimit(app: AppInstance, maxPerMinute: number): Promise<void> {
  await app.register(rateLimit, {
    max: maxPerMinute,
    timeWindow: 60_000,
    keyGenerator: bucketOf,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) => new SourcierError('rate_limited', { seconds: Math.ceil(ttl / 1000) }),
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw new SourcierError('route_unknown');
  });
}
