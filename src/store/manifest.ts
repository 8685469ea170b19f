import { READER_VERSION } from '../documents/read-document.ts';
import { SPLITTER_VERSION } from '../documents/split.ts';
import type { Language } from '../domain.ts';
import { ANALYZER_VERSION } from '../language/analyse.ts';
import type { SimilarityScale } from './similarity-scale.ts';

/** Everything that changes results. Two indexes with equal manifests answer alike; a differing one is refused. */
export interface Manifest {
  readonly formatVersion: number;
  readonly embeddingModel: string;
  /** SHA-256 over the model's files, hexadecimal, first 16 digits. */
  readonly embeddingHash: string;
  readonly dimensions: number;
  readonly pooling: string;
  readonly queryPrefix: string;
  readonly passagePrefix: string;
  readonly analyzerVersion: string;
  readonly splitterVersion: string;
  readonly readerVersion: string;
}

/** The manifest of a generation, with what was measured of its passages: that follows from the rest and is not compared. */
export interface PublishedManifest extends Manifest {
  /** Null where there are too few passages, or in an index that was made before this was measured. */
  readonly similarityScale?: SimilarityScale | null;
  /** Of the list of documents, so that none is missed or comes back without a word; absent in an index made before. */
  readonly documentsHash?: string;
}

/**
 * Changes with the tables of the database, with what is embedded of a passage (embedding-input.ts), and with the terms
 * that are stored of it (analyse-passage.ts).
 */
export const FORMAT_VERSION = 5;

/** Formats whose documents are stored as in this one, so that a backup can be taken back; passages are made anew. */
export const RESTORABLE_FORMATS: readonly number[] = [3, 4, FORMAT_VERSION];

/** What the manifest says of an embedding model. */
export interface EmbeddingIdentity {
  readonly modelId: string;
  readonly modelHash: string;
  readonly dimensions: number;
  readonly pooling: string;
  /** What the model wants put before each question, and before each passage; absent: nothing. */
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
}

/** The manifest of an index that this program would build with that model. */
export function createManifest(embedding: EmbeddingIdentity): Manifest {
  return {
    formatVersion: FORMAT_VERSION,
    embeddingModel: embedding.modelId,
    embeddingHash: embedding.modelHash,
    dimensions: embedding.dimensions,
    pooling: embedding.pooling,
    queryPrefix: embedding.queryPrefix ?? '',
    passagePrefix: embedding.passagePrefix ?? '',
    analyzerVersion: ANALYZER_VERSION,
    splitterVersion: SPLITTER_VERSION,
    readerVersion: READER_VERSION,
  };
}

/** As it was stored; one that is damaged differs from all, so that the next ingestion makes everything anew. */
export function parseManifest(json: string): PublishedManifest {
  try {
    return JSON.parse(json);
  } catch {
    return Object.fromEntries(Object.keys(NAMES).map((name) => [name, '?'])) as never;
  }
}

const NAMES: Readonly<Record<keyof Manifest, Readonly<Record<Language, string>>>> = {
  formatVersion: { fr: 'format de l’index', en: 'index format' },
  embeddingModel: { fr: 'modèle de plongement', en: 'embedding model' },
  embeddingHash: { fr: 'fichiers du modèle de plongement', en: 'files of the embedding model' },
  dimensions: { fr: 'dimensions des vecteurs', en: 'vector dimensions' },
  pooling: { fr: 'agrégation des vecteurs', en: 'vector pooling' },
  queryPrefix: { fr: 'préfixe des questions', en: 'question prefix' },
  passagePrefix: { fr: 'préfixe des passages', en: 'passage prefix' },
  analyzerVersion: { fr: 'analyse des mots', en: 'analysis of words' },
  splitterVersion: { fr: 'découpage en passages', en: 'splitting into passages' },
  readerVersion: { fr: 'lecture des fichiers', en: 'reading of files' },
};

/** What differs, for people, in both languages: the setting with its value in the index and the one expected. */
export function describeChanges(built: Manifest, expected: Manifest): Readonly<Record<Language, string>> | null {
  const changed = (Object.keys(NAMES) as (keyof Manifest)[]).filter((name) => built[name] !== expected[name]);
  if (changed.length === 0) return null;
  const describe = (language: Language, colon: string) =>
    changed.map((name) => `${NAMES[name][language]}${colon}${show(name, built)} → ${show(name, expected)}`).join(', ');
  return { fr: describe('fr', '\u00A0: '), en: describe('en', ': ') };
}

/** Prefixes end in a space or are empty, which only shows between quotation marks. */
function show(name: keyof Manifest, manifest: Manifest): string {
  const value = manifest[name];
  return name === 'queryPrefix' || name === 'passagePrefix' ? JSON.stringify(value ?? '') : String(value);
}

export function areEqual(one: Manifest, other: Manifest): boolean {
  return describeChanges(one, other) === null;
}
