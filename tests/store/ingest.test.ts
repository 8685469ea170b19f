import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingest } from '../../src/store/ingest.ts';
import { lastIngestion } from '../../src/store/last-ingestion.ts';
import type { ProgressListener } from '../../src/store/progress.ts';
import { removeDocument } from '../../src/store/remove-document.ts';
import { uploadDocument } from '../../src/store/upload-document.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { markdown, Workplace } from './workplace.ts';

describe('an ingestion', () => {
  it('indexes every file of the corpus folder and its subfolders', async () => {
    const workplace = new Workplace();
    workplace.write('un.md', markdown(1));
    workplace.write('dossier/deux.md', markdown(2));
    const report = await workplace.ingest();
    expect(report).toMatchObject({ generation: 1, added: ['dossier--deux.md', 'un.md'], failures: [] });
    const snapshot = await workplace.open();
    expect([...snapshot.documents.keys()]).toEqual(['dossier--deux.md', 'un.md']);
    expect(snapshot.passageCount).toBe(report.passages);
  });

  it('keeps what a document says of itself', async () => {
    const workplace = new Workplace();
    workplace.write('Rapport été.md', markdown(7));
    await workplace.ingest();
    const [document] = (await workplace.open()).documents.values();
    expect(document).toMatchObject({
      title: 'Rapport 7',
      publisher: 'Ministère',
      date: '2024-05-08',
      language: 'fr',
      fileName: 'Rapport été.md',
      mediaType: 'text/markdown',
    });
    expect(document?.version).toMatch(/^[0-9a-f]{16}$/);
  });

  it('passes over hidden files, read-me files and metadata', async () => {
    const workplace = new Workplace();
    for (const path of ['.cache.md', '.git/config.md', 'README.md', 'dossier/ReadMe.md', 'un.md.meta.yaml']) {
      workplace.write(path, 'title: rien');
    }
    workplace.write('un.md', markdown(1));
    expect(await workplace.ingest()).toMatchObject({ added: ['un.md'], failures: [] });
  });

  it('publishes an empty index for an empty folder', async () => {
    const workplace = new Workplace();
    expect(await workplace.ingest()).toMatchObject({ generation: 1, added: [], passages: 0 });
    const snapshot = await workplace.open();
    expect(snapshot.passageCount).toBe(0);
    expect(snapshot.vectors.search(new Float32Array(64), 5)).toEqual([]);
    expect(snapshot.lexical.search({ fr: [], en: [] }, 5)).toEqual([]);
  });

  it('does not take a missing folder for an empty one', async () => {
    const workplace = new Workplace();
    workplace.write('un.md', markdown(1));
    await workplace.ingest();
    workplace.delete('.');
    await expect(workplace.ingest()).rejects.toMatchObject({ code: 'setting_invalid' });
    expect((await workplace.open()).documents.size).toBe(1);
  });

  it('reads, embeds and publishes nothing when nothing has changed', async () => {
    const workplace = new Workplace();
    workplace.write('un.md', markdown(1));
    await workplace.ingest();
    const embedded = workplace.embeddings.embedded;
    expect(await workplace.ingest()).toMatchObject({ generation: 1, added: [], replaced: [], unchanged: 1 });
    expect(workplace.embeddings.embedded).toBe(embedded);
  });

  it('takes up added, changed and vanished files only', async () => {
    const workplace = new Workplace();
    for (const number of [1, 2, 3]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    workplace.write('2.md', markdown(20));
    workplace.write('4.md', markdown(4));
    workplace.delete('3.md');
    expect(await workplace.ingest()).toMatchObject({
      generation: 2,
      added: ['4.md'],
      replaced: ['2.md'],
      withdrawn: ['3.md'],
      unchanged: 1,
    });
    const snapshot = await workplace.open();
    expect([...snapshot.documents.keys()]).toEqual(['1.md', '2.md', '4.md']);
    expect(snapshot.documentText('2.md')).toContain('Rapport 20');
  });

  it('notices a sidecar that was added, changed or removed', async () => {
    const workplace = new Workplace();
    workplace.write('note.txt', 'Le centre de calcul consomme douze mégawatts.');
    await workplace.ingest();
    for (const title of ['Consommation', 'Consommation électrique']) {
      workplace.write('note.txt.meta.yaml', `title: ${title}\n`);
      expect(await workplace.ingest()).toMatchObject({ replaced: ['note.txt'] });
      expect((await workplace.open()).documents.get('note.txt')?.title).toBe(title);
    }
    workplace.delete('note.txt.meta.yaml');
    expect(await workplace.ingest()).toMatchObject({ replaced: ['note.txt'] });
  });

  it('reports the file that cannot be read and goes on with the others', async () => {
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    workplace.write('2-vide.txt', '');
    workplace.write('3-faux.pdf', 'du texte');
    workplace.write('4-binaire.txt', new Uint8Array(300).fill(0xff));
    workplace.write('5-image.png', new Uint8Array([0x89, 0x50]));
    workplace.write('6-gros.txt', 'a'.repeat(2 * 1024 * 1024));
    workplace.write('7.md', markdown(7));
    const report = await workplace.ingest();
    expect(report.added).toEqual(['1.md', '7.md']);
    expect(report.failures.map(({ file, code }) => [file, code])).toEqual([
      ['2-vide.txt', 'file_empty'],
      ['3-faux.pdf', 'file_not_as_named'],
      ['4-binaire.txt', 'file_not_text'],
      ['5-image.png', 'file_type_unsupported'],
      ['6-gros.txt', 'file_too_large'],
    ]);
  });

  it('keeps a document whose new file cannot be read, and says so', async () => {
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    await workplace.ingest();
    workplace.write('1.md', '');
    const report = await workplace.ingest();
    expect(report).toMatchObject({ unchanged: 1, withdrawn: [], failures: [{ file: '1.md', code: 'file_empty' }] });
    expect((await workplace.open()).documentText('1.md')).toContain('Rapport 1');
  });

  it('does not follow symbolic links', async () => {
    const workplace = new Workplace();
    const secret = join(workplace.folder, 'secret.md');
    writeFileSync(secret, markdown(9));
    workplace.write('1.md', markdown(1));
    symlinkSync(secret, workplace.inCorpus('dehors.md'));
    symlinkSync(workplace.folder, workplace.inCorpus('dossier-dehors'));
    symlinkSync(workplace.inCorpus('1.md'), workplace.inCorpus('dedans.md'));
    symlinkSync(workplace.inCorpus('.'), workplace.inCorpus('boucle'));
    symlinkSync(workplace.inCorpus('absent.md'), workplace.inCorpus('rompu.md'));
    const report = await workplace.ingest();
    expect(report.added).toEqual(['1.md']);
    expect(report.failures.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      'dehors.md file_outside_corpus',
      'dossier-dehors file_outside_corpus',
      'rompu.md file_unreachable',
    ]);
  });

  it('does not take its own index for documents where that lies inside the corpus folder', async () => {
    const workplace = new Workplace();
    const config = { ...workplace.config, indexDir: workplace.inCorpus('index') };
    const { embeddings } = workplace;
    workplace.write('1.md', markdown(1));
    await uploadDocument({ config, embeddings, fileName: '2.md', bytes: Buffer.from(markdown(2)) });
    expect(await ingest({ config, embeddings })).toMatchObject({ added: ['1.md'], unchanged: 1, failures: [] });
    const paths = [config.corpusDir];
    expect(await ingest({ config, embeddings, paths })).toMatchObject({ added: [], unchanged: 2, failures: [] });
  });

  it('withdraws nothing that lies behind a folder which cannot be read', async ({ skip }) => {
    skip(process.getuid?.() === 0, 'root reads everything');
    const workplace = new Workplace();
    workplace.write('dossier/1.md', markdown(1));
    await workplace.ingest();
    chmodSync(workplace.inCorpus('dossier'), 0);
    const report = await workplace.ingest();
    chmodSync(workplace.inCorpus('dossier'), 0o755);
    expect(report.withdrawn).toEqual([]);
    expect(report.failures.map(({ code }) => code)).toContain('file_unreachable');
  });

  it('has one document for two files whose ids are the same, and reports the other', async () => {
    const workplace = new Workplace();
    workplace.write('été.md'.normalize('NFC'), markdown(1));
    workplace.write('été.md'.normalize('NFD'), markdown(2));
    const report = await workplace.ingest();
    expect(report.added).toHaveLength(1);
    expect(report.failures.map(({ code }) => code)).toEqual(['document_exists']);
  });

  it('leaves its report behind', async () => {
    const workplace = new Workplace();
    expect(lastIngestion(workplace.config.indexDir)).toBeNull();
    workplace.write('1.md', markdown(1));
    workplace.write('2.md', '');
    const report = await workplace.ingest();
    expect(lastIngestion(workplace.config.indexDir)).toEqual(report);
  });

  it('tells how far it has come', async () => {
    const workplace = new Workplace();
    workplace.write('1.md', markdown(1));
    workplace.write('2.md', markdown(2));
    const stages: string[] = [];
    const onProgress: ProgressListener = ({ stage, done, total }) => stages.push(`${stage} ${done}/${total}`);
    const { config, embeddings } = workplace;
    const report = await ingest({ config, embeddings, onProgress });
    expect(stages).toContain('reading 2/2');
    expect(stages.at(-1)).toBe(`words ${report.passages}/${report.passages}`);
  });
});

describe('an ingestion of named files', () => {
  it('takes these files and folders, and withdraws nothing', async () => {
    const workplace = new Workplace();
    for (const path of ['1.md', '2.md', 'a/3.md', 'b/4.md']) workplace.write(path, markdown(path.length));
    await workplace.ingest(workplace.inCorpus('1.md'));
    workplace.delete('1.md');
    const report = await workplace.ingest(workplace.inCorpus('a'), workplace.inCorpus('2.md'));
    expect(report).toMatchObject({ added: ['2.md', 'a--3.md'], withdrawn: [], unchanged: 1, failures: [] });
  });

  it('reports what is missing or outside the corpus folder', async () => {
    const workplace = new Workplace();
    const outside = join(workplace.folder, 'dehors.md');
    writeFileSync(outside, markdown(1));
    mkdirSync(join(workplace.folder, 'corpus-bis'));
    const missing = workplace.inCorpus('absent.md');
    const report = await workplace.ingest(outside, missing, join(workplace.folder, 'corpus-bis'));
    expect(report).toMatchObject({ added: [], passages: 0 });
    expect(report.failures.map(({ code }) => code)).toEqual([
      'file_outside_corpus',
      'file_unreachable',
      'file_outside_corpus',
    ]);
  });
});

describe('a document removed by hand', () => {
  async function workplaceWithRemoval() {
    const workplace = new Workplace();
    workplace.write('a/1.md', markdown(1));
    workplace.write('2.md', markdown(2));
    await workplace.ingest();
    await removeDocument({ config: workplace.config, id: 'a--1.md' });
    return workplace;
  }

  it('is gone at once', async () => {
    const snapshot = await (await workplaceWithRemoval()).open();
    expect([...snapshot.documents.keys()]).toEqual(['2.md']);
    expect(snapshot.generation).toBe(2);
  });

  it('does not come back with the next ingestion, which says so', async () => {
    const workplace = await workplaceWithRemoval();
    expect(await workplace.ingest()).toMatchObject({ added: [], passedOver: ['a/1.md'], unchanged: 1 });
    expect(await workplace.ingest(workplace.inCorpus('a'))).toMatchObject({ added: [], passedOver: ['a/1.md'] });
  });

  it('does not come back when its file changes', async () => {
    const workplace = await workplaceWithRemoval();
    workplace.write('a/1.md', markdown(11));
    expect(await workplace.ingest()).toMatchObject({ added: [] });
  });

  it('comes back when its file is named, and stays', async () => {
    const workplace = await workplaceWithRemoval();
    expect(await workplace.ingest(workplace.inCorpus('a/1.md'))).toMatchObject({ added: ['a--1.md'], passedOver: [] });
    expect(await workplace.ingest()).toMatchObject({ unchanged: 2, passedOver: [] });
  });

  it('must be known', async () => {
    const workplace = await workplaceWithRemoval();
    for (const id of ['a--1.md', 'inconnu', '']) {
      await expect(removeDocument({ config: workplace.config, id })).rejects.toMatchObject({
        code: 'document_unknown',
      });
    }
  });
});

describe('an ingestion with other settings', () => {
  it('indexes everything again under the new ones, also where only some files are named', async () => {
    const workplace = new Workplace();
    for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre', dimensions: 32 });
    await expect(workplace.open()).rejects.toMatchObject({ code: 'index_mismatch' });
    const report = await workplace.ingest(workplace.inCorpus('1.md'));
    expect(report).toMatchObject({ generation: 2, added: [], replaced: [], unchanged: 0, reindexed: 2, withdrawn: [] });
    const snapshot = await workplace.open();
    expect(snapshot.vectors.dimensions).toBe(32);
    expect(snapshot.documents.size).toBe(2);
  });

  it('takes a document whose file cannot be read any more from the text that the index has', async () => {
    const workplace = new Workplace();
    for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    const text = (await workplace.open()).documentText('1.md');
    workplace.write('1.md', '');
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    const report = await workplace.ingest();
    expect(report).toMatchObject({ reindexed: 2, withdrawn: [], failures: [{ file: '1.md', code: 'file_empty' }] });
    expect((await workplace.open()).documentText('1.md')).toBe(text);
  });

  it('withdraws meanwhile what has vanished', async () => {
    const workplace = new Workplace();
    for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    workplace.delete('1.md');
    workplace.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    expect(await workplace.ingest()).toMatchObject({ withdrawn: ['1.md'], reindexed: 1 });
  });
});
