import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { acquireWriterLock } from '../../src/store/writer-lock.ts';
import { OtherProcess } from './other-process.ts';
import { markdown, Workplace } from './workplace.ts';

function indexFolder(): string {
  const { config } = new Workplace();
  mkdirSync(config.indexDir);
  return config.indexDir;
}

describe('the lock of the writer', () => {
  it('is held by one at a time, and tells the other by whom', () => {
    const folder = indexFolder();
    const lock = acquireWriterLock(folder, 'sourcier ingest');
    expect(() => acquireWriterLock(folder, 'upload')).toThrow(
      expect.objectContaining({
        code: 'writer_busy',
        parameters: {
          holder: expect.stringMatching(new RegExp(`^sourcier ingest \\(pid ${process.pid}, ${hostname()}, \\d{4}-`)),
        },
      }),
    );
    lock.release();
    acquireWriterLock(folder, 'upload').release();
  });

  it('stays held after another was refused', () => {
    const folder = indexFolder();
    const lock = acquireWriterLock(folder, 'sourcier ingest');
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(() => acquireWriterLock(folder, 'upload')).toThrow(expect.objectContaining({ code: 'writer_busy' }));
    }
    lock.release();
  });

  it('is held against other processes, and free again when its holder is killed', async () => {
    const folder = indexFolder();
    const holder = new OtherProcess('lock-process.ts', [folder]);
    expect(await holder.line()).toBe('held');
    expect(() => acquireWriterLock(folder, 'upload')).toThrow(expect.objectContaining({ code: 'writer_busy' }));
    await holder.kill();
    acquireWriterLock(folder, 'upload').release();
  });
});

describe('two writers at once', () => {
  it('are one writer and one that is refused', async () => {
    const workplace = new Workplace();
    for (const number of [1, 2, 3]) workplace.write(`${number}.md`, markdown(number));
    const results = await Promise.allSettled([workplace.ingest(), workplace.ingest()]);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason.code)).toEqual(['writer_busy']);
    expect((await workplace.open()).documents.size).toBe(3);
  });

  it('do not disturb each other across processes', async () => {
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    await workplace.ingest();
    const holder = new OtherProcess('lock-process.ts', [workplace.config.indexDir]);
    await holder.line();
    workplace.write('2.md', markdown(2));
    await expect(workplace.ingest()).rejects.toMatchObject({ code: 'writer_busy', status: 409, retryable: true });
    expect((await workplace.open()).documents.size).toBe(1);
    await holder.kill();
    expect(await workplace.ingest()).toMatchObject({ added: ['2.md'] });
  });
});
