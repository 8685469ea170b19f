import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LEXICON_FOLDER } from '../retrieval/lexicon.ts';
import type { TemporaryIndex } from './temporary-index.ts';

export interface FileSize {
  /** Inside the index, or inside the models folder. */
  readonly name: string;
  readonly bytes: number;
}

/** What was searched, and with which files. */
export interface IndexFacts {
  readonly documents: number;
  readonly passages: number;
  readonly embedding: { readonly model: string; readonly hash: string; readonly dimensions: number };
  readonly indexFiles: readonly FileSize[];
  readonly modelFiles: readonly FileSize[];
}

/** To be read while the index is there. */
export function readIndexFacts({ retrieval, config }: TemporaryIndex): IndexFacts {
  const { embeddings, holder } = retrieval;
  const snapshot = holder.current();
  return {
    documents: snapshot.documents.size,
    passages: snapshot.passageCount,
    embedding: { model: embeddings.modelId, hash: embeddings.modelHash, dimensions: embeddings.dimensions },
    indexFiles: listFiles(config.indexDir, ''),
    modelFiles: [embeddings.modelId, LEXICON_FOLDER].flatMap((folder) => listFiles(config.modelsDir, folder)),
  };
}

/** In order of name; a folder that is not there has none. */
function listFiles(root: string, folder: string): FileSize[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(join(root, folder));
  } catch {
    return [];
  }
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(root, name);
      return entry.isFile() ? [{ name, bytes: statSync(join(root, name)).size }] : [];
    });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
