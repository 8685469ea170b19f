import { renameSync, rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createManifest } from '../../src/store/manifest.ts';
import { type HolderOptions, SnapshotHolder } from '../../src/store/snapshot-holder.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { markdown, Workplace } from './workplace.ts';

async function hold(workplace: Workplace, options: Partial<HolderOptions> = {}): Promise<SnapshotHolder> {
  const { indexDir } = workplace.config;
  // So long that only `refresh` looks, unless a test says otherwise.
  const defaults = { indexDir, expected: createManifest(workplace.embeddings), intervalMs: 3_600_000 };
  const holder = await SnapshotHolder.start({ ...defaults, ...options });
  onTestFinished(() => holder.close());
  return holder;
}

async function indexed(...numbers: number[]): Promise<Workplace> {
  const workplace = new Workplace();
  for (const number of numbers) workplace.write(`${number}.md`, markdown(number));
  await workplace.ingest();
  return workplace;
}

describe('the holder of the published generation', () => {
  it('serves the generation that is there', async () => {
    const holder = await hold(await indexed(1));
    expect(holder.error).toBeNull();
    expect(holder.current().generation).toBe(1);
  });

  it('says why it serves none, and serves the first that comes', async () => {
    const workplace = new Workplace();
    const holder = await hold(workplace);
    expect(holder.error).toMatchObject({ code: 'index_missing' });
    expect(() => holder.current()).toThrow(expect.objectContaining({ code: 'index_missing' }));
    await expect(holder.use(async () => 1)).rejects.toMatchObject({ code: 'index_missing' });
    workplace.write('1.md', markdown(1));
    await workplace.ingest();
    await holder.refresh();
    expect(holder.current().generation).toBe(1);
    expect(holder.error).toBeNull();
  });

  it('finds a new generation by itself', async () => {
    const workplace = await indexed(1);
    const changes: unknown[] = [];
    const changed = new Promise<void>((resolve) => {
      void hold(workplace, {
        intervalMs: 5,
        onChange: (change) => {
          changes.push(change);
          if (changes.length === 2) resolve();
        },
      });
    });
    workplace.write('2.md', markdown(2));
    await workplace.ingest();
    await changed;
    expect(changes).toEqual([{ generation: 1 }, { generation: 2 }]);
  });

  it('lets what is under way end on the generation on which it began', async () => {
    const workplace = await indexed(1);
    const holder = await hold(workplace);
    let finish = () => {};
    const waiting = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const search = holder.use(async (snapshot) => {
      await waiting;
      return snapshot.documentText('1.md');
    });
    workplace.write('1.md', markdown(10));
    await workplace.ingest();
    await holder.refresh();
    expect(holder.current().documentText('1.md')).toContain('Rapport 10');
    finish();
    expect(await search).toContain('Rapport 1\n');
  });

  it('closes a generation when the last who used it is done', async () => {
    const workplace = await indexed(1);
    const holder = await hold(workplace);
    const first = holder.current();
    await holder.use(async () => {
      workplace.write('2.md', markdown(2));
      await workplace.ingest();
      await holder.refresh();
      expect(first.documentText('1.md')).toContain('Rapport 1');
    });
    expect(() => first.documentText('1.md')).toThrow('not open');
  });

  it('goes on with its generation when the next was made with other settings', async () => {
    const workplace = await indexed(1);
    const changes: unknown[] = [];
    const holder = await hold(workplace, { onChange: (change) => changes.push(change) });
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    await workplace.ingest();
    await holder.refresh();
    await holder.refresh();
    expect(holder.current().generation).toBe(1);
    expect(changes).toEqual([{ generation: 1 }, { error: expect.objectContaining({ code: 'index_mismatch' }) }]);
  });

  it('notices that the index was deleted and made again', async () => {
    const workplace = await indexed(1);
    const holder = await hold(workplace);
    renameSync(workplace.config.indexDir, `${workplace.config.indexDir}-old`);
    await holder.refresh();
    expect(holder.current().documents.size).toBe(1);
    workplace.write('2.md', markdown(2));
    await workplace.ingest();
    rmSync(`${workplace.config.indexDir}-old`, { recursive: true });
    await holder.refresh();
    expect([...holder.current().documents.keys()]).toEqual(['1.md', '2.md']);
  });
});
