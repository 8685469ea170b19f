import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseUploadName } from '../../src/store/upload-name.ts';

describe('the name of an upload', () => {
  it.each([
    ['../../x.pdf', 'x.pdf'],
    ['C:\\Users\\moi\\x.pdf', 'x.pdf'],
    ['/etc/passwd', 'passwd'],
    ['..x.pdf', 'x.pdf'],
    ['.cache', 'cache'],
    ['a\u0000b\u202Ec.pdf', 'abc.pdf'],
    ['Rapport  d’été.pdf', 'Rapport d’été.pdf'],
    ['e\u0301te\u0301.md', 'été.md'],
    ['a:b|c?.md', 'a b c .md'],
  ])('%j is kept as %j', (given, kept) => {
    expect(normaliseUploadName(given)).toBe(kept);
  });

  it.each(['', '   ', '..', '../', '/', '...', '\u0000', '--', '﻿'])('%j is refused', (name) => {
    expect(() => normaliseUploadName(name)).toThrow(expect.objectContaining({ code: 'file_name_invalid' }));
  });

  it('keeps its extension when it is too long for a file system', () => {
    const name = normaliseUploadName(`${'é'.repeat(5_000)}.pdf`);
    expect(name).toMatch(/^é+\.pdf$/);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  });

  it('takes a megabyte of any one character', () => {
    for (const character of [' ', '.', '-', 'é', '\u0301', '\\', '\uD800']) {
      const megabyte = character.repeat(1 << 20);
      try {
        expect(Buffer.byteLength(normaliseUploadName(`a${megabyte}b.md`))).toBeLessThanOrEqual(200);
      } catch (error) {
        expect(error).toMatchObject({ code: 'file_name_invalid' });
      }
    }
  });

  it('never holds a path, a control character or a leading dot, whatever was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (given) => {
        try {
          const name = normaliseUploadName(given);
          expect(name).not.toMatch(/[/\\\p{Cc}]|^\./u);
          expect(normaliseUploadName(name)).toBe(name);
        } catch (error) {
          expect(error).toMatchObject({ code: 'file_name_invalid' });
        }
      }),
    );
  });
});
