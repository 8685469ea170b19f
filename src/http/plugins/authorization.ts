import type { AccessPolicy } from '../access.ts';
import type { AppInstance } from '../app-instance.ts';
import type { LinkSigner } from '../link-signature.ts';
import { isLocalClient, type LocalityRules } from '../local-client.ts';

/** Tells who calls. Comes before the rate limit, which counts by caller. */
export function registerIdentification(app: AppInstance, policy: AccessPolicy): void {
  app.decorateRequest('caller');
  app.addHook('onRequest', async (request) => {
    request.caller = policy.identify(request.headers.authorization);
  });
}

/**
 * Refuses callers who may not use a route, after the rate limit (so that guessing keys is slow) and before any body
 * is read. A route that does not say who may call it cannot be added.
 */
export function registerAuthorization(
  app: AppInstance,
  { policy, locality, signer }: { policy: AccessPolicy; locality: LocalityRules; signer: LinkSigner | null },
): void {
  app.addHook('onRoute', ({ url, config }) => {
    if (url.startsWith('/v1/') && config?.access === undefined) throw new Error(`${url} does not say who may call it`);
  });
  app.addHook('preParsing', async (request) => {
    const { access = 'public', documentOf } = request.routeOptions.config;
    const document = access === 'original' ? documentOf?.(request.params as { id: string }) : null;
    if (document && signer?.accepts(document, request.query)) return;
    const from = { origin: request.headers.origin, isLocal: isLocalClient(request, locality) };
    const refusal = policy.refusal(access, request.caller, from);
    if (refusal !== null) throw refusal;
  });
}
