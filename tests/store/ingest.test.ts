import { describe, expect, it } from 'vitest';
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
});
