import type { DocumentFilter } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import type { IndexSnapshot, StoredDocument } from '../store/index-snapshot.ts';
import type { PassagePredicate } from '../store/lexical-query.ts';

/**
 * The passages of the documents that a filter lets through; undefined where it lets all through. Each document is
 * judged once, however many passages it has.
 */
export function toPredicate(
  filter: DocumentFilter | undefined,
  snapshot: Pick<IndexSnapshot, 'documents' | 'documentOf'>,
): PassagePredicate | undefined {
  if (filter === undefined || Object.values(filter).every((value) => value === undefined)) return undefined;
  const accepted = new Set<string>();
  for (const [id, document] of snapshot.documents) if (accepts(filter, document)) accepted.add(id);
  if (accepted.size === snapshot.documents.size) return undefined;
  return (ordinal) => accepted.has(snapshot.documentOf(ordinal).id);
}

function accepts({ documents, dateFrom, dateTo, publisher }: DocumentFilter, document: StoredDocument): boolean {
  if (documents !== undefined && !documents.includes(document.id)) return false;
  if (publisher !== undefined && fold(document.publisher ?? '') !== fold(publisher)) return false;
  if (dateFrom === undefined && dateTo === undefined) return true;
  if (document.date === null) return false;
  return overlaps(document.date, dateFrom ?? '0000', dateTo ?? '9999');
}

/** `2024` is any day of that year: a date passes where one of its days does. */
function overlaps(date: string, from: string, to: string): boolean {
  return lastDay(date) >= firstDay(from) && firstDay(date) <= lastDay(to);
}

function firstDay(date: string): string {
  return `${date}${'-01-01'.slice(date.length - 4)}`;
}

/** No need to know how long months are: the thirty-first sorts after every day that a month has. */
function lastDay(date: string): string {
  return `${date}${'-12-31'.slice(date.length - 4)}`;
}
