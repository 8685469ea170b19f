import type { DocumentReference, Language } from '../domain.ts';

/** The words of an answer that are not the documents' own, in both languages. Quotes are put in as they stand. */

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

function describeSource(document: DocumentReference, language: Language): string {
  const details = [document.publisher, document.date === null ? null : formatDate(document.date, language)];
  const known = details.filter((detail) => detail !== null).join(', ');
  const title = language === 'fr' ? `«\u00A0${document.title}\u00A0»` : `“${document.title}”`;
  return known === '' ? title : `${title} (${known})`;
}

/** Opens what one document says. `further`: another document has been quoted before it. */
export function introduceSource(document: DocumentReference, language: Language, further: boolean): string {
  const source = describeSource(document, language);
  if (language === 'fr')
    return further ? `Selon un autre document, ${source}\u00A0:` : `Selon le document ${source}\u00A0:`;
  const inFrench = document.language === 'fr' ? ', in French' : '';
  return further
    ? `According to another document, ${source}${inFrench}:`
    : `According to the document ${source}${inFrench}:`;
}

/** A quote between the quotation marks of its own language, on one line. */
export function presentQuote(quote: string, quoteLanguage: Language): string {
  const line = quote.replace(/\s*\n\s*/g, ' ');
  return quoteLanguage === 'fr' ? `«\u00A0${line}\u00A0»` : `“${line}”`;
}

/** What the documents do not answer, in the question's own words. */
export function nameMissing(missing: readonly string[], language: Language): string {
  const asked = missing.map((part) => part.replace(/[\s?.!]+$/u, ''));
  return language === 'fr'
    ? `Les documents ne disent pas\u00A0: ${asked.map((part) => `«\u00A0${part}\u00A0»`).join(', ')}.`
    : `The documents do not say: ${asked.map((part) => `“${part}”`).join(', ')}.`;
}

/** The refusal, with what was searched. */
export function refuse(language: Language, documents: number, hasClosest: boolean): string {
  if (language === 'fr') {
    const searched =
      documents > 1 ? `Les ${documents} documents consultés ne répondent` : 'Les documents consultés ne répondent';
    return `${searched} pas à cette question.${hasClosest ? ' Voici les passages les plus proches.' : ''}`;
  }
  const searched =
    documents > 1 ? `The ${documents} documents that were searched do` : 'The documents that were searched do';
  return `${searched} not answer this question.${hasClosest ? ' Here are the closest passages.' : ''}`;
}

export const NOTICES = {
  third_language: {
    fr: 'La question ne semble être ni en français ni en anglais\u00A0: la réponse est donnée en français.',
    en: 'The question seems to be in neither French nor English: the answer is given in English.',
  },
} as const satisfies Record<string, Record<Language, string>>;
