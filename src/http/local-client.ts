import type { FastifyRequest } from 'fastify';

/** Headers by which proxies show themselves. */
const FORWARDING_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'] as const;

export interface LocalityRules {
  /** Is this name or address one of this machine only? */
  readonly isLoopback: (host: string) => boolean;
  /** The address on which the service listens. */
  readonly listeningHost: string;
  /** The service's own address on the web, if any. */
  readonly publicUrl: string | null;
}

/**
 * Does the request come from this machine? Only where the service listens on a loopback address, and not through a
 * proxy that is not trusted. The `Host` must be one of this machine too: a page of some web site whose name has been
 * pointed at 127.0.0.1 (DNS rebinding) is not local.
 */
export function isLocalClient(request: FastifyRequest, rules: LocalityRules): boolean {
  if (!rules.isLoopback(rules.listeningHost) || !rules.isLoopback(request.ip)) return false;
  const isNamedByTrustedProxy = (request.ips?.length ?? 0) > 1;
  const isForwarded = FORWARDING_HEADERS.some((header) => request.headers[header] !== undefined);
  if (isForwarded && !isNamedByTrustedProxy) return false;
  const hostname = request.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const ownHostname = rules.publicUrl === null ? null : new URL(rules.publicUrl).hostname;
  return rules.isLoopback(hostname) || hostname === ownHostname;
}
