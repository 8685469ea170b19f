import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';

/** The service of load.ts: says its port, and, when asked, what memory it holds and how long its event loop was held. */

const RESOLUTION_MS = 1;
const config = loadConfig();
const services = await createServices(config);
const app = await buildApp(services, config);
await app.listen({ port: 0, host: '127.0.0.1' });
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
process.on('message', () => {
  const milliseconds = (nanoseconds: number) => Math.round(nanoseconds / 1e5) / 10;
  process.send?.({
    residentMb: Math.round(process.memoryUsage().rss / 2 ** 20),
    heldP99Ms: milliseconds(delays.percentile(99)),
    heldMostMs: milliseconds(delays.max),
  });
  delays.reset();
});
process.send?.((app.server.address() as AddressInfo).port);
