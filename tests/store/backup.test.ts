import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeBackup } from '../../src/store/backup.ts';
import { removeDocument } from '../../src/store/remove-document.ts';
import { restoreBackup } from '../../src/store/restore.ts';
import { uploadDocument } from '../../src/store/upload-document.ts';
import { FakeEmbeddings } from './fake-embeddings.ts';
import { flip } from './flip.ts';
import { markdown, Workplace } from './workplace.ts';

async function filledWorkplace(): Promise<Workplace> {
  const workplace = new Workplace();
  for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
  await workplace.ingest();
  await upload(workplace, 3);
  return workplace;
}

async function upload({ config, embeddings }: Workplace, number: number): Promise<void> {
  await uploadDocument({ config, embeddings, fileName: `envoi-${number}.md`, bytes: Buffer.from(markdown(number)) });
}

function backupOf(workplace: Workplace): string {
  return join(workplace.folder, 'sauvegarde.db');
}

async function backUp(workplace: Workplace): Promise<string> {
  const file = backupOf(workplace);
  await writeBackup(workplace.config, file);
  return file;
}

async function restore({ config, embeddings }: Workplace, file: string): Promise<number> {
  return await restoreBackup({ config, embeddings, file });
}

async function texts(workplace: Workplace): Promise<Record<string, string>> {
  const snapshot = await workplace.open();
  return Object.fromEntries([...snapshot.documents.keys()].map((id) => [id, snapshot.documentText(id)]));
}

describe('a backup', () => {
  it('is one file that gives an empty folder the same documents, passages and uploads', async () => {
    const workplace = await filledWorkplace();
    const file = await backUp(workplace);
    expect(readdirSync(workplace.folder).sort()).toEqual(['corpus', 'index', 'sauvegarde.db']);
    const other = new Workplace();
    expect(await restore(other, file)).toBe(3);
    expect(await texts(other)).toEqual(await texts(workplace));
    expect((await other.open()).passageCount).toBe((await workplace.open()).passageCount);
    expect(readFileSync(other.inIndex('uploads/envoi-3.md'), 'utf8')).toBe(markdown(3));
  });

  it('brings back what was replaced and removed since, and takes away what was added', async () => {
    const workplace = await filledWorkplace();
    const before = await texts(workplace);
    const file = await backUp(workplace);
    await removeDocument({ config: workplace.config, id: 'envoi-3.md' });
    workplace.write('1.md', markdown(10));
    workplace.write('4.md', markdown(4));
    await workplace.ingest();
    await upload(workplace, 5);
    expect(await restore(workplace, file)).toBe(3);
    expect(await texts(workplace)).toEqual(before);
    expect(readdirSync(workplace.inIndex('uploads'))).toEqual(['envoi-3.md']);
    // The corpus folder is what it is: the next ingestion says so.
    expect(await workplace.ingest()).toMatchObject({ added: ['4.md'], replaced: ['1.md'], withdrawn: [] });
  });

  it('keeps a document removed that was removed when it was made', async () => {
    const workplace = await filledWorkplace();
    await removeDocument({ config: workplace.config, id: '2.md' });
    const other = new Workplace();
    await restore(other, await backUp(workplace));
    for (const number of [1, 2]) other.write(`${number}.md`, markdown(number));
    await other.ingest();
    expect(Object.keys(await texts(other))).toEqual(['1.md', 'envoi-3.md']);
  });

  it('can be restored where another model is used', async () => {
    const workplace = await filledWorkplace();
    const other = new Workplace();
    other.embeddings = new FakeEmbeddings({ modelId: 'autre' });
    await restore(other, await backUp(workplace));
    expect(await texts(other)).toEqual(await texts(workplace));
  });

  it('can be restored that was made before passages were stored with their analysis', async () => {
    const workplace = await filledWorkplace();
    const file = await backUp(workplace);
    const earlier = new BetterSqlite3(file);
    earlier.exec('ALTER TABLE passages DROP COLUMN analysis; PRAGMA user_version = 3');
    earlier.close();
    const other = new Workplace();
    expect(await restore(other, file)).toBe(3);
    expect(await texts(other)).toEqual(await texts(workplace));
  });

  it('can be made and restored beside readers, which change over when it is there', async () => {
    const workplace = await filledWorkplace();
    const reader = await workplace.open();
    const file = await backUp(workplace);
    workplace.write('1.md', markdown(10));
    await workplace.ingest();
    await restore(workplace, file);
    expect(reader.documentText('1.md')).toContain('Rapport 1');
    expect(reader.isSuperseded()).toBe(true);
    expect((await workplace.open()).documentText('1.md')).toBe(reader.documentText('1.md'));
  });

  it('is not made of an index that is missing or damaged, and the earlier one stays', async () => {
    const workplace = new Workplace();
    const file = backupOf(workplace);
    writeFileSync(file, 'la sauvegarde d’hier');
    await expect(writeBackup(workplace.config, file)).rejects.toMatchObject({ code: 'index_missing' });
    for (const number of [1, 2]) workplace.write(`${number}.md`, markdown(number));
    await workplace.ingest();
    flip(workplace.inIndex('sourcier.db'), 'dossier 1000 dit');
    await expect(writeBackup(workplace.config, file)).rejects.toMatchObject({ code: 'index_damaged' });
    expect(readFileSync(file, 'utf8')).toBe('la sauvegarde d’hier');
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('is not made where its folder is missing', async () => {
    const workplace = await filledWorkplace();
    const file = join(workplace.folder, 'absent', 'sauvegarde.db');
    await expect(writeBackup(workplace.config, file)).rejects.toMatchObject({ code: 'output_unwritable' });
  });
});

describe('the restoration of a backup', () => {
  it('is refused for a file that is missing or none, and changes nothing', async () => {
    const workplace = await filledWorkplace();
    const before = await texts(workplace);
    const file = backupOf(workplace);
    await expect(restore(workplace, file)).rejects.toMatchObject({ code: 'input_missing' });
    writeFileSync(file, markdown(1));
    await expect(restore(workplace, file)).rejects.toMatchObject({ code: 'backup_invalid' });
    expect(await texts(workplace)).toEqual(before);
  });

  it('is whole or refused, wherever a byte of the backup is damaged', async () => {
    const workplace = await filledWorkplace();
    const before = await texts(workplace);
    const intact = readFileSync(await backUp(workplace));
    const file = join(workplace.folder, 'abimee.db');
    await fc.assert(
      fc.asyncProperty(fc.nat(intact.length - 1), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const bytes = Buffer.from(intact);
        bytes.writeUInt8(bytes.readUInt8(place) ^ change, place);
        writeFileSync(file, bytes);
        const other = new Workplace();
        const outcome = await restore(other, file).catch((error) => error.code);
        // A byte that nothing is kept in changes nothing.
        if (outcome === 3) expect(await texts(other)).toEqual(before);
        else expect(outcome).toBe('backup_invalid');
      }),
      { seed: 8, numRuns: 30 },
    );
  });
});
