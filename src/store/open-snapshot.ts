import { SourcierError } from '../errors.ts';
import type { Bm25fParameters } from './bm25f.ts';
import { loadCompactVectors } from './compact-file.ts';
import { type Database, openForReading } from './database.ts';
import { hashOfDocuments } from './document-rows.ts';
import { type Generation, publishedGeneration, publishedNumber } from './generation.ts';
import { loadPostings } from './lexical-file.ts';
import { LexicalIndex } from './lexical-index.ts';
import { describeChanges, type Manifest } from './manifest.ts';
import { listPassageRows } from './passage-rows.ts';
import type { ProgressListener } from './progress.ts';
import { PublishedSnapshot } from './published-snapshot.ts';
import { fromReading } from './storage-errors.ts';
import { loadVectorIndex } from './vector-file.ts';

export interface SnapshotOptions {
  /** Defaults to DEFAULT_PARAMETERS. */
  readonly lexicalParameters?: Bm25fParameters;
  /** Told when derived files have to be made again, which takes a while for a large index. */
  readonly onRebuild?: ProgressListener;
}

/** While the generation was being opened another came and its files went. */
class Superseded extends Error {}

/**
 * Opens the published generation of an index. Derived files that are missing or damaged are made again from the
 * database, without embedding anything.
 *
 * @param expected the manifest of what this program would build; null to open any
 * @throws {SourcierError} `index_missing`, `index_mismatch` naming what differs, `index_damaged`
 */
export async function openSnapshot(
  indexDir: string,
  expected: Manifest | null,
  options: SnapshotOptions = {},
): Promise<PublishedSnapshot> {
  for (;;) {
    const database = open(indexDir);
    try {
      return await load(database, indexDir, expected, options);
    } catch (error) {
      database.close();
      if (!(error instanceof Superseded)) throw fromReading(error);
    }
  }
}

function open(indexDir: string): Database {
  try {
    return openForReading(indexDir);
  } catch (error) {
    throw fromReading(error);
  }
}

async function load(
  database: Database,
  indexDir: string,
  expected: Manifest | null,
  { lexicalParameters, onRebuild }: SnapshotOptions,
): Promise<PublishedSnapshot> {
  const generation = publishedGeneration(database);
  if (generation === null) throw new SourcierError('index_missing');
  checkManifest(generation, expected);
  const { number, manifest, vectorsFile, lexicalFile } = generation;
  checkDocuments(database, generation);
  const passageRows = listPassageRows(database, number);
  const beforeRebuild = () => {
    if (publishedNumber(database) !== number) throw new Superseded();
  };
  const files = { database, indexDir, dimensions: manifest.dimensions, onProgress: onRebuild, beforeRebuild };
  const postings = await loadPostings(files, lexicalFile, number, passageRows);
  const vectors = await loadVectorIndex(files, vectorsFile, passageRows);
  const compact = await loadCompactVectors(files, vectorsFile, passageRows);
  const lexical = new LexicalIndex(postings, lexicalParameters);
  return new PublishedSnapshot({ database, generation, passageRows, lexical, vectors, compact });
}

function checkDocuments(database: Database, { number, manifest }: Generation): void {
  if (manifest.documentsHash === undefined || manifest.documentsHash === hashOfDocuments(database, number)) return;
  throw new SourcierError('index_damaged', { part: { fr: 'liste des documents', en: 'list of documents' } });
}

function checkManifest(generation: Generation, expected: Manifest | null): void {
  const changed = expected === null ? null : describeChanges(generation.manifest, expected);
  if (changed !== null) throw new SourcierError('index_mismatch', { changed });
}
