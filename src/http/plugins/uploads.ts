import multipart from '@fastify/multipart';
import type { AppInstance } from '../app-instance.ts';

/** Lets the routes of one scope receive a single file, and nothing but multipart (https://github.com/fastify/fastify-multipart). */
export async function registerUploads(scope: AppInstance, maxBytes: number): Promise<void> {
  scope.removeAllContentTypeParsers();
  await scope.register(multipart, { limits: { fileSize: maxBytes, files: 1, fields: 8, parts: 9 } });
}
