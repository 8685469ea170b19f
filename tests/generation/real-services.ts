import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';

/** The services over a folder of documents, freshly indexed; by default those that ship. */
export async function openRealServices(
  settings: NodeJS.ProcessEnv = {},
  corpusDir = 'corpus',
): Promise<{ services: Services; close: () => Promise<void> }> {
  const indexDir = mkdtempSync(join(tmpdir(), 'sourcier-generation-'));
  const services = await createServices(loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: indexDir, ...settings }));
  await services.ingest();
  return {
    services,
    close: async () => {
      await services.close();
      rmSync(indexDir, { recursive: true, force: true });
    },
  };
}
