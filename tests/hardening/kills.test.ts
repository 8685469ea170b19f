import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../bench/random.ts';
import { OtherProcess } from '../store/other-process.ts';
import { markdown, Workplace } from '../store/workplace.ts';
import { countEach, howMany, LONG_MS, pick, record, SEED } from './scale.ts';
import { checkWhole } from './whole-index.ts';

function writeFirstState(workplace: Workplace): void {
  for (const number of [1, 2, 3]) workplace.write(`${number}.md`, markdown(number));
}

/** Some documents added, one replaced, one withdrawn. */
function writeSecondState(workplace: Workplace): void {
  for (const number of [4, 5, 6, 7, 8]) workplace.write(`${number}.md`, markdown(number));
  workplace.write('2.md', markdown(20));
  workplace.delete('3.md');
}

async function stateOf(write: (workplace: Workplace) => void) {
  const workplace = new Workplace();
  writeFirstState(workplace);
  write(workplace);
  await workplace.ingest();
  return (await checkWhole(workplace)).described;
}

/** Ingests in another process, which is killed some time after it has printed that many lines. */
async function ingestAndKill({ config }: Workplace, lines: number, delayMs: number): Promise<void> {
  const other = new OtherProcess('../store/ingest-process.ts', [config.corpusDir, config.indexDir]);
  for (let line = 0; line < lines && (await other.line()) !== null; line++);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await other.kill();
}

describe('an ingestion that is killed', () => {
  it('at any moment leaves the last generation whole, and the next one ends what it began', {
    timeout: LONG_MS,
  }, async () => {
    const count = howMany(6, 200);
    const random = seededRandom(SEED);
    const [before, after] = [await stateOf(() => {}), await stateOf(writeSecondState)];
    const outcomes: string[] = [];
    for (let kill = 0; kill < count; kill++) {
      const workplace = new Workplace();
      writeFirstState(workplace);
      await workplace.ingest();
      writeSecondState(workplace);
      // 8 files, then some 30 vectors, then as many passages, then the files and the transaction.
      await ingestAndKill(workplace, 1 + pick(random, 80), pick(random, 40));
      const between = await checkWhole(workplace);
      expect(between.described).toEqual(between.generation === 1 ? before : after);
      outcomes.push(between.generation === 1 ? 'the earlier generation' : 'the new one');
      await workplace.ingest();
      expect((await checkWhole(workplace)).described).toEqual(after);
      workplace.remove();
    }
    record('kills-1', {
      what: 'kills (SIGKILL) of an ingestion, at moments drawn by chance',
      count,
      outcome: `index whole after each, ${countEach(outcomes)}; the next ingestion ended each`,
    });
  });
});

describe('a service that is killed', () => {
  it('while it changes over, or makes search files again, leaves the index whole', { timeout: LONG_MS }, async () => {
    const count = howMany(3, 50);
    const random = seededRandom(SEED + 1);
    for (let kill = 0; kill < count; kill++) {
      const workplace = new Workplace();
      writeFirstState(workplace);
      await workplace.ingest();
      if (kill % 2 === 0)
        rmSync(workplace.inIndex(kill % 4 === 0 ? 'vectors-1.hnsw' : 'lexical-1.bin'), { force: true });
      const service = new OtherProcess('../hardening/serve-process.ts', [workplace.config.indexDir]);
      const isLate = random() < 0.5;
      if (isLate) expect(await service.line()).toMatch(/^generation 1$/);
      writeSecondState(workplace);
      const ingestion = workplace.ingest();
      await new Promise((resolve) => setTimeout(resolve, pick(random, isLate ? 150 : 1_500)));
      await service.kill();
      await ingestion;
      expect((await checkWhole(workplace)).generation).toBe(2);
      workplace.remove();
    }
    record('kills-2', { what: 'kills of a service while it changes over', count, outcome: 'index whole after each' });
  });
});
