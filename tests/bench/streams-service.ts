import type { AddressInfo } from 'node:net';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { createServices } from '../../src/services.ts';

/** The service of streams.ts: says its port, and how much memory it holds, and when it found what, when asked. */

/** When the passages of each question were found, on the clock that both processes share. */
const foundAt = new Map<string, number>();
const search = HybridRetriever.prototype.search;
HybridRetriever.prototype.search = async function (question, options) {
  const outcome = await search.call(this, question, options);
  foundAt.set(question, performance.timeOrigin + performance.now());
  return outcome;
};

const config = loadConfig();
const services = await createServices(config);
await services.ingest();
const app = await buildApp(services, config);
await app.listen({ port: 0, host: '127.0.0.1' });
process.on('message', () => {
  process.send?.({ residentMb: Math.round(process.memoryUsage().rss / 2 ** 20), foundAt: [...foundAt] });
});
process.send?.((app.server.address() as AddressInfo).port);
