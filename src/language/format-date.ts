import type { Language } from '../domain.ts';

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** A date of the precision given: « 23 mai 2024 », « mai 2024 », "2024". */
export function formatDate(date: string, language: Language): string {
  const [year = '', month, day] = date.split('-');
  const monthName = month === undefined ? undefined : MONTHS[language][Number(month) - 1];
  if (monthName === undefined) return year;
  if (day === undefined) return `${monthName} ${year}`;
  const dayNumber = Number(day);
  return `${language === 'fr' && dayNumber === 1 ? '1er' : dayNumber} ${monthName} ${year}`;
}
