import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Put before the service that load.ts watches: says, when asked, what memory it holds and how long its event loop was held. */

const RESOLUTION_MS = 1;
const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delays.enable();
process.on('message', () => {
  const milliseconds = (nanoseconds) => Math.round(nanoseconds / 1e5) / 10;
  process.send?.({
    residentMb: Math.round(process.memoryUsage().rss / 2 ** 20),
    heldP99Ms: milliseconds(delays.percentile(99)),
    heldMostMs: milliseconds(delays.max),
  });
  delays.reset();
});
