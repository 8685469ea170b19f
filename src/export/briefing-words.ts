import type { Language } from '../domain.ts';

interface Method {
  readonly date: string;
  /** As the answers name them: `generation 4`. */
  readonly indexes: readonly string[];
  readonly models: readonly string[];
  readonly givenEarlier: boolean;
}

export interface BriefingWords {
  readonly evidence: string;
  readonly bibliography: string;
  readonly notFound: string;
  readonly methodTitle: string;
  readonly check: string;
  readonly backToText: string;
  /** In the place of the marker of a quote that is gone. */
  readonly notFoundAgain: string;
  readonly unofficial: (translation: string) => string;
  readonly place: (section: string) => string;
  readonly disagreement: (note: string) => string;
  readonly missing: (part: string) => string;
  /** In the place of a refusal, which announces the closest passages: those are in no briefing. */
  readonly unanswered: string;
  readonly failed: (why: string) => string;
  /** @param quote null where its text is no longer kept */
  readonly gone: (quote: string | null) => string;
  readonly method: (method: Method) => string;
}

/** A quote in the quotation marks of its own language. */
export function quoted(quote: string, language: Language): string {
  return language === 'fr' ? `«\u00A0${quote}\u00A0»` : `“${quote}”`;
}

function nameIndexInFrench(index: string): string {
  return index.replace(/^generation (?=\d)/, 'génération\u00A0');
}

/** The words of a briefing that are neither an answer's nor a document's. */
export const BRIEFING_WORDS: Readonly<Record<Language, BriefingWords>> = {
  fr: {
    evidence: 'Annexe\u00A0: citations',
    bibliography: 'Bibliographie',
    notFound: 'Questions sans réponse dans les documents',
    methodTitle: 'Comment cette note a été faite',
    check: 'vérifier la citation',
    backToText: 'retour au texte',
    notFoundAgain: 'citation non retrouvée',
    unofficial: (translation) => `Traduction non officielle\u00A0: ${translation}`,
    place: (section) => `Emplacement\u00A0: ${section}`,
    disagreement: (note) => `Désaccord entre les sources. ${note}`,
    missing: (part) => `Les documents ne répondent pas à ceci\u00A0: ${quoted(part, 'fr')}.`,
    unanswered: 'Les documents consultés ne répondent pas à cette question.',
    failed: (why) => `Cette question n’a pas pu être traitée. ${why}`,
    gone: (quote) =>
      quote === null
        ? 'Une citation de cette réponse ne se trouve plus dans les documents.'
        : `Cette citation ne se trouve plus dans les documents\u00A0: ${quoted(quote, 'fr')}.`,
    method: ({ date, indexes, models, givenEarlier }) =>
      [
        `Note produite par Sourcier le ${date}${indexes.length === 0 ? '' : `, sur l’index (${indexes.map(nameIndexInFrench).join(', ')})`}.`,
        givenEarlier
          ? `Le texte des réponses a été fourni avec la demande\u00A0; leurs citations ont été vérifiées de nouveau dans les documents le ${date}.`
          : models.length === 0
            ? 'Les réponses sont faites de phrases des documents, citées au caractère près.'
            : `Les réponses ont été rédigées par un modèle de langue (${models.join(', ')})\u00A0; chaque phrase s’appuie sur une citation vérifiée dans le document.`,
      ].join(' '),
  },
  en: {
    evidence: 'Annex: quotes',
    bibliography: 'Bibliography',
    notFound: 'Questions that the documents do not answer',
    methodTitle: 'How this briefing was made',
    check: 'check the quote',
    backToText: 'back to the text',
    notFoundAgain: 'quote not found again',
    unofficial: (translation) => `Unofficial translation: ${translation}`,
    place: (section) => `Place: ${section}`,
    disagreement: (note) => `The sources disagree. ${note}`,
    missing: (part) => `The documents do not answer this: ${quoted(part, 'en')}.`,
    unanswered: 'The documents that were searched do not answer this question.',
    failed: (why) => `This question could not be dealt with. ${why}`,
    gone: (quote) =>
      quote === null
        ? 'A quote of this answer is no longer in the documents.'
        : `This quote is no longer in the documents: ${quoted(quote, 'en')}.`,
    method: ({ date, indexes, models, givenEarlier }) =>
      [
        `Made by Sourcier on ${date}${indexes.length === 0 ? '' : `, from the index (${indexes.join(', ')})`}.`,
        givenEarlier
          ? `The text of the answers was sent with the request; their quotes were checked again in the documents on ${date}.`
          : models.length === 0
            ? 'The answers are sentences of the documents, quoted character for character.'
            : `The answers were written by a language model (${models.join(', ')}); every sentence relies on a quote that was checked in its document.`,
      ].join(' '),
  },
};
