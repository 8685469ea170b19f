import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { searchWords } from './words-search.ts';

const BOTH: readonly Language[] = ['fr', 'en'];

/** A passage with the one form is found, first and with every word, by a question with the other, and the other way round. */
function expectToMeet(one: string, other: string, questionLanguages = BOTH, textLanguages = BOTH): void {
  for (const question of questionLanguages) {
    for (const texts of textLanguages) {
      for (const [written, asked] of [
        [one, other],
        [other, one],
      ] as const) {
        const { isFirst, missing } = searchWords([`Tulipe ${written} tulipe.`], asked, { texts, question });
        expect({ written, asked, question, texts, isFirst, missing }).toMatchObject({ isFirst: true, missing: [] });
      }
    }
  }
}

describe('elision', () => {
  it.each([
    ['l’Anselme', 'Anselme'],
    ['d’Anselme', 'Anselme'],
    ['qu’Anselme', 'Anselme'],
    ['jusqu’Anselme', 'Anselme'],
    ['lorsqu’Anselme', 'Anselme'],
    ['prud’hommes', "prud'hommes"],
    ['main-d’œuvre', 'main d’oeuvre'],
    ['entr’aide', 'entraide'],
    ['grand’mère', 'grand-mère'],
  ])('lets « %s » and « %s » meet', (one, other) => {
    expectToMeet(one, other, ['fr'], ['fr']);
  });
});

describe('both apostrophes, and what is typed for them', () => {
  it.each([..."'’ʼ‘‛´`′＇"])('l%sAnselme is Anselme', (apostrophe) => {
    expectToMeet(`l${apostrophe}Anselme`, 'l’Anselme', ['fr'], ['fr']);
    expectToMeet(`O${apostrophe}Brien`, 'O’Brien', ['en'], ['en']);
  });
});

describe('œ, æ, ß folded, and ligatures of printers', () => {
  it.each([
    ['œuvre', 'oeuvre'],
    ['ex æquo', 'ex aequo'],
    ['Weißmann', 'Weissmann'],
    ['Straße', 'Strasse'],
    ['conﬂit', 'conflit'],
    ['ﬁnance', 'finance'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other));
});

describe('numbers kept whole', () => {
  it.each([
    ['2 000', '2000'],
    ['2\u00A0000', '2000'],
    ['2\u202F000', '2000'],
    ['2\u2009000', '2 000'],
    ['2,000', '2000'],
    ['2’000', '2000'],
    ['2 000 000', '2 millions'],
    ['1,5', '1.5'],
    ['36,8', '36.8'],
    ['10 000,50', '10,000.50'],
    ['２０００', '2000'],
    ['1er', '1re'],
    ['2e', '2ème'],
    ['2ᵉ', '2nd'],
    ['XXIe', '21e'],
    ['n° 5', '5'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other, ['fr'], ['fr']));

  it('are not met by their parts', () => {
    expect(searchWords(['En 2 tulipes'], '2000', { texts: 'fr', question: 'fr' }).found).toEqual([]);
    expect(searchWords(['1,5 tulipe'], '15', { texts: 'fr', question: 'fr' }).found).toEqual([]);
  });
});

describe('currency and units', () => {
  it.each([
    ['36 M€', '36 millions d’euros'],
    ['36 M€', '€36 million'],
    ['36 M€', '36 MEUR'],
    ['2 M€', '2 000 000 €'],
    ['1,5 M€', '1 500 000 euros'],
    ['2 Md€', '2 milliards d’euros'],
    ['2 Md€', '€2 billion'],
    ['500 k€', '500 000 €'],
    ['12 kEUR', '12 000 euros'],
    ['5 $', '5 dollars'],
    ['£5', '5 GBP'],
    ['15 %', '15%'],
    ['15 %', '15 pour cent'],
    ['15 %', '15 percent'],
    ['15 %', '15 per cent'],
    ['15 ％', '15 %'],
    ['5 km', '5km'],
    ['100 GW', '100GW'],
    ['10 h 30', '10h30'],
    ['20 m²', '20 m2'],
    ['10 000 m³', '10000 m3'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other, ['fr'], ['fr']));

  it.each([
    ['36 M€', '€36 million'],
    ['2 Md€', '€2 billion'],
    ['15 %', '15 percent'],
  ])('%s in French passages and %s in English questions meet', (one, other) =>
    expectToMeet(one, other, ['en'], ['fr']),
  );
});

describe('dates', () => {
  it.each([
    ['1er mars 2024', '01/03/2024'],
    ['1er mars 2024', '2024-03-01'],
    ['14 février 2023', '14.02.2023'],
    ['14 février 2023', '14/02/2023'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other, ['fr'], ['fr']));

  it.each([
    ['1er mars 2024', 'March 1, 2024'],
    ['1er mars 2024', '1 March 2024'],
    ['3 mai 2024', 'May 3rd, 2024'],
    ['14 février 2023', 'February 14, 2023'],
  ])('%s and %s meet across the languages, without a lexicon', (one, other) => {
    expectToMeet(one, other, ['en'], ['fr']);
  });

  it('are met by their month', () => {
    expect(searchWords(['le 14/03/2024'], 'mars 2024', { texts: 'fr', question: 'fr' }).missing).toEqual([]);
    expect(searchWords(['le 14/04/2024'], 'mars 2024', { texts: 'fr', question: 'fr' }).missing).toEqual(['mars']);
  });
});

describe('acronyms with their spacings, and names with capitals and digits inside', () => {
  it.each([
    ['AP-HP', 'APHP'],
    ['AP HP', 'APHP'],
    ['PR [AI] RIE', 'PRAIRIE'],
    ['PR[AI]RIE', 'Prairie'],
    ['Hi! Paris', 'Hi Paris'],
    ['Hi! Paris', 'HiParis'],
    ['3IA', '3 IA'],
    ['3IA', '3ia'],
    ['S.N.C.F.', 'SNCF'],
    ['S N C F', 'sncf'],
    ['R&D', 'R & D'],
    ['PME', 'PMEs'],
    ['GPT-4', 'GPT4'],
    ['GPT 4', 'GPT4'],
    ['5G', '5 G'],
    ['H100', 'H 100'],
    ['CO2', 'CO₂'],
    ['CO 2', 'CO2'],
    ['COVID-19', 'covid19'],
    ['ChatGPT', 'Chat GPT'],
    ['GitHub', 'Git Hub'],
    ['Llama 3', 'Llama3'],
    ['LeCun', 'Le Cun'],
    ['ANR-23-IACL-0005', 'ANR 23 IACL 0005'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other, ['fr'], ['fr']));
});

describe('article references', () => {
  it.each([
    ['art. L. 123-4', 'article L123-4'],
    ['article L. 123-4', 'article l. 123-4'],
    ['article L123-4', 'article L. 123–4'],
    ['article R. 421-1', 'art. R421-1'],
    ['art. 1240', 'article 1240'],
    ['article 12 bis', 'art. 12 bis'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other));

  it('are told from one another', () => {
    const { found } = searchWords(['art. L. 123-5', 'art. L. 123-4'], 'article L123-4', {
      texts: 'fr',
      question: 'fr',
    });
    expect(found[0]).toBe(1);
  });
});

describe('compounds, with and without a hyphen or a space', () => {
  it.each([
    ['micro-entreprise', 'microentreprise'],
    ['micro-entreprises', 'micro entreprise'],
    ['micro entreprise', 'microentreprise'],
    ['data center', 'datacenter'],
    ['data-center', 'data center'],
    ['e-mail', 'email'],
    ['Saint-Étienne', 'Saint Etienne'],
    ['Le Goffic-Martin', 'Le Goffic Martin'],
  ])('%s and %s meet', (one, other) => expectToMeet(one, other, ['fr'], ['fr']));
});

describe('inclusive writing', () => {
  it.each(['chercheur·e·s', 'chercheur.e.s', 'chercheur(e)s', 'chercheur-e-s', 'chercheur•e•s'])(
    '%s are chercheurs',
    (written) => expectToMeet(written, 'chercheurs', ['fr'], ['fr']),
  );

  it.each(['directeur·rice', 'directeur(trice)'])('%s is a directeur', (written) => {
    expectToMeet(written, 'directeur', ['fr'], ['fr']);
  });
});

describe('characters that nobody sees', () => {
  it.each([
    ['intel\u00ADligence', 'a soft hyphen'],
    ['intel\u200Bligence', 'a zero-width space'],
    ['intel\u200Dligence', 'a zero-width joiner'],
    ['\u202Bintelligence\u202C', 'marks of direction'],
    ['\uFEFFintelligence', 'a byte order mark'],
  ])('leave %j one word: %s', (written) => expectToMeet(written, 'intelligence'));

  it('include the hyphen that does not break', () => expectToMeet('micro\u2011services', 'micro-services'));
});

describe('stop words of each language', () => {
  it('are not looked for', () => {
    expect(searchWords(['avec'], 'avec Anselme', { texts: 'fr', question: 'fr' }).found).toEqual([]);
    expect(searchWords(['the with'], 'with the Anselme', { texts: 'en', question: 'en' }).found).toEqual([]);
  });

  it('are never a question’s only word', () => {
    expect(searchWords(['Ils nomment cela WHO.'], 'Who?', { texts: 'fr', question: 'en' }).found).toEqual([0]);
  });

  it('are told from words that only an accent tells from them', () => {
    expectToMeet('maïs', 'maïs', ['fr'], ['fr']);
    expect(searchWords(['mais encore'], 'le maïs', { texts: 'fr', question: 'fr' }).found).toEqual([]);
  });
});

describe('headings and titles, fields of their own', () => {
  it('let a question that names a document find its passage, before one that holds the rest of the question', () => {
    const question = 'Qui a été élu à l’Institut des sciences de la mer ?';
    const { isFirst } = searchWords(['Un autre a été élu ailleurs.'], question, { texts: 'fr', question: 'fr' });
    expect(isFirst).toBe(false);
  });
});
