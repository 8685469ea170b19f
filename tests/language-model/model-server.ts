import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A request as a model's server got it. */
export interface ModelRequest {
  readonly path: string;
  readonly system: string;
  readonly user: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Set when the client has closed the connection before the end. */
  readonly left: Promise<void>;
}

/** How a server plays its part. */
export interface Play {
  /** The reply as it is cut into pieces; a function makes pieces without end. */
  readonly pieces?: readonly string[] | (() => string);
  /** Before each piece, in milliseconds. */
  readonly delayMs?: number;
  /** Another status than 200: an error of the provider. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Closes the connection after the pieces, without an end. */
  readonly breaksOff?: boolean;
}

export type Script = (request: ModelRequest, call: number) => Play;

export interface ModelServer {
  /** What LLM_BASE_URL is set to for the OpenAI protocol. */
  readonly openaiUrl: string;
  readonly ollamaUrl: string;
  readonly mistralUrl: string;
  readonly requests: readonly ModelRequest[];
  close(): Promise<void>;
}

const OPENAI_END = 'data: [DONE]\n\n';

/** A server on loopback that speaks the protocols of OpenAI (and Mistral) and Ollama, and replies as the script says. */
export async function startModelServer(script: Script): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const server = createServer((request, response) => {
    void serve(request, response, script, requests).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    openaiUrl: `${origin}/v1`,
    ollamaUrl: origin,
    mistralUrl: origin,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  script: Script,
  requests: ModelRequest[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  const messages = body.messages as { role: string; content: string }[];
  const contentOf = (role: string) => messages.find((message) => message.role === role)?.content ?? '';
  const left = new Promise<void>((resolve) => response.once('close', () => response.writableFinished || resolve()));
  const path = request.url ?? '';
  const got = { path, system: contentOf('system'), user: contentOf('user'), body, left };
  requests.push(got);
  const play = script(got, requests.length);
  const isOllama = path.startsWith('/api/');
  if (play.status !== undefined) {
    response.writeHead(play.status, { 'content-type': 'application/json', ...play.headers });
    response.end(JSON.stringify({ error: { message: 'played error', type: 'played' } }));
    return;
  }
  response.writeHead(200, { 'content-type': isOllama ? 'application/x-ndjson' : 'text/event-stream' });
  response.flushHeaders();
  const frame = isOllama ? ollamaFrame : openaiFrame;
  const { pieces = [], delayMs = 0 } = play;
  const source = typeof pieces === 'function' ? endlessly(pieces) : pieces;
  for (const piece of source) {
    if (delayMs > 0 || typeof pieces === 'function') await wait(delayMs);
    if (response.destroyed) return;
    if (!response.write(frame(piece, null))) await new Promise((resolve) => response.once('drain', resolve));
  }
  if (play.breaksOff === true) {
    await wait(5);
    response.destroy();
    return;
  }
  response.write(frame('', 'stop'));
  response.end(isOllama ? '' : OPENAI_END);
}

function* endlessly(make: () => string): Generator<string> {
  for (;;) yield make();
}

function openaiFrame(content: string, finish: string | null): string {
  const delta = finish === null ? { role: 'assistant', content } : {};
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 0, model: 'played', choices })}\n\n`;
}

function ollamaFrame(content: string, finish: string | null): string {
  const message = { role: 'assistant', content };
  const end = finish === null ? { done: false } : { done: true, done_reason: finish };
  return `${JSON.stringify({ model: 'played', created_at: '2024-01-01T00:00:00Z', message, ...end })}\n`;
}
