import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import { Cite } from '@citation-js/core';
import type { Language } from '../domain.ts';
import { type ReferencedWork, toCslItem } from './reference.ts';
import { writeReference } from './reference-style.ts';

export const REFERENCE_FORMATS = ['csl-json', 'bibtex', 'ris', 'text'] as const;

export type ReferenceFormat = (typeof REFERENCE_FORMATS)[number];

/** As RFC 6838 and common use name them. */
export const MEDIA_TYPES: Readonly<Record<ReferenceFormat, string>> = {
  'csl-json': 'application/vnd.citationstyles.csl+json; charset=utf-8',
  bibtex: 'application/x-bibtex; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  text: 'text/plain; charset=utf-8',
};

/**
 * References to works, each once for each of its pages, in the order of first use.
 *
 * @param language of `text`; the other formats have none
 * @param accessed the day on which they were read, ISO 8601
 */
export function writeReferences(
  works: readonly ReferencedWork[],
  format: ReferenceFormat,
  { language, accessed }: { readonly language: Language; readonly accessed: string },
): string {
  const distinct = works.filter((work, index) => works.findIndex((other) => isSame(other, work)) === index);
  if (format === 'text') return distinct.map((work) => `${writeReference(work, language, accessed)}\n`).join('');
  const items = distinct.map((work) => ({ ...toCslItem(work, accessed), id: nameItem(work) }));
  if (format === 'csl-json') return `${JSON.stringify(items, null, 2)}\n`;
  return items.length === 0 ? '' : `${new Cite(items).format(format).trim()}\n`;
}

function isSame(one: ReferencedWork, other: ReferencedWork): boolean {
  return one.id === other.id && one.page === other.page;
}

/** Two pages of a document are two items. */
function nameItem({ id, page }: ReferencedWork): string {
  return page === null ? id : `${id}#page=${page}`;
}
