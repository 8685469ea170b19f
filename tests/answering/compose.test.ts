import { describe, expect, it } from 'vitest';
import { composeAnswer, type PartAnswer } from '../../src/answering/compose.ts';
import { presentQuote } from '../../src/answering/frames.ts';
import type { Quote } from '../../src/answering/select-quotes.ts';
import { makeHit } from './sample-hits.ts';

function quoteOf(text: string, id: string, options: Partial<{ offset: number; alsoIn: Quote[] }> = {}): Quote {
  const { offset = 0, alsoIn = [] } = options;
  const hit = makeHit(text, { id, offset });
  return { hit, start: offset, end: offset + text.length, text, alsoIn };
}

const part = (quotes: readonly Quote[], rest: Partial<PartAnswer> = {}): PartAnswer => ({
  short: null,
  quotes,
  disagreement: null,
  ...rest,
});

const compose = (parts: readonly PartAnswer[], missing: readonly string[] = [], language: 'fr' | 'en' = 'fr') =>
  composeAnswer(parts, { missing, language, pageAt: () => null });

const SOURCE = (id: string) => `«\u00A0Titre de ${id}\u00A0» (Éditeur, 23 mai 2024)\u00A0:`;

describe('an answer’s text', () => {
  it('begins with the value asked for, which has the marker of its quote', () => {
    const { text, citations } = compose([part([quoteOf('Bâti en 1890.', 'a')], { short: '1890' })]);
    expect(text).toBe(`1890 [1].\n\nSelon le document ${SOURCE('a')} «\u00A0Bâti en 1890.\u00A0» [1]`);
    expect(citations.map(({ marker, positions }) => [marker, positions])).toEqual([[1, [5, text.length - 3]]]);
  });

  it('shows the quotes of one document together, each with its own marker', () => {
    const quotes = [quoteOf('Un.', 'a'), quoteOf('Deux.', 'b'), quoteOf('Trois.', 'a', { offset: 9 })];
    const { text, citations } = compose([part(quotes)]);
    expect(text).toBe(
      `Selon le document ${SOURCE('a')} «\u00A0Un.\u00A0» [1] «\u00A0Trois.\u00A0» [2]\n\nSelon un autre document, ${SOURCE('b')} «\u00A0Deux.\u00A0» [3]`,
    );
    expect(citations.map(({ document }) => document.id)).toEqual(['a', 'a', 'b']);
  });

  it('shows once what two parts of the question rely on', () => {
    const quote = quoteOf('Anne Morel l’a fondé en 1890.', 'a');
    const { text, citations } = compose([part([quote]), part([{ ...quote }], { short: '1890' })]);
    expect(citations).toHaveLength(1);
    expect(text.split('Anne Morel')).toHaveLength(2);
    expect(text.startsWith('1890 [1].')).toBe(true);
  });

  it('cites every document that says the same', () => {
    const other = quoteOf('Bâti en 1890 !', 'b', { offset: 4 });
    const { text, citations } = compose([part([quoteOf('Bâti en 1890.', 'a', { alsoIn: [other] })])]);
    expect(text.endsWith('«\u00A0Bâti en 1890.\u00A0» [1][2]')).toBe(true);
    expect(citations.map(({ document, quote, start }) => [document.id, quote, start])).toEqual([
      ['a', 'Bâti en 1890.', 0],
      ['b', 'Bâti en 1890 !', 4],
    ]);
  });

  it('says first that its sources contradict each other, and which markers are the sides', () => {
    const quotes = [quoteOf('Créé en 1987.', 'a'), quoteOf('Créé en 1989.', 'b')];
    const disagreement = { values: ['1987', '1989'], note: 'Les sources ne concordent pas.' };
    const { text, disagreements } = compose([part(quotes, { disagreement })]);
    expect(text.startsWith('Les sources ne concordent pas.\n\nSelon')).toBe(true);
    expect(disagreements).toEqual([{ ...disagreement, markers: [1, 2] }]);
  });

  it('names what is missing in the question’s own words, in either language', () => {
    const quotes = [quoteOf('Bâti en 1890.', 'a')];
    expect(compose([part(quotes)], ['quel est son budget ?']).text).toMatch(
      /\n\nLes documents ne disent pas\u00A0: «\u00A0quel est son budget\u00A0»\.$/,
    );
    expect(compose([part(quotes)], ['what is its budget?', 'by whom?'], 'en').text).toMatch(
      /\n\nThe documents do not say: “what is its budget”, “by whom”\.$/,
    );
  });

  it('leaves the documents’ own brackets alone: its markers are where it says', () => {
    const { text, citations } = compose([part([quoteOf('Voir [1] et [2].', 'a'), quoteOf('Et [1].', 'b')])]);
    for (const { marker, positions } of citations) {
      for (const position of positions) {
        expect(text.slice(position, position + 3)).toBe(`[${marker}]`);
        expect(text.slice(0, position)).toMatch(/» $/);
      }
    }
  });
});

describe('a quote in the text of an answer', () => {
  it('stands on one line, and rows of a table are told apart', () => {
    expect(presentQuote('Le port\nest grand.', 'fr')).toBe('«\u00A0Le port est grand.\u00A0»');
    expect(presentQuote('Phare | Hauteur\nMorel | 30 m', 'fr')).toBe('«\u00A0Phare | Hauteur / Morel | 30 m\u00A0»');
  });
});
