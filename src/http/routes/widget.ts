import Type from 'typebox';
import type { AppInstance } from '../app-instance.ts';
import { loadWidgetFile } from '../widget-file.ts';

/** Any site may load it, and check its integrity; what it may ask is another matter. */
const FOR_OTHER_SITES = {
  'content-type': 'text/javascript; charset=utf-8',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
};
const A_YEAR = 'public, max-age=31536000, immutable';

/**
 * The embeddable chat: `/widget.js`, always the newest; `/widget-<hash>.js`, the same for good; `/widget.json`, the
 * address and the integrity of the newest for a script element.
 */
export async function registerWidgetRoutes(app: AppInstance): Promise<void> {
  const { script, hash, integrity } = await loadWidgetFile();
  const address = `/widget-${hash}.js`;
  const open = { config: { access: 'public' as const }, schema: { hide: true } };
  app.get('/widget.js', open, async (_request, reply) =>
    reply.headers({ ...FOR_OTHER_SITES, 'cache-control': 'no-cache', etag: `"${hash}"` }).send(script),
  );
  app.get(address, open, async (_request, reply) =>
    reply.headers({ ...FOR_OTHER_SITES, 'cache-control': A_YEAR }).send(script),
  );
  app.get(
    '/widget.json',
    {
      ...open,
      schema: { hide: true, response: { 200: Type.Object({ src: Type.String(), integrity: Type.String() }) } },
    },
    async (_request, reply) => {
      reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'no-cache' });
      return { src: address, integrity };
    },
  );
}
