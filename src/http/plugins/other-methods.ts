import type { HTTPMethods } from 'fastify';
import { SourcierError } from '../../errors.ts';
import type { AppInstance } from '../app-instance.ts';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Notes the methods of every route registered after it. */
export function observeMethods(app: AppInstance): ReadonlyMap<string, ReadonlySet<string>> {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const known = methodsByUrl.get(url) ?? new Set();
    for (const name of [method].flat()) known.add(name);
    methodsByUrl.set(url, known);
  });
  return methodsByUrl;
}

/** Answers 405 with `Allow` (RFC 9110, section 15.5.6) to the methods that no route of an address takes. Comes last. */
export function registerOtherMethods(app: AppInstance, methodsByUrl: ReadonlyMap<string, ReadonlySet<string>>): void {
  for (const [url, known] of [...methodsByUrl]) {
    const others = METHODS.filter((method) => !known.has(method));
    if (url.includes('*') || others.length === 0) continue;
    const allowed = METHODS.filter((method) => known.has(method)).join(', ');
    app.route({
      method: others,
      url,
      schema: { hide: true },
      config: { access: 'public' },
      preParsing: async (request, reply) => {
        reply.header('allow', allowed);
        throw new SourcierError('method_not_allowed', { method: request.method, allowed });
      },
      handler: async () => undefined,
    });
  }
}
