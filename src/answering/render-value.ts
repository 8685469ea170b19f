import type { Language, Span } from '../domain.ts';
import { formatDate } from '../language/format-date.ts';
import { isInternational } from '../language/measure-units.ts';
import { renderQualifier } from '../language/qualifiers.ts';
import { findQuantities, type Quantity } from '../language/quantities.ts';
import { presentQuote } from './frames.ts';

/**
 * What stands at a place of a text, for a reader of `language`: dates, amounts, percentages, measures and durations are
 * written in their own way by each language, and so is what qualifies them; all else is quoted.
 */
export function renderValue(text: string, span: Span, textLanguage: Language, language: Language): string {
  const written = text.slice(span.start, span.end).replace(/\s+/gu, ' ').trim();
  if (textLanguage === language) return written;
  const quantity = findQuantities(text, textLanguage).find(({ start, end }) => start < span.end && end > span.start);
  const rendered = quantity === undefined ? null : renderQualified(text, span, quantity, textLanguage, language);
  if (quantity === undefined || rendered === null) return presentQuote(written, textLanguage);
  // What is counted is not translated, nor a unit that the other language names otherwise: the number, and the words as they stand.
  const isNumberAlone =
    quantity.kind === 'count' || (quantity.kind === 'measure' && !isInternational(quantity.unit ?? ''));
  return isNumberAlone && /\p{L}/u.test(written) ? `${rendered} (${presentQuote(written, textLanguage)})` : rendered;
}

function renderQualified(text: string, span: Span, quantity: Quantity, from: Language, into: Language): string | null {
  const value = renderQuantity(quantity, into);
  const isTime = quantity.kind === 'date' || quantity.kind === 'year';
  const isDay = isTime && String(quantity.value).length > 'YYYY-MM'.length;
  const qualifier = renderQualifier(text, { span, value: quantity }, { from, into, isTime, isDay });
  return value === null || qualifier === null ? null : `${qualifier}${value}`;
}

const UNITS: Readonly<Record<string, Readonly<Record<Language, readonly [string, string]>>>> = {
  year: { fr: ['an', 'ans'], en: ['year', 'years'] },
  month: { fr: ['mois', 'mois'], en: ['month', 'months'] },
  week: { fr: ['semaine', 'semaines'], en: ['week', 'weeks'] },
  day: { fr: ['jour', 'jours'], en: ['day', 'days'] },
  hour: { fr: ['heure', 'heures'], en: ['hour', 'hours'] },
  minute: { fr: ['minute', 'minutes'], en: ['minute', 'minutes'] },
  second: { fr: ['seconde', 'secondes'], en: ['second', 'seconds'] },
};

/** Null where the value cannot be written without changing what it says: ranges, and units that are not known. */
function renderQuantity({ kind, value, through, unit }: Quantity, language: Language): string | null {
  if (through !== null) return null;
  if (typeof value === 'string') return value.startsWith('-') ? null : formatDate(value, language);
  const number = formatNumber(value, language);
  if (kind === 'percent') return language === 'fr' ? `${number}\u00A0%` : `${number}%`;
  if (kind === 'measure') return unit !== null && isInternational(unit) ? `${number}\u00A0${unit}` : number;
  if (kind === 'amount') return unit === null ? null : renderAmount(value, unit, language);
  if (kind === 'duration') {
    // « 3 h 20 » is no decimal number of hours.
    if (!Number.isInteger(4 * value)) return null;
    const names = UNITS[unit ?? '']?.[language];
    return names === undefined ? null : `${number}\u00A0${names[value > 1 ? 1 : 0]}`;
  }
  return number;
}

/** Millions and billions where that takes no digit away: 1,5 milliard d’euros, €1.5 billion. */
function renderAmount(value: number, currency: string, language: Language): string {
  const [divisor, french, english] =
    value >= 1e9 ? [1e9, 'milliard', 'billion'] : value >= 1e6 ? [1e6, 'million', 'million'] : [1, '', ''];
  const scaled = value / divisor;
  const sign = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(1)
    .find(({ type }) => type === 'currency')?.value;
  const number = formatNumber(scaled, language);
  if (language === 'en') return `${sign}${number}${english === '' ? '' : ` ${english}`}`;
  const name = scaled >= 2 ? `${french}s` : french;
  return french === ''
    ? `${number}\u00A0${sign}`
    : `${number}\u00A0${name} d’euros`.replace('d’euros', currency === 'EUR' ? 'd’euros' : `de ${sign}`);
}

function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
}
