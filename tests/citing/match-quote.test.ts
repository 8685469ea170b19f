import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchQuote } from '../../src/citing/match-quote.ts';

const TEXT =
  'L’institut a reçu « 36 millions d’euros » en 2021 : c’est l’œuvre de l’État. Il compte 1 950 chercheurs, inter-\nnationaux pour la plupart.';

function found(quote: string, text = TEXT) {
  const match = matchQuote(quote, text);
  return match === null ? null : { status: match.status, text: text.slice(match.start, match.end) };
}

describe('a quote in a text', () => {
  it('is verified where it stands character for character', () => {
    expect(found('Il compte 1 950 chercheurs')).toEqual({ status: 'verified', text: 'Il compte 1 950 chercheurs' });
  });

  it.each([
    ["L'institut a reçu", 'L’institut a reçu'],
    ['a reçu "36 millions d\'euros" en 2021:', 'a reçu « 36 millions d’euros » en 2021 :'],
    ["c'est l'oeuvre de l'État", 'c’est l’œuvre de l’État'],
    ['Il  compte\n1\u202F950 chercheurs', 'Il compte 1 950 chercheurs'],
    ['chercheurs, internationaux pour la plupart', 'chercheurs, inter-\nnationaux pour la plupart'],
    ['Il compte **1 950** chercheurs', 'Il compte 1 950 chercheurs'],
  ])('is verified whatever its typography: %s', (quote, own) => {
    expect(found(quote)).toEqual({ status: 'verified', text: own });
  });

  it('is repaired where capitals or accents differ', () => {
    expect(found("l'institut a recu « 36 millions d'euros »")?.status).toBe('repaired');
  });

  it('is repaired to the text’s own words where most of it stands there in one run', () => {
    expect(found('Il compte 1 950 chercheurs, internationaux pour la plus grande')).toEqual({
      status: 'repaired',
      text: 'Il compte 1 950 chercheurs, inter-\nnationaux pour la',
    });
  });

  it('is not found where a figure in its middle was changed', () => {
    expect(found('L’institut a reçu « 38 millions d’euros » en 2021')).toBeNull();
  });

  it('is not found where two distant runs were joined', () => {
    expect(found('L’institut a reçu internationaux pour la plupart')).toBeNull();
  });

  it('is not found inside of other words and figures', () => {
    expect(found('950 cherch')).toBeNull();
    expect(found('21')).toBeNull();
  });

  it('is not found where it is short and not exact', () => {
    expect(found('Le compte')).toBeNull();
  });

  it('says nothing where it has neither letters nor figures', () => {
    expect(found('« … »')).toBeNull();
    expect(found('')).toBeNull();
  });

  it('is found whatever the text, if it is a run of the text’s whole words', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[\p{L}\p{N}]{1,8}$/u), { minLength: 3, maxLength: 30 }), (words) => {
        const text = words.join(' ').normalize('NFC');
        const quote = text.split(' ').slice(1, -1).join(' ');
        const match = matchQuote(quote, text);
        expect(match?.status).toBe('verified');
        expect(text.slice(match?.start, match?.end)).toBe(quote);
      }),
    );
  });

  it('never gives a span outside of the text, whatever the two are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (quote, text) => {
        const match = matchQuote(quote, text);
        if (match === null) return;
        expect(match.start).toBeGreaterThanOrEqual(0);
        expect(match.end).toBeGreaterThan(match.start);
        expect(match.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
