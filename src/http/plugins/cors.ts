import cors from '@fastify/cors';
import type { Config } from '../../config.ts';
import type { AppInstance } from '../app-instance.ts';

/** Lets pages of the allowed origins, and those that hold a public key, call the API (https://github.com/fastify/fastify-cors). */
export async function registerCors(app: AppInstance, config: Config): Promise<void> {
  const origins = new Set([...config.allowedOrigins, ...config.publicKeys.map(({ origin }) => origin)]);
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'DELETE'],
    allowedHeaders: ['Accept', 'Accept-Language', 'Authorization', 'Content-Type'],
    exposedHeaders: ['Content-Disposition', 'Content-Language', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
    strictPreflight: false,
  });
}
