import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ingest } from '../../src/store/ingest.ts';
import type { IngestionReport } from '../../src/store/ingestion-report.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import type { PublishedSnapshot } from '../../src/store/published-snapshot.ts';
import type { StoreConfig } from '../../src/store/source-files.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';

/** A corpus folder and an index folder of one test, gone when it ends. */
export class Workplace {
  readonly folder: string;
  readonly config: StoreConfig;
  embeddings = new FakeEmbeddings();

  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'sourcier-test-'));
    this.config = { corpusDir: join(this.folder, 'corpus'), indexDir: join(this.folder, 'index'), maxUploadMb: 1 };
    mkdirSync(this.config.corpusDir);
    onTestFinished(() => this.remove());
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  write(path: string, content: string | Uint8Array): string {
    const target = this.inCorpus(path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    return target;
  }

  inCorpus(path: string): string {
    return join(this.config.corpusDir, path);
  }

  inIndex(path: string): string {
    return join(this.config.indexDir, path);
  }

  delete(path: string): void {
    rmSync(this.inCorpus(path), { recursive: true });
  }

  async ingest(...paths: string[]): Promise<IngestionReport> {
    const { config, embeddings } = this;
    return await ingest({ config, embeddings, ...(paths.length > 0 ? { paths } : {}) });
  }

  /** The published generation; closed when the test ends. */
  async open(): Promise<PublishedSnapshot> {
    const snapshot = await openSnapshot(this.config.indexDir, createManifest(this.embeddings));
    onTestFinished(() => snapshot.close());
    return snapshot;
  }
}

const WORDS = [
  'centre calcul national recherche moyens projet équipe données modèle langue région université financement',
  'programme supercalculateur énergie chercheur entreprise stratégie laboratoire année budget accès réseau formation',
  'santé climat',
].join(' ');

/** A sentence of natural length that is the same for the same seed, and different for another. */
export function sentence(seed: number): string {
  const vocabulary = WORDS.split(' ');
  let state = seed * 2_654_435_761 + 1;
  const words = Array.from({ length: 18 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return vocabulary[state % vocabulary.length];
  });
  return `Le dossier ${seed} dit ${words.join(' ')}.`;
}

/** A Markdown document of some sections, different for each number. */
export function markdown(number: number, sections = 3): string {
  const parts = Array.from({ length: sections }, (_, index) => {
    const seed = number * 100 + index;
    const body = [0, 1, 2, 3, 4].map((offset) => sentence(seed * 10 + offset)).join(' ');
    return `## Partie ${index + 1} du rapport ${number}\n\n${body}`;
  });
  const date = `2024-05-${String((number % 28) + 1).padStart(2, '0')}`;
  const metadata = `---\ntitle: Rapport ${number}\npublisher: Ministère\ndate: ${date}\n---`;
  return `${metadata}\n\n# Rapport ${number}\n\n${parts.join('\n\n')}\n`;
}
