import type { Language } from '../domain.ts';
import { formatDate } from '../language/format-date.ts';
import type { ReferencedWork } from './reference.ts';

/**
 * A reference to read: in French after ISO 690 (2021), author, title, publisher, date, address; in English by author and
 * date. What is unknown is left out, but for the date, which the styles have an abbreviation for (s. d., n.d.).
 *
 * @param accessed the day on which it was read, ISO 8601
 */
export function writeReference(work: ReferencedWork, language: Language, accessed: string): string {
  return language === 'fr' ? writeFrench(work, accessed) : writeEnglish(work, accessed);
}

function writeFrench({ title, publisher, authors, date, url, page }: ReferencedWork, accessed: string): string {
  const author = authors.length > 0 ? authors.join(', ') : publisher;
  const issued = date === null ? 's.\u00A0d.' : formatDate(date, 'fr');
  // A publisher that stands in the author's place is not named twice.
  const imprint = [authors.length > 0 ? publisher : null, issued].filter((part) => part !== null).join(', ');
  return sentences([
    author,
    url === null ? title : `${title} [en ligne]`,
    imprint,
    page === null ? null : `p.\u00A0${page}`,
    url === null ? null : `Disponible à l’adresse\u00A0: ${url} [consulté le ${formatDate(accessed, 'fr')}]`,
  ]);
}

function writeEnglish({ title, publisher, authors, date, url, page }: ReferencedWork, accessed: string): string {
  const author = authors.length > 0 ? joinNames(authors) : publisher;
  const year = date === null ? 'n.d.' : date.slice(0, 4);
  const opening = author === null ? `${title} (${year})` : `${author} (${year}) ${title}`;
  return sentences([
    opening,
    authors.length > 0 ? publisher : null,
    page === null ? null : `p.\u00A0${page}`,
    url === null ? null : `Available at: ${url} (accessed ${formatDate(accessed, 'en')})`,
  ]);
}

function joinNames(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** Each part ends with one point, whatever it ends with itself. */
function sentences(parts: readonly (string | null)[]): string {
  const known = parts.filter((part): part is string => part !== null && part !== '');
  return known.map((part) => (/[.!?…]$/u.test(part) ? part : `${part}.`)).join(' ');
}
