import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { loadConfig } from '../../src/config.ts';
import { createServices } from '../../src/services.ts';
import { makeQuestions, PASSAGES_PER_DOCUMENT, SECTIONS_PER_DOCUMENT, writeCorpus } from './generated-corpus.ts';
import { seededRandom } from './random.ts';

/**
 * Load on `/v1/ask`, on loopback, with questions that are all different:
 *   npm run bench:load [-- --passages 10000 --seconds 120 --folder kept]
 * The built command serves generated documents, as users run it: what compiles TypeScript on the way would be measured too.
 * First what it can do at most, beside an empty route; then 70 % of that, then three times that, then whether it is as
 * before. Ends with 1 where a measure is not met.
 */

const { values } = parseArgs({
  options: {
    passages: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '120' },
    folder: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const PROBE = join(import.meta.dirname, 'load-probe.mjs');
const SERVICE = join(import.meta.dirname, '../../dist/cli.js');

interface State {
  readonly residentMb: number;
  readonly heldP99Ms: number;
  readonly heldMostMs: number;
}

interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second in all; as many as are answered where it is left out. */
  readonly rate?: number;
}

interface Outcome {
  readonly perSecond: number;
  readonly statuses: Readonly<Record<number, number>>;
  readonly failures: number;
  /** Of the answers (200), in milliseconds. */
  readonly times: readonly number[];
}

let asked = 0;
const questions = makeQuestions(200_000, 11);

async function put(url: string, { connections, seconds, rate }: Load, isQuestion: boolean): Promise<Outcome> {
  const statuses: Record<number, number> = {};
  const times: number[] = [];
  const sent: autocannon.Request = isQuestion
    ? {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        setupRequest: (plain) => ({
          ...plain,
          body: JSON.stringify({ question: nextQuestion() }),
        }),
      }
    : { method: 'GET' };
  const { errors, timeouts } = await new Promise<autocannon.Result>((resolve, reject) => {
    const options = {
      url,
      connections,
      duration: seconds,
      timeout: 10,
      requests: [sent],
      ...(rate === undefined ? {} : { overallRate: Math.max(1, Math.round(rate)) }),
    };
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    running.on('response', (_client, status, _bytes, time) => {
      statuses[status] = (statuses[status] ?? 0) + 1;
      if (status === 200) times.push(time);
    });
  });
  return {
    perSecond: (statuses[200] ?? 0) / seconds,
    statuses,
    failures: errors + timeouts,
    times: times.sort((a, b) => a - b),
  };
}

/** Requests that come by chance, as people's do: at 70 % of what can be done some always come together. */
async function arrive(url: string, rate: number, seconds: number): Promise<Outcome> {
  const random = seededRandom(5);
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<number, number> = {};
  const times: number[] = [];
  let failures = 0;
  const begun = performance.now();
  const pending: Promise<void>[] = [];
  for (let due = 0; due < seconds * 1_000; due += (-Math.log(1 - random()) / rate) * 1_000) {
    await setTimeout(begun + due - performance.now());
    // From when it was due: an answer that comes late does not excuse the question behind it.
    const answered = post(url, agent).then(
      (status) => {
        statuses[status] = (statuses[status] ?? 0) + 1;
        times.push(performance.now() - begun - due);
      },
      () => {
        failures++;
      },
    );
    pending.push(answered);
  }
  await Promise.all(pending);
  agent.destroy();
  return { perSecond: times.length / seconds, statuses, failures, times: times.sort((a, b) => a - b) };
}

async function post(url: string, agent: Agent): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify({ question: nextQuestion() }));
  });
}

function nextQuestion(): string | undefined {
  return questions[asked++ % questions.length];
}

function quantile(sorted: readonly number[], share: number): number {
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN) * 10) / 10;
}

function receive<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(url: string): Promise<void> {
  const isReady = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (service.exitCode !== null) throw new Error(`the service ended with ${service.exitCode}`);
    await setTimeout(100);
  }
}

async function prepare(folder: string): Promise<string> {
  const indexDir = join(folder, `index-${values.passages}`);
  const corpusDir = join(folder, `corpus-${values.passages}`);
  if (existsSync(join(indexDir, 'sourcier.db'))) return indexDir;
  const documents = Math.ceil(Number(values.passages) / PASSAGES_PER_DOCUMENT);
  writeCorpus(corpusDir, documents, SECTIONS_PER_DOCUMENT, Number(values.passages));
  const services = await createServices(
    loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir, LOG_LEVEL: 'silent' }),
  );
  await services.ingest();
  await services.close();
  return indexDir;
}

const kept = values.folder ?? mkdtempSync(join(tmpdir(), 'sourcier-load-'));
const indexDir = await prepare(kept);
const port = await freePort();
const service = fork(SERVICE, ['serve'], {
  execArgv: ['--import', PROBE],
  env: {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    INDEX_DIR: indexDir,
    RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'silent',
  },
});
service.setMaxListeners(0);
const readState = async () => {
  const state = receive<State>(service);
  service.send('state');
  return await state;
};

const broken: string[] = [];
function demand(what: string, isMet: boolean): void {
  if (!isMet) broken.push(what);
}

try {
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(`${origin}/health/ready`);
  const ask = (load: Load) => put(`${origin}/v1/ask`, load, true);
  // Until the code is compiled and the memory has its size.
  await ask({ connections: 32, seconds: 20 });
  const empty = await put(`${origin}/health/live`, { connections: 16, seconds: 5 }, false);
  const alone = await ask({ connections: 1, seconds: 10 });
  const unloadedMs = quantile(alone.times, 0.5);
  const full = await ask({ connections: 32, seconds: 30 });
  const capacity = full.perSecond;
  console.log('capacity', {
    emptyRoutePerSecond: Math.round(empty.perSecond),
    answersPerSecond: Math.round(capacity),
    unloadedMs,
  });
  await readState();

  const states: State[] = [];
  const watching = setInterval(async () => states.push(await readState()), 1_000);
  const steady = await arrive(`${origin}/v1/ask`, 0.7 * capacity, seconds);
  clearInterval(watching);
  const later = states.slice(Math.min(60, Math.floor(states.length / 2))).map(({ residentMb }) => residentMb);
  const growthMb = Math.max(...later) - (later[0] ?? 0);
  const p99Ms = quantile(steady.times, 0.99);
  console.log('70 % of it', {
    seconds,
    statuses: steady.statuses,
    failures: steady.failures,
    p50Ms: quantile(steady.times, 0.5),
    p99Ms,
    residentMb: later.at(-1),
    heldMostMs: Math.max(...states.map(({ heldMostMs }) => heldMostMs)),
    growthMb,
  });
  demand('no errors at 70 %', steady.failures === 0 && Object.keys(steady.statuses).join() === '200');
  demand('99 of 100 answers within 10 × the unloaded median at 70 %', p99Ms < 10 * unloadedMs);
  demand('memory grows by less than 50 MB after the first minute', growthMb < 50);

  await readState();
  const flood = await ask({ connections: 256, seconds: 20, rate: 3 * capacity });
  const during = await readState();
  const slowestMs = quantile(flood.times, 1);
  console.log('three times it', {
    statuses: flood.statuses,
    failures: flood.failures,
    answersPerSecond: Math.round(flood.perSecond),
    slowestMs,
    ...during,
  });
  demand(
    'only 200 and 503 at three times',
    flood.failures === 0 && Object.keys(flood.statuses).every((status) => /^(?:200|503)$/.test(status)),
  );
  demand('each answer within 2 s at three times', slowestMs < 2_000);

  await setTimeout(5_000);
  const after = await ask({ connections: 1, seconds: 5 });
  const afterMs = quantile(after.times, 0.5);
  console.log('five seconds later', {
    p50Ms: afterMs,
    statuses: after.statuses,
    residentMb: (await readState()).residentMb,
  });
  demand('as before five seconds later', afterMs < 2 * unloadedMs && Object.keys(after.statuses).join() === '200');
} finally {
  service.removeAllListeners('exit');
  service.kill();
  if (values.folder === undefined) rmSync(kept, { recursive: true, force: true });
}
for (const what of broken) console.error(`not met: ${what}`);
process.exitCode = broken.length === 0 ? 0 : 1;
