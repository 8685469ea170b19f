import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataPath } from '../data.ts';
import { CORPUS, documentNames, readPlainDocument } from './plain-reading.ts';

const documents = documentNames().map(readPlainDocument);

describe('the documents of the corpus folder', () => {
  it('come in all five formats, at least two of each', () => {
    for (const format of ['.docx', '.html', '.md', '.pdf', '.txt']) {
      const ofFormat = documents.filter(({ fileName }) => extname(fileName) === format);
      expect(ofFormat.length, format).toBeGreaterThanOrEqual(2);
    }
  });

  it.each(documents)('$fileName has complete metadata that name its sources', ({ metadata }) => {
    expect(metadata.title).toMatch(/\S/);
    expect(metadata.publisher).toBe('Exemples de Sourcier');
    expect(metadata.authors ?? [metadata.author]).toEqual(['Sourcier']);
    expect(metadata.date).toMatch(/^20\d\d-\d\d(-\d\d)?$/);
    expect(metadata.language).toBe('fr');
    expect(metadata.licence).toBe('MIT');
    expect(metadata.note).toMatch(/^Rédigé à partir de .*(AEF info|CNRS|éditeur non nommé)/s);
  });

  it.each(documents)('$fileName has 300 to 1,500 words', ({ text }) => {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
    expect(words.length).toBeGreaterThan(300);
    expect(words.length).toBeLessThan(1600);
  });

  it.each(documents)('$fileName keeps French typography: curly apostrophes, no-break spaces', ({ text }) => {
    expect(text).not.toMatch(/\p{L}'\p{L}/u);
    expect(text).not.toMatch(/« | [;?!»]| :/);
  });

  it('have a sidecar only beside an existing document', () => {
    const sidecars = readdirSync(CORPUS).filter((name) => name.endsWith('.meta.yaml'));
    const names = new Set(documents.map(({ fileName }) => fileName));
    for (const sidecar of sidecars) expect(names).toContain(sidecar.replace(/\.meta\.yaml$/, ''));
  });
});

const seeds = dataPath('seeds');
const LONGEST_SHARED_RUN = 11;

describe.skipIf(seeds === null)('the documents and the texts whose facts they use', () => {
  it.each(documents)(`$fileName shares no run of more than ${LONGEST_SHARED_RUN} words with them`, (document) => {
    const sourceRuns = new Set(
      readdirSync(seeds ?? '').flatMap((name) => runs(readFileSync(join(seeds ?? '', name), 'utf8'))),
    );
    const everything = `${document.text} ${Object.values(document.metadata).join(' ')}`;
    expect(runs(everything).filter((run) => sourceRuns.has(run))).toEqual([]);
  });
});

/** All runs of one word more than may be shared; accents, case and punctuation do not make a difference. */
function runs(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  const length = LONGEST_SHARED_RUN + 1;
  return words.slice(length - 1).map((_, start) => words.slice(start, start + length).join(' '));
}
