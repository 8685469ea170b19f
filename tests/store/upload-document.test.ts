import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embedDocuments } from '../../src/store/embed-documents.ts';
import type { StoredDocument } from '../../src/store/index-snapshot.ts';
import { withWriter } from '../../src/store/index-writer.ts';
import { createManifest } from '../../src/store/manifest.ts';
import { readOriginalFile } from '../../src/store/original-file.ts';
import { parseSource } from '../../src/store/parse-source.ts';
import { removeDocument } from '../../src/store/remove-document.ts';
import { toSourceBytes } from '../../src/store/source-files.ts';
import { Staging } from '../../src/store/staging.ts';
import { uploadDocument } from '../../src/store/upload-document.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { markdown, Workplace } from './workplace.ts';

function upload({ config, embeddings }: Workplace, fileName: string, content: string | Uint8Array) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return uploadDocument({ config, embeddings, fileName, bytes });
}

async function indexed(...numbers: number[]): Promise<Workplace> {
  const workplace = new Workplace();
  for (const number of numbers) workplace.write(`${number}.md`, markdown(number));
  await workplace.ingest();
  return workplace;
}

function uploads(workplace: Workplace): string[] {
  const folder = workplace.inIndex('uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** What must be the same after an upload that was refused. */
async function stateOf(workplace: Workplace) {
  const snapshot = await workplace.open();
  return { generation: snapshot.generation, documents: [...snapshot.documents.values()], uploads: uploads(workplace) };
}

describe('an upload', () => {
  it('is indexed at once and its file kept', async () => {
    const workplace = await indexed(1);
    const document: StoredDocument = await upload(workplace, 'note.md', markdown(5));
    expect(document).toMatchObject({ id: 'note.md', title: 'Rapport 5', fileName: 'note.md' });
    const snapshot = await workplace.open();
    expect(snapshot.documents.get('note.md')).toEqual(document);
    expect(readFileSync(workplace.inIndex('uploads/note.md'), 'utf8')).toBe(markdown(5));
    expect(uploads(workplace)).toEqual(['note.md']);
  });

  it('can be the first document of an index', async () => {
    const workplace = new Workplace();
    await upload(workplace, 'note.md', markdown(5));
    expect([...(await workplace.open()).documents.keys()]).toEqual(['note.md']);
  });

  it('stays with the next ingestion, and is withdrawn when its file has vanished', async () => {
    const workplace = await indexed(1);
    await upload(workplace, 'note.md', markdown(5));
    expect(await workplace.ingest()).toMatchObject({ unchanged: 2, withdrawn: [] });
    workplace.delete('../index/uploads/note.md');
    expect(await workplace.ingest()).toMatchObject({ unchanged: 1, withdrawn: ['note.md'] });
  });

  it('replaces the upload of the same name', async () => {
    const workplace = await indexed(1);
    await upload(workplace, 'note.md', markdown(5));
    await upload(workplace, 'note.md', markdown(6));
    const snapshot = await workplace.open();
    expect(snapshot.documents.size).toBe(2);
    expect(snapshot.documentText('note.md')).toContain('Rapport 6');
    expect(uploads(workplace)).toEqual(['note.md']);
  });

  it('does not take the place of a document of the corpus', async () => {
    const workplace = await indexed(1);
    const before = await stateOf(workplace);
    await expect(upload(workplace, '1.md', markdown(5))).rejects.toMatchObject({
      code: 'document_exists',
      parameters: { id: '1.md' },
    });
    expect(await stateOf(workplace)).toEqual(before);
  });

  it.each([
    ['../../x.md', 'x.md'],
    ['/etc/x.md', 'x.md'],
    ['..\\..\\x.md', 'x.md'],
    ['uploads/../../x.md', 'x.md'],
    ['.x.md', 'x.md'],
  ])('named %s is kept as %s in the folder of uploads', async (given, kept) => {
    const workplace = new Workplace();
    expect(await upload(workplace, given, markdown(5))).toMatchObject({ id: kept, fileName: kept });
    expect(uploads(workplace)).toEqual([kept]);
    expect(readdirSync(workplace.folder).sort()).toEqual(['corpus', 'index']);
  });

  it.each<[string, string, string | Uint8Array]>([
    ['file_empty', 'vide.txt', ''],
    ['file_empty', 'blanc.txt', ' \n\n '],
    ['file_not_as_named', 'faux.pdf', 'du texte'],
    ['file_damaged', 'tronque.pdf', '%PDF-1.7\n1 0 obj'],
    ['file_not_text', 'binaire.txt', new Uint8Array(300).fill(0xff)],
    ['file_type_unsupported', 'image.png', 'x'],
    ['file_type_unsupported', 'sans-extension', 'x'],
    ['file_name_invalid', '../', markdown(1)],
    ['file_too_large', 'gros.txt', 'a'.repeat(2 * 1024 * 1024)],
    ['metadata_invalid', 'note.md', '---\ntitle: [\n---\n\nDu texte.'],
  ])('is refused with %s (%s) and nothing of it is kept', async (code, fileName, content) => {
    const workplace = await indexed(1);
    const before = await stateOf(workplace);
    await expect(upload(workplace, fileName, content)).rejects.toMatchObject({ code });
    expect(await stateOf(workplace)).toEqual(before);
    expect(await workplace.ingest()).toMatchObject({ generation: before.generation, added: [] });
  });

  it('is refused where the index was made with other settings', async () => {
    const workplace = await indexed(1);
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    await expect(upload(workplace, 'note.md', markdown(5))).rejects.toMatchObject({ code: 'index_mismatch' });
    expect(uploads(workplace)).toEqual([]);
  });

  it('that fails at the last moment leaves nothing behind', async () => {
    const workplace = await indexed(1);
    // A folder in the place of the file.
    workplace.write('../index/uploads/note.md/obstacle', '');
    const before = await stateOf(workplace);
    await expect(upload(workplace, 'note.md', markdown(6))).rejects.toMatchObject({ code: 'index_unwritable' });
    expect(await stateOf(workplace)).toEqual(before);
    workplace.delete('../index/uploads/note.md');
    expect(await workplace.ingest()).toMatchObject({ generation: 1, unchanged: 1, added: [] });
    await upload(workplace, 'note.md', markdown(6));
    expect((await workplace.open()).documents.size).toBe(2);
  });

  it.each<[string, (workplace: Workplace) => Promise<unknown>, string[]]>([
    ['upload', (workplace) => upload(workplace, 'trois.md', markdown(3)), ['trois.md', 'un.md']],
    ['ingestion', (workplace) => workplace.ingest(), ['un.md']],
  ])('that was killed when it was staged is not published by the next %s', async (_, writeNext, expected) => {
    const workplace = new Workplace();
    await upload(workplace, 'un.md', markdown(1));
    const { config, embeddings } = workplace;
    await withWriter(config.indexDir, 'test', async (database) => {
      const staging = new Staging(database, createManifest(embeddings));
      for (const [path, number] of [
        ['un.md', 10],
        ['deux.md', 2],
      ] as const) {
        const source = toSourceBytes({ origin: 'upload', path }, Buffer.from(markdown(number)), null);
        const prepared = await embedDocuments(embeddings, [await parseSource(source, path)]);
        for (const document of prepared) staging.stage(document);
      }
    });
    await writeNext(workplace);
    const snapshot = await workplace.open();
    expect([...snapshot.documents.keys()]).toEqual(expected);
    expect(snapshot.documentText('un.md')).toContain('Rapport 1\n');
  });

  it('keeps its id when a file of that id comes into the corpus, which is reported', async () => {
    const workplace = await indexed(1);
    await upload(workplace, 'note.md', markdown(5));
    const file = workplace.write('note.md', markdown(6));
    for (const report of [await workplace.ingest(), await workplace.ingest(file)]) {
      expect(report.failures).toEqual([{ file: 'note.md', code: 'document_exists', parameters: { id: 'note.md' } }]);
    }
    expect((await workplace.open()).documentText('note.md')).toContain('Rapport 5');
  });

  it('is removed with its file, and may come again', async () => {
    const workplace = await indexed(1);
    await upload(workplace, 'note.md', markdown(5));
    await removeDocument({ config: workplace.config, id: 'note.md' });
    expect(uploads(workplace)).toEqual([]);
    expect(await workplace.ingest()).toMatchObject({ added: [], passedOver: [] });
    await upload(workplace, 'note.md', markdown(5));
    expect((await workplace.open()).documents.has('note.md')).toBe(true);
  });
});

describe('an original file', () => {
  it('is the bytes that were indexed, of the corpus and of uploads', async () => {
    const workplace = await indexed(1);
    await upload(workplace, 'note.md', markdown(5));
    const snapshot = await workplace.open();
    for (const [id, content] of [
      ['1.md', markdown(1)],
      ['note.md', markdown(5)],
    ] as const) {
      const file = await readOriginalFile(workplace.config, snapshot, id);
      expect(file).toMatchObject({ mediaType: 'text/markdown', fileName: id });
      expect(Buffer.from(file.bytes).toString()).toBe(content);
    }
  });

  it('is not given when it has changed or vanished since', async () => {
    const workplace = await indexed(1, 2);
    const snapshot = await workplace.open();
    writeFileSync(workplace.inCorpus('1.md'), markdown(9));
    workplace.delete('2.md');
    for (const id of ['1.md', '2.md']) {
      await expect(readOriginalFile(workplace.config, snapshot, id)).rejects.toMatchObject({
        code: 'file_unavailable',
      });
    }
    await expect(readOriginalFile(workplace.config, snapshot, 'autre')).rejects.toMatchObject({
      code: 'document_unknown',
    });
  });
});
