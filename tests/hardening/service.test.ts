import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countEach, howMany, LONG_MS, record } from './scale.ts';

const ROOT = join(import.meta.dirname, '../..');
const ADMIN = { authorization: 'Bearer administrator-key' };
const QUESTIONS = ['Où se trouve le supercalculateur Jean Zay ?', 'Who coordinates AI Factory France?'];

/** The program as people run it, over a copy of the documents that ship. */
class Installation {
  readonly corpusDir: string;
  readonly #environment: NodeJS.ProcessEnv;
  #service: ChildProcess | undefined;
  origin = '';

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'sourcier-service-'));
    this.corpusDir = join(folder, 'corpus');
    cpSync(join(ROOT, 'corpus'), this.corpusDir, { recursive: true });
    this.#environment = {
      ...process.env,
      CORPUS_DIR: this.corpusDir,
      INDEX_DIR: join(folder, 'index'),
      MODELS_DIR: join(ROOT, 'models'),
      ADMIN_API_KEY: 'administrator-key',
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'silent',
    };
    onTestFinished(() => {
      this.#service?.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
  }

  #run(words: readonly string[], settings: NodeJS.ProcessEnv = {}): ChildProcess {
    return spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'src/cli.ts'), ...words], {
      cwd: ROOT,
      env: { ...this.#environment, ...settings },
      stdio: 'ignore',
    });
  }

  /** Once more while another writer is at work: a service that starts takes in what has changed. */
  async command(...words: string[]): Promise<number> {
    const [code] = await once(this.#run(words), 'exit');
    return code === 2 ? await this.command(...words) : code;
  }

  async serve(): Promise<ChildProcess> {
    const port = await freePort();
    this.origin = `http://127.0.0.1:${port}`;
    this.#service = this.#run(['serve'], { PORT: String(port) });
    const isReady = () =>
      fetch(`${this.origin}/health/ready`).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 100));
    return this.#service;
  }

  ask(question: string): Promise<Response> {
    return fetch(`${this.origin}/v1/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ question }),
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

function markdown(number: number): string {
  return `# Rapport ${number}\n\nLe port de Kerlan accueille ${number} bateaux de pêche.\n`;
}

describe('a running service', () => {
  it('fails no request while documents come, change and go', { timeout: LONG_MS }, async () => {
    const rounds = howMany(1, 12);
    const installed = new Installation();
    expect(await installed.command('ingest', '--quiet')).toBe(0);
    await installed.serve();
    const statuses: string[] = [];
    const generations = new Set<string>();
    let isChanging = true;
    const asking = Promise.all(
      QUESTIONS.map(async (question) => {
        while (isChanging) {
          const response = await installed.ask(question);
          statuses.push(String(response.status));
          const { status, engine } = (await response.json()) as { status: string; engine: { index: string } };
          expect(status).toBe('answered');
          generations.add(engine.index);
        }
      }),
    );
    for (let round = 0; round < rounds; round++) {
      writeFileSync(join(installed.corpusDir, 'kerlan.md'), markdown(100 + round));
      expect(await installed.command('ingest', '--quiet')).toBe(0);
      const form = new FormData();
      form.append('file', new Blob([markdown(500 + round)]), 'envoi.md');
      const upload = await fetch(`${installed.origin}/v1/documents`, { method: 'POST', headers: ADMIN, body: form });
      expect(upload.status).toBe(201);
      // At once, in every index, and for good.
      for (const id of ['envoi.md', 'kerlan.md']) {
        const url = `${installed.origin}/v1/documents/${id}`;
        expect((await fetch(url, { method: 'DELETE', headers: ADMIN })).status).toBe(204);
        expect((await fetch(url)).status).toBe(404);
      }
      const found = await installed.ask('Combien de bateaux de pêche accueille le port de Kerlan ?');
      expect(await found.json()).toMatchObject({ status: 'not_found' });
      expect(await installed.command('ingest', '--quiet')).toBe(0);
      expect((await fetch(`${installed.origin}/v1/documents/kerlan.md`)).status).toBe(404);
      expect(await installed.command('ingest', '--quiet', join(installed.corpusDir, 'kerlan.md'))).toBe(0);
    }
    isChanging = false;
    await asking;
    expect(new Set(statuses)).toEqual(new Set(['200']));
    expect(generations.size).toBeGreaterThan(rounds);
    record('changes', {
      what: 'requests asked of a service while documents came, changed and went',
      count: statuses.length,
      outcome: `${countEach(statuses)}, over ${generations.size} generations; what was deleted was gone at once and stayed so`,
    });
  });

  it('that is told to stop finishes what it has begun', { timeout: LONG_MS }, async () => {
    const installed = new Installation();
    const service = await installed.serve();
    await installed.ask(QUESTIONS[0] as string);
    const asked = Array.from({ length: 40 }, (_, index) => installed.ask(QUESTIONS[index % 2] as string));
    await Promise.race(asked);
    service.kill('SIGTERM');
    const [code] = await once(service, 'exit');
    expect(code).toBe(0);
    // What had reached the service is answered; what had not is refused as by a server that is gone.
    const outcomes = await Promise.allSettled(
      asked.map(async (response) => ((await (await response).json()) as { status: string }).status),
    );
    const answered = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(answered.map(({ value }) => value)).toEqual(answered.map(() => 'answered'));
    expect(answered.length).toBeGreaterThan(1);
    await expect(installed.ask(QUESTIONS[0] as string)).rejects.toThrow();
  });
});
