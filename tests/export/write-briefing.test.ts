import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';
import type { Answer, Citation } from '../../src/domain.ts';
import type { BriefingContents } from '../../src/export/briefing.ts';
import { readPermalinks } from '../../src/export/read-permalinks.ts';
import { BRIEFING_FORMATS, writeBriefing } from '../../src/export/write-briefing.ts';
import { sampleAnswer } from '../answering/sample-answer.ts';

const QUOTE = 'Le budget est de 3 M€ <b>par an</b>, soit *beaucoup*.';
const PERMALINK = '/citations/YS5tZAowMTIzCjAKMTAKYWJj';

function citation(marker: number, positions: number[], quote = QUOTE): Citation {
  return {
    marker,
    positions,
    quote,
    status: 'verified',
    passageId: 'p',
    section: ['Budget'],
    page: 12,
    start: 0,
    end: quote.length,
    document: {
      id: 'a.pdf',
      version: '1',
      title: 'Rapport',
      publisher: 'Agence',
      date: '2024-05-23',
      language: 'fr',
      url: null,
      fileName: 'a.pdf',
    },
    permalink: PERMALINK,
  };
}

function answer(text: string, citations: Citation[], others: Partial<Answer> = {}): Answer {
  return sampleAnswer({ text, citations, ...others });
}

const CONTENTS: BriefingContents = {
  title: 'Note <script> & [essai](x)',
  language: 'fr',
  date: '2026-11-25',
  publicUrl: 'https://sources.example.org',
  givenEarlier: false,
  metadataOf: () => undefined,
  entries: [
    {
      question: 'Quel est le budget ?',
      answer: answer(
        'Le budget est de 3 M€ [1], comme dit plus haut [1]. Le plan [12] le prévoit.',
        [citation(1, [22, 47])],
        {
          disagreements: [{ markers: [1], values: [], note: '3 M€ ou 4 M€.' }],
          missing: ['le prix'],
        },
      ),
    },
    {
      question: 'Qui a gagné ?',
      answer: answer('Les 3 documents ne répondent pas. Voici les passages les plus proches.', [], {
        question: 'Qui a gagné ?',
        status: 'not_found',
      }),
    },
    { question: 'Trop longue', failure: 'La question est trop longue.' },
  ],
};

async function write(format: (typeof BRIEFING_FORMATS)[number]): Promise<Uint8Array> {
  return await writeBriefing(CONTENTS, format);
}

async function writeText(format: 'markdown' | 'html' | 'json'): Promise<string> {
  return new TextDecoder().decode(await write(format)).replaceAll('\u00A0', ' ');
}

describe('a briefing', () => {
  it('has in Markdown its notes, with reference, page, quote and permalink, and nothing that is markup by accident', async () => {
    const text = await writeText('markdown');
    expect(text).toContain('# Note \\<script\\> \\& \\[essai\\](x)');
    expect(text).toContain('Le budget est de 3 M€[^1], comme dit plus haut[^1]. Le plan \\[12\\] le prévoit.');
    expect(text).toContain(
      '[^1]: Agence. Rapport. 23 mai 2024. p. 12. « Le budget est de 3 M€ \\<b\\>par an\\</b\\>, soit \\*beaucoup\\*. » <https://sources.example.org/citations/',
    );
    expect(text).toContain('> Désaccord entre les sources. 3 M€ ou 4 M€.');
    expect(text).toContain('> Les documents ne répondent pas à ceci : « le prix ».');
    expect(text).toContain('## Questions sans réponse dans les documents\n\n- Qui a gagné ?');
    // The closest passages are shown with an answer, never in a briefing.
    expect(text).toContain('## Qui a gagné ?\n\nLes documents consultés ne répondent pas à cette question.');
    expect(text).not.toContain('Voici les passages');
    expect(text).toContain('> Cette question n’a pas pu être traitée. La question est trop longue.');
    expect(text).toContain('25 novembre 2026, sur l’index (génération 4).');
  });

  it('has in HTML notes that lead to and fro, and no element of a document or a title', async () => {
    const html = await writeText('html');
    expect(html).toContain('<a href="#note-1" id="use-1">1</a>');
    expect(html).toContain('<li id="note-1" value="1">');
    expect(html).toContain('&lt;b&gt;par an&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<b>/);
  });

  it('has in Word real footnotes, headings and accents, which another reader finds', async () => {
    const { value: html, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(await write('docx')) });
    const text = html.replaceAll('\u00A0', ' ');
    expect(messages.filter(({ type }) => type === 'error')).toEqual([]);
    expect(text).toContain('<h1>Quel est le budget ?</h1>');
    expect(text).toMatch(/<sup><a href="#footnote-1"[^>]*>\[1\]<\/a><\/sup>/);
    expect(text).toContain('« Le budget est de 3 M€ &lt;b&gt;par an&lt;/b&gt;, soit *beaucoup*. »');
    // A note that is used again has its number again, and no second footnote.
    expect(text).toMatch(/plus haut<sup>1<\/sup>/);
    expect(text).not.toContain('footnote-2');
    expect(text).toContain(`<a href="https://sources.example.org${PERMALINK}">`);
  });

  it('has in JSON its entries as they were, and its notes', async () => {
    const { entries, notes } = JSON.parse(await writeText('json'));
    expect(entries).toHaveLength(3);
    expect(notes).toMatchObject([{ number: 1, permalink: `https://sources.example.org${PERMALINK}` }]);
  });

  it.each(BRIEFING_FORMATS)('gives back its permalinks from %s', async (format) => {
    expect(readPermalinks(await write(format))).toEqual([PERMALINK.slice('/citations/'.length)]);
  });

  it('is written in Word whatever characters a document holds', async () => {
    const hostile = 'Un\u0000 deux\u0008 trois\uFFFE \uD83D quatre \u202E cinq 😀';
    const entries = [
      { question: hostile, answer: answer(`${hostile} [1]`, [citation(1, [hostile.length + 1], hostile)]) },
    ];
    const bytes = await writeBriefing({ ...CONTENTS, title: hostile, entries }, 'docx');
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) });
    expect(value).toContain('quatre');
    expect(value).toContain('😀');
  });
});
