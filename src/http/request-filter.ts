import type { DocumentFilter } from '../domain.ts';
import type { Services } from '../services.ts';
import { invalidField } from './validation.ts';

interface FilterFields {
  readonly documents?: readonly string[];
  readonly filters?: { readonly dateFrom?: string; readonly dateTo?: string; readonly publisher?: string };
}

const ISO_DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** A year, a month or a day that the calendar has. */
export function isIsoDate(date: string): boolean {
  if (!ISO_DATE.test(date)) return false;
  const day = date.padEnd(10, '-01');
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function checkDates(filters: NonNullable<FilterFields['filters']>): void {
  for (const name of ['dateFrom', 'dateTo'] as const) {
    const date = filters[name];
    if (date !== undefined && !isIsoDate(date)) {
      throw invalidField(`filters.${name}`, {
        fr: 'il doit être une date ISO 8601, telle que 2024, 2024-05 ou 2024-05-23',
        en: 'it must be an ISO 8601 date, such as 2024, 2024-05 or 2024-05-23',
      });
    }
  }
  const { dateFrom, dateTo } = filters;
  if (dateFrom !== undefined && dateTo !== undefined && dateFrom.slice(0, dateTo.length) > dateTo) {
    throw invalidField('filters.dateTo', {
      fr: 'il est antérieur à « filters.dateFrom »',
      en: 'it is before "filters.dateFrom"',
    });
  }
}

/**
 * The filter of a checked request, or undefined where it names none.
 *
 * @throws {SourcierError} `invalid_request` for dates, `document_unknown` for an id that no document has
 */
export function readFilter({ documents, filters }: FilterFields, services: Services): DocumentFilter | undefined {
  if (filters !== undefined) checkDates(filters);
  for (const id of documents ?? []) services.document(id);
  if (documents === undefined && filters === undefined) return undefined;
  return { ...filters, ...(documents === undefined ? {} : { documents }) };
}
