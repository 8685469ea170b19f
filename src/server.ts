import { spawn } from 'node:child_process';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { type Translate, translator } from './cli/messages.ts';
import { renderReport } from './cli/print.ts';
import { createProgress } from './cli/progress.ts';
import { type Config, checkAddress } from './config.ts';
import type { Language } from './domain.ts';
import { SourcierError } from './errors.ts';
import { traceOf } from './http/request-log.ts';
import { createServices, type Services } from './services.ts';
import type { IngestionReport } from './store/ingestion-report.ts';

/** Requests under way are given so long to finish when the service is asked to stop. */
const CLOSE_DELAY_MS = 10_000;

/**
 * Reads what has changed in the corpus in a process of its own: reading a large document would hold up the answers
 * here. This process sees the new generation like any other reader. What cannot be read is told on standard error.
 */
function ingestBeside(language: Language): void {
  const script = process.argv[1];
  if (script === undefined) return;
  const words = [...process.execArgv, script, '--lang', language, 'ingest', '--quiet'];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  child.on('error', () => {});
  child.unref();
}

/** Makes sure that there is something to serve. @returns what was built just now, or null where an index was there */
async function buildMissingIndex(services: Services, translate: Translate): Promise<IngestionReport | null> {
  const readiness = services.readiness();
  if (readiness.ready) return null;
  const buildable =
    SourcierError.is(readiness.error, 'index_missing') || SourcierError.is(readiness.error, 'index_mismatch');
  if (!buildable) throw readiness.error;
  const progress = createProgress(translate);
  return await services.ingest(undefined, progress.update).finally(progress.clear);
}

async function listen(app: Awaited<ReturnType<typeof buildApp>>, { host, port }: Config): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    if (reason === undefined) throw error;
    if (reason === 'EADDRINUSE') throw new SourcierError('address_in_use', { host, port }, error);
    throw new SourcierError('address_unusable', { host, port, reason }, error);
  }
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/**
 * Serves until it is told to stop: builds the index first where there is none, otherwise answers at once and takes
 * in what has changed meanwhile.
 *
 * @throws {SourcierError} `address_open`, `address_in_use`, `address_unusable`, `index_damaged`, `model_missing`, `model_unusable`
 */
export async function serve(config: Config, language: Language): Promise<void> {
  checkAddress(config);
  const translate = translator(language);
  const services = await createServices(config);
  for (const warning of services.warnings) tell(warning[language].detail);
  const built = await buildMissingIndex(services, translate);
  if (built !== null && built.failures.length > 0) tell(renderReport(built, language, translate));
  const app = await buildApp(services, config);
  const url = await listen(app, config);
  closeWithGrace({ delay: CLOSE_DELAY_MS, skip: ['SIGHUP'] }, async ({ err }) => {
    if (err) app.log.error({ cause: traceOf(err) }, 'stopping after an error');
    await app.close();
    await services.close();
  });
  process.on('SIGHUP', () => void services.refresh());
  if (services.documents().length === 0) tell(translate('serving_nothing'));
  tell(translate('serving', { url: config.publicUrl ?? url }));
  if (built === null) ingestBeside(language);
}
