import fc from 'fast-check';

const THINGS = [
  { french: 'Le phare', english: 'The lighthouse' },
  { french: 'Le pont', english: 'The bridge' },
  { french: 'Le moulin', english: 'The mill' },
  { french: 'Le château', english: 'The castle' },
  { french: 'Le musée', english: 'The museum' },
  { french: 'Le jardin', english: 'The garden' },
];
const COLOURS = [
  { french: 'blanc', english: 'white' },
  { french: 'rouge', english: 'red' },
  { french: 'gris', english: 'grey' },
];
const PLACES = [
  { french: 'de Brest', english: 'in Brest' },
  { french: "d'Ouessant", english: 'in Ouessant' },
  { french: 'de Nantes', english: 'in Nantes' },
];
const EVENTS = [
  { french: 'mesure #NUMBER mètres', english: 'is #NUMBER metres high' },
  { french: 'a été construit en #YEAR', english: 'was built in #YEAR' },
  { french: 'a été fermé en #YEAR', english: 'was closed in #YEAR' },
  { french: 'est ouvert depuis #NUMBER ans', english: 'has been open for #NUMBER years' },
];

/** The sources that rows of the language are given: one of each kind of text. */
const SOURCES = ['ca-laws', 'tatoeba', 'ai4t', 'hf-course', 'open-sdg', 'ms-edge-ht', 'django-docs', 'react'];

export interface Pair {
  readonly french: string;
  readonly english: string;
}

const pair = fc
  .record({
    thing: fc.constantFrom(...THINGS),
    colour: fc.constantFrom(...COLOURS),
    place: fc.constantFrom(...PLACES),
    event: fc.constantFrom(...EVENTS),
    number: fc.integer({ min: 10, max: 99 }),
    year: fc.integer({ min: 1800, max: 2029 }),
  })
  .map(({ thing, colour, place, event, number, year }): Pair => {
    const fill = (text: string) => text.replace('#NUMBER', String(number)).replace('#YEAR', String(year));
    return {
      french: fill(`${thing.french} ${colour.french} ${place.french} ${event.french}.`),
      english: fill(`${thing.english.replace(' ', ` ${colour.english} `)} ${place.english} ${event.english}.`),
    };
  });

/**
 * Sentences of a small language that has what makes rendering more than looking words up: adjectives behind what they
 * describe, an elision, two words for one, figures. Different ones, always the same.
 */
export function speakToyLanguage(count: number): Pair[] {
  const drawn = fc.sample(pair, { numRuns: 4 * count, seed: 20261128 });
  return [...new Map(drawn.map((each) => [each.french, each])).values()].slice(0, count);
}

/** As the rows of an aligned collection: source, English, French. */
export function writeRows(pairs: readonly Pair[]): string {
  return pairs
    .map(({ french, english }, place) => `${SOURCES[place % SOURCES.length]}\t${english}\t${french}\n`)
    .join('');
}
