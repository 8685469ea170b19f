import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';

/** The service of streams.ts: says its port, and how much memory it holds when asked. */

const config = loadConfig();
const services = await createServices(config);
await services.ingest();
const app = await buildApp(services, config);
await app.listen({ port: 0, host: '127.0.0.1' });
process.on('message', () => process.send?.(Math.round(process.memoryUsage().rss / 2 ** 20)));
process.send?.((app.server.address() as AddressInfo).port);
