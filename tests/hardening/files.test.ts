import { afterAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../../src/documents/read-document.ts';
import { DocumentReader } from '../../src/documents/read-in-worker.ts';
import { SourcierError } from '../../src/errors.ts';
import { seededRandom } from '../bench/random.ts';
import { makeZip } from '../documents/make-docx.ts';
import { OtherProcess } from '../store/other-process.ts';
import { MutatedFiles } from './mutate.ts';
import { countEach, howMany, LONG_MS, record, SEED } from './scale.ts';

/** What the contract promises of a text, whatever the file was. */
function checkContent({ text, pages, headings }: ReadResult): void {
  expect(text.isWellFormed()).toBe(true);
  expect(text).toBe(text.normalize('NFC'));
  expect(text).not.toMatch(/\r|\uFEFF/);
  for (const { start, end } of [...pages, ...headings]) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

const reader = new DocumentReader();
afterAll(() => reader.close());

async function outcomeOf(fileName: string, bytes: Uint8Array): Promise<string> {
  try {
    checkContent(await reader.read({ fileName, bytes }));
    return 'read';
  } catch (error) {
    if (!SourcierError.is(error)) throw error;
    expect(error.code).toMatch(/^(?:file_|metadata_invalid$)/);
    return error.code;
  }
}

describe('a mutated file', () => {
  it('is read or refused with a reason, within the limits of its thread', { timeout: LONG_MS }, async () => {
    const count = howMany(150, 2_000);
    const files = new MutatedFiles(seededRandom(SEED + 4));
    const outcomes: string[] = [];
    for (let number = 0; number < count; number++) {
      const { fileName, bytes } = files.next();
      try {
        outcomes.push(await outcomeOf(fileName, bytes));
      } catch (error) {
        throw new Error(`file ${number}: ${fileName}`, { cause: error });
      }
    }
    record('files', {
      what: 'mutated files read (PDF, DOCX, HTML, Markdown, text)',
      count,
      outcome: `no crash and none over its limits but those counted: ${countEach(outcomes)}`,
    });
  });

  it('makes nothing written, no other program started and nobody called', { timeout: LONG_MS }, async () => {
    const count = howMany(60, 1_000);
    const guarded = new OtherProcess('../hardening/guarded-process.ts', [String(count), String(SEED + 5)]);
    expect(await guarded.line()).toBe(`read ${count}, calls 0`);
    record('guarded', {
      what: 'mutated files read where opening a connection, writing a file and starting a program is refused and counted',
      count,
      outcome: 'none tried',
    });
  });
});

describe('a bomb', () => {
  it.each<[string, string, () => Uint8Array | string]>([
    [
      'of 220 MB in a Word file of 220 kB',
      'a.docx',
      () => makeZip({ 'word/document.xml': new Uint8Array(220 * 2 ** 20), '[Content_Types].xml': '<Types/>' }),
    ],
    [
      'of nested entities',
      'a.docx',
      () =>
        makeZip({
          '[Content_Types].xml': '<Types/>',
          'word/document.xml': `<!DOCTYPE x [${entities()}]><w:document xmlns:w="x"><w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body></w:document>`,
        }),
    ],
    ['of nested aliases', 'a.md', () => `---\n${aliases()}\n---\n\n# Titre\n\nTexte.`],
    ['of nested elements', 'a.html', () => '<div>'.repeat(200_000)],
    ['of nested quotations', 'a.md', () => `${'> '.repeat(100_000)}a`],
    ['of brackets', 'a.md', () => '['.repeat(200_000)],
    ['of emphasis', 'a.md', () => '*a_ '.repeat(200_000)],
  ])('%s is read or refused', { timeout: 60_000 }, async (_, fileName, make) => {
    const made = make();
    const outcome = await outcomeOf(fileName, typeof made === 'string' ? Buffer.from(made) : made);
    expect(outcome).toMatch(/^(?:read|file_|metadata_invalid)/);
  });
});

function entities(): string {
  const each = Array.from({ length: 9 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
  return `<!ENTITY e0 "mot">${each.join('')}`;
}

function aliases(): string {
  const each = Array.from(
    { length: 9 },
    (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`,
  );
  return `a0: &a0 [mot]\n${each.join('\n')}\ntitle: *a9`;
}
