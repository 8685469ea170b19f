import type { AppInstance } from '../app-instance.ts';

const LOOK_EVERY_MS = 50;

/**
 * Lets a service that closes end when its last answer is given: a connection that is kept alive after that would hold it
 * up until the client lets go. Node closes those only that are idle when closing begins.
 */
export function registerClosing(app: AppInstance): void {
  let timer: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    timer = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
