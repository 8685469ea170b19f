import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createParser } from 'eventsource-parser';
import { splitSentences } from '../../src/language/sentences.ts';
import { readPassages } from '../generation/played-models.ts';
import { startModelServer } from '../language-model/model-server.ts';

/**
 * Streams at once, from a model that is played on loopback:
 *   npm run bench:streams [-- --streams 200 --seconds 10]
 * The service runs in a process of its own over the documents that ship. First 20 streams, to time the first event
 * beside retrieval; then all of them from a slow model, to see that each ends with its answer, and what memory grows by.
 */

const { values } = parseArgs({
  options: { streams: { type: 'string', default: '200' }, seconds: { type: 'string', default: '10' } },
});

const FEW_STREAMS = 20;
const SERVICE = join(import.meta.dirname, 'streams-service.ts');

interface Stream {
  readonly question: string;
  readonly events: readonly string[];
  /** Since the question was sent, in milliseconds. */
  readonly firstEventMs: number;
  /** On the clock that both processes share. */
  readonly firstEventAt: number;
  readonly answerer: string | undefined;
  /** Why the model's sentences were not given. */
  readonly notices: readonly string[];
}

let delayMs = 0;

/** An honest model that copies the first sentences of the passages. */
const model = await startModelServer((request) => {
  const [passage] = readPassages(request);
  const text = passage?.text ?? '';
  const [span] = splitSentences(text).filter(({ start, end }) => /^\p{Lu}.{40,}\.$/su.test(text.slice(start, end)));
  const quote = text.slice(span?.start ?? 0, span?.end ?? text.length);
  const sentence = { text: quote.replaceAll(/\s+/gu, ' '), quotes: [{ passage: 1, quote }] };
  const reply = JSON.stringify({ answered: true, sentences: [sentence, sentence, sentence], missing: [] });
  return { pieces: reply.match(/[\s\S]{1,40}/gu) ?? [], delayMs };
});

const indexDir = mkdtempSync(join(tmpdir(), 'sourcier-streams-'));
const service: ChildProcess = fork(SERVICE, [], {
  execArgv: ['--import', 'tsx'],
  env: {
    ...process.env,
    INDEX_DIR: indexDir,
    LLM_PROVIDER: 'openai',
    LLM_MODEL: 'played',
    LLM_BASE_URL: model.openaiUrl,
    LLM_CONCURRENCY: '1000',
    LLM_TIMEOUT_MS: '120000',
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'silent',
  },
});

service.setMaxListeners(0);

function receive<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
}

interface State {
  readonly residentMb: number;
  readonly foundAt: readonly [question: string, at: number][];
}

async function readState(): Promise<State> {
  const state = receive<State>(service);
  service.send('state');
  return await state;
}

async function stream(port: number, number: number): Promise<Stream> {
  const question = `Que fait le cluster IA numéro ${number} pour la recherche ?`;
  const begun = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/v1/ask`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ question }),
  });
  const events: string[] = [];
  let first = Number.NaN;
  let answer: { engine: { answerer: string }; notices: { code: string }[] } | undefined;
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      if (events.length === 0) first = performance.now();
      events.push(event);
      if (event === 'answer') answer = JSON.parse(data);
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    parser.feed(decoder.decode(chunk, { stream: true }));
  }
  const firstEventAt = performance.timeOrigin + first;
  return {
    question,
    events,
    firstEventMs: first - begun,
    firstEventAt,
    answerer: answer?.engine.answerer,
    notices: (answer?.notices ?? []).map(({ code }) => code),
  };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1));
}

try {
  const port = await receive<number>(service);
  const many = Number(values.streams);
  for (let warm = 0; warm < 20; warm++) await stream(port, warm);

  const few = await Promise.all(Array.from({ length: FEW_STREAMS }, (_, number) => stream(port, many + number)));
  const foundAt = new Map((await readState()).foundAt);
  const waits = few.map(({ question, firstEventAt }) => firstEventAt - (foundAt.get(question) ?? Number.NaN));
  const wholes = few.map(({ firstEventMs }) => firstEventMs);
  console.log(`${FEW_STREAMS} streams`, {
    firstEventP50Ms: quantile(wholes, 0.5),
    afterRetrievalP50Ms: quantile(waits, 0.5),
    afterRetrievalP95Ms: quantile(waits, 0.95),
  });

  delayMs = (Number(values.seconds) * 1_000) / 20;
  const before = (await readState()).residentMb;
  let peak = before;
  const watching = setInterval(async () => {
    peak = Math.max(peak, (await readState()).residentMb);
  }, 500);
  const slow = await Promise.all(Array.from({ length: many }, (_, number) => stream(port, number)));
  clearInterval(watching);
  console.log(`${many} streams of a slow model`, {
    ended: slow.filter(({ events }) => events.at(-1) === 'answer').length,
    byTheModel: slow.filter(({ answerer }) => answerer === 'llm').length,
    notices: [...new Set(slow.flatMap(({ notices }) => notices))],
    memoryBeforeMb: before,
    memoryPeakMb: peak,
    growthMb: peak - before,
  });
} finally {
  service.removeAllListeners('exit');
  service.kill();
  await model.close();
  rmSync(indexDir, { recursive: true, force: true });
}
