import type { AppInstance } from '../app-instance.ts';

/** `GET /openapi.json`: the description of the API. */
export function registerOpenApiRoute(app: AppInstance): void {
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger());
}
