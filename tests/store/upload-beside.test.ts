import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSnapshot } from '../../src/store/open-snapshot.ts';
import { UploadBeside } from '../../src/store/upload-beside.ts';
import { markdown, Workplace } from './workplace.ts';

function uploadsOf(workplace: Workplace): UploadBeside {
  const uploads = new UploadBeside({
    ...workplace.config,
    modelsDir: join(import.meta.dirname, '../../models'),
    embeddingModel: 'sourcier-bilingual-static',
    allowModelDownload: false,
  });
  onTestFinished(() => uploads.close());
  return uploads;
}

function bytesOf(number: number, sections?: number): Uint8Array {
  return Buffer.from(markdown(number, sections));
}

async function listDocuments({ config }: Workplace): Promise<string[]> {
  const snapshot = await openSnapshot(config.indexDir, null);
  onTestFinished(() => snapshot.close());
  return [...snapshot.documents.keys()];
}

describe('an upload in a process of its own', () => {
  it('is indexed and kept, one after the other by the same process', async () => {
    const workplace = new Workplace();
    const uploads = uploadsOf(workplace);
    expect(await uploads.upload('un.md', bytesOf(1))).toMatchObject({ id: 'un.md', title: 'Rapport 1' });
    const { processId } = uploads;
    expect(await uploads.upload('deux.md', bytesOf(2))).toMatchObject({ id: 'deux.md' });
    expect(uploads.processId).toBe(processId);
    expect(await listDocuments(workplace)).toEqual(['deux.md', 'un.md']);
    expect(readdirSync(workplace.inIndex('uploads')).sort()).toEqual(['deux.md', 'un.md']);
  });

  it('is refused with the code that says why', async () => {
    const uploads = uploadsOf(new Workplace());
    await expect(uploads.upload('vide.md', Buffer.of())).rejects.toMatchObject({ code: 'file_empty', status: 422 });
    const large = new Uint8Array(2 ** 20 + 1);
    await expect(uploads.upload('grand.md', large)).rejects.toMatchObject({
      code: 'file_too_large',
      parameters: { limit: 1 },
    });
  });

  it('that is killed is told to whoever waits, changes nothing, and the next one is indexed', async () => {
    const workplace = new Workplace();
    mkdirSync(workplace.config.indexDir);
    const uploads = uploadsOf(workplace);
    await uploads.upload('un.md', bytesOf(1));
    const killed = uploads.upload('deux.md', bytesOf(2, 400));
    setTimeout(() => process.kill(uploads.processId as number, 'SIGKILL'), 20);
    await expect(killed).rejects.toMatchObject({ code: 'writer_failed', status: 503, retryable: true });
    expect(await listDocuments(workplace)).toEqual(['un.md']);
    await uploads.upload('trois.md', bytesOf(3));
    expect(await listDocuments(workplace)).toEqual(['trois.md', 'un.md']);
  });

  it('fails when the service is closed meanwhile', async () => {
    const uploads = uploadsOf(new Workplace());
    const waiting = uploads.upload('un.md', bytesOf(1));
    uploads.close();
    await expect(waiting).rejects.toMatchObject({ code: 'writer_failed' });
  });
});
