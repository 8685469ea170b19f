import { Readable } from 'node:stream';

/** Silence that proxies take for a dead connection is longer than that. */
const HEARTBEAT_MS = 15_000;
/** A client that takes nothing for so long has gone without saying so. */
const STALLED_MS = 30_000;

/** Nobody is there any more to read an answer: no fault to look into. */
export class ClientLeft extends Error {
  constructor() {
    super('the client left');
  }
}

/**
 * Server-sent events (WHATWG HTML, section 9.2) as a stream to reply with. Whoever sends waits where the client is slow;
 * comments keep the connection alive.
 */
export class EventStream {
  /** Settles when the first event has been sent. */
  readonly begun: Promise<void>;
  /** Aborted when the client leaves, or takes nothing for half a minute. */
  readonly signal: AbortSignal;
  readonly readable: Readable;
  readonly #gone = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #begin: () => void = () => undefined;
  #resume: (() => void) | null = null;

  constructor(heartbeatMs = HEARTBEAT_MS) {
    this.signal = this.#gone.signal;
    this.begun = new Promise((resolve) => {
      this.#begin = resolve;
    });
    this.readable = new Readable({
      read: () => this.#continue(),
      destroy: (error, callback) => {
        clearInterval(this.#heartbeat);
        this.#gone.abort(new ClientLeft());
        this.#continue();
        callback(error);
      },
    });
    this.#heartbeat = setInterval(() => {
      if (this.#resume === null && !this.readable.destroyed) this.readable.push(':\n\n');
    }, heartbeatMs).unref();
  }

  /** @param data what JSON can say; without a line break of its own, as JSON has none */
  async send(event: string, data: unknown): Promise<void> {
    this.signal.throwIfAborted();
    const hasRoom = this.readable.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    this.#begin();
    if (!hasRoom) await this.#untilTaken();
  }

  /** Sends the last event, where the client is still there. */
  end(event: string, data: unknown): void {
    if (this.readable.destroyed) return;
    this.readable.push(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    this.readable.push(null);
    clearInterval(this.#heartbeat);
  }

  async #untilTaken(): Promise<void> {
    const stalled = setTimeout(() => this.readable.destroy(), STALLED_MS);
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
    });
    clearTimeout(stalled);
    this.signal.throwIfAborted();
  }

  #continue(): void {
    this.#resume?.();
    this.#resume = null;
  }
}

const EVENT_STREAM = 'text/event-stream';

/** Whether a client asks for events (RFC 9110, section 12.5.1): it names them, and JSON no more than as much. */
export function wantsEvents(accept: string | undefined): boolean {
  const weights = new Map<string, number>();
  for (const entry of (accept ?? '').split(',', 50)) {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(type, quality === undefined ? 1 : Number(quality.slice(2)) || 0);
  }
  const wanted = weights.get(EVENT_STREAM) ?? 0;
  return wanted > 0 && wanted >= (weights.get('application/json') ?? 0);
}

export const EVENT_STREAM_HEADERS = {
  'content-type': `${EVENT_STREAM}; charset=utf-8`,
  'cache-control': 'no-store',
  // nginx would hold events back until its buffer is full.
  'x-accel-buffering': 'no',
};
