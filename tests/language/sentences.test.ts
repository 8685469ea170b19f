import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_SENTENCE, splitSentences } from '../../src/language/sentences.ts';

const LONE_SURROGATE = /\p{Surrogate}/u;

function split(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

describe('splitSentences', () => {
  it('ends sentences at points, question and exclamation marks', () => {
    expect(split('Un centre ouvre. Où ? À Rennes ! Il recrute.')).toEqual([
      'Un centre ouvre.',
      'Où ?',
      'À Rennes !',
      'Il recrute.',
    ]);
  });

  it.each([
    'M. Dupont, Mme. Martin et Dr. Smith dirigent le centre.',
    'Mr. Brown and Mrs. White met St. John.',
    'J. Dupont, J.-P. Martin et A. B. Durand signent.',
    'Voir art. L. 123-4, p. 12, pp. 3-5, n. 7, vol. 2, éd. 2020 et fig. 3.',
    'See No. 8, Fig. 2 vs. Fig. 3, e.g. Lyon, i.e. France.',
    'Cf. le rapport, par ex. Inria, n° 4.',
    'Il naît en 52 av. J.-C. et meurt en 10.',
    'Des villes, des bourgs, etc. sont concernés.',
    'Le taux est de 3.5 ou 1,5 selon le 3.1 du rapport.',
    'Écrivez à a.b@cnrs.fr ou voyez https://www.cnrs.fr/a.b?c=d. fin.',
    'Le plan... ou la stratégie… reste ouvert.',
    'Le texte (…) Continue ainsi et [...] Finit là.',
    'S.N.C.F. Réseau investit.',
    'Le centre Hi! Paris ouvre.',
    'Le groupe Yahoo ! France recrute.',
  ])('sees one sentence in: %s', (text) => {
    expect(split(text)).toEqual([text]);
  });

  it.each([
    ['Des villes, etc. Les bourgs aussi.', ['Des villes, etc.', 'Les bourgs aussi.']],
    ['Il meurt en 50 av. J.-C. Le fils règne.', ['Il meurt en 50 av. J.-C.', 'Le fils règne.']],
    ['C’est de l’art. Le musée ouvre.', ['C’est de l’art.', 'Le musée ouvre.']],
    ['C’est ça. Le reste suit. Un tel. Les autres.', ['C’est ça.', 'Le reste suit.', 'Un tel.', 'Les autres.']],
    ['He told me. The wall is 5 m. Then it ends.', ['He told me.', 'The wall is 5 m.', 'Then it ends.']],
    ['He said no. The plan failed.', ['He said no.', 'The plan failed.']],
    ['Ils ont choisi le plan B. Le reste suit.', ['Ils ont choisi le plan B.', 'Le reste suit.']],
    ['Il date de 2021. En 2022 il ferme.', ['Il date de 2021.', 'En 2022 il ferme.']],
    ['Il attend… Puis il part.', ['Il attend…', 'Puis il part.']],
    ['Le rapport paraît.[3] La suite vient.¹ Fin.', ['Le rapport paraît.[3]', 'La suite vient.¹', 'Fin.']],
    ['Nous allons à Paris ! Le train part.', ['Nous allons à Paris !', 'Le train part.']],
    ['(Voir p. 3.) Ensuite.', ['(Voir p. 3.)', 'Ensuite.']],
  ])('sees more than one sentence in: %s', (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it('goes on after a quotation that the outer sentence goes on after', () => {
    expect(split('« Venez ! » dit-il. « Où ? », demande Paul. « Ici. » Il part.')).toEqual([
      '« Venez ! » dit-il.',
      '« Où ? », demande Paul.',
      '« Ici. »',
      'Il part.',
    ]);
    expect(split('“Go.” She left.')).toEqual(['“Go.”', 'She left.']);
  });

  it('reads a line break within a paragraph as a space, and a blank line as an end', () => {
    expect(split('Un titre sans point\n\nUne phrase\nsur deux lignes. Une autre')).toEqual([
      'Un titre sans point',
      'Une phrase\nsur deux lignes.',
      'Une autre',
    ]);
  });

  it('starts a sentence at each list item', () => {
    expect(split('La liste :\n- un ;\n• deux\nqui continue\n1. trois\n2) quatre\n– cinq')).toEqual([
      'La liste :',
      '- un ;',
      '• deux\nqui continue',
      '1. trois',
      '2) quatre',
      '– cinq',
    ]);
  });

  it('gives each table row by itself', () => {
    expect(split('Nom | Montant\nENACT | 30 M€. Fin\nSuite du texte.')).toEqual([
      'Nom | Montant',
      'ENACT | 30 M€.',
      'Fin',
      'Suite du texte.',
    ]);
  });

  it('keeps the number of a heading with it', () => {
    expect(split('1. Introduction générale. Suite.')).toEqual(['1. Introduction générale.', 'Suite.']);
    expect(split('IV. Conclusion')).toEqual(['IV. Conclusion']);
  });

  it.each([
    ['semicolons', `${'mot '.repeat(200)}; ${'mot, '.repeat(200)}`, /;$/],
    ['commas', `${'mot '.repeat(200)}, ${'mot '.repeat(300)}`, /,$/],
    ['spaces', 'mot '.repeat(500), /mot$/],
  ])('cuts very long sentences at %s', (_, text, end) => {
    const [first = ''] = split(text);
    expect(first.length).toBeLessThanOrEqual(LONGEST_SENTENCE);
    expect(first).toMatch(end);
  });

  it('cuts a megabyte without a space, without cutting a character', () => {
    const sentences = split(`a${'😀'.repeat(500_000)}`);
    expect(sentences.join('')).toHaveLength(1_000_001);
    for (const sentence of sentences) expect(sentence).not.toMatch(LONE_SURROGATE);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          'M.',
          'Le',
          'mot',
          ' ',
          '\n',
          '\n\n',
          '. ',
          '… ',
          '! ',
          '« ',
          ' »',
          '\u00A0',
          '- ',
          ' | ',
          '1. ',
          'J.-C.',
          '😀',
          '(',
          ')',
          ';',
          ', ',
          'x'.repeat(700),
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('gives sentences in order, without overlap, trimmed, that hold all that is not space and cut no pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        let held = '';
        for (const { start, end } of splitSentences(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end - start).toBeLessThanOrEqual(LONGEST_SENTENCE);
          const sentence = text.slice(start, end);
          expect(sentence.trim()).toBe(sentence);
          if (!LONE_SURROGATE.test(text)) expect(sentence).not.toMatch(LONE_SURROGATE);
          held += sentence;
          last = end;
        }
        expect(held.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      { numRuns: 500 },
    );
  });
});
