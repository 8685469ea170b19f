import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfmFootnote, gfmFootnoteHtml } from 'micromark-extension-gfm-footnote';
import { describe, expect, it } from 'vitest';
import type { Citation } from '../../src/domain.ts';
import { inert } from '../../src/export/briefing-markdown.ts';
import { writeBriefing } from '../../src/export/write-briefing.ts';

/** As GitHub shows it. */
function render(markdown: string): string {
  return micromark(markdown, { extensions: [gfmFootnote()], htmlExtensions: [gfmFootnoteHtml()] });
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

const NOTES = 12;
const quoteOf = (number: number) =>
  `${number}. La *mesure* n° ${number} coûte 10 % de <b>plus</b> & [plus] #${number}.`;

function citation(marker: number, position: number): Citation {
  return {
    marker,
    positions: [position],
    quote: quoteOf(marker),
    status: 'verified',
    passageId: 'p',
    section: ['Titre_long'],
    page: marker,
    start: 0,
    end: 10,
    document: {
      id: `d${marker}.md`,
      version: '1',
      title: `Rapport_${marker}`,
      publisher: null,
      date: '2024',
      language: 'fr',
      url: null,
      fileName: 'd.md',
    },
    permalink: `/citations/${'a'.repeat(20)}${marker}`,
  };
}

async function write(publicUrl: string | null): Promise<string> {
  let text = '';
  const citations = Array.from({ length: NOTES }, (_, index) => {
    text += `${index === 0 ? '' : ' '}Phrase ${index + 1}. `;
    const one = citation(index + 1, text.length);
    text += `[${index + 1}]`;
    return one;
  });
  const answer = {
    status: 'answered' as const,
    answerLanguage: 'fr' as const,
    text,
    citations,
    missing: [],
    notices: [],
    disagreements: [],
    engine: { model: null, index: 'generation 1' },
  };
  const contents = {
    title: 'Note',
    language: 'fr' as const,
    date: '2026-11-25',
    entries: [{ question: 'Combien ?', answer }],
    givenEarlier: false,
    metadataOf: () => undefined,
    publicUrl,
  };
  return new TextDecoder().decode(await writeBriefing(contents, 'markdown'));
}

describe('a briefing in Markdown, as a renderer shows it', () => {
  it('has a footnote for each marker, with the exact quote', async () => {
    const html = render(await write('https://sources.example.org'));
    for (let number = 1; number <= NOTES; number++) {
      expect(html).toContain(`<a href="#user-content-fn-${number}"`);
      const note = new RegExp(`<li id="user-content-fn-${number}">([\\s\\S]*?)</li>`).exec(html)?.[1] ?? '';
      expect(textOf(note)).toContain(`«\u00A0${quoteOf(number)}\u00A0»`);
      expect(note).toContain(`<a href="https://sources.example.org/citations/${'a'.repeat(20)}${number}">`);
    }
  });

  it('has one annex, each quote in the item of its number, also from ten on', async () => {
    const html = render(await write('https://sources.example.org'));
    const lists = [...html.matchAll(/<ol>([\s\S]*?)<\/ol>/g)].map(([, list = '']) => list);
    // The annex and the footnotes.
    expect(lists).toHaveLength(2);
    const items = (lists[0] ?? '').split('<li>').slice(1);
    expect(items).toHaveLength(NOTES);
    items.forEach((item, index) => {
      expect(textOf(/<blockquote>([\s\S]*?)<\/blockquote>/.exec(item)?.[1] ?? '').trim()).toBe(quoteOf(index + 1));
    });
  });

  it('shows a permalink of a service without a public address as it is', async () => {
    expect(render(await write(null))).toContain(`/citations/${'a'.repeat(20)}1 `);
  });

  it('shows any text word for word, wherever it stands', () => {
    const texts = fc
      .stringMatching(/^[A-Za-zé0-9 \\`*_{}[\]()<>#+\-.!|~^&$=:;"'/?@%,]{1,40}$/u)
      .map((text) => text.trim().replaceAll(/ +/g, ' '))
      .filter((text) => text !== '');
    fc.assert(
      fc.property(texts, (text) => {
        expect(textOf(render(inert(text))).trim()).toBe(text);
        expect(textOf(render(`## ${inert(text)}`)).trim()).toBe(text);
        expect(textOf(render(`1. Note\n\n   > ${inert(text)}`)).trim()).toBe(`Note\n\n${text}`);
        expect(textOf(render(`- ${inert(text)}`)).trim()).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
