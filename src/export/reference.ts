import type { DocumentMetadata } from '../domain.ts';

/** A document as it is referred to, and the page that is meant. */
export interface ReferencedWork
  extends Pick<DocumentMetadata, 'title' | 'publisher' | 'authors' | 'date' | 'url' | 'language'> {
  readonly id: string;
  /** The physical page, or null where none is meant. */
  readonly page: number | null;
}

/** A date as CSL has it: year, month, day, as far as they are known. */
interface CslDate {
  readonly 'date-parts': readonly [readonly number[]];
}

/** The record that all formats come from: an item of CSL-JSON 1.0 (https://citationstyles.org). What is unknown is left out. */
export interface CslItem {
  readonly id: string;
  readonly type: 'document';
  readonly title: string;
  readonly author?: readonly { readonly literal: string }[];
  readonly publisher?: string;
  readonly issued?: CslDate;
  readonly accessed?: CslDate;
  readonly URL?: string;
  readonly language: string;
  readonly page?: string;
}

/**
 * @param accessed the day on which it was read, ISO 8601; counts only where there is an address to read it at
 */
export function toCslItem(
  { id, title, publisher, authors, date, url, language, page }: ReferencedWork,
  accessed: string,
): CslItem {
  return {
    id,
    type: 'document',
    title,
    // Names are kept whole: which part of one is the family's cannot be told.
    ...(authors.length === 0 ? {} : { author: authors.map((literal) => ({ literal })) }),
    ...(publisher === null ? {} : { publisher }),
    ...(date === null ? {} : { issued: toCslDate(date) }),
    ...(url === null ? {} : { URL: url, accessed: toCslDate(accessed) }),
    language,
    ...(page === null ? {} : { page: String(page) }),
  };
}

function toCslDate(date: string): CslDate {
  return { 'date-parts': [date.split('-').map(Number)] };
}
