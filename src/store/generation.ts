import type { Database } from './database.ts';
import { hashOfDocuments, IS_VISIBLE } from './document-rows.ts';
import { keepEarlierVersions } from './earlier-versions.ts';
import { type PublishedManifest, parseManifest } from './manifest.ts';

/** A published state of the index: what its documents were made with, and the derived files that belong to it. */
export interface Generation {
  /** From 1. */
  readonly number: number;
  readonly manifest: PublishedManifest;
  /** Names of files in the index folder. Generations that differ only by removals share them. */
  readonly vectorsFile: string;
  readonly lexicalFile: string;
}

interface GenerationRow {
  readonly number: number;
  readonly manifest: string;
  readonly vectors_file: string;
  readonly lexical_file: string;
}

/** The generation that readers see, or null before the first. */
export function publishedGeneration(database: Database): Generation | null {
  const row = database.prepare<[], GenerationRow>('SELECT * FROM generations ORDER BY number DESC LIMIT 1').get();
  if (row === undefined) return null;
  const { number, vectors_file: vectorsFile, lexical_file: lexicalFile } = row;
  return { number, manifest: parseManifest(row.manifest), vectorsFile, lexicalFile };
}

/** 0 before the first. */
export function publishedNumber(database: Database): number {
  return database.prepare<[], number>('SELECT coalesce(max(number), 0) FROM generations').pluck().get() ?? 0;
}

/** Of the documents that a generation sees. */
export function countPassages(database: Database, generation: number): number {
  const count = database
    .prepare<[number, number], number>(
      `SELECT count(*) FROM documents JOIN passages ON document_row = documents.row_id WHERE ${IS_VISIBLE}`,
    )
    .pluck();
  return count.get(generation, generation) ?? 0;
}

/** Part of the transaction that publishes it, at its end: the list of documents is hashed as it is then. */
export function insertGeneration(database: Database, generation: Generation): void {
  const { number, vectorsFile, lexicalFile } = generation;
  const manifest: PublishedManifest = { ...generation.manifest, documentsHash: hashOfDocuments(database, number) };
  database
    .prepare('INSERT INTO generations VALUES (?, ?, ?, ?, ?)')
    .run(number, JSON.stringify(manifest), vectorsFile, lexicalFile, new Date().toISOString());
}

/**
 * Rows that left the index stay that long, for readers that still serve an older generation: they change over within
 * a second or two, but a search may be under way, and a command may have opened the index for a longer run.
 */
const KEPT_AFTER_REMOVAL_MS = 10 * 60 * 1000;

/** Deletes what no reader can still need, but for the texts that permalinks point into. For writers, before they begin. */
export function purgeRemovedRows(database: Database, now = Date.now()): void {
  const before = new Date(now - KEPT_AFTER_REMOVAL_MS).toISOString();
  database.transaction(() => {
    keepEarlierVersions(database, before);
    const { changes } = database
      .prepare('DELETE FROM documents WHERE removed IN (SELECT number FROM generations WHERE published_at < ?)')
      .run(before);
    if (changes > 0) deleteUnusedVectors(database);
    database.exec(`
      DELETE FROM generations
      WHERE number < (SELECT max(number) FROM generations)
        AND number NOT IN (SELECT removed FROM documents WHERE removed IS NOT NULL)`);
  })();
}

/** Vectors are shared, so that they do not go with their passages. */
export function deleteUnusedVectors(database: Database): void {
  database.exec(`
    DELETE FROM vectors
    WHERE NOT EXISTS (SELECT 1 FROM passages WHERE vector_row = vectors.row_id)
      AND NOT EXISTS (SELECT 1 FROM passages WHERE heading_vector_row = vectors.row_id)`);
}
