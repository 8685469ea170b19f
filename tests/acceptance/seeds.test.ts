import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';
import { dataPath } from '../data.ts';

/** Five real documents, not part of the project, scored over HTTP as a client would. */
const seeds = dataPath('seeds');
const scorer = dataPath('eval', 'score.mjs');

interface Figures {
  readonly 'hit@1': number;
  readonly 'hit@5': number;
  readonly answered: number;
  readonly language: number;
}
type Report = Readonly<Record<'fr' | 'en', Figures>> & { readonly proof: number };

const QUESTIONS = 32;
/** Rounded, since the scorer gives shares of 32. */
const count = (share: number) => Math.round(share * QUESTIONS);

describe.skipIf(seeds === null || scorer === null)(
  'the service on real documents (skipped without the data folder)',
  () => {
    const indexDir = mkdtempSync(join(tmpdir(), 'sourcier-acceptance-'));
    let services: Services;
    let app: FastifyInstance;
    let report: Report;

    beforeAll(async () => {
      const config = loadConfig({
        CORPUS_DIR: seeds ?? '',
        INDEX_DIR: indexDir,
        LOG_LEVEL: 'silent',
        RATE_LIMIT_PER_MINUTE: '100000',
      });
      services = await createServices(config);
      const ingestion = await services.ingest();
      expect(ingestion.failures).toEqual([]);
      app = await buildApp(services, config);
      await app.listen({ host: '127.0.0.1', port: 0 });
      const { port } = app.server.address() as AddressInfo;
      const figures = join(indexDir, 'figures.json');
      await promisify(execFile)(process.execPath, [
        scorer ?? '',
        '--url',
        `http://127.0.0.1:${port}`,
        '--json',
        figures,
      ]);
      report = JSON.parse(readFileSync(figures, 'utf8')) as Report;
    });

    afterAll(async () => {
      await app?.close();
      await services?.close();
      rmSync(indexDir, { recursive: true, force: true });
    });

    it('gives only citations that are proof', () => {
      expect(report.proof).toBe(1);
    });

    it.each(['fr', 'en'] as const)('answers in the language of the question (%s)', (language) => {
      expect(report[language].language).toBe(1);
    });

    it.each([
      ['fr', 31, 24],
      ['en', 29, 20],
    ] as const)('finds the evidence (%s): %i of 32 among the first five, %i first', (language, five, first) => {
      expect(count(report[language]['hit@5'])).toBeGreaterThanOrEqual(five);
      expect(count(report[language]['hit@1'])).toBeGreaterThanOrEqual(first);
    });

    it.each(['fr', 'en'] as const)('answers at least 29 of the 32 that the documents answer (%s)', (language) => {
      expect(count(report[language].answered)).toBeGreaterThanOrEqual(29);
    });
  },
);
