import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { createParser } from 'eventsource-parser';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer, AnswerListener, Question } from '../../src/domain.ts';
import { SourcierError } from '../../src/errors.ts';
import { EventStream, wantsEvents } from '../../src/http/event-stream.ts';
import type { Services } from '../../src/services.ts';
import { buildTestApp } from './build-app.ts';
import { createFakeServices } from './fake-services.ts';

const ACCEPT = { accept: 'text/event-stream', 'content-type': 'application/json' };
const BODY = JSON.stringify({ question: 'Qui dirige le centre ?' });

type Ask = (question: Question, listener: AnswerListener, answer: Answer) => Promise<Answer>;

async function serve(ask: Ask): Promise<{ port: number; log: Record<string, unknown>[] }> {
  const whole = createFakeServices().ask;
  const overrides: Partial<Services> = {
    ask: async (question, listener) => await ask(question, listener as AnswerListener, await whole(question)),
  };
  const { app, log } = await buildTestApp({}, overrides);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: (app.server.address() as AddressInfo).port, log };
}

async function readEvents(port: number, signal?: AbortSignal) {
  const response = await fetch(`http://127.0.0.1:${port}/v1/ask`, {
    method: 'POST',
    headers: ACCEPT,
    body: BODY,
    ...(signal === undefined ? {} : { signal }),
  });
  const events: { event: string; data: Record<string, unknown> }[] = [];
  const parser = createParser({
    onEvent: ({ event = '', data }) => void events.push({ event, data: JSON.parse(data) }),
  });
  for await (const chunk of response.body as ReadableStream<Uint8Array>) parser.feed(new TextDecoder().decode(chunk));
  return { response, events };
}

describe('an answer as events', () => {
  it('comes as passages, text, citations, and last the whole answer', async () => {
    const { port } = await serve(async (_, { emit }, answer) => {
      await emit({ type: 'passages', passages: [] });
      await emit({ type: 'text-delta', text: 'Une phrase.\nUne autre.' });
      for (const citation of answer.citations) await emit({ type: 'citation', citation });
      return answer;
    });
    const { response, events } = await readEvents(port);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('vary')).toContain('Accept');
    expect(events.map(({ event }) => event)).toEqual(['passages', 'text-delta', 'citation', 'answer']);
    expect(events[1]?.data).toEqual({ text: 'Une phrase.\nUne autre.' });
    expect([events[2]?.data]).toEqual(events[3]?.data.citations);
    const json = await fetch(`http://127.0.0.1:${port}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: BODY,
    });
    expect(events[3]?.data).toEqual(await json.json());
  });

  it('is told to begin anew', async () => {
    const { port } = await serve(async (_, { emit }, answer) => {
      await emit({ type: 'restart' });
      return answer;
    });
    expect((await readEvents(port)).events[0]).toEqual({ event: 'restart', data: {} });
  });

  it('is told like every error where that comes before the first event', async () => {
    const { port } = await serve(async () => {
      throw new SourcierError('index_missing');
    });
    const response = await fetch(`http://127.0.0.1:${port}/v1/ask`, { method: 'POST', headers: ACCEPT, body: BODY });
    expect(response.status).toBe(503);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('ends with an error event where that comes later, without what nobody should see', async () => {
    const { port, log } = await serve(async (_, { emit }) => {
      await emit({ type: 'passages', passages: [] });
      throw new Error('secret detail');
    });
    const { events } = await readEvents(port);
    expect(events.map(({ event }) => event)).toEqual(['passages', 'error']);
    expect(events[1]?.data).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(events)).not.toContain('secret detail');
    expect(log.some(({ msg }) => msg === 'unexpected error')).toBe(true);
  });

  it('tells the answerer when the client has left', async () => {
    let left: () => void = () => undefined;
    const leaving = new Promise<void>((resolve) => {
      left = resolve;
    });
    const { port } = await serve(async (_, { emit, signal }, answer) => {
      signal.addEventListener('abort', left);
      await emit({ type: 'passages', passages: [] });
      await leaving;
      return answer;
    });
    const leave = new AbortController();
    const reading = readEvents(port, leave.signal);
    setTimeout(() => leave.abort(), 100);
    await expect(reading).rejects.toThrow();
    await leaving;
  });

  it('waits for a client that does not read, and holds no more than a buffer', async () => {
    let sent = 0;
    const enough = new AbortController();
    const { port } = await serve(async (_, { emit, signal }, answer) => {
      const text = 'x'.repeat(100_000);
      while (!signal.aborted && !enough.signal.aborted) {
        await emit({ type: 'text-delta', text });
        sent += 1;
      }
      return answer;
    });
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    socket.write(
      `POST /v1/ask HTTP/1.1\r\nhost: localhost\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`,
    );
    socket.pause();
    let before = -1;
    // The socket's own buffers take what they can; then nothing more is sent.
    while (sent !== before) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(1_000);
    enough.abort();
  });
});

describe('a silent stream', () => {
  it('holds its connection by comments, which are no events', async () => {
    const stream = new EventStream(5);
    onTestFinished(() => void stream.readable.destroy());
    const events: unknown[] = [];
    const comments: string[] = [];
    const parser = createParser({
      onEvent: (event) => void events.push(event),
      onComment: (text) => void comments.push(text),
    });
    for await (const chunk of stream.readable) {
      parser.feed(String(chunk));
      if (comments.length >= 3) break;
    }
    expect(events).toEqual([]);
  });
});

describe('whoever asks for events', () => {
  it.each([
    ['text/event-stream', true],
    ['text/event-stream, application/json;q=0.9', true],
    ['application/json, text/event-stream;q=0.5', false],
    ['application/json', false],
    ['*/*', false],
    ['text/event-stream;q=0', false],
    [undefined, false],
  ])('says so by Accept: %s', (accept, wanted) => {
    expect(wantsEvents(accept)).toBe(wanted);
  });
});
