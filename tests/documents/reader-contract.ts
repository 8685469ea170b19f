import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ReadResult } from '../../src/documents/read-document.ts';
import { SourcierError } from '../../src/errors.ts';
import { read } from './read.ts';

interface ReaderUnderTest {
  readonly format: string;
  readonly fileName: string;
  /** A valid file of at least two paragraphs under a heading. */
  readonly makeFile: () => Uint8Array | Promise<Uint8Array>;
}

/** Evenly spread, unlike fc.double, which prefers the very start. */
const share = fc.integer({ min: 0, max: 9_999 }).map((number) => number / 10_000);

/** What holds of every reader, whatever its format. */
export function describeReader({ format, fileName, makeFile }: ReaderUnderTest): void {
  describe(`every reader: ${format}`, () => {
    let file: Uint8Array;
    let result: ReadResult;

    beforeAll(async () => {
      file = await makeFile();
      result = await read(fileName, file);
    });

    it('gives canonical text: NFC, no carriage returns, trimmed, one blank line between blocks', () => {
      expectCanonical(result);
    });

    it('gives the same result for the same bytes and leaves the bytes as they were', async () => {
      const before = Uint8Array.from(file);
      expect(await read(fileName, file)).toEqual(result);
      expect(file).toEqual(before);
    });

    it('says that an empty file is empty', async () => {
      await expect(read(fileName, new Uint8Array())).rejects.toMatchObject({ code: 'file_empty' });
    });

    it('refuses a file of 0xFF bytes', async () => {
      const codes = ['file_not_as_named', 'file_not_text'];
      const error = await read(fileName, new Uint8Array(5000).fill(0xff)).catch((reason: unknown) => reason);
      expect(codes).toContain((error as SourcierError).code);
    });

    it('refuses a picture under its extension', async () => {
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d);
      await expect(read(fileName, png)).rejects.toMatchObject({ code: 'file_not_as_named' });
    });

    it('never throws an error without a code at random bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), (bytes) => expectCodedOutcome(fileName, bytes)),
        { seed: 7, numRuns: 60 },
      );
    });

    it('never throws an error without a code at a file with random changes', async () => {
      const changes = fc.array(fc.record({ at: share, byte: fc.nat(255) }), { minLength: 1, maxLength: 20 });
      await fc.assert(
        fc.asyncProperty(changes, async (list) => {
          const changed = Uint8Array.from(file);
          for (const { at, byte } of list) changed[Math.floor(at * (changed.length - 1))] = byte;
          await expectCodedOutcome(fileName, changed);
        }),
        { seed: 11, numRuns: 25 },
      );
    });

    it('never throws an error without a code at a file cut anywhere', async () => {
      await fc.assert(
        fc.asyncProperty(share, (kept) => expectCodedOutcome(fileName, file.slice(0, Math.floor(kept * file.length)))),
        { seed: 13, numRuns: 15 },
      );
    });
  });
}

async function expectCodedOutcome(fileName: string, bytes: Uint8Array): Promise<void> {
  const outcome = await read(fileName, bytes).catch((reason: unknown) => reason);
  if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SourcierError);
  else expectCanonical(outcome as ReadResult);
}

export function expectCanonical({ text, pages, headings, title }: ReadResult): void {
  expect(text).toBe(text.normalize('NFC'));
  expect(text).toBe(text.trim());
  expect(text).not.toBe('');
  expect(text).not.toMatch(/\r|\n\n\n| \n|\n |\t/);
  expect(text.isWellFormed()).toBe(true);
  expect(title.trim()).not.toBe('');
  let previousEnd = 0;
  for (const { start, end, level } of headings) {
    expect(start).toBeGreaterThanOrEqual(previousEnd);
    expect(end).toBeGreaterThan(start);
    expect(end).toBeLessThanOrEqual(text.length);
    expect(level).toBeGreaterThanOrEqual(1);
    expect(level).toBeLessThanOrEqual(6);
    expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
    expect(text.slice(start, end)).not.toContain('\n');
    previousEnd = end;
  }
  pages.forEach(({ number, start, end }, index) => {
    expect(number).toBe(index + 1);
    expect(start).toBe(pages[index - 1]?.end ?? 0);
    expect(end).toBeGreaterThanOrEqual(start);
  });
  if (pages.length > 0) expect(pages.at(-1)?.end).toBe(text.length);
}
