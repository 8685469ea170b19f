import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Mark, renderDocument } from '../../src/http/render-document.ts';

const TEXT =
  'Titre\n\nUn paragraphe <b> & deux.\nSa suite.\n\n- premier\n- second\n\nVille | Budget\nParis | 3 M€\n\nFin.';
const HEADINGS = [{ start: 0, end: 5, level: 1 }];

function mark(text: string, options: Partial<Mark> = {}): Mark {
  const start = TEXT.indexOf(text);
  return { start, end: start + text.length, id: 'quote', isCurrent: true, ...options };
}

function render(marks: readonly Mark[] = [], pages: { number: number; start: number; end: number }[] = []) {
  return renderDocument({ text: TEXT, headings: HEADINGS, pages }, marks, (number) => `Page ${number}`);
}

describe('a document as a page', () => {
  it('has its headings, paragraphs, lists and tables, with everything escaped', () => {
    expect(render().split('\n')).toEqual([
      '<h2>Titre</h2>',
      '<p>Un paragraphe &lt;b&gt; &amp; deux.',
      'Sa suite.</p>',
      '<ul class="items"><li>- premier</li><li>- second</li></ul>',
      '<div class="table"><table><tr><td>Ville</td><td>Budget</td></tr><tr><td>Paris</td><td>3 M€</td></tr></table></div>',
      '<p>Fin.</p>',
    ]);
  });

  it('marks a quote, wherever it begins and ends', () => {
    expect(render([mark('graphe <b>')])).toContain(
      'para<mark id="quote" tabindex="-1" class="current">graphe &lt;b&gt;</mark> &amp;',
    );
    expect(render([mark('Paris')])).toContain('<td><mark id="quote" tabindex="-1" class="current">Paris</mark></td>');
  });

  it('marks a quote over several blocks piece by piece, under one id', () => {
    const html = render([mark('premier\n- second\n\nVille')]);
    expect(html.match(/<mark/g)).toHaveLength(3);
    expect(html.match(/id="quote"/g)).toHaveLength(1);
  });

  it('tells the other quotes of an answer from the one asked for', () => {
    const html = render([mark('Titre', { id: 'quote-1', isCurrent: false }), mark('Fin.')]);
    expect(html).toContain('<mark id="quote-1" tabindex="-1">Titre</mark>');
    expect(html).toContain('class="current">Fin.');
  });

  it('says where its pages begin', () => {
    const pages = [
      { number: 1, start: 0, end: 30 },
      { number: 2, start: 30, end: TEXT.length },
    ];
    expect(render([], pages)).toMatch(/id="page-1">Page 1<\/p>\n<h2>[\s\S]*id="page-2">Page 2<\/p>\n<ul/);
  });

  it('holds the whole text and no other element, whatever the text and the marks', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 4 }),
        (text, spans) => {
          const marks = spans.map(([start, end], index) => ({ start, end, id: `q${index}`, isCurrent: index === 0 }));
          const html = renderDocument({ text, headings: [], pages: [] }, marks, String);
          const shown = html.replaceAll(
            /<\/?(?:p|ul|li|div|table|tr|td|mark)(?: (?:id|class|tabindex)="[\w -]*")*>/g,
            '',
          );
          expect(shown).not.toMatch(/[<>]/);
          const plain = shown
            .replaceAll('&lt;', '<')
            .replaceAll('&gt;', '>')
            .replaceAll('&quot;', '"')
            .replaceAll('&amp;', '&');
          const letters = (value: string) => value.replaceAll(/[\s|]/g, '');
          expect(letters(plain)).toBe(letters(text));
        },
      ),
    );
  });
});
