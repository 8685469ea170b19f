import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../src/language/detect.ts';

describe('detectLanguage', () => {
  it.each([
    'Qui dirige AISSAI ?',
    'budget du PEPR IA',
    'Où est le centre ?',
    'combien de clusters',
    'date de création',
    'supercalculateur Jean Zay',
    'QUI DIRIGE AISSAI ?',
    'À quoi sert le Health Data Hub ?',
    'Quelle part des projets est portée par des femmes ?',
    "L'IA, c'est quoi ?",
  ])('takes « %s » for French', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'fr', third: false });
  });

  it.each([
    'Who directs AISSAI?',
    'budget of ENACT',
    'where is Jean Zay',
    'total amount',
    'creation date',
    'WHO DIRECTS AISSAI?',
    'director of the Institut Polytechnique de Paris',
    'What is the budget of the Agence nationale de la recherche?',
    "Who is the Université Côte d'Azur's president?",
  ])('takes %s for English', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: 'en', third: false });
  });

  it.each([
    ['Who wrote « La Marche de l’intelligence artificielle en France » ?', 'en'],
    ['Who wrote “Donner un sens à l’intelligence artificielle pour la nation”?', 'en'],
    ['Qui a écrit "The State of Artificial Intelligence in the World" ?', 'fr'],
    ['Que dit « We need to talk about the future of work » ?', 'fr'],
  ])('lets a quoted title not decide: %s', (text, language) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  it.each([
    'AISSAI',
    'PEPR IA',
    'Jean Zay',
    'Inria ?',
    '3IA, ENACT, MIAI',
    'Ann Dupont',
    '2030',
    '',
    ' ?! ',
    '« ENACT »',
  ])('finds no language in %j, whatever the prior', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: null, third: false });
    expect(detectLanguage(text, 'en').language).toBeNull();
  });

  it.each([
    ['What is the Agence nationale de la recherche?', 'en'],
    ['Who runs the Institut de la mer et du littoral?', 'en'],
    ['Qui a écrit The Origin of Species by Means of Natural Selection ?', 'fr'],
    ['Où est le Center for the Study of the Sea and the Coast ?', 'fr'],
  ] as const)('goes by the question word, whatever is named: %s', (text, language) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  it('takes the prior for words that both languages share', () => {
    const shared = 'important solution';
    const { margin } = detectLanguage(shared);
    expect(margin).toBeLessThan(0.04);
    expect(detectLanguage(shared).language).toBeNull();
    expect(detectLanguage(shared, 'fr').language).toBe('fr');
    expect(detectLanguage(shared, 'en').language).toBe('en');
  });

  it('does not let the prior outweigh the words', () => {
    expect(detectLanguage('Who directs the centre?', 'fr').language).toBe('en');
    expect(detectLanguage('Qui dirige le centre ?', 'en').language).toBe('fr');
  });

  it.each([
    'Wer leitet AISSAI?',
    'Wie viele Forscher arbeiten in Frankreich?',
    'Das Budget des Programms beträgt drei Milliarden Euro.',
    '¿Quién dirige AISSAI?',
    '¿Cuál es el presupuesto de la estrategia nacional?',
    'Chi dirige AISSAI?',
    'Quanto costa il programma nazionale di ricerca?',
    'Qual é o orçamento do programa nacional?',
    'Wie leidt het onderzoekscentrum?',
    'Kto kieruje centrum badań?',
    'Vem leder forskningscentret?',
    'Кто руководит центром?',
    '谁领导这个中心？',
    'من يدير المركز؟',
  ])('says that %s is in a third language', (text) => {
    expect(detectLanguage(text)).toMatchObject({ language: null, third: true });
  });

  it('reads only the start of a long text', () => {
    expect(detectLanguage('Le centre de recherche est ouvert à tous. '.repeat(50_000)).language).toBe('fr');
  });

  it('gives a margin between 0 and 1 for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { margin, language, third } = detectLanguage(text);
        expect(margin).toBeGreaterThanOrEqual(0);
        expect(margin).toBeLessThanOrEqual(1);
        if (third) expect(language).toBeNull();
      }),
    );
  });
});
