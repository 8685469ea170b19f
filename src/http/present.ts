import type {
  Answer,
  AnswerEvent,
  Citation,
  DocumentReference,
  Explanation,
  Hit,
  Language,
  Passage,
} from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { Services } from '../services.ts';
import type { Links } from './links.ts';

export type StoredDocument = ReturnType<Services['document']>;
export type IngestionReport = NonNullable<ReturnType<Services['lastIngestion']>>;

/** A passage with the document that it is from, as the API gives it. */
export interface PresentedPassage {
  readonly passageId: string;
  readonly text: string;
  readonly section: readonly string[];
  readonly page: number | null;
  readonly start: number;
  readonly end: number;
  readonly document: DocumentReference;
}

export interface PresentedHit extends PresentedPassage {
  readonly score: number;
  readonly explanation?: Explanation;
}

/** An answer whose closest passages look as those of a search. */
export interface PresentedAnswer extends Omit<Answer, 'closest'> {
  readonly closest: readonly PresentedHit[];
}

/** A document in the list. */
export interface PresentedDocument {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly publisher: string | null;
  readonly date: string | null;
  readonly language: Language;
  /** How many physical pages; null where the format has none. */
  readonly pages: number | null;
  /** How many passages. */
  readonly passages: number;
  readonly fileName: string;
}

export interface PresentedDocumentDetails extends PresentedDocument {
  readonly authors: readonly string[];
  readonly url: string | null;
  readonly licence: string | null;
  readonly note: string | null;
  readonly mediaType: string;
}

export interface PresentedFailure {
  readonly file: string;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

export interface PresentedIngestion extends Omit<IngestionReport, 'failures'> {
  readonly failures: readonly PresentedFailure[];
}

export function referTo(document: DocumentReference): DocumentReference {
  const { id, version, title, publisher, date, language, url, fileName } = document;
  return { id, version, title, publisher, date, language, url, fileName };
}

export function presentPassage(passage: Passage, document: DocumentReference): PresentedPassage {
  const { id, text, section, page, start, end } = passage;
  return { passageId: id, text, section, page, start, end, document };
}

export function presentHit({ passage, document, score, explanation }: Hit): PresentedHit {
  return {
    ...presentPassage(passage, referTo(document)),
    score,
    ...(explanation === undefined ? {} : { explanation }),
  };
}

export function presentCitation(citation: Citation, links: Links): Citation {
  return { ...citation, document: referTo(citation.document), permalink: links.permalinkOf(citation) };
}

export function presentAnswer(answer: Answer, links: Links): PresentedAnswer {
  const citations = answer.citations.map((citation) => presentCitation(citation, links));
  return { ...answer, citations, closest: answer.closest.map(presentHit) };
}

/** What stands beside the name of an event in its stream. */
export function presentEvent(event: AnswerEvent, links: Links): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'passages':
      return { passages: event.passages.map(presentHit) };
    case 'text-delta':
      return { text: event.text };
    case 'citation':
      return { ...presentCitation(event.citation, links) };
    case 'restart':
      return {};
  }
}

export function presentDocument(document: StoredDocument): PresentedDocument {
  const { id, version, title, publisher, date, language, fileName } = document;
  const pages = document.pages.length === 0 ? null : document.pages.length;
  return { id, version, title, publisher, date, language, pages, passages: document.passageCount, fileName };
}

export function presentDocumentDetails(document: StoredDocument): PresentedDocumentDetails {
  const { authors, url, licence, note, mediaType } = document;
  return { ...presentDocument(document), authors, url, licence, note, mediaType };
}

export function presentIngestion(report: IngestionReport, language: Language): PresentedIngestion {
  const failures = report.failures.map(({ file, code, parameters }) => {
    const error = new SourcierError(code, parameters);
    return { file, code, title: error.title(language), detail: error.detail(language) };
  });
  return { ...report, failures };
}
