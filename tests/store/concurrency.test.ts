import { describe, expect, it } from 'vitest';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import { uploadDocument } from '../../src/store/upload-document.ts';
import { markdown, Workplace } from './workplace.ts';

describe('readers while one write follows the other', () => {
  it('always open a whole generation, and never an older one than before', async () => {
    const workplace = new Workplace();
    const { config, embeddings } = workplace;
    workplace.write('0.md', markdown(0));
    await workplace.ingest();
    let isWriting = true;
    const seen: number[] = [];
    const read = async () => {
      while (isWriting) {
        const snapshot = await openSnapshot(config.indexDir, createManifest(embeddings));
        const { generation, documents, passageCount } = snapshot;
        // Each write adds one document.
        expect(documents.size).toBe(generation);
        expect(snapshot.vectors.search(new Float32Array(embeddings.dimensions), 1_000)).toHaveLength(passageCount);
        expect([...documents.keys()].every((id) => snapshot.documentText(id).includes('Rapport'))).toBe(true);
        seen.push(generation);
        snapshot.close();
      }
    };
    const write = async () => {
      for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const bytes = Buffer.from(markdown(number));
        await uploadDocument({ config, embeddings, fileName: `${number}.md`, bytes });
      }
      isWriting = false;
    };
    await Promise.all([read(), read(), write()]);
    expect(seen.length).toBeGreaterThan(2);
    expect(new Set(seen).size).toBeGreaterThan(1);
  });
});
