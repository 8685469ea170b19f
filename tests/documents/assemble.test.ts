import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/documents/assemble.ts';
import type { Block } from '../../src/documents/blocks.ts';

describe('assemble', () => {
  it('separates blocks by a blank line and lines by a line break', () => {
    const { text, headings } = assemble(
      [
        { kind: 'heading', level: 2, text: ' Un\n titre ' },
        { kind: 'paragraph', text: 'Un  texte\nsur deux lignes.' },
        { kind: 'lines', text: '- un\n\n -  deux \n' },
        { kind: 'paragraph', text: '\u200B' },
      ],
      0,
    );
    expect(text).toBe('Un titre\n\nUn texte sur deux lignes.\n\n- un\n- deux');
    expect(headings).toEqual([{ start: 0, end: 8, level: 2 }]);
  });

  it('takes offsets after normalising: é of two characters is one', () => {
    const { text, headings } = assemble(
      [
        { kind: 'paragraph', text: 'e\u0301te\u0301' },
        { kind: 'heading', level: 1, text: 'Fin' },
      ],
      0,
    );
    expect(text.slice(headings[0]?.start, headings[0]?.end)).toBe('Fin');
  });

  it('keeps no-break spaces and trims the others', () => {
    expect(assemble([{ kind: 'paragraph', text: ' «\u00A0mot\u00A0»  et\u00A0\u00A0mot ' }], 0).text).toBe(
      '«\u00A0mot\u00A0» et\u00A0mot',
    );
  });

  it('gives each page its part of the text, an empty one where it has none', () => {
    const { text, pages } = assemble(
      [
        { kind: 'paragraph', text: 'Un deux trois', page: 1, pageBreaks: [{ offset: 8, page: 2 }] },
        { kind: 'paragraph', text: 'Quatre', page: 4 },
      ],
      5,
    );
    expect(pages.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
      'Un deux',
      'trois',
      '',
      'Quatre',
      '',
    ]);
  });

  it('keeps its promises for any blocks', () => {
    const kinds = fc.constantFrom<'paragraph' | 'lines' | 'heading'>('paragraph', 'lines', 'heading');
    const text = fc.string({ unit: 'binary' });
    const block = fc.record({ kind: kinds, text, page: fc.integer({ min: 1, max: 4 }), offset: fc.nat(30) }).map(
      ({ kind, text: words, page, offset }): Block => ({
        ...(kind === 'heading' ? { kind, level: 3 } : { kind }),
        text: words,
        page,
        pageBreaks: [{ offset, page: page + 1 }],
      }),
    );
    fc.assert(
      fc.property(fc.array(block), (blocks) => {
        const content = assemble(blocks, 6);
        expect(content.text).toBe(content.text.normalize('NFC').trim());
        expect(content.text.isWellFormed()).toBe(true);
        expect(content.pages.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
        content.pages.forEach(({ start, end }, index) => {
          expect(start).toBe(content.pages[index - 1]?.end ?? 0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(/^[\uDC00-\uDFFF]/.test(content.text.slice(start))).toBe(false);
        });
        for (const { start, end } of content.headings)
          expect(content.text.slice(start, end)).not.toMatch(/^\s|\s$|\n|^$/);
      }),
      { seed: 5 },
    );
  });
});
