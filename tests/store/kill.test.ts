import { describe, expect, it } from 'vitest';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { OtherProcess } from './other-process.ts';
import { markdown, Workplace } from './workplace.ts';

function writeFirstState(workplace: Workplace): void {
  for (const number of [1, 2, 3]) workplace.write(`${number}.md`, markdown(number));
}

/** Ingests in another process, which is killed some time after it has printed that many lines. */
async function ingestAndKill({ config }: Workplace, lines: number, delayMs: number): Promise<void> {
  const other = new OtherProcess('ingest-process.ts', [config.corpusDir, config.indexDir]);
  for (let line = 0; line < lines && (await other.line()) !== null; line++);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await other.kill();
}

describe('an ingestion that is killed', () => {
  it('when all documents were staged is not repeated', async () => {
    const workplace = new Workplace();
    writeFirstState(workplace);
    await ingestAndKill(workplace, 3 + 4, 0);
    expect(await workplace.ingest()).toMatchObject({ generation: 1, added: ['1.md', '2.md', '3.md'] });
    expect(workplace.embeddings.embedded).toBe(0);
  });

  it('under other settings is begun anew', async () => {
    const workplace = new Workplace();
    writeFirstState(workplace);
    await ingestAndKill(workplace, 3 + 4, 0);
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    expect(await workplace.ingest()).toMatchObject({ generation: 1, added: ['1.md', '2.md', '3.md'] });
    // Each passage has a heading of its own, which is embedded too.
    expect(workplace.embeddings.embedded).toBe(2 * (await workplace.open()).passageCount);
  });
});
