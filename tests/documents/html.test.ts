import { describe, expect, it } from 'vitest';
import { limitNesting } from '../../src/documents/readers/html-nesting.ts';
import { outline, read } from './read.ts';
import { describeReader } from './reader-contract.ts';

async function readBody(body: string): Promise<string> {
  return outline(
    await read('page.html', `<!doctype html><html lang="fr"><meta charset="utf-8"><body>${body}</body></html>`),
  );
}

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

describe('reading a web page', () => {
  it('keeps the text of the page and leaves out what stands around it', async () => {
    expect(
      await readBody(
        '<header><a href="/">Le site</a></header><nav>Menu</nav><main><h1>Titre</h1><p>Un <b>texte</b><br>assez long pour compter.</p>' +
          '<form><label>Nom</label><input value="x"><button>Envoyer</button></form><aside>À lire aussi</aside></main>' +
          '<div hidden>Caché</div><p style="display: none">Caché</p><p aria-hidden="true">Caché</p>' +
          '<script>var x = "<p>non</p>";</script><style>p{}</style><footer>Mentions légales</footer>',
      ),
    ).toBe('# Titre\n\nUn texte assez long pour compter.\n\nNom');
  });

  it('takes the title from above the main part where it has none', async () => {
    expect(
      await readBody(
        '<h1>Titre</h1><div>Chapeau</div><main><p>Le texte de la page, bien plus long que le reste.</p></main>',
      ),
    ).toBe('# Titre\n\nLe texte de la page, bien plus long que le reste.');
  });

  it('keeps the whole page where its main part holds little of the text', async () => {
    expect(
      await readBody(
        '<main><p>Court.</p></main><div>Un texte bien plus long qui se trouve en dehors de la partie principale.</div>',
      ),
    ).toContain('en dehors');
  });

  it('keeps the header of an article', async () => {
    expect(
      await readBody('<article><header><h1>Titre</h1></header><p>Texte.</p><footer>Signature</footer></article>'),
    ).toBe('# Titre\n\nTexte.\n\nSignature');
  });

  it('reads lists, nested and numbered ones too', async () => {
    expect(
      await readBody(
        '<ul><li>un<ol start="3"><li>trois</li><li><p>quatre</p><p>suite</p></li></ol></li><li>deux <em>mots</em></li></ul><p>Fin.</p>',
      ),
    ).toBe('- un\n3. trois\n4. quatre suite\n- deux mots\n\nFin.');
  });

  it('takes a list of cards with headings for layout', async () => {
    expect(await readBody('<ul><li><h2>Carte</h2><p>Texte.</p></li></ul>')).toBe('## Carte\n\nTexte.');
  });

  it('reads a table row by row, its header first, and repeats cells that span rows', async () => {
    expect(
      await readBody(
        '<table><caption>Moyens</caption><thead><tr><th>Pays</th><th>Ville</th><th>Budget</th></tr></thead>' +
          '<tbody><tr><td rowspan="2">France</td><td>Paris</td><td>1,5&nbsp;M€</td></tr><tr><td>Lyon</td><td></td></tr>' +
          '<tr><td colspan="2">Total</td><td>2 M€</td></tr></tbody></table>',
      ),
    ).toBe('Moyens\n\nPays | Ville | Budget\nFrance | Paris | 1,5\u00A0M€\nFrance | Lyon\nTotal | | 2 M€');
  });

  it('takes a table around headings or of one column for layout', async () => {
    expect(await readBody('<table><tr><td><h2>Partie</h2><p>Texte.</p></td><td>Marge</td></tr></table>')).toBe(
      '## Partie\n\nTexte.\n\nMarge',
    );
  });

  it('reads definitions as rows, code line by line, and a figure’s caption', async () => {
    expect(
      await readBody(
        '<dl><dt>IA</dt><dd>intelligence artificielle</dd></dl><pre>un\n  deux</pre><figure><img alt="x"><figcaption>Légende</figcaption></figure>',
      ),
    ).toBe('IA | intelligence artificielle\n\nun\ndeux\n\nLégende');
  });

  it('leaves out the marks of notes but not exponents', async () => {
    expect(await readBody('<p>Le texte<sup><a href="#n1">1</a></sup> sur 10 m<sup>2</sup>.</p>')).toBe(
      'Le texte sur 10 m2.',
    );
  });

  it('reads what is not closed as browsers do', async () => {
    expect(await readBody('<p>Un<p>Deux<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3<td>4</table>')).toBe(
      'Un\n\nDeux\n\n- a\n- b\n\n1 | 2\n3 | 4',
    );
  });

  it('takes the encoding from the mark, the declaration, the bytes, in that order', async () => {
    const page = '<meta charset="iso-8859-1"><p>été</p>';
    expect((await read('a.html', latin1(page))).text).toBe('été');
    expect((await read('b.html', `\uFEFF${page}`)).text).toBe('été');
    expect((await read('c.html', '<p>été</p>')).text).toBe('été');
    const guessed = await read('d.html', latin1('<p>été, l\x92eau</p>'));
    expect(guessed).toMatchObject({ text: 'été, l’eau', warnings: [{ code: 'encoding_guessed' }] });
    expect(
      (await read('e.html', latin1('<?xml version="1.0" encoding="windows-1252"?><html><body>l\x92été</body></html>')))
        .warnings,
    ).toEqual([]);
  });

  it('takes metadata from the head', async () => {
    const head =
      '<title>Les chiffres de 2024 | Ministère</title><meta property="og:site_name" content="Ministère de l’Exemple">' +
      '<meta name="author" content="Anne Durand"><meta property="article:published_time" content="2024-05-23T10:00:00+02:00">' +
      '<link rel="canonical" href="https://exemple.fr/chiffres"><meta name="DC.rights" content="Licence Ouverte 2.0">';
    const page = `<html lang="en-GB"><head><meta charset="utf-8">${head}</head><body><h1>Les chiffres de 2024</h1><p>Un texte.</p></body></html>`;
    expect(await read('page.html', page)).toMatchObject({
      title: 'Les chiffres de 2024',
      publisher: 'Ministère de l’Exemple',
      authors: ['Anne Durand'],
      date: '2024-05-23',
      url: 'https://exemple.fr/chiffres',
      language: 'en',
      licence: 'Licence Ouverte 2.0',
    });
  });

  it('passes over metadata that make no sense', async () => {
    const page =
      '<html lang="zz"><head><meta name="date" content="hier"><link rel="canonical" href="javascript:alert(1)"></head><body><p>Le texte de la page.</p></body></html>';
    expect(await read('ma-page_web.html', page)).toMatchObject({
      title: 'Ma page web',
      date: null,
      url: null,
      language: 'fr',
    });
  });

  it('reads a megabyte of nested or unclosed tags without a long wait', async () => {
    for (const tag of [
      '<div>',
      '<p><b>',
      '<ul><li>',
      '<table><tr><td>',
      '<font color=1><p>',
      '<a href=x>',
      '<!--',
      '<',
      '<li><p>',
    ]) {
      const page = `<p>Le texte.</p>${tag.repeat(Math.floor(1_000_000 / tag.length))}`;
      expect((await read('profond.html', page)).text.startsWith('Le texte.'), tag).toBe(true);
    }
  });

  it('keeps the words of elements that are nested too deep', () => {
    const deep = `${'<div>'.repeat(1000)}mot${'</div>'.repeat(1000)}<p>suite</p>`;
    expect(limitNesting(deep).match(/<div>/g)?.length).toBe(256);
    expect(limitNesting(deep)).toMatch(/mot(?:<\/div>){256}<p>suite<\/p>$/);
    expect(limitNesting('<script>"<div>"</script><p>a <b>b</b></p>')).toBe('<script>"<div>"</script><p>a b</p>');
  });
});

describeReader({
  format: 'HTML',
  fileName: 'contrat.html',
  makeFile: () =>
    new TextEncoder().encode(
      '<html lang="fr"><body><h1>Un titre élevé</h1><p>Un premier paragraphe.</p><p>Un second.</p></body></html>',
    ),
});
