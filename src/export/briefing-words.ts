import type { Language } from '../domain.ts';

interface BriefingWords {
  readonly evidence: string;
  readonly bibliography: string;
  readonly notFound: string;
  readonly methodTitle: string;
  readonly notes: string;
  readonly unofficial: string;
  readonly place: string;
  readonly check: string;
  readonly seeNote: (number: number) => string;
  readonly quoted: (quote: string, language: Language) => string;
  readonly disagreement: (note: string) => string;
  readonly missing: (part: string) => string;
  readonly failed: (why: string) => string;
  readonly method: (date: string, index: string | null, models: readonly string[]) => string;
}

function quoted(quote: string, language: Language): string {
  return language === 'fr' ? `«\u00A0${quote}\u00A0»` : `“${quote}”`;
}

/** The words of a briefing that are neither an answer's nor a document's. */
export const BRIEFING_WORDS: Readonly<Record<Language, BriefingWords>> = {
  fr: {
    evidence: 'Annexe\u00A0: citations',
    bibliography: 'Bibliographie',
    notFound: 'Questions sans réponse dans les documents',
    methodTitle: 'Comment cette note a été faite',
    notes: 'Notes',
    unofficial: 'Traduction non officielle',
    place: 'Emplacement',
    check: 'vérifier la citation',
    seeNote: (number) => `Voir la note ${number}.`,
    quoted,
    disagreement: (note) => `Désaccord entre les sources. ${note}`,
    missing: (part) => `Les documents ne répondent pas à ceci\u00A0: «\u00A0${part}\u00A0».`,
    failed: (why) => `Cette question n’a pas pu être traitée. ${why}`,
    method: (date, index, models) =>
      [
        `Note produite par Sourcier le ${date}${index === null ? '' : `, sur l’index «\u00A0${index}\u00A0»`}.`,
        models.length === 0
          ? 'Les réponses sont faites de phrases des documents, citées au caractère près.'
          : `Les réponses ont été rédigées par un modèle de langue (${models.join(', ')})\u00A0; chaque phrase s’appuie sur une citation vérifiée dans le document.`,
      ].join(' '),
  },
  en: {
    evidence: 'Annex: quotes',
    bibliography: 'Bibliography',
    notFound: 'Questions that the documents do not answer',
    methodTitle: 'How this briefing was made',
    notes: 'Notes',
    unofficial: 'Unofficial translation',
    place: 'Place',
    check: 'check the quote',
    seeNote: (number) => `See note ${number}.`,
    quoted,
    disagreement: (note) => `The sources disagree. ${note}`,
    missing: (part) => `The documents do not answer this: “${part}”.`,
    failed: (why) => `This question could not be dealt with. ${why}`,
    method: (date, index, models) =>
      [
        `Made by Sourcier on ${date}${index === null ? '' : `, from the index “${index}”`}.`,
        models.length === 0
          ? 'The answers are sentences of the documents, quoted character for character.'
          : `The answers were written by a language model (${models.join(', ')}); every sentence relies on a quote that was checked in its document.`,
      ].join(' '),
  },
};
