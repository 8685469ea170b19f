import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findQuantities } from '../../src/language/quantities.ts';

/** As `kind value[..through] [unit] «written»`. */
function find(text: string, language?: 'fr' | 'en'): string[] {
  return findQuantities(text, language).map(({ kind, value, through, unit, isAmbiguous, start, end }) => {
    const range = through === null ? `${value}` : `${value}..${through}`;
    return [kind, range, unit, `«${text.slice(start, end)}»`, isAmbiguous ? 'ambiguous' : null]
      .filter(Boolean)
      .join(' ');
  });
}

describe('findQuantities', () => {
  it.each([
    ['soit 75 M€', 'amount 75000000 EUR «75 M€»'],
    ['soit 36M€ en tout', 'amount 36000000 EUR «36M€»'],
    ['1,5 milliard d’euros', 'amount 1500000000 EUR «1,5 milliard d’euros»'],
    ["500 millions d'euros", "amount 500000000 EUR «500 millions d'euros»"],
    ['€1.5 billion', 'amount 1500000000 EUR «€1.5 billion»'],
    ['2,2 Md€', 'amount 2200000000 EUR «2,2 Md€»'],
    ['2\u202F000\u00A0€', 'amount 2000 EUR «2\u202F000\u00A0€»'],
    ['€75M', 'amount 75000000 EUR «€75M»'],
    ['EUR 75 million', 'amount 75000000 EUR «EUR 75 million»'],
    ['$5bn', 'amount 5000000000 USD «$5bn»'],
    ['12 k€', 'amount 12000 EUR «12 k€»'],
    ['deux millions d’euros', 'amount 2000000 EUR «deux millions d’euros»'],
    ['un million d’euros', 'amount 1000000 EUR «un million d’euros»'],
    ['entre 5 et 10 M€', 'amount 5000000..10000000 EUR «5 et 10 M€»'],
    ['1,1 million d’euros', 'amount 1100000 EUR «1,1 million d’euros»'],
    ['2 millions et demi d’euros', 'amount 2500000 EUR «2 millions et demi d’euros»'],
  ])('reads the amount in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it('reads a billion as French or English law does', () => {
    expect(find('2 billions', 'fr')).toEqual(['number 2000000000000 «2 billions»']);
    expect(find('2 billion', 'en')).toEqual(['number 2000000000 «2 billion»']);
  });

  it.each([
    ['38 %', 'percent 38 % «38 %»'],
    ['38\u00A0%', 'percent 38 % «38\u00A0%»'],
    ['5,5 pour cent', 'percent 5.5 % «5,5 pour cent»'],
    ['12 percent', 'percent 12 % «12 percent»'],
    ['2 à 3 %', 'percent 2..3 % «2 à 3 %»'],
    ['neuf pour cent', 'percent 9 % «neuf pour cent»'],
  ])('reads the percentage in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it.each([
    ['le 8 novembre 2021', 'date 2021-11-08 «8 novembre 2021»'],
    ['8 November 2021', 'date 2021-11-08 «8 November 2021»'],
    ['November 8, 2021', 'date 2021-11-08 «November 8, 2021»'],
    ['8th of November, 2021', 'date 2021-11-08 «8th of November, 2021»'],
    ['08/11/2021', 'date 2021-11-08 «08/11/2021»'],
    ['2021-11-08', 'date 2021-11-08 «2021-11-08»'],
    ['le 1er janvier 2024', 'date 2024-01-01 «1er janvier 2024»'],
    ['mai 2024', 'date 2024-05 «mai 2024»'],
    ['sept. 2024', 'date 2024-09 «sept. 2024»'],
    ['May 2024', 'date 2024-05 «May 2024»'],
    ['le 14 juillet', 'date --07-14 «14 juillet»'],
    ['le 14 octobre 1066', 'date 1066-10-14 «14 octobre 1066»'],
    ['du 10 au 11 février 2025', 'date 2025-02-10..2025-02-11 «10 au 11 février 2025»'],
    ['February 10-11, 2025', 'date 2025-02-10..2025-02-11 «February 10-11, 2025»'],
    ['en 2021', 'year 2021 «2021»'],
    ['France 2030', 'year 2030 «2030»'],
    ['2021-2025', 'year 2021..2025 «2021-2025»'],
    ['de 2021 à 2025', 'year 2021..2025 «2021 à 2025»'],
    ['the 1990s', 'year 1990 «1990s»'],
  ])('reads the date in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it('knows the days of the calendar', () => {
    expect(find('31/02/2024')).not.toContainEqual(expect.stringContaining('date'));
    expect(find('le 29 février 2024')).toEqual(['date 2024-02-29 «29 février 2024»']);
    expect(find('12/25/2024')).toEqual(['date 2024-12-25 «12/25/2024»']);
  });

  it('tells years from counts of the same size', () => {
    expect(find('2000 chercheurs')).toEqual(['count 2000 chercheurs «2000»']);
    expect(find('en 2000 chercheurs et élèves')).toEqual(['year 2000 «2000»']);
    expect(find('2024 €')).toEqual(['amount 2024 EUR «2024 €»']);
  });

  it.each([
    ['4 ans', 'duration 4 year «4 ans»'],
    ['18 mois', 'duration 18 month «18 mois»'],
    ['a 4-year plan', 'duration 4 year «4-year»'],
    ['six semaines', 'duration 6 week «six semaines»'],
    ['3 à 5 ans', 'duration 3..5 year «3 à 5 ans»'],
    ['deux heures et demie', 'duration 2.5 hour «deux heures et demie»'],
    ['two and a half hours', 'duration 2.5 hour «two and a half hours»'],
    ['3 h 30', 'duration 3.5 hour «3 h 30»'],
    ['1 h 45 min', 'duration 1.75 hour «1 h 45 min»'],
  ])('reads the duration in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it.each([
    ['une tour de 324 m', 'measure 324 m «324 m»'],
    ['une tour de 324 mètres', 'measure 324 m «324 mètres»'],
    ['trente mètres', 'measure 30 m «trente mètres»'],
    ['48km²', 'measure 48 km² «48km²»'],
    ['1 200 kilomètres carrés', 'measure 1200 km² «1 200 kilomètres carrés»'],
    ['12 square miles', 'measure 12 sq\u00A0mi «12 square miles»'],
    ['a 190-foot spire', 'measure 190 ft «190-foot»'],
    ['2 à 3 tonnes', 'measure 2..3 t «2 à 3 tonnes»'],
    ['110 km/h', 'measure 110 km/h «110 km/h»'],
    ['110 kilomètres par heure', 'measure 110 km/h «110 kilomètres par heure»'],
    ['5 °C', 'measure 5 °C «5 °C»'],
    ['16 Go', 'measure 16 GB «16 Go»'],
    ['126 pétaflops', 'measure 126 Pflop/s «126 pétaflops»'],
    ['2 millions de tonnes', 'measure 2000000 t «2 millions de tonnes»'],
    ['12 millions de m³ d’eau', 'measure 12000000 m³ «12 millions de m³»'],
    ['deux tonnes et demie', 'measure 2.5 t «deux tonnes et demie»'],
    ['2000 m', 'measure 2000 m «2000 m»'],
    ['5 000 années-lumière', 'measure 5000 ly «5 000 années-lumière»'],
  ])('reads the measure in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it('takes no letter for a unit inside a word, and no coordinate for a number', () => {
    expect(find('9 mois, 9 magasins, 9 kits, 12 tonneaux')).toEqual([
      'duration 9 month «9 mois»',
      'count 9 magasins «9»',
      'count 9 kits «9»',
      'count 12 tonneaux «12»',
    ]);
    expect(find('par 48° 50′ N')).toEqual([]);
    expect(find('12 de l’équipe')).toEqual(['number 12 «12»']);
  });

  it.each([
    ['il y a 9 clusters', 'count 9 clusters «9»'],
    ['5 à 10 universités', 'count 5..10 universités «5 à 10»'],
    ['9 nouveaux clusters', 'count 9 clusters «9»'],
    ['3 millions de personnes', 'count 3000000 personnes «3 millions»'],
    ['2,000 researchers', 'count 2000 researchers «2,000»'],
    ['neuf clusters', 'count 9 clusters «neuf»'],
    ['vingt et un chercheurs', 'count 21 chercheurs «vingt et un»'],
    ['quatre-vingt-dix-sept projets', 'count 97 projets «quatre-vingt-dix-sept»'],
    ['deux cent mille élèves', 'count 200000 élèves «deux cent mille»'],
    ['une dizaine de laboratoires', 'count 10 laboratoires «une dizaine»'],
    ['two hundred and fifty people', 'count 250 people «two hundred and fifty»'],
    ['twenty-five projects', 'count 25 projects «twenty-five»'],
  ])('reads the count in « %s »', (text, expected) => {
    expect(find(text)).toEqual([expected]);
  });

  it('marks « neuf » where it may be new, and leaves out articles', () => {
    expect(find('un bâtiment neuf')).toEqual(['number 9 «neuf» ambiguous']);
    expect(find('un centre, une école, one of them')).toEqual([]);
  });

  it.each([
    'art. 5 et article 7',
    'p. 12, pages 3',
    'n° 7, No. 8',
    'L. 123',
    'GPT-4, 3IA, 5G, H100, COVID-19',
    'le 2e, la 3ème, the 21st',
    '01 44 96 40 00',
    '75016 Paris',
    'https://www.cnrs.fr/2021/12',
    '1.2.3',
  ])('finds no quantity in « %s »', (text) => {
    expect(find(text)).toEqual([]);
  });

  it('keeps the order of the text', () => {
    expect(find('En 2021, 9 clusters ont reçu 360 M€ sur 5 ans, soit 38 %.')).toEqual([
      'year 2021 «2021»',
      'count 9 clusters «9»',
      'amount 360000000 EUR «360 M€»',
      'duration 5 year «5 ans»',
      'percent 38 % «38 %»',
    ]);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '1',
          '12',
          '2021',
          ' ',
          '-',
          '/',
          ',',
          '.',
          '€',
          'M€',
          '%',
          ' mai ',
          'neuf',
          ' ans',
          ' à ',
          'et ',
          'vingt',
          ' millions',
          ' d’euros',
          'May ',
          'un ',
          'cent',
          'mille ',
          '\n',
          'p. ',
          'EUR ',
          '😀',
        ),
      )
      .map((parts) => parts.join('')),
  );

  it('never throws, and gives offsets in order, within the text and without overlap', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom<'fr' | 'en' | undefined>('fr', 'en', undefined), (text, language) => {
        let last = 0;
        for (const { kind, start, end, value } of findQuantities(text, language)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          const written = text.slice(start, end);
          expect(written.trim()).toBe(written);
          if (kind === 'date' || kind === 'year') expect(value).toMatch(/^(?:\d{4}|--\d\d-\d\d|\d{4}-\d\d(?:-\d\d)?)$/);
          else expect(Number.isFinite(value)).toBe(true);
          last = end;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['digits', '1'.repeat(1_000_000)],
    ['letters', 'a'.repeat(1_000_000)],
    ['signs', '€'.repeat(1_000_000)],
    ['number words', 'vingt-'.repeat(170_000)],
    ['dates', '1/'.repeat(200_000)],
  ])('comes to an end on a megabyte of %s without a space', (_, text) => {
    expect(findQuantities(text).length).toBeGreaterThanOrEqual(0);
  });
});
