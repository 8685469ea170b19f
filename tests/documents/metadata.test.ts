import { describe, expect, it } from 'vitest';
import { parseMetadataYaml } from '../../src/documents/stated-metadata.ts';
import { read } from './read.ts';

function problemOf(yaml: string): unknown {
  try {
    return parseMetadataYaml(yaml);
  } catch (error) {
    return (error as { parameters: { problem: unknown } }).parameters.problem;
  }
}

describe('a document’s metadata', () => {
  it('come from the sidecar first, then from the file, then from the text', async () => {
    const page =
      '<html lang="fr"><head><title>De la page</title><meta name="author" content="Page"></head><body><h1>Titre</h1><p>Le texte.</p></body></html>';
    const result = await read('page.html', page, 'title: Du sidecar\nnote: Une note\n');
    expect(result).toMatchObject({
      title: 'Du sidecar',
      authors: ['Page'],
      note: 'Une note',
      publisher: null,
      date: null,
    });
  });

  it('have the first heading for a title, else the file name made readable', async () => {
    expect((await read('a.md', 'Un texte.\n\n## Le titre\n\nUn texte.')).title).toBe('Le titre');
    expect((await read('dossier/note-de_service.v2.txt', 'Un texte.')).title).toBe('Note de service.v2');
    expect((await read('.txt', 'Un texte.')).title).not.toBe('');
  });

  it('detect the language and fall back on French', async () => {
    expect((await read('a.txt', 'The committee has published its report on the use of public funds.')).language).toBe(
      'en',
    );
    expect((await read('a.txt', 'Le comité a publié son rapport sur l’emploi des fonds publics.')).language).toBe('fr');
    expect((await read('a.txt', '42')).language).toBe('fr');
  });

  it('accept names, dates and languages as people write them', () => {
    expect(
      parseMetadataYaml(
        'authors: [Anne Durand, Jean Petit]\ndate: 2024\nlanguage: fr-FR\nlicense: MIT\nurl: https://exemple.fr/a',
      ),
    ).toEqual({
      authors: ['Anne Durand', 'Jean Petit'],
      date: '2024',
      language: 'fr',
      licence: 'MIT',
      url: 'https://exemple.fr/a',
    });
    expect(parseMetadataYaml('author: Anne Durand; Jean Petit\ndate: 2024-05-23T10:00:00Z')).toEqual({
      authors: ['Anne Durand', 'Jean Petit'],
      date: '2024-05-23',
    });
    expect(parseMetadataYaml('title:\ndate: ""\nother: [1, {a: b}]')).toEqual({});
    expect(parseMetadataYaml('')).toEqual({});
  });

  it.each([
    ['title: [a, b]', 'title'],
    ['date: 23/05/2024', 'date'],
    ['date: 2024-13', 'date'],
    ['date: 2024-02-30', 'date'],
    ['url: ftp://exemple.fr', 'url'],
    ['url: "javascript:alert(1)"', 'url'],
    ['language: de', 'language'],
    ['authors: [1, 2]', 'authors'],
    ['authors: {nom: Durand}', 'authors'],
  ])('refuse %s and name the key in both languages', (yaml, key) => {
    expect(problemOf(yaml)).toEqual({
      fr: expect.stringContaining(`« ${key} »`),
      en: expect.stringContaining(`"${key}"`),
    });
  });

  it.each([
    ['broken YAML', 'title: "a\nb: ['],
    ['a list', '- a\n- b'],
    ['a tag of its own', 'title: !ruby/object:Foo {a: b}'],
    ['a tag of JavaScript', 'title: !!js/function "function () {}"'],
    ['the same key twice', 'title: a\ntitle: b'],
    [
      'aliases without an end',
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]`,
    ],
    ['a sidecar of a megabyte', `title: ${'a'.repeat(1_000_000)}`],
    ['brackets without an end', '['.repeat(60_000)],
  ])('refuse %s', (_, yaml) => {
    expect(() => parseMetadataYaml(yaml)).toThrow(expect.objectContaining({ code: 'metadata_invalid' }));
  });

  it.each([
    ['Énergie : état des lieux', 'as French titles are written'],
    ['Énergie\u00A0: état des lieux', 'with a space that does not break'],
    ['Plan: "Eau: 2030" \\ suite', 'with what quotation would have to escape'],
    ['Trois questions :', 'at the end'],
  ])('take a title with a colon, which YAML would have in quotation marks: %s (%s)', (title) => {
    const { title: read, date } = parseMetadataYaml(
      `title: ${title}\ndate: 2024-05\npublisher: Ville : service des eaux`,
    );
    expect(read).toBe(title);
    expect(date).toBe('2024-05');
  });

  it('tell the line of what is wrong besides', () => {
    expect(problemOf('title: Énergie : état des lieux\nauthors: [a')).toMatchObject({
      en: expect.stringContaining('line 2'),
    });
  });

  it('leave prototypes alone', () => {
    expect(parseMetadataYaml('__proto__: {title: x}\nconstructor: y')).toEqual({});
    expect(({} as { title?: string }).title).toBeUndefined();
  });

  it('stop the reading of a document whose sidecar is wrong', async () => {
    await expect(read('a.txt', 'Un texte.', 'date: hier')).rejects.toMatchObject({ code: 'metadata_invalid' });
  });
});
