import { setImmediate } from 'node:timers/promises';

/** How long work may hold up a service that runs in the same process. */
const LONGEST_STRETCH_MS = 20;

/** Lets long work give way: call it often, it pauses when it is time. */
export function createPause(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < LONGEST_STRETCH_MS) return;
    await setImmediate();
    since = performance.now();
  };
}
