import BetterSqlite3 from 'better-sqlite3';
import { expect } from 'vitest';
import type { IndexSnapshot } from '../../src/store/index-snapshot.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import type { PublishedSnapshot } from '../../src/store/published-snapshot.ts';
import { FakeEmbeddings } from '../store/fake-embeddings.ts';
import type { Workplace } from '../store/workplace.ts';

const QUESTION = 'le centre de calcul national et le budget de la recherche';

/** What a reader gets: documents, texts, and what a search finds. */
export function describeSnapshot(snapshot: IndexSnapshot) {
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

/** Opens the published generation and looks at all of it: each passage is its document's text, and nothing is left over. */
export async function checkWhole(workplace: Workplace) {
  const snapshot = await openSnapshot(workplace.config.indexDir, createManifest(workplace.embeddings));
  try {
    return look(snapshot, workplace);
  } finally {
    snapshot.close();
  }
}

function look(snapshot: PublishedSnapshot, workplace: Workplace) {
  let passages = 0;
  for (const { passageCount } of snapshot.documents.values()) {
    expect(passageCount).toBeGreaterThan(0);
    passages += passageCount;
  }
  expect(snapshot.passageCount).toBe(passages);
  for (let ordinal = 0; ordinal < passages; ordinal++) {
    const [passage] = snapshot.passages([ordinal]);
    const { id } = snapshot.documentOf(ordinal);
    expect(passage?.text).toBe(snapshot.documentText(id).slice(passage?.start, passage?.end));
  }
  checkTables(workplace.inIndex('sourcier.db'));
  const described = describeSnapshot(snapshot);
  // Every passage is found by its vector, once.
  expect(described.found).toHaveLength(passages);
  return { generation: snapshot.generation, described };
}

function checkTables(path: string): void {
  const database = new BetterSqlite3(path, { readonly: true });
  try {
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('foreign_key_check')).toEqual([]);
    const count = (sql: string) => database.prepare(sql).pluck().get();
    expect(count('SELECT count(*) FROM documents WHERE row_id NOT IN (SELECT document_row FROM contents)')).toBe(0);
    expect(count('SELECT count(*) FROM documents WHERE row_id NOT IN (SELECT document_row FROM passages)')).toBe(0);
    expect(
      count(`SELECT count(*) FROM vectors WHERE row_id NOT IN (SELECT vector_row FROM passages)
             AND row_id NOT IN (SELECT heading_vector_row FROM passages)`),
    ).toBe(0);
  } finally {
    database.close();
  }
}
