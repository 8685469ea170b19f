import type { Span } from '../domain.ts';
import { APOSTROPHES, matchAt } from './characters.ts';
import { fold } from './normalise.ts';

/** What a unit measures. */
export type Dimension =
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'speed'
  | 'temperature'
  | 'power'
  | 'energy'
  | 'data'
  | 'data rate';

export interface MeasureUnit extends Span {
  readonly dimension: Dimension;
  /** As the International System writes it (BIPM, SI Brochure, 9th edition) where it is of it, else as English does. */
  readonly symbol: string;
}

/**
 * A row a unit: its symbols, in their own case, and its names, in French and English; each word of a name may end in s, and
 * spaces or hyphens part them. Left out is what mostly means something else in running text: in, ch, « chevaux ».
 */
const UNITS: readonly [dimension: Dimension, symbol: string, symbols: string, names: string][] = [
  ['length', 'mm', 'mm', 'millimètre, millimetre, millimeter'],
  ['length', 'cm', 'cm', 'centimètre, centimetre, centimeter'],
  ['length', 'm', 'm', 'mètre, metre, meter'],
  ['length', 'km', 'km', 'kilomètre, kilometre, kilometer'],
  ['length', 'mi', '', 'mile'],
  ['length', 'nmi', '', 'mille marin, mille nautique, nautical mile'],
  ['length', 'ft', 'ft', 'pied, foot, feet'],
  ['length', '″', '', 'pouce, inch, inches'],
  ['length', 'ly', '', 'année lumière, light year'],
  ['area', 'm²', 'm² m2', 'mètre carré, square metre, square meter'],
  ['area', 'km²', 'km² km2', 'kilomètre carré, square kilometre, square kilometer'],
  ['area', 'ha', 'ha', 'hectare'],
  ['area', 'acre', '', 'acre'],
  ['area', 'sq\u00A0mi', '', 'square mile'],
  ['area', 'sq\u00A0ft', '', 'pied carré, square foot, square feet'],
  ['volume', 'm³', 'm³ m3', 'mètre cube, cubic metre, cubic meter'],
  ['volume', 'l', 'l L', 'litre, liter'],
  ['volume', 'hl', 'hl', 'hectolitre, hectoliter'],
  ['volume', 'gal', '', 'gallon'],
  ['mass', 'mg', 'mg', 'milligramme, milligram'],
  ['mass', 'g', 'g', 'gramme, gram'],
  ['mass', 'kg', 'kg', 'kilogramme, kilogram, kilo'],
  ['mass', 't', 't', 'tonne, ton'],
  ['mass', 'lb', 'lb lbs', 'pound'],
  ['speed', 'km/h', 'km/h', 'kilomètre heure, kilomètre par heure, kilometre per hour, kilometer per hour'],
  ['speed', 'm/s', 'm/s', 'mètre par seconde, metre per second, meter per second'],
  ['speed', 'mph', 'mph', 'mile per hour'],
  ['speed', 'kn', '', 'nœud, noeud, knot'],
  ['temperature', '°', '°', 'degré, degree'],
  ['temperature', '°C', '°C', 'degré celsius, degree celsius'],
  ['temperature', '°F', '°F', 'degré fahrenheit, degree fahrenheit'],
  ['temperature', 'K', '', 'kelvin'],
  ['power', 'W', 'W', 'watt'],
  ['power', 'kW', 'kW', 'kilowatt'],
  ['power', 'MW', 'MW', 'mégawatt, megawatt'],
  ['power', 'GW', 'GW', 'gigawatt'],
  ['power', 'Tflop/s', '', 'téraflop, teraflop'],
  ['power', 'Pflop/s', '', 'pétaflop, petaflop'],
  ['power', 'Eflop/s', '', 'exaflop'],
  ['energy', 'kWh', 'kWh', 'kilowattheure, kilowatt heure, kilowatt hour'],
  ['energy', 'MWh', 'MWh', 'mégawattheure, mégawatt heure, megawatt hour'],
  ['energy', 'GWh', 'GWh', 'gigawattheure, gigawatt heure, gigawatt hour'],
  ['energy', 'TWh', 'TWh', 'térawattheure, térawatt heure, terawatt hour'],
  ['energy', 'J', '', 'joule'],
  ['data', 'kB', 'ko kB', 'kilooctet, kilobyte'],
  ['data', 'MB', 'Mo MB', 'mégaoctet, megabyte'],
  ['data', 'GB', 'Go GB', 'gigaoctet, gigabyte'],
  ['data', 'TB', 'To TB', 'téraoctet, terabyte'],
  ['data', 'PB', 'Po PB', 'pétaoctet, petabyte'],
  ['data rate', 'Mbit/s', 'Mbit/s Mb/s', 'mégabit par seconde, megabit per second'],
  ['data rate', 'Gbit/s', 'Gbit/s Gb/s', 'gigabit par seconde, gigabit per second'],
];

type Unit = Omit<MeasureUnit, 'start' | 'end'>;

const listed = (row: string, separator: string) => row.split(separator).filter((one) => one !== '');
const keyOf = (name: string) =>
  fold(name)
    .replaceAll(/[^\p{L}]+/gu, ' ')
    .replaceAll(/(?<=\p{L}{3})s(?= |$)/gu, '');

const BY_SYMBOL: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap(([dimension, symbol, symbols]) =>
    listed(symbols, ' ').map((written): [string, Unit] => [written, { dimension, symbol }]),
  ),
);
const BY_NAME: ReadonlyMap<string, Unit> = new Map(
  UNITS.flatMap(([dimension, symbol, , names]) =>
    listed(names, ', ').map((name): [string, Unit] => [keyOf(name), { dimension, symbol }]),
  ),
);

/** The longer first: a square metre is no metre. */
const longestFirst = (forms: Iterable<string>) => [...forms].sort((a, b) => b.length - a.length);
const GAP = '[ \\u00A0\\u2009\\u202F\\n]';
const NO_LETTER_AFTER = '(?![\\p{L}\\p{N}])';
/** « 48° 50′ », « 48,8° N »: no temperature. */
const NO_ANGLE = `(?<!°(?=${GAP}?(?:\\d|[NSEWO]${NO_LETTER_AFTER})))`;
const OF = `(?:(?:de|of)${GAP}|d[${APOSTROPHES}])`;
const SYMBOL = new RegExp(
  `${GAP}?${OF}?(${longestFirst(BY_SYMBOL.keys()).join('|')})${NO_LETTER_AFTER}(?![${APOSTROPHES}])${NO_ANGLE}`,
  'uy',
);
const NAMES = longestFirst(UNITS.flatMap(([, , , names]) => listed(names, ', ')))
  .map((name) => name.split(' ').join(`s?(?:${GAP}|-)`))
  .join('|');
const NAME = new RegExp(`(?:${GAP}|-)${OF}?((?:${NAMES})s?)${NO_LETTER_AFTER}`, 'iuy');

/** The unit of measure right after a number; a space may come first. Linear time. */
export function readMeasureUnit(text: string, start: number): MeasureUnit | null {
  const symbol = matchAt(SYMBOL, text, start);
  const found = symbol ?? matchAt(NAME, text, start);
  if (found === null) return null;
  const [whole, written = ''] = found;
  const unit = symbol === null ? BY_NAME.get(keyOf(written)) : BY_SYMBOL.get(written);
  return unit === undefined ? null : { ...unit, start, end: start + whole.length };
}

const DIMENSIONS: ReadonlyMap<string, Dimension> = new Map(UNITS.map(([dimension, symbol]) => [symbol, dimension]));

/** What a unit measures, by the symbol that `readMeasureUnit` gives. */
export function dimensionOf(symbol: string): Dimension | null {
  return DIMENSIONS.get(symbol) ?? null;
}

/** Units that French and English name differently, and that have no symbol common to both. */
const OF_ONE_LANGUAGE = new Set('mi nmi ft ″ ly acre sq\u00A0mi sq\u00A0ft gal lb mph kn kB MB GB TB PB'.split(' '));

/** Whether a symbol that `readMeasureUnit` gives is written so in French and in English. */
export function isInternational(symbol: string): boolean {
  return !OF_ONE_LANGUAGE.has(symbol);
}
