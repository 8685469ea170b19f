import { describe, expect, it } from 'vitest';
import { stripInlineMarkdown } from '../../src/documents/readers/markdown-inline.ts';
import { outline, read } from './read.ts';
import { describeReader } from './reader-contract.ts';

async function readMarkdown(text: string): Promise<string> {
  return outline(await read('note.md', text));
}

describe('reading Markdown', () => {
  it('reads headings of both kinds, paragraphs over several lines, lists and quotations', async () => {
    expect(
      await readMarkdown(
        'Titre\n=====\n\nUn paragraphe\nsur deux lignes.\n\n## Partie ##\n\n* un\n  suite\n* deux\n\n1) premier\n2) second\n\n> Une citation\n> suivie.\n\nSous-partie\n---\nFin.',
      ),
    ).toBe(
      '# Titre\n\nUn paragraphe sur deux lignes.\n\n## Partie\n\n- un suite\n- deux\n1. premier\n2. second\n\nUne citation suivie.\n\n## Sous-partie\n\nFin.',
    );
  });

  it('reads pipe tables as rows without their rule', async () => {
    expect(await readMarkdown('| Pays | **Ville** |\n|---|:-:|\n| France | Paris \\| Lyon |\n\nFin.')).toBe(
      'Pays | Ville\nFrance | Paris | Lyon\n\nFin.',
    );
  });

  it('keeps fenced code line by line and its marks as they are', async () => {
    expect(await readMarkdown('```js\nconst a = `**b**`;\n\n# non\n```\n\nFin.')).toBe(
      'const a = `**b**`;\n# non\n\nFin.',
    );
  });

  it('drops comments, but not in code', async () => {
    expect(await readMarkdown('Un <!-- caché\nsur deux lignes --> mot.\n\n```\n<!-- gardé -->\n```')).toBe(
      'Un mot.\n\n<!-- gardé -->',
    );
  });

  it('does not take a year at the start of a line for a list', async () => {
    expect(await readMarkdown('La loi date de\n2024. Elle est récente.')).toBe(
      'La loi date de 2024. Elle est récente.',
    );
  });

  it('drops link definitions and keeps the text of footnotes', async () => {
    expect(await readMarkdown('Un [lien][a] et une note[^1].\n\n[a]: https://exemple.fr\n\n[^1]: La note.')).toBe(
      'Un lien et une note.\n\nLa note.',
    );
  });

  it('takes metadata from a YAML front matter', async () => {
    const result = await read(
      'note.md',
      '---\ntitle: Le « titre »\nauthor: Anne Durand\ndate: 2024-05\nlicense: MIT\nlanguage: fr\ntags: [a, b]\n---\n\nTexte.',
    );
    expect(result).toMatchObject({
      title: 'Le « titre »',
      authors: ['Anne Durand'],
      date: '2024-05',
      licence: 'MIT',
      text: 'Texte.',
    });
  });

  it('executes nothing: a front matter in another language is text', async () => {
    const { text, title } = await read('note.md', '---js\n{ title: String(1 + 41) }\n---\n\nTexte.');
    expect(title).not.toBe('42');
    expect(text).toContain('String(1 + 41)');
  });

  it('does not take a line across the page for a front matter', async () => {
    expect(await readMarkdown('---\n\n> Une citation.\n\n---\n\nTexte.')).toBe('Une citation.\n\nTexte.');
  });

  it('names the key of the front matter that is wrong', async () => {
    await expect(read('note.md', '---\ndate: 23 mai 2024\n---\nTexte.')).rejects.toMatchObject({
      code: 'metadata_invalid',
      parameters: { problem: { fr: expect.stringContaining('« date »'), en: expect.stringContaining('"date"') } },
    });
  });
});

describe('stripInlineMarkdown', () => {
  it.each([
    ['**gras**, *italique*, ***les deux***, __gras__, ~~barré~~', 'gras, italique, les deux, gras, barré'],
    ['un `code *non*` et ``a ` b``', 'un code *non* et a ` b'],
    ['[lien](https://exemple.fr "titre") et ![image](a.png)', 'lien et image'],
    ['[lien](https://fr.wikipedia.org/wiki/Jean_(prénom)) suite', 'lien suite'],
    ['<https://exemple.fr/a_b_c> et <anne@exemple.fr>', 'https://exemple.fr/a_b_c et anne@exemple.fr'],
    ['un<br>mot <span class="x">balisé</span>', 'un mot balisé'],
    ['&eacute;t&#233; &amp; &inconnu; R&D', 'été & &inconnu; R&D'],
    ['\\*étoile\\* et C:\\dossier', '*étoile* et C:\\dossier'],
    ['PR [AI] RIE (75 M€) et [1]', 'PR [AI] RIE (75 M€) et [1]'],
    ['2 * 3 * 4 et nom_de_variable et 5 < 6', '2 * 3 * 4 et nom_de_variable et 5 < 6'],
    ['**gras sans fin et *étoile', '**gras sans fin et *étoile'],
  ])('turns %s into %s', (marked, plain) => {
    expect(stripInlineMarkdown(marked)).toBe(plain);
  });

  it('reads a megabyte of marks without a long wait', () => {
    for (const marks of [
      '*',
      '_a',
      '[',
      '](',
      '`',
      '`` ` ',
      '<a ',
      '**a ',
      '![',
      '&a',
      '\\',
      '[a](',
      '[[a]]',
      '~~a',
      '<!',
    ]) {
      expect(stripInlineMarkdown(marks.repeat(Math.floor(1_000_000 / marks.length))).length).toBeGreaterThanOrEqual(0);
    }
  });
});

describeReader({
  format: 'Markdown',
  fileName: 'contrat.md',
  makeFile: () =>
    new TextEncoder().encode('---\ntitle: Titre\n---\n\n# Un titre élevé\n\nUn premier paragraphe.\n\n- un\n- deux\n'),
});
