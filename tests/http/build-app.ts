import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import type { Services } from '../../src/services.ts';
import { createFakeServices } from './fake-services.ts';

interface TestApp {
  readonly app: AppInstance;
  /** Every line that was logged, parsed. */
  readonly log: Record<string, unknown>[];
}

async function start(settings: NodeJS.ProcessEnv = {}, overrides: Partial<Services> = {}): Promise<TestApp> {
  const log: Record<string, unknown>[] = [];
  const config: Config = loadConfig({ RATE_LIMIT_PER_MINUTE: '100000', ...settings });
  const logStream = { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) };
  const app = await buildApp(createFakeServices(overrides), config, { logStream });
  return { app, log };
}

/** A whole application over fake services, closed when the test ends. `settings` are those of the environment. */
export async function buildTestApp(...parameters: Parameters<typeof start>): Promise<TestApp> {
  const testApp = await start(...parameters);
  onTestFinished(() => testApp.app.close());
  return testApp;
}

/** One application for the tests of a suite that leave it as it was. */
export function shareTestApp(...parameters: Parameters<typeof start>): () => AppInstance {
  let testApp: TestApp | undefined;
  beforeAll(async () => {
    testApp = await start(...parameters);
  });
  afterAll(() => testApp?.app.close());
  return () => {
    if (testApp === undefined) throw new Error('the application is built before the first test, not before');
    return testApp.app;
  };
}

export function bearer(key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` };
}
