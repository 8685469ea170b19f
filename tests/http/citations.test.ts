import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { encodePermalink, hashQuote } from '../../src/citing/permalink.ts';
import { loadConfig } from '../../src/config.ts';
import type { AppInstance } from '../../src/http/app-instance.ts';
import { splitSentences } from '../../src/language/sentences.ts';
import type { Services } from '../../src/services.ts';
import { openRealServices } from '../generation/real-services.ts';

const CITATIONS = 5;
const MARKDOWN = [
  'alice-recoque-exascale.md',
  'clusters-en-region.md',
  'clusters-ile-de-france.md',
  'enact-grand-est.md',
  'pepr-ia.md',
  'reseau-ingenieurs-ia.md',
  'talents-et-entreprises-cnrs.md',
  'ia-booster-france-2030.md',
  'centre-aissai.md',
  'communs-numeriques-ia-generative.txt',
];

interface Cited {
  readonly id: string;
  readonly documentId: string;
  readonly quote: string;
  expected: 'present' | 'moved' | 'changed' | 'withdrawn';
}

let folder: string;
let services: Services;
let close: () => Promise<void>;
let app: AppInstance;
let cited: Cited[] = [];

/** Five sentences of a document that occur in it once, with their permalinks. */
function cite(documentId: string): Cited[] {
  const text = services.documentText(documentId);
  const { version } = services.document(documentId);
  const spans = splitSentences(text).filter(({ start, end }) => {
    const quote = text.slice(start, end);
    return quote.length > 40 && !quote.includes('\n') && text.indexOf(quote) === text.lastIndexOf(quote);
  });
  const step = Math.floor(spans.length / CITATIONS);
  return Array.from({ length: CITATIONS }, (_, index) => spans[index * step] as { start: number; end: number }).map(
    ({ start, end }) => {
      const quote = text.slice(start, end);
      const id = encodePermalink({ documentId, version, start, end, quoteHash: hashQuote(quote) });
      return { id, documentId, quote, expected: 'present' };
    },
  );
}

function edit(documentId: string, change: (text: string) => string): void {
  const path = join(folder, documentId);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

function expectOf(
  documentId: string,
  expected: Cited['expected'],
  only: (quote: string) => boolean = () => true,
): void {
  for (const one of cited) if (one.documentId === documentId && only(one.quote)) one.expected = expected;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sourcier-cited-'));
  for (const name of MARKDOWN) copyFileSync(join('corpus', name), join(folder, name));
  ({ services, close } = await openRealServices({}, folder));
  app = await buildApp(services, loadConfig({ LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '100000' }));
  cited = MARKDOWN.flatMap(cite);
  const [untouched, appended, prepended, quoteChanged, rewritten, renamed, removed, removedByHand, purged, replaced] =
    MARKDOWN as [string, string, string, string, string, string, string, string, string, string];
  void untouched;
  // Appended to: every quote stands where it stood.
  edit(appended, (text) => `${text}\n\nUne phrase de plus à la fin de ce document.\n`);
  // A paragraph before all others: every quote stands elsewhere.
  edit(prepended, (text) =>
    text.replace(/\n\n(?=[^\n-])/u, '\n\nUn paragraphe nouveau ouvre maintenant ce document.\n\n'),
  );
  expectOf(prepended, 'moved');
  // One quote says another thing, by as many letters: the others stand where they stood.
  const source = readFileSync(join(folder, quoteChanged), 'utf8');
  const altered =
    cited.find(({ documentId, quote }) => documentId === quoteChanged && quote.endsWith('.') && source.includes(quote))
      ?.quote ?? '';
  const word = /\p{Ll}{6,}/u.exec(altered)?.[0] ?? '';
  edit(quoteChanged, (text) => text.replace(altered, altered.replace(word, 'z'.repeat(word.length))));
  expectOf(quoteChanged, 'changed', (quote) => quote === altered);
  // All of it is another text under the same name.
  edit(rewritten, () => '# Un autre document\n\nIl parle de la mer, des vagues et du vent qui se lève.\n');
  expectOf(rewritten, 'changed');
  renameSync(join(folder, renamed), join(folder, `renomme-${renamed}`));
  expectOf(renamed, 'moved');
  rmSync(join(folder, removed));
  expectOf(removed, 'withdrawn');
  // Replaced by another document of the collection.
  writeFileSync(
    join(folder, replaced),
    '# Remplacé\n\nCe document en remplace un autre, sans un mot de commun avec lui.\n',
  );
  expectOf(replaced, 'changed');
  await services.ingest();
  await services.remove(removedByHand);
  expectOf(removedByHand, 'withdrawn');
  await services.remove(purged, { purge: true });
  expectOf(purged, 'withdrawn');
}, 120_000);

afterAll(async () => {
  await app.close();
  await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('fifty citations of a collection that has changed', () => {
  it('are told apart: present, moved, changed, withdrawn', async () => {
    expect(cited).toHaveLength(50);
    const wrong: string[] = [];
    for (const { id, documentId, quote, expected } of cited) {
      const { state } = (await app.inject(`/citations/${id}`)).json();
      if (state !== expected) wrong.push(`${documentId}: ${state} for ${expected}: ${quote}`);
    }
    expect(wrong.join('\n')).toBe('');
    expect(new Set(cited.map(({ expected }) => expected)).size).toBe(4);
  });

  it('lead to the quote, where it stands now', async () => {
    for (const { id, quote, expected } of cited) {
      const { place } = (await app.inject(`/citations/${id}`)).json();
      expect(place !== null).toBe(expected === 'present' || expected === 'moved');
      if (place !== null) expect(services.documentText(place.document.id).slice(place.start, place.end)).toBe(quote);
    }
  });

  it('take a browser to the viewer, or show what has changed', async () => {
    const headers = { accept: 'text/html' };
    const find = (state: Cited['expected']) => cited.find(({ expected }) => expected === state) as Cited;
    const moved = await app.inject({ url: `/citations/${find('moved').id}?lang=fr`, headers });
    expect(moved.statusCode).toBe(302);
    const page = await app.inject({ url: (moved.headers.location ?? '').replace('#quote', ''), headers });
    expect(page.body).toContain('la citation se trouve maintenant ici');
    const altered = cited.find(
      ({ documentId, expected }) => documentId === 'enact-grand-est.md' && expected === 'changed',
    ) as Cited;
    const changed = await app.inject({ url: `/citations/${altered.id}?lang=fr`, headers });
    expect(changed.statusCode).toBe(200);
    expect(changed.body).toMatch(/<del>\p{L}+<\/del><ins>z+<\/ins>/u);
    const withdrawn = await app.inject({ url: `/citations/${find('withdrawn').id}?lang=en`, headers });
    expect(withdrawn.body).toContain('This document was withdrawn');
  });

  it('forget their texts when the document is purged, and not before', async () => {
    const quoteOf = async (documentId: string) => {
      const { id } = cited.find((one) => one.documentId === documentId) as Cited;
      return (await app.inject(`/citations/${id}`)).json().quote;
    };
    expect(await quoteOf('ia-booster-france-2030.md')).toEqual(expect.any(String));
    await services.remove('ia-booster-france-2030.md', { purge: true });
    expect(await quoteOf('ia-booster-france-2030.md')).toBeNull();
    await expect(services.remove('never-was.md', { purge: true })).rejects.toMatchObject({ code: 'document_unknown' });
  });

  it.each(['nonsense', 'YWJj', encodeURIComponent('a/b'), 'x'.repeat(3_000)])('are unknown by %s', async (id) => {
    const response = await app.inject(`/citations/${id}`);
    expect([response.statusCode, response.json().code]).toEqual([404, 'citation_unknown']);
  });
});
