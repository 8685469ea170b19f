import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/domain.ts';
import { analysePassage } from '../../src/language/analyse-passage.ts';
import { embeddingInput } from '../../src/store/embedding-input.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import type { PublishedSnapshot } from '../../src/store/published-snapshot.ts';
import { removeDocument } from '../../src/store/remove-document.ts';
import { toBytes, toUnitVector } from '../../src/store/unit-vector.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { flip } from './flip.ts';
import { markdown, Workplace } from './workplace.ts';

async function indexed(...numbers: number[]): Promise<Workplace> {
  const workplace = new Workplace();
  for (const number of numbers) workplace.write(`${number}.md`, markdown(number));
  await workplace.ingest();
  return workplace;
}

const QUERY = { word: 'centre', weight: 1, variants: [{ term: 'centr', probability: 1 }] };

function search(snapshot: PublishedSnapshot) {
  const vector = Float32Array.from(new FakeEmbeddings().embed('le centre de calcul'));
  return {
    lexical: snapshot.lexical.search({ fr: [QUERY], en: [] }, 10),
    vectors: snapshot.vectors.search(vector, 10),
  };
}

describe('a snapshot', () => {
  it('finds the same passages by the graph as by comparing with each', async () => {
    const snapshot = await (await indexed(1, 2, 3, 4, 5, 6)).open();
    const fake = new FakeEmbeddings();
    for (const text of ['le budget de la région', 'énergie et climat', 'un supercalculateur']) {
      const vector = Float32Array.from(fake.embed(text));
      const exact = Array.from({ length: snapshot.passageCount }, (_, ordinal) => ({
        ordinal,
        score: snapshot.vectors.similarity(vector, ordinal),
      })).sort((one, other) => other.score - one.score || one.ordinal - other.ordinal);
      const found = snapshot.vectors.search(vector, 5);
      expect(found.map(({ ordinal }) => ordinal)).toEqual(exact.slice(0, 5).map(({ ordinal }) => ordinal));
      for (const [place, { score }] of found.entries()) expect(score).toBeCloseTo(exact[place]?.score ?? 0, 2);
    }
  });

  it('gives passages that are the text of their document at their offsets', async () => {
    const snapshot = await (await indexed(1, 2)).open();
    const passages = snapshot.passages(Array.from({ length: snapshot.passageCount }, (_, ordinal) => ordinal));
    for (const [ordinal, passage] of passages.entries()) {
      expect(passage.text).toBe(snapshot.documentText(passage.documentId).slice(passage.start, passage.end));
      expect(snapshot.documentOf(ordinal).id).toBe(passage.documentId);
      expect(snapshot.passageById(passage.id)).toEqual(passage);
    }
  });

  it('gives passages with the analysis that their text, headings and title have', async () => {
    const snapshot = await (await indexed(1, 2)).open();
    const ordinals = Array.from({ length: snapshot.passageCount }, (_, ordinal) => ordinal);
    expect(snapshot.indexedPassages(ordinals)).toEqual(
      snapshot.passages(ordinals).map((passage, ordinal) => ({
        passage,
        analysis: analysePassage(passage, snapshot.documentOf(ordinal)),
      })),
    );
  });

  it('compares a question with the heading right above a passage, or with the title where there is none', async () => {
    const workplace = new Workplace();
    workplace.write('guide.md', '# Guide du port\n\nBienvenue à tous.\n\n## Horaires du phare\n\nOuvert le lundi.\n');
    workplace.write('note.txt', 'le marché est ouvert tous les jours, sauf le lundi.\n');
    workplace.write('note.txt.meta.yaml', 'title: Marché couvert\n');
    await workplace.ingest();
    const snapshot = await workplace.open();
    const similarityTo = (text: string) => {
      const vector = Float32Array.from(workplace.embeddings.embed(text));
      return Array.from({ length: snapshot.passageCount }, (_, ordinal) => {
        const heading = snapshot.passages([ordinal])[0]?.section.at(-1) ?? snapshot.documentOf(ordinal).title;
        return [heading, Number(snapshot.headingSimilarity(vector, ordinal).toFixed(3))];
      });
    };
    expect(Object.fromEntries(similarityTo('Horaires du phare'))['Horaires du phare']).toBe(1);
    expect(Object.fromEntries(similarityTo('Marché couvert'))['Marché couvert']).toBe(1);
    expect(Object.fromEntries(similarityTo('Horaires du phare'))['Marché couvert']).toBeLessThan(0.9);
  });

  it('knows nothing of other ids', async () => {
    const snapshot = await (await indexed(1)).open();
    expect(snapshot.passageById('psg_inconnu')).toBeUndefined();
    expect(() => snapshot.documentText('inconnu')).toThrow(expect.objectContaining({ code: 'document_unknown' }));
    expect(() => snapshot.documentOf(10_000)).toThrow(RangeError);
    expect(() => snapshot.passages([-1])).toThrow(RangeError);
  });

  it('goes on answering from its generation while others are written', async () => {
    const workplace = await indexed(1, 2, 3);
    const snapshot = await workplace.open();
    const before = search(snapshot);
    const texts = [...snapshot.documents.keys()].map((id) => snapshot.documentText(id));
    workplace.write('1.md', markdown(10));
    workplace.delete('2.md');
    workplace.write('4.md', markdown(4));
    await workplace.ingest();
    await removeDocument({ config: workplace.config, id: '3.md' });
    workplace.write('5.md', markdown(5));
    await workplace.ingest();
    expect(search(snapshot)).toEqual(before);
    expect([...snapshot.documents.keys()].map((id) => snapshot.documentText(id))).toEqual(texts);
    expect(snapshot.passages([0, 1, 2])).toHaveLength(3);
    expect([...(await workplace.open()).documents.keys()]).toEqual(['1.md', '4.md', '5.md']);
  });

  it('scores after additions and removals as an index made in one go', async () => {
    const grown = await indexed(1, 2, 3);
    grown.write('4.md', markdown(4));
    await grown.ingest();
    await removeDocument({ config: grown.config, id: '2.md' });
    const [one, other] = [search(await grown.open()), search(await (await indexed(1, 3, 4)).open())];
    expect(one.lexical).toEqual(other.lexical);
    expect(one.vectors.map(({ ordinal }) => ordinal)).toEqual(other.vectors.map(({ ordinal }) => ordinal));
  });

  it('keeps the derived files for a removal, and makes them anew when too much is unused', async () => {
    const workplace = await indexed(1, 2, 3, 4, 5);
    const derived = () => readdirSync(workplace.config.indexDir).filter((name) => /^(vectors|lexical)/.test(name));
    const first = ['lexical-1.bin', 'vectors-1.hnsw', 'vectors-1.int8'].flatMap((name) => [name, `${name}.crc32`]);
    expect(derived().sort()).toEqual(first);
    for (const id of ['1.md', '2.md']) await removeDocument({ config: workplace.config, id });
    expect(derived().sort()).toEqual(first);
    workplace.write('6.md', markdown(6));
    await workplace.ingest();
    await workplace.ingest();
    expect(derived().sort()).toEqual(first.map((name) => name.replace('1', '4')));
    expect((await workplace.open()).documents.size).toBe(4);
  });

  it('is not opened where there is no index', async () => {
    const { config, embeddings } = new Workplace();
    await expect(openSnapshot(config.indexDir, createManifest(embeddings))).rejects.toMatchObject({
      code: 'index_missing',
    });
  });

  it('is not opened with other settings, and says which', async () => {
    const { config } = await indexed(1);
    const other = createManifest(new FakeEmbeddings({ dimensions: 32 }));
    const error = await openSnapshot(config.indexDir, other).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'index_mismatch' });
    expect(error.detail('fr')).toContain('dimensions des vecteurs\u00A0: 64 → 32');
    expect(error.detail('en')).toContain('vector dimensions: 64 → 32');
    (await openSnapshot(config.indexDir, null)).close();
  });
});

describe('derived files', () => {
  const ways: [string, (path: string) => void][] = [
    ['missing', (path) => rmSync(path)],
    ['empty', (path) => truncateSync(path, 0)],
    ['cut short', (path) => truncateSync(path, readFileSync(path).length - 7)],
    [
      'changed in one bit',
      (path) =>
        writeFileSync(
          path,
          readFileSync(path).map((byte, at) => byte ^ Number(at === 99)),
        ),
    ],
    ['without a checksum', (path) => rmSync(`${path}.crc32`)],
  ];

  it.each(ways)('that are %s are made again from the database, without embedding', async (_, damage) => {
    const workplace = await indexed(1, 2, 3);
    const before = search(await workplace.open());
    const embedded = workplace.embeddings.embedded;
    for (const name of ['vectors-1.hnsw', 'vectors-1.int8', 'lexical-1.bin']) {
      const intact = readFileSync(workplace.inIndex(name));
      damage(workplace.inIndex(name));
      expect(search(await workplace.open())).toEqual(before);
      expect(readFileSync(workplace.inIndex(name)).equals(intact)).toBe(true);
    }
    expect(workplace.embeddings.embedded).toBe(embedded);
  });

  it.each(ways)('that are %s do not hold up the next ingestion', async (_, damage) => {
    const workplace = await indexed(1, 2);
    for (const name of ['vectors-1.hnsw', 'vectors-1.int8', 'lexical-1.bin']) damage(workplace.inIndex(name));
    workplace.write('3.md', markdown(3));
    await workplace.ingest();
    const expected = await indexed(1, 2, 3);
    expect(search(await workplace.open()).lexical).toEqual(search(await expected.open()).lexical);
  });
});

describe('a database', () => {
  it('in which a bit of a text has flipped gives an error and no wrong text', async () => {
    const workplace = await indexed(1, 2);
    // Twice in the file: in the document and in its passage.
    flip(workplace.inIndex('sourcier.db'), 'dossier 1000 dit');
    const snapshot = await workplace.open();
    const damaged = expect.objectContaining({ code: 'index_damaged' });
    expect(() => snapshot.documentText('1.md')).toThrow(damaged);
    const passageOrdinals = Array.from({ length: snapshot.passageCount }, (_, ordinal) => ordinal);
    const outcomes = passageOrdinals.map((ordinal) => {
      try {
        return snapshot.passages([ordinal]).length;
      } catch (error) {
        expect(error).toEqual(damaged);
        return 'damaged';
      }
    });
    expect(outcomes.filter((outcome) => outcome === 'damaged')).toHaveLength(1);
    expect(snapshot.documentText('2.md')).toContain('Rapport 2');
  });

  it('that is damaged in places is mended by the next ingestion, from the files', async () => {
    const workplace = await indexed(1, 2, 3);
    const nearest = (snapshot: PublishedSnapshot) =>
      search(snapshot).vectors.map(({ ordinal, score }) => `${snapshot.documentOf(ordinal).id} ${score.toFixed(5)}`);
    const intact = await workplace.open();
    const expected = nearest(intact);
    const passage = intact.passages([intact.passageCount - 1])[0] as Passage;
    const input = embeddingInput(passage, { title: 'Rapport 3' });
    flip(workplace.inIndex('sourcier.db'), 'dossier 1000 dit');
    flip(workplace.inIndex('sourcier.db'), '"title":"Rapport 2"');
    flip(
      workplace.inIndex('sourcier.db'),
      toBytes(toUnitVector(workplace.embeddings.embed(input), workplace.embeddings)),
    );
    rmSync(workplace.inIndex('vectors-1.hnsw'));
    expect(await workplace.ingest()).toMatchObject({ reindexed: 3, failures: [] });
    const mended = await workplace.open();
    expect(mended.documentText('1.md')).toContain('dossier 1000 dit');
    expect(nearest(mended)).toEqual(expected);
  });

  it('in which a bit of a title has flipped is refused', async () => {
    const workplace = await indexed(1);
    flip(workplace.inIndex('sourcier.db'), '"title":"Rapport 1"');
    await expect(workplace.open()).rejects.toMatchObject({ code: 'index_damaged' });
  });

  it('that is none is refused', async () => {
    const workplace = await indexed(1);
    writeFileSync(workplace.inIndex('sourcier.db'), 'This is no database, but it is longer than a page. '.repeat(100));
    await expect(workplace.open()).rejects.toMatchObject({ code: 'index_damaged' });
    await expect(workplace.ingest()).rejects.toMatchObject({ code: 'index_damaged' });
  });

  it('of another format is refused, and set aside by the next ingestion', async () => {
    const workplace = await indexed(1);
    const path = workplace.inIndex('sourcier.db');
    const bytes = readFileSync(path);
    bytes.writeUInt32BE(99, 60);
    writeFileSync(path, bytes);
    await expect(workplace.open()).rejects.toMatchObject({ code: 'index_mismatch' });
    expect(await workplace.ingest()).toMatchObject({ generation: 1, added: ['1.md'] });
    expect(readFileSync(`${path}.format-99`).equals(bytes)).toBe(true);
  });
});
