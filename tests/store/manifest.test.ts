import { describe, expect, it } from 'vitest';
import { areEqual, createManifest, describeChanges } from '../../src/store/manifest.ts';

const MODEL = { modelId: 'modèle-a', modelHash: '0123456789abcdef', dimensions: 256, pooling: 'mean' };

describe('a manifest', () => {
  it('differs for any other model', () => {
    const manifest = createManifest(MODEL);
    expect(areEqual(manifest, createManifest({ ...MODEL }))).toBe(true);
    for (const change of [{ modelId: 'b' }, { modelHash: 'f' }, { dimensions: 384 }, { pooling: 'cls' }]) {
      expect(areEqual(manifest, createManifest({ ...MODEL, ...change }))).toBe(false);
    }
  });

  it('names what differs in both languages, with both values', () => {
    const changes = describeChanges(createManifest(MODEL), createManifest({ ...MODEL, modelId: 'b', dimensions: 384 }));
    expect(changes).toEqual({
      fr: 'modèle de plongement\u00A0: modèle-a → b, dimensions des vecteurs\u00A0: 256 → 384',
      en: 'embedding model: modèle-a → b, vector dimensions: 256 → 384',
    });
  });

  it('has nothing to say where nothing differs', () => {
    expect(describeChanges(createManifest(MODEL), createManifest(MODEL))).toBeNull();
  });
});
