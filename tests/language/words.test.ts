import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../src/language/words.ts';

/** Words in order; those at one position are joined by a slash. */
function read(text: string): string[] {
  const positions: string[][] = [];
  for (const word of tokenise(text)) {
    positions[word.position] ??= [];
    positions[word.position]?.push(word.text);
  }
  return positions.map((words) => words.join('/'));
}

describe('tokenise', () => {
  it.each([
    ["l'intelligence d’un qu'il", ['l', 'intelligence', 'd', 'un', 'qu', 'il']],
    ['jusqu’à lorsqu’elle puisqu’on', ['jusqu', 'à', 'lorsqu', 'elle', 'puisqu', 'on']],
    ["aujourd’hui, aujourd'hui", ['aujourd’hui', "aujourd'hui"]],
    ['les prud’hommes', ['les', 'prud’hommes']],
  ])('parts elided words and leaves whole the words that hold an apostrophe: %s', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  it('marks elided words as such', () => {
    expect(tokenise('l’État').map((word) => word.kind)).toEqual(['elided', 'plain']);
  });

  it('drops the English possessive and keeps contractions whole', () => {
    expect(read("AISSAI's board don't the students' work")).toEqual([
      'AISSAI',
      'board',
      "don't",
      'the',
      'students',
      'work',
    ]);
  });

  it.each(['2 000', '2\u00A0000', '2\u202F000', '2\u2009000', '2,000', '2000', '2.000'])('reads %j as 2000', (text) => {
    expect(read(text)).toEqual(['2000']);
  });

  it.each([
    ['1,5', ['1.5']],
    ['1.5', ['1.5']],
    ['36,8', ['36.8']],
    ['1 234,5', ['1234.5']],
    ['1,234.5', ['1234.5']],
    ['1.234.567,8', ['1234567.8']],
    ['2021 100 projets', ['2021', '100', 'projets']],
    ['12 000 15 000 18 000', ['12000', '15000', '18000']],
    ['1 2 3', ['1', '2', '3']],
    ['1.2.3', ['1.2.3']],
    ['1,2,3', ['1', '2', '3']],
  ])('reads the numbers of %j', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  it('gives both readings where French and English writing differ', () => {
    expect(read('1,536')).toEqual(['1536/1.536']);
    expect(read('1.536')).toEqual(['1.536/1536']);
  });

  it('leaves ranges of years in their parts', () => {
    expect(read('2021-2025')).toEqual(['2021', '2025']);
  });

  it.each([
    ['1er mars 2024', ['2024-03-01/1/1e', 'mars/2024-03', '2024']],
    ['March 1, 2024', ['2024-03-01/March/2024-03', '1', '2024']],
    ['1st of March 2024', ['2024-03-01/1/1e', 'of', 'March/2024-03', '2024']],
    ['01/03/2024', ['2024-03-01/01', '03/2024-03', '2024']],
    ['01.03.2024', ['2024-03-01/01', '03/2024-03', '2024']],
    ['2024-03-01', ['2024-03-01/2024', '03/2024-03', '01']],
    ['mars 2024', ['mars/2024-03', '2024']],
    ['du 10 au 11 février 2025', ['du', '2025-02-10/2025-02-11/10', 'au', '11', 'février/2025-02', '2025']],
  ])('gives dates in one form beside their parts: %s', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  it('takes no number for a date that the calendar does not have', () => {
    expect(read('32/13/2024, 2024-13-01, le 5 avenue 2024')).toEqual([
      ...['32', '13', '2024'],
      ...['2024', '13', '01'],
      ...['le', '5', 'avenue', '2024'],
    ]);
  });

  it('gives ordinals their number too, and one ending', () => {
    expect(read('1er 2e 3ème 1ʳᵉ 2ᵉ 21st')).toEqual(['1/1e', '2/2e', '3/3e', '1/1e', '2/2e', '21/21e']);
  });

  it.each([
    '36 M€',
    '36M€',
    '36\u00A0M€',
    '36 millions d’euros',
    "36 millions d'euros",
    '36 million euros',
    '€36M',
    '€36 million',
  ])('gives %s the unit m€', (text) => {
    const texts = tokenise(text).map((word) => word.text);
    expect(texts).toEqual(expect.arrayContaining(['36', 'm€', 'euro']));
    expect(texts.some((word) => word === 'million' || word === 'millions')).toBe(true);
  });

  it.each(['1,5 Md€', '1,5 milliard d’euros', '€1.5 billion', '€1.5bn', '1.5 billion euros', '1,5 Mds €'])(
    'gives %s the unit md€',
    (text) => expect(tokenise(text).map((word) => word.text)).toEqual(expect.arrayContaining(['1.5', 'md€', 'euro'])),
  );

  it('reads the unit of a table heading without a number', () => {
    expect(read('Budget (en M€)')).toEqual(['Budget', 'en', 'm€/million/euro']);
  });

  it('takes a letter by itself for no unit', () => {
    expect(read('M. Dupont, 5 G, la 4G')).toEqual(['M', 'Dupont', '5G/5', 'G', 'la', '4G']);
  });

  it.each(['38 %', '38%', '38 pour cent', '38 per cent', '38 percent', '38 pourcent'])(
    'reads %s as 38 and a per cent sign',
    (text) => {
      expect(read(text)).toEqual(['38', '%']);
    },
  );

  it.each([
    ['AP-HP', ['APHP/AP', 'HP']],
    ['IA-cluster', ['IAcluster/IA', 'cluster']],
    ['R&D', ['RD']],
    ['S.N.C.F.', ['SNCF']],
    ['PR [AI] RIE', ['PRAIRIE/PR', 'AI', 'RIE']],
    ['PR[AI]RIE', ['PRAIRIE/PR', 'AI', 'RIE']],
    ['[AI]DA', ['AIDA/AI', 'DA']],
    ['S N C F', ['SNCF/S', 'N', 'C', 'F']],
    ['S. N. C. F.', ['SNCF/S', 'N', 'C', 'F']],
    ['3IA', ['3IA']],
    ['GPT-4', ['GPT4/GPT', '4']],
    ['Hi! Paris', ['Hi', 'Paris']],
    ['Val-d’Oise', ['ValdOise/Val', 'd', 'Oise']],
  ])('reads compounds and spaced acronyms whole and in parts: %s', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  it('joins no acronym to the brackets after it', () => {
    expect(read('Agence nationale (ANR) CNRS (UMR)')).toEqual(['Agence', 'nationale', 'ANR', 'CNRS', 'UMR']);
  });

  it('parts inverted pronouns from their verb without joining them', () => {
    expect(read('dirige-t-il peut-on celui-ci')).toEqual(['dirige', 't', 'il', 'peut', 'on', 'celui', 'ci']);
  });

  it.each(['chercheur·e·s', 'chercheur.e.s', 'chercheur·euse·s'])(
    'drops the endings of inclusive writing: %s',
    (text) => {
      expect(read(text)).toEqual(['chercheur']);
    },
  );

  it.each([
    ['art. L. 123-4', ['article', 'l123-4/L', '123', '4']],
    ['article L123-4', ['article', 'l123-4/L123', '4']],
    ['art. R 421-1', ['article', 'r421-1/R', '421', '1']],
    ['L. 123-4-1', ['l123-4-1/L', '123', '4', '1']],
    ['articles D 12', ['articles', 'd12/D', '12']],
    ['format A 4', ['format', 'A', '4']],
  ])('gives article references as one word beside their parts: %s', (text, words) => {
    expect(read(text)).toEqual(words);
  });

  it('gives addresses whole beside their parts, without the punctuation of the sentence', () => {
    expect(read('a.b@cnrs.fr, puis https://www.cnrs.fr/fr/page.')).toEqual([
      'a.b@cnrs.fr/a',
      'b',
      'cnrs',
      'fr',
      'puis',
      'cnrs.fr/fr/page/cnrs',
      'fr',
      'fr',
      'page',
    ]);
  });

  it('gives host names whole, but no sentences that lack a space between them', () => {
    expect(read('impots.gouv.fr')).toEqual(['impots.gouv.fr/impots', 'gouv', 'fr']);
    expect(read('la fin.Le début')).toEqual(['la', 'fin', 'Le', 'début']);
  });

  it('gives offsets of what it read', () => {
    const text = 'L’IA-cluster coûte 36 M€.';
    const spans = tokenise(text).map(({ start, end }) => text.slice(start, end));
    expect(spans).toEqual(['L', 'IA-cluster', 'IA', 'cluster', 'coûte', '36 M€', '36', 'M€', 'M', 'M€']);
  });

  const pieces = fc.array(
    fc.constantFrom(
      'l’',
      "d'",
      'IA',
      '-',
      'AP-HP',
      ' ',
      '.',
      '[AI]',
      '2 000',
      '1,5',
      '€',
      'M€',
      'millions',
      ' d’euros',
      '@',
      '😀',
      '𝐀',
      'é',
      '·e',
      '\n',
      'https://',
      'S. N. C.',
      '%',
      'art. L. ',
      '12-3',
      '\uD800',
    ),
  );
  const anyText = fc.oneof(
    pieces.map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  it('never throws, and gives ordered positions and offsets within the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let position = 0;
        for (const word of tokenise(text)) {
          expect(word.start).toBeGreaterThanOrEqual(0);
          expect(word.end).toBeGreaterThan(word.start);
          expect(word.end).toBeLessThanOrEqual(text.length);
          expect(word.position).toBeGreaterThanOrEqual(position);
          expect(word.position).toBeLessThanOrEqual(position + 1);
          if (word.kind === 'elided') expect(text.slice(word.start, word.end)).toBe(word.text);
          position = word.position;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('leaves out no letter and no digit of ordinary text', () => {
    const ordinary = fc.string({ unit: fc.constantFrom(...'aéZ9 -’,()') });
    fc.assert(
      fc.property(ordinary, (text) => {
        const covered = new Set<number>();
        for (const { start, end } of tokenise(text)) for (let index = start; index < end; index++) covered.add(index);
        for (const match of text.matchAll(/[\p{L}\p{N}]/gu)) expect(covered.has(match.index)).toBe(true);
      }),
    );
  });

  it.each([
    ['letters', 'a'.repeat(1_000_000)],
    ['digits', '1'.repeat(1_000_000)],
    ['hyphens', 'ab-'.repeat(300_000)],
    ['apostrophes', "l'".repeat(500_000)],
    ['points', 'a.'.repeat(500_000)],
    ['at signs', 'a@'.repeat(500_000)],
    ['amounts', '€1M'.repeat(300_000)],
    ['capitals and brackets', 'A[A]'.repeat(250_000)],
  ])('comes to an end on a megabyte of %s without a space', (_, text) => {
    expect(tokenise(text).length).toBeGreaterThan(0);
  });
});
