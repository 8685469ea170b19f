import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyServerOptions } from 'fastify';
import { type Config, isLoopback } from './config.ts';
import { SourcierError } from './errors.ts';
import { AccessPolicy } from './http/access.ts';
import type { AppInstance } from './http/app-instance.ts';
import { Capacity } from './http/capacity.ts';
import { LinkSigner } from './http/link-signature.ts';
import { Links } from './http/links.ts';
import { loadPageKit } from './http/page-kit.ts';
import { registerAuthorization, registerIdentification } from './http/plugins/authorization.ts';
import { registerClosing } from './http/plugins/closing.ts';
import { registerCors } from './http/plugins/cors.ts';
import { registerDocsPage } from './http/plugins/docs-page.ts';
import { registerOpenApi } from './http/plugins/open-api.ts';
import { observeMethods, registerOtherMethods } from './http/plugins/other-methods.ts';
import { registerRateLimit } from './http/plugins/rate-limit.ts';
import { registerRequestTracking } from './http/plugins/request-tracking.ts';
import { registerSecurityHeaders } from './http/plugins/security-headers.ts';
import { sendProblem } from './http/problem.ts';
import { RequestLog } from './http/request-log.ts';
import { registerAskRoute } from './http/routes/ask.ts';
import { registerBriefingRoute } from './http/routes/briefings.ts';
import { registerCitationRoute } from './http/routes/citations.ts';
import { registerDocumentRoutes } from './http/routes/documents.ts';
import { registerHealthRoutes } from './http/routes/health.ts';
import { registerIngestionRoute } from './http/routes/ingestion.ts';
import { registerManagementRoutes } from './http/routes/manage-documents.ts';
import { registerOpenApiRoute } from './http/routes/open-api.ts';
import { registerOriginalFileRoute } from './http/routes/original-file.ts';
import { registerPageRoutes } from './http/routes/page.ts';
import { registerPassageRoute } from './http/routes/passages.ts';
import { registerReferenceRoute } from './http/routes/references.ts';
import { registerSearchRoute } from './http/routes/search.ts';
import { registerViewerRoute } from './http/routes/viewer.ts';
import { registerWidgetRoutes } from './http/routes/widget.ts';
import { compileValidator } from './http/validation.ts';
import type { Services } from './services.ts';

/** JSON bodies; uploads have a limit of their own (MAX_UPLOAD_MB). */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Ids are paths; a longer one than the system's own limit cannot be a document's. */
const MAX_ID_CHARACTERS = 4_096;

/** Questions in line; more are refused, since each would only make the others wait longer: a second on a slow machine. */
const QUESTIONS_AT_ONCE = 32;
/** Where a language model answers, most of their time is waiting, which takes nothing but memory. */
const QUESTIONS_WAITING_AT_ONCE = 1_000;

export interface AppOptions {
  /** Where log lines go; standard output by default. */
  readonly logStream?: { write(line: string): void };
}

async function readVersion(): Promise<string> {
  const file = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(file) as { version: string };
  return version;
}

function createInstance(config: Config, { logStream }: AppOptions): AppInstance {
  const serverOptions: FastifyServerOptions = {
    logger: {
      level: config.logLevel,
      // `busboyOptions`: the multipart parser logs all headers at the level `trace`.
      redact: { paths: ['busboyOptions', 'authorization', '*.authorization', '*.*.authorization'], remove: true },
      ...(logStream === undefined ? {} : { stream: logStream }),
    },
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    bodyLimit: BODY_LIMIT_BYTES,
    // What has reached the service when it is told to stop is answered.
    return503OnClosing: false,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    routerOptions: { maxParamLength: MAX_ID_CHARACTERS },
    frameworkErrors: sendProblem,
  };
  try {
    return Fastify(serverOptions).withTypeProvider<TypeBoxTypeProvider>();
  } catch (error) {
    if (config.trustedProxies.length === 0) throw error;
    const problem = { fr: 'ce ne sont pas des adresses ou des plages IP', en: 'these are not IP addresses or ranges' };
    throw new SourcierError('setting_invalid', { setting: 'TRUST_PROXY', problem }, error);
  }
}

/**
 * The HTTP service over given services, ready to listen. It does not close the services.
 *
 * @throws {SourcierError} `setting_invalid` for proxies that are no addresses
 */
export async function buildApp(services: Services, config: Config, options: AppOptions = {}): Promise<AppInstance> {
  const app = createInstance(config, options);
  const policy = new AccessPolicy(config);
  const locality = { isLoopback, listeningHost: config.host, publicUrl: config.publicUrl };
  const signer = config.publicDocuments ? null : new LinkSigner(config);
  const links = new Links(config.publicUrl, signer);
  const capacity = new Capacity(QUESTIONS_AT_ONCE);
  const answering = config.languageModel === null ? capacity : new Capacity(QUESTIONS_WAITING_AT_ONCE);

  app.setErrorHandler(sendProblem);
  app.setValidatorCompiler(compileValidator);
  app.removeContentTypeParser('text/plain');

  registerClosing(app);
  registerRequestTracking(app);
  registerIdentification(app, policy);
  await registerSecurityHeaders(app, config.publicUrl?.startsWith('https:') ?? false);
  await registerCors(app, config);
  await registerRateLimit(app, config.rateLimitPerMinute);
  registerAuthorization(app, { policy, locality, signer });
  await registerOpenApi(app, await readVersion(), config.publicUrl);
  await registerDocsPage(app);

  const methodsByUrl = observeMethods(app);
  await registerPageRoutes(app, services);
  await registerWidgetRoutes(app);
  const kit = await loadPageKit();
  await registerViewerRoute(app, services, kit);
  await registerCitationRoute(app, services, kit);
  registerOpenApiRoute(app);
  registerHealthRoutes(app, services);
  registerAskRoute(app, services, { capacity: answering, links, logQuestions: config.logQuestions });
  registerSearchRoute(app, services, capacity, config);
  registerReferenceRoute(app, services);
  registerBriefingRoute(app, services, { capacity: answering, links, publicUrl: config.publicUrl });
  registerDocumentRoutes(app, services);
  registerOriginalFileRoute(app, services);
  registerPassageRoute(app, services);
  await registerManagementRoutes(app, services, config);
  registerIngestionRoute(app, services);
  registerOtherMethods(app, methodsByUrl);

  return app;
}
