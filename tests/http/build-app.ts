import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Services } from '../../src/services.ts';
import { createFakeServices } from './fake-services.ts';

interface TestApp {
  readonly app: FastifyInstance;
  /** Every line that was logged, parsed. */
  readonly log: Record<string, unknown>[];
}

/** A whole application over fake services, closed when the test ends. `settings` are those of the environment. */
export async function buildTestApp(
  settings: NodeJS.ProcessEnv = {},
  overrides: Partial<Services> = {},
): Promise<TestApp> {
  const log: Record<string, unknown>[] = [];
  const config: Config = loadConfig({ RATE_LIMIT_PER_MINUTE: '100000', ...settings });
  const logStream = { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) };
  const app = await buildApp(createFakeServices(overrides), config, { logStream });
  onTestFinished(() => app.close());
  return { app, log };
}

export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}
