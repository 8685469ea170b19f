import { describe, expect, it } from 'vitest';
import { tellTranslations, translateCitations } from '../../src/answering/translate-citations.ts';
import type { Answer, Citation, Language } from '../../src/domain.ts';
import { sampleAnswer } from './sample-answer.ts';

function cite(marker: number, quote: string, text: string, language: Language = 'fr'): Citation {
  const positions = [...text.matchAll(new RegExp(`\\[${marker}\\]`, 'g'))].map(({ index }) => index);
  const document = {
    id: 'phare.md',
    version: 'v',
    title: 'Le phare',
    publisher: null,
    date: null,
    language,
    url: null,
    fileName: 'phare.md',
  };
  return {
    marker,
    positions,
    quote,
    status: 'verified',
    passageId: 'p',
    section: [],
    page: null,
    start: 0,
    end: quote.length,
    document,
    permalink: `/citations/${marker}`,
  };
}

function answer(text: string, citations: readonly Citation[], answerLanguage: Language = 'en'): Answer {
  return sampleAnswer({ text, citations, answerLanguage, questionLanguage: answerLanguage });
}

const BOOK: Readonly<Record<string, string>> = { 'Il est fermé.': 'It is closed.', 'Il est haut.': 'It is high.' };
const translator = {
  translate: async (quotes: readonly string[]) =>
    quotes.map((quote) => {
      const text = BOOK[quote];
      return text === undefined ? null : { text, language: 'en' as const, engine: 'toy' };
    }),
};

const TEXT =
  'In 1890 [1].\n\nAccording to “Le phare”: «\u00A0Il est fermé.\u00A0» [1][2] «\u00A0Il est haut.\u00A0» [3] «\u00A0Autre.\u00A0» [4]';
const QUOTES = ['Il est fermé.', 'Il est fermé.', 'Il est haut.', 'Autre.'];
const CITED = QUOTES.map((quote, index) => cite(index + 1, quote, TEXT));

describe('An English answer', () => {
  it('has the rendering of each French quote that there is one of', async () => {
    const { citations } = await translateCitations(answer(TEXT, CITED), { translator });
    expect(citations.map(({ translation }) => translation?.text)).toEqual([
      'It is closed.',
      'It is closed.',
      'It is high.',
      undefined,
    ]);
    expect(citations.map(({ quote }) => quote)).toEqual(QUOTES);
  });

  it('tells it behind the quote and its markers, and every marker is where its positions say', async () => {
    const told = tellTranslations(await translateCitations(answer(TEXT, CITED), { translator }));
    expect(told.text).toContain(
      '«\u00A0Il est haut.\u00A0» [3] (unofficial translation: “It is high.”) «\u00A0Autre.\u00A0» [4]',
    );
    expect(told.text.match(/unofficial translation: “It is closed\.”/g)).toHaveLength(1);
    for (const { marker, positions } of told.citations) {
      expect(positions.length).toBeGreaterThan(0);
      for (const position of positions) expect(told.text.startsWith(`[${marker}]`, position)).toBe(true);
    }
  });

  it('is as it was where its documents are English, it is French, or there is no translator', async () => {
    const english = answer(TEXT, [cite(1, 'Il est fermé.', TEXT, 'en')]);
    expect(await translateCitations(english, { translator })).toEqual(english);
    const french = answer(TEXT, CITED, 'fr');
    expect(await translateCitations(french, { translator })).toEqual(french);
    const plain = answer(TEXT, CITED);
    expect(await translateCitations(plain, { translator: null })).toBe(plain);
    expect(tellTranslations(plain)).toEqual(plain);
  });

  it('is given without renderings, and says so, where the translator does not work', async () => {
    const causes: unknown[] = [];
    const failure = new Error('out of memory');
    const broken = { translate: () => Promise.reject(failure) };
    const given = await translateCitations(answer(TEXT, CITED), {
      translator: broken,
      failed: (cause) => causes.push(cause),
    });
    expect(given.citations).toEqual(CITED);
    expect(given.notices).toMatchObject([{ code: 'translation_failed' }]);
    expect(causes).toEqual([failure]);
  });
});
