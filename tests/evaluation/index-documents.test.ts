import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexDocuments, indexedId } from '../../src/evaluation/index-documents.ts';
import type { CollectionDocument } from '../../src/evaluation/test-collection.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import { FakeEmbeddings } from '../store/fake-embeddings.ts';
import { Folder } from './folder.ts';

async function indexed(documents: readonly CollectionDocument[]) {
  const folder = new Folder();
  const embeddings = new FakeEmbeddings();
  await indexDocuments(folder.path, embeddings, documents);
  return await openSnapshot(folder.path, createManifest(embeddings));
}

const document = (id: string, text: string, fields: Partial<CollectionDocument> = {}): CollectionDocument => ({
  id,
  text,
  title: '',
  language: null,
  ...fields,
});

describe('the texts of a collection', () => {
  it('reach the index as they are: no line is taken for a heading, a list or markup', async () => {
    const text = 'Titre Seul\n\n# Pas un titre\n- **gras** [lien](x)\n1. un\n---\n> cité\n\n<p>balise</p> &amp; `code`';
    const snapshot = await indexed([document('a', text, { title: 'Le titre' })]);
    expect(snapshot.documentText('a')).toBe(text);
    const [passage] = snapshot.passages([0]);
    expect(passage).toMatchObject({ text, section: [] });
    expect(snapshot.documents.get('a')).toMatchObject({ title: 'Le titre', language: 'fr' });
    snapshot.close();
  });

  it('keep a title that is missing missing, and the language that is stated', async () => {
    const snapshot = await indexed([document('a', 'Le chat dort sur la chaise.', { language: 'en' })]);
    expect(snapshot.documents.get('a')).toMatchObject({ title: '', language: 'en' });
    snapshot.close();
  });

  it('are told apart by language where it is not stated', async () => {
    const snapshot = await indexed([
      document('a', 'Le chat dort sur la chaise de la cuisine.'),
      document('b', 'The cat sleeps on the chair in the kitchen.'),
    ]);
    expect([...snapshot.documents.values()].map(({ language }) => language)).toEqual(['fr', 'en']);
    snapshot.close();
  });

  it('lose nothing but white space, and may be empty', async () => {
    const texts = fc.uniqueArray(
      fc.string({ unit: fc.constantFrom('a', 'é', '#', '-', ' ', '\n', '*', '1', '.', '>') }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(texts, async (list) => {
        const snapshot = await indexed(list.map((text, index) => document(`d${index}`, text)));
        const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
        for (const [index, text] of list.entries()) {
          expect(words(snapshot.documentText(`d${index}`))).toEqual(words(text));
        }
        snapshot.close();
      }),
      { numRuns: 15 },
    );
  });
});

describe('ids of a collection', () => {
  it('are made safe for URLs without any two becoming one', () => {
    const ids = ['42057469#2', 'a/b', 'a--b', 'é', 'e', 'É', 'a%2Fb', 'x'.repeat(50)];
    const safe = ids.map((id) => indexedId({ id }));
    expect(new Set(safe).size).toBe(ids.length);
    for (const id of safe) expect(id).toMatch(/^[A-Za-z0-9._-]+$/);
  });
});
