import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, openForWriting } from '../../src/store/database.ts';
import { publishedGeneration, purgeRemovedRows } from '../../src/store/generation.ts';
import { markdown, Workplace } from './workplace.ts';

const MINUTE_MS = 60_000;

function count(database: Database, table: string): number {
  return database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}

async function replacedOnce() {
  const workplace = new Workplace();
  workplace.write('1.md', markdown(1));
  workplace.write('2.md', markdown(2));
  await workplace.ingest();
  workplace.write('1.md', markdown(10));
  await workplace.ingest();
  const database = openForWriting(workplace.config.indexDir);
  onTestFinished(() => {
    database.close();
  });
  return database;
}

describe('rows that left the index', () => {
  it('stay for readers of the generation before', async () => {
    const database = await replacedOnce();
    purgeRemovedRows(database, Date.now() + MINUTE_MS);
    expect(count(database, 'documents')).toBe(3);
  });

  it('are deleted when nobody can need them any more, with their texts, passages and vectors', async () => {
    const database = await replacedOnce();
    const published = publishedGeneration(database);
    purgeRemovedRows(database, Date.now() + 60 * MINUTE_MS);
    expect(count(database, 'documents')).toBe(2);
    expect(count(database, 'contents')).toBe(2);
    // Each passage has a heading of its own, which has a vector too.
    expect(count(database, 'vectors')).toBe(2 * count(database, 'passages'));
    expect(count(database, 'generations')).toBe(1);
    expect(publishedGeneration(database)).toEqual(published);
  });
});
