import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldWithOffsets, toCanonical } from '../../src/language/normalise.ts';

const anyText = fc.string({ unit: 'binary' });
const frenchText = fc.string({
  unit: fc.constantFrom(...'aéÈœŒß’ʼ– \u00A0\u202F\u00ADe\u0301\u200Bﬁ²«»\n', '😀', '\uD800', '\r\n', '\uFEFF'),
});

describe('toCanonical', () => {
  it('composes accents that stand apart', () => {
    expect(toCanonical('e\u0301te\u0301')).toBe('été');
  });

  it('ends lines with a line feed, whatever ended them', () => {
    expect(toCanonical('a\r\nb\rc\u2028d\fe\u0085f')).toBe('a\nb\nc\nd\ne\nf');
  });

  it('drops byte order marks, soft hyphens, zero-width and bidirectional controls', () => {
    expect(toCanonical('\uFEFFin\u00ADtel\u200Bli\u2060gence\u202E \u{E0041}IA')).toBe('intelligence IA');
  });

  it('drops control characters but keeps tabs and line feeds', () => {
    expect(toCanonical('a\u0000b\u0007c\u009Fd\te\nf')).toBe('abcd\te\nf');
  });

  it('replaces lone surrogates and keeps pairs', () => {
    expect(toCanonical('a\uD83Db 😀 \uDE00')).toBe('a\uFFFDb 😀 \uFFFD');
  });

  it('keeps no-break spaces and typographic quotation marks', () => {
    const typography = '« l’IA\u00A0: 2\u202F000 »';
    expect(toCanonical(typography)).toBe(typography);
  });

  it('shortens runs of combining marks that no script needs, so that normalising them stays fast', () => {
    const hostile = `a${'\u0301'.repeat(200_000)}${'\u0323'.repeat(200_000)}`;
    expect(toCanonical(hostile).length).toBeLessThan(40);
  });

  it('gives well-formed NFC text without carriage returns, once and for all', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, frenchText), (text) => {
        const canonical = toCanonical(text);
        expect(canonical).not.toMatch(/\p{Surrogate}/u);
        expect(canonical.normalize('NFC')).toBe(canonical);
        expect(canonical).not.toMatch(/[\r\0\u00AD\u200B\uFEFF]/);
        expect(toCanonical(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('fold', () => {
  it.each([
    ['Éric Gaußier', 'eric gaussier'],
    ['Œuvre, CŒUR, ex æquo', 'oeuvre, coeur, ex aequo'],
    ['l’IA lʼIA l\u00B4IA', "l'ia l'ia l'ia"],
    ['IA‑cluster – oui — non', 'ia-cluster - oui - non'],
    ['2\u202F000\u00A0€', '2 000 €'],
    ['ﬁnance, m²', 'finance, m2'],
    ['« oui » “yes”', '" oui " "yes"'],
    ['e\u0301te\u0301', 'ete'],
    ['İstanbul', 'istanbul'],
  ])('makes %j %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('is the same done twice, and the same for composed and decomposed text', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, frenchText), (text) => {
        const folded = fold(text);
        expect(fold(folded)).toBe(folded);
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });
});

describe('foldWithOffsets', () => {
  it('leads each folded letter back to its source', () => {
    const source = 'Le cœur de l’été';
    const { text, offsets } = foldWithOffsets(source);
    const start = text.indexOf('coeur');
    expect(source.slice(offsets[start], offsets[start + 'coeur'.length])).toBe('cœur');
    const summer = text.indexOf('ete');
    expect(source.slice(offsets[summer], offsets[summer + 3])).toBe('été');
  });

  it('takes accents that stand apart with the letter before them', () => {
    const source = 'e\u0301te\u0301 !';
    const { offsets } = foldWithOffsets(source);
    expect(source.slice(offsets[0], offsets[3])).toBe('e\u0301te\u0301');
  });

  it('gives the text of fold, with rising offsets that never cut a surrogate pair', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, frenchText), (source) => {
        const { text, offsets } = foldWithOffsets(source);
        expect(text).toBe(fold(source));
        expect(offsets).toHaveLength(text.length + 1);
        expect(offsets[text.length]).toBe(source.length);
        for (const [index, offset] of offsets.entries()) {
          expect(offset).toBeGreaterThanOrEqual(offsets[index - 1] ?? 0);
          const cutsPair =
            /^[\uDC00-\uDFFF]/.test(source.slice(offset)) && /[\uD800-\uDBFF]$/.test(source.slice(0, offset));
          expect(cutsPair).toBe(false);
        }
      }),
    );
  });
});
