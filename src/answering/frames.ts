import type { DocumentReference, Language } from '../domain.ts';
import { formatDate } from '../language/format-date.ts';
import type { Fault } from './check-sentence.ts';

/** The words of an answer that are not the documents' own, in both languages. Quotes are put in as they stand. */

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

/** The end of a row of a table before another one. */
const BETWEEN_ROWS = /(?<=[ \t]\|[ \t][^\n]*)\s*\n\s*(?=[^\n]*[ \t]\|[ \t])/g;

/** A quote between the quotation marks of its own language, on one line; rows of a table are parted by a slash. */
export function presentQuote(quote: string, quoteLanguage: Language): string {
  const line = quote.replace(BETWEEN_ROWS, ' / ').replace(/\s*\n\s*/g, ' ');
  return quoteLanguage === 'fr' ? `«\u00A0${line}\u00A0»` : `“${line}”`;
}

/** What a quote in another language says, as a machine renders it. */
export function presentTranslation(translation: string, language: Language): string {
  return language === 'fr'
    ? `(traduction non officielle\u00A0: «\u00A0${translation}\u00A0»)`
    : `(unofficial translation: “${translation}”)`;
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
  translation_failed: {
    fr: 'Le modèle de traduction n’a pas fonctionné\u00A0: les citations sont données sans traduction.',
    en: 'The translation model did not work: the quotes are given without a translation.',
  },
  llm_failed: {
    fr: 'Le modèle de langue n’a pas répondu\u00A0: voici les phrases des documents eux-mêmes.',
    en: 'The language model did not reply: these are the documents’ own sentences.',
  },
  llm_slow: {
    fr: 'Le modèle de langue n’a pas fini à temps\u00A0: voici les phrases des documents eux-mêmes.',
    en: 'The language model did not finish in time: these are the documents’ own sentences.',
  },
  llm_unreadable: {
    fr: 'La réponse du modèle de langue n’a pas la forme demandée\u00A0: voici les phrases des documents eux-mêmes.',
    en: 'The language model’s reply is not of the form asked for: these are the documents’ own sentences.',
  },
  llm_unproven: {
    fr: 'Rien de ce que dit le modèle de langue ne se trouve dans les documents\u00A0: voici leurs propres phrases.',
    en: 'Nothing that the language model says stands in the documents: these are their own sentences.',
  },
  llm_language: {
    fr: 'Le modèle de langue n’a pas répondu en français\u00A0: voici les phrases des documents eux-mêmes.',
    en: 'The language model did not reply in English: these are the documents’ own sentences.',
  },
  llm_cut_short: {
    fr: 'La réponse du modèle de langue s’est interrompue\u00A0: elle peut être incomplète.',
    en: 'The language model’s reply broke off: it may be incomplete.',
  },
} as const satisfies Record<string, Record<Language, string>>;

const FAULTS: Readonly<Record<Fault['kind'], Record<Language, string>>> = {
  empty: { fr: 'Ce n’est pas une phrase.', en: 'It is no sentence.' },
  language: { fr: 'Elle n’est pas en français.', en: 'It is not in English.' },
  no_quote: { fr: 'Elle ne repose sur aucune citation.', en: 'It relies on no quote.' },
  quote_not_found: {
    fr: 'Une de ses citations ne se trouve dans aucun passage.',
    en: 'One of its quotes stands in no passage.',
  },
  unrelated: { fr: 'Ses citations parlent d’autre chose.', en: 'Its quotes are about something else.' },
  figure: {
    fr: 'Aucune de ses citations ne contient le chiffre «\u00A0{text}\u00A0».',
    en: 'None of its quotes holds the figure “{text}”.',
  },
  date: {
    fr: 'Aucune de ses citations ne contient la date «\u00A0{text}\u00A0».',
    en: 'None of its quotes holds the date “{text}”.',
  },
  name: {
    fr: 'Aucune de ses citations ne contient le nom «\u00A0{text}\u00A0».',
    en: 'None of its quotes holds the name “{text}”.',
  },
};

/** Why a sentence of a language model is not given. */
export function describeFault({ kind, text }: Fault, language: Language): string {
  return FAULTS[kind][language].replace('{text}', () => text);
}
