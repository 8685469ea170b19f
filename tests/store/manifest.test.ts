import { describe, expect, it } from 'vitest';
import { areEqual, createManifest, describeChanges } from '../../src/store/manifest.ts';

const MODEL = {
  modelId: 'modèle-a',
  modelHash: '0123456789abcdef',
  dimensions: 256,
  pooling: 'mean',
  queryPrefix: 'query: ',
  passagePrefix: '',
};

describe('a manifest', () => {
  it('differs for any other model', () => {
    const manifest = createManifest(MODEL);
    expect(areEqual(manifest, createManifest({ ...MODEL }))).toBe(true);
    const changes = [
      { modelId: 'b' },
      { modelHash: 'f' },
      { dimensions: 384 },
      { pooling: 'cls' },
      { queryPrefix: '' },
      { passagePrefix: 'passage: ' },
    ];
    for (const change of changes) {
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

  it('shows prefixes between quotation marks, with their spaces and line breaks', () => {
    const other = { ...MODEL, queryPrefix: 'Instruct: …\nQuery: ', passagePrefix: 'passage: ' };
    expect(describeChanges(createManifest(MODEL), createManifest(other))).toEqual({
      fr: 'préfixe des questions\u00A0: "query: " → "Instruct: …\\nQuery: ", préfixe des passages\u00A0: "" → "passage: "',
      en: 'question prefix: "query: " → "Instruct: …\\nQuery: ", passage prefix: "" → "passage: "',
    });
  });

  it('takes a prefix that is not stated for none', () => {
    const { queryPrefix: _, passagePrefix: __, ...plain } = MODEL;
    expect(areEqual(createManifest(plain), createManifest({ ...plain, queryPrefix: '', passagePrefix: '' }))).toBe(
      true,
    );
  });

  it('has nothing to say where nothing differs', () => {
    expect(describeChanges(createManifest(MODEL), createManifest(MODEL))).toBeNull();
  });
});
