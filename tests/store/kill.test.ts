import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IndexSnapshot } from '../../src/store/index-snapshot.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { OtherProcess } from './other-process.ts';
import { markdown, Workplace } from './workplace.ts';

const QUESTION = 'le centre de calcul national et le budget de la recherche';

/** What a reader gets: documents, texts, and what a search finds. */
function describeSnapshot(snapshot: IndexSnapshot) {
  const documents = [...snapshot.documents.values()].map(({ id, version, passageCount }) => ({
    id,
    version,
    passageCount,
    text: snapshot.documentText(id),
  }));
  const vector = Float32Array.from(new FakeEmbeddings().embed(QUESTION));
  const all = snapshot.vectors.search(vector, snapshot.passageCount);
  const found = all.map(({ ordinal, score }) => `${score.toFixed(5)} ${snapshot.passages([ordinal])[0]?.id}`).sort();
  return { documents, found, terms: [...snapshot.lexical.terms('fr')].sort() };
}

function writeFirstState(workplace: Workplace): void {
  for (const number of [1, 2, 3]) workplace.write(`${number}.md`, markdown(number));
}

/** Some documents added, one replaced, one withdrawn. */
function writeSecondState(workplace: Workplace): void {
  for (const number of [4, 5, 6, 7, 8]) workplace.write(`${number}.md`, markdown(number));
  workplace.write('2.md', markdown(20));
  workplace.delete('3.md');
}

async function expectedState() {
  const workplace = new Workplace();
  writeFirstState(workplace);
  writeSecondState(workplace);
  await workplace.ingest();
  return describeSnapshot(await workplace.open());
}

/** Ingests in another process, which is killed some time after it has printed that many lines. */
async function ingestAndKill({ config }: Workplace, lines: number, delayMs: number): Promise<void> {
  const other = new OtherProcess('ingest-process.ts', [config.corpusDir, config.indexDir]);
  for (let line = 0; line < lines && (await other.line()) !== null; line++);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  await other.kill();
}

describe('an ingestion that is killed', () => {
  // 8 files, then some 30 vectors, then as many passages, then the files and the transaction.
  const moments = fc.sample(fc.tuple(fc.integer({ min: 1, max: 75 }), fc.integer({ min: 0, max: 40 })), {
    seed: 2024,
    numRuns: 5,
  });

  it.each([...moments, [8, 0], [200, 0]])(
    'after %i steps and %i ms leaves the last generation, and the next one ends what it began',
    async (steps, delayMs) => {
      const workplace = new Workplace();
      writeFirstState(workplace);
      await workplace.ingest();
      const before = describeSnapshot(await workplace.open());
      writeSecondState(workplace);
      await ingestAndKill(workplace, steps, delayMs);
      const between = await workplace.open();
      const expected = await expectedState();
      expect(describeSnapshot(between)).toEqual(between.generation === 1 ? before : expected);
      await workplace.ingest();
      expect(describeSnapshot(await workplace.open())).toEqual(expected);
    },
  );

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
