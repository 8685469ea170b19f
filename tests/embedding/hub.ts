import { existsSync, readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { env } from '@xenova/transformers';
import { onTestFinished } from 'vitest';

export type Answer = (response: ServerResponse, content: Buffer) => void;

/** A hub on this machine that serves a folder of models as the real one does, and remembers what it was asked for. */
export class Hub {
  readonly asked: string[] = [];
  /** How a file is answered, by the end of its address; otherwise whole. */
  readonly answers = new Map<string, Answer>();
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<Hub> {
    const hub = new Hub(folder);
    const server = createServer(({ url = '' }, response) => hub.#answer(url, response));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const real = env.remoteHost;
    env.remoteHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    onTestFinished(() => {
      env.remoteHost = real;
      server.closeAllConnections();
      server.close();
    });
    return hub;
  }

  #answer(url: string, response: ServerResponse): void {
    this.asked.push(url);
    const [, model = '', file = ''] = /^\/(.+)\/resolve\/main\/(.+)$/.exec(url) ?? [];
    const path = join(this.#folder, model, file);
    if (file === '' || !existsSync(path)) {
      response.writeHead(404).end('Entry not found');
      return;
    }
    const [, answer] = [...this.answers].find(([end]) => url.endsWith(end)) ?? [];
    const content = readFileSync(path);
    if (answer !== undefined) answer(response, content);
    else response.writeHead(200, { 'content-length': content.length }).end(content);
  }
}
