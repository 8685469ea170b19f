import swaggerUi from '@fastify/swagger-ui';
import type { AppInstance } from '../app-instance.ts';

/** The reference page at `/docs`, from files of the package: it needs images in its styles, nothing from elsewhere. */
export async function registerDocsPage(app: AppInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { layout: 'BaseLayout', defaultModelsExpandDepth: 0 },
    theme: { title: 'Sourcier: API' },
    staticCSP: {
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'frame-ancestors': "'none'",
    },
  });
}
