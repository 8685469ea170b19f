import { chmodSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OtherProcess } from './other-process.ts';
import { markdown, Workplace } from './workplace.ts';

const NOBODY = 65_534;
const IS_ROOT = process.getuid?.() === 0;

async function lastLine(process: OtherProcess): Promise<string> {
  let last = '';
  for (let line = await process.line(); line !== null; line = await process.line()) last = line;
  return last;
}

/** Ingests where no file may grow beyond so many blocks of 512 bytes: what a full disk looks like to a program. */
function ingestWithLimit({ config }: Workplace, blocks: number): OtherProcess {
  const limit = (command: string) => `trap '' XFSZ; ulimit -f ${blocks}; exec ${command}`;
  return new OtherProcess('ingest-process.ts', [config.corpusDir, config.indexDir], limit);
}

describe('an ingestion that runs out of space', () => {
  it('says so, publishes nothing, and can be ended when there is space again', async () => {
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    await workplace.ingest();
    for (const number of [2, 3, 4, 5, 6, 7, 8]) workplace.write(`${number}.md`, markdown(number, 10));
    // Enough for nothing, for some documents, for all of them but not for the derived files …
    for (const blocks of [1, 100, 200, 300, 400, 500]) {
      expect(await lastLine(ingestWithLimit(workplace, blocks))).toBe('failed index_unwritable');
      const snapshot = await workplace.open();
      expect(snapshot.generation).toBe(1);
      expect(snapshot.documentText('1.md')).toContain('Rapport 1');
    }
    expect(await workplace.ingest()).toMatchObject({ generation: 2, failures: [] });
    expect((await workplace.open()).documents.size).toBe(8);
  });
});

describe('an index folder that cannot be written', () => {
  it('is read all the same', async ({ skip }) => {
    skip(!IS_ROOT, 'only root can become somebody else');
    const workplace = new Workplace();
    for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    chmodSync(workplace.folder, 0o755);
    chmodSync(workplace.config.indexDir, 0o555);
    const reader = new OtherProcess('read-process.ts', [workplace.config.indexDir, String(NOBODY)]);
    expect(await reader.line()).toBe('1.md 2.md');
    expect(readdirSync(workplace.config.indexDir)).not.toContain('sourcier.db-wal');
  });

  it('is named as the cause when something should be written to it', async ({ skip }) => {
    skip(!IS_ROOT, 'only root can become somebody else');
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    await workplace.ingest();
    chmodSync(workplace.folder, 0o755);
    chmodSync(workplace.config.indexDir, 0o555);
    const { corpusDir, indexDir } = workplace.config;
    const writer = new OtherProcess('ingest-process.ts', [corpusDir, indexDir, String(NOBODY)]);
    expect(await lastLine(writer)).toBe('failed index_unwritable');
  });
});
