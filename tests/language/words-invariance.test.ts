import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { analyse, analyseQuestion } from '../../src/language/analyse.ts';
import { toCanonical } from '../../src/language/normalise.ts';
import { tokenise } from '../../src/language/words.ts';

const language = fc.constantFrom<Language>('fr', 'en');

const words = fc.constantFrom(
  ...['l’État', 'd’un', 'O’Brien', 'don’t', 'côté', 'élevés', 'Noël', 'Poincaré', 'ÉCOLE', 'maïs', 'Œuvre', 'ambiguë'],
  ...['2 000', '1 234 567,8', '36 M€', '1er mars 2024', 'AP-HP', 'art. L. 123-4', 'chercheur·e·s', 'XXIᵉ', 'R & D'],
  ...['CO₂', '12 km²', 'PR [AI] RIE', 'aujourd’hui', 'prud’hommes', 'le', 'and', '15 %', '5G', 'main-d’œuvre'],
);
const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' '));

const terms = (written: string, from: Language) =>
  analyse(written, from).map(({ term, position }) => `${position} ${term}`);

describe('the terms of a text are the same', () => {
  it.each([..."'ʼ‘‛´`′＇"])('with %s for an apostrophe', (apostrophe) => {
    fc.assert(
      fc.property(text, language, (written, from) => {
        expect(terms(written.replaceAll('’', apostrophe), from)).toEqual(terms(written, from));
      }),
    );
  });

  it('with accents as marks of their own (NFD), once it is canonical', () => {
    fc.assert(
      fc.property(text, language, (written, from) => {
        expect(terms(toCanonical(written.normalize('NFD')), from)).toEqual(terms(written, from));
      }),
    );
  });

  it.each(['\u00A0', '\u202F', '\u2009', '\u2007'])('with %j for a space inside a number', (space) => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 999_999_999 }), fc.nat(99), language, (whole, decimals, from) => {
        const grouped = (gap: string) => `il y en a ${whole.toLocaleString('en').replaceAll(',', gap)},${decimals} ici`;
        expect(terms(grouped(space), from)).toEqual(terms(grouped(' '), from));
        expect(terms(grouped(space), from).join()).toContain(`${whole}.${decimals}`);
      }),
    );
  });

  it('with characters that nobody sees inside its words, once it is canonical', () => {
    const invisible = fc.constantFrom('\u00AD', '\u200B', '\u200D', '\u2060', '\u202A', '\uFEFF');
    fc.assert(
      fc.property(text, invisible, fc.nat(200), language, (written, character, place, from) => {
        const at = Math.min(place, written.length);
        const disturbed = written.slice(0, at) + character + written.slice(at);
        expect(terms(toCanonical(disturbed), from)).toEqual(terms(written, from));
      }),
    );
  });
});

describe('reading any text whatever', () => {
  const alphabet = fc.constantFrom(
    ...Array.from("aéÉœLRD’'.-·•(e)s[&]@%€$M0123456789 \u00A0\u202F/²₂°:«»\n"),
    ...['\u{1D400}', '😀', '\uD800', '\uDC00', 'e\u0301', 'mars ', '2024', ' M€', 'art. ', 'II', 'millions ', '１'],
  );
  const anything = fc.oneof(
    fc.array(alphabet, { maxLength: 40 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('never throws, and gives offsets inside the text and never inside a surrogate pair', () => {
    const isInsidePair = (written: string, offset: number) => {
      const [before, after] = [written.charCodeAt(offset - 1), written.charCodeAt(offset)];
      return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
    };
    fc.assert(
      fc.property(anything, language, (written, from) => {
        for (const { start, end } of [
          ...tokenise(written),
          ...analyse(written, from),
          ...analyseQuestion(written, from),
        ]) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(written.length);
          expect(isInsidePair(written, start) || isInsidePair(written, end)).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives no empty term, and at most 64 characters of any word', () => {
    fc.assert(
      fc.property(anything, language, (written, from) => {
        for (const { term } of analyse(written, from)) {
          expect(term.length).toBeGreaterThan(0);
          // Folding may spell a ligature out.
          expect(term.length).toBeLessThanOrEqual(64 * 18);
        }
      }),
    );
  });
});
