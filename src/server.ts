import { spawn } from 'node:child_process';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { type Translate, translator } from './cli/messages.ts';
import { createProgress } from './cli/progress.ts';
import { type Config, checkAddress } from './config.ts';
import type { Language } from './domain.ts';
import { SourcierError } from './errors.ts';
import { traceOf } from './http/request-log.ts';
import { createServices, type Services } from './services.ts';

/** Requests under way are given so long to finish when the service is asked to stop. */
const CLOSE_DELAY_MS = 10_000;

/**
 * Reads what has changed in the corpus in a process of its own: reading a large document would hold up the answers
 * here. This process sees the new generation like any other reader. A busy writer is no fault: it does the same work.
 */
function ingestBeside(): void {
  const script = process.argv[1];
  if (script === undefined) return;
  const child = spawn(process.execPath, [...process.execArgv, script, 'ingest'], { stdio: 'ignore' });
  child.on('error', () => {});
  child.unref();
}

/** Makes sure that there is something to serve. @returns whether the index was built just now */
async function buildMissingIndex(services: Services, translate: Translate): Promise<boolean> {
  const readiness = services.readiness();
  if (readiness.ready) return false;
  const buildable =
    SourcierError.is(readiness.error, 'index_missing') || SourcierError.is(readiness.error, 'index_mismatch');
  if (!buildable) throw readiness.error;
  const progress = createProgress(translate);
  await services.ingest(undefined, progress.update).finally(progress.clear);
  return true;
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new SourcierError('address_in_use', { host, port }, error);
  }
}

/**
 * Serves until it is told to stop: builds the index first where there is none, otherwise answers at once and takes
 * in what has changed meanwhile.
 *
 * @throws {SourcierError} `address_open`, `address_in_use`, `index_damaged`, `model_missing`, `model_unusable`
 */
export async function serve(config: Config, language: Language): Promise<void> {
  checkAddress(config);
  const translate = translator(language);
  const services = await createServices(config);
  for (const warning of services.warnings) process.stderr.write(`${warning[language].detail}\n`);
  const builtNow = await buildMissingIndex(services, translate);
  const app = await buildApp(services, config);
  closeWithGrace({ delay: CLOSE_DELAY_MS }, async ({ err }) => {
    if (err) app.log.error({ cause: traceOf(err) }, 'stopping after an error');
    await app.close();
    await services.close();
  });
  const url = await listen(app, config);
  if (services.documents().length === 0) process.stderr.write(`${translate('serving_nothing')}\n`);
  process.stderr.write(`${translate('serving', { url: config.publicUrl ?? url })}\n`);
  if (!builtNow) ingestBeside();
}
