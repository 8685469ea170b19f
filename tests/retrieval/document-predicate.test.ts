import { describe, expect, it } from 'vitest';
import type { DocumentFilter } from '../../src/domain.ts';
import { toPredicate } from '../../src/retrieval/document-predicate.ts';
import type { StoredDocument } from '../../src/store/index-snapshot.ts';

function document(id: string, date: string | null, publisher: string | null): StoredDocument {
  const identity = { id, version: '0', title: id, fileName: id, mediaType: 'text/plain', language: 'fr' as const };
  const rest = { url: null, authors: [], licence: null, note: null, pages: [], passageCount: 1 };
  return { ...identity, ...rest, date, publisher };
}

const documents = [
  document('annee', '2023', 'Ministère'),
  document('mois', '2024-05', 'Ministère'),
  document('jour', '2024-05-23', 'CNRS'),
  document('sans-date', null, null),
];
const snapshot = {
  documents: new Map(documents.map((one) => [one.id, one])),
  documentOf: (ordinal: number) => documents[ordinal] ?? (documents[0] as StoredDocument),
};

/** Ids of the documents whose passages a filter accepts. */
function accepted(filter: DocumentFilter): string[] {
  const predicate = toPredicate(filter, snapshot);
  return documents.filter((_, ordinal) => predicate === undefined || predicate(ordinal)).map(({ id }) => id);
}

describe('toPredicate', () => {
  it('asks nothing of passages where a filter is absent, empty or lets all through', () => {
    expect(toPredicate(undefined, snapshot)).toBeUndefined();
    expect(toPredicate({}, snapshot)).toBeUndefined();
    expect(toPredicate({ documents: documents.map(({ id }) => id) }, snapshot)).toBeUndefined();
  });

  it('accepts the named documents', () => {
    expect(accepted({ documents: ['jour', 'mois'] })).toEqual(['mois', 'jour']);
    expect(accepted({ documents: [] })).toEqual([]);
  });

  it('accepts a publisher whatever its accents and case', () => {
    expect(accepted({ publisher: 'MINISTERE' })).toEqual(['annee', 'mois']);
  });

  it('includes both ends of a range of dates', () => {
    expect(accepted({ dateFrom: '2024-05-23', dateTo: '2024-05-23' })).toContain('jour');
    expect(accepted({ dateFrom: '2024-05-24' })).not.toContain('jour');
    expect(accepted({ dateTo: '2024-05-22' })).not.toContain('jour');
  });

  it('takes a year or a month for any of its days', () => {
    expect(accepted({ dateFrom: '2023-12-31', dateTo: '2024-01-01' })).toEqual(['annee']);
    expect(accepted({ dateFrom: '2024-05-31' })).toEqual(['mois']);
    expect(accepted({ dateFrom: '2024', dateTo: '2024' })).toEqual(['mois', 'jour']);
  });

  it('leaves documents without a date out of a range of dates', () => {
    expect(accepted({ dateFrom: '1900' })).not.toContain('sans-date');
  });

  it('asks for all conditions at once', () => {
    expect(accepted({ publisher: 'Ministère', dateFrom: '2024' })).toEqual(['mois']);
  });
});
