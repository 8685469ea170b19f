import { Cite } from '@citation-js/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReferencedWork } from '../../src/export/reference.ts';
import { writeReference } from '../../src/export/reference-style.ts';
import { writeReferences } from '../../src/export/write-references.ts';

const ACCESSED = '2026-11-25';
const WORK: ReferencedWork = {
  id: 'rapport.pdf',
  title: 'L’intelligence artificielle : état des lieux',
  publisher: 'Agence de l’exemple',
  authors: ['Claire Martin', 'Paul Durand'],
  date: '2024-05-23',
  url: 'https://www.example.org/rapport_2024',
  language: 'fr',
  page: 12,
};
const BARE: ReferencedWork = { ...WORK, publisher: null, authors: [], date: null, url: null, page: null };

describe('a reference to read', () => {
  it('follows ISO 690 in French', () => {
    expect(writeReference(WORK, 'fr', ACCESSED).replaceAll('\u00A0', ' ')).toBe(
      'Claire Martin, Paul Durand. L’intelligence artificielle : état des lieux [en ligne]. Agence de l’exemple, 23 mai 2024. p. 12. Disponible à l’adresse : https://www.example.org/rapport_2024 [consulté le 25 novembre 2026].',
    );
  });

  it('goes by author and date in English', () => {
    expect(writeReference(WORK, 'en', ACCESSED).replaceAll('\u00A0', ' ')).toBe(
      'Claire Martin and Paul Durand (2024) L’intelligence artificielle : état des lieux. Agence de l’exemple. p. 12. Available at: https://www.example.org/rapport_2024 (accessed 25 November 2026).',
    );
  });

  it('invents nothing: what is unknown is left out, and a date is said to be missing', () => {
    expect(writeReference(BARE, 'fr', ACCESSED)).toBe('L’intelligence artificielle : état des lieux. s.\u00A0d.');
    expect(writeReference(BARE, 'en', ACCESSED)).toBe('L’intelligence artificielle : état des lieux (n.d.).');
  });

  it('has the publisher in the place of an author where there is none, and only there', () => {
    expect(writeReference({ ...WORK, authors: [] }, 'fr', ACCESSED)).toMatch(
      /^Agence de l’exemple\. L’intelligence[^.]*\. 23 mai/,
    );
  });
});

describe('references for a reference manager', () => {
  it.each(['bibtex', 'ris'] as const)('are read back from %s as they were', (format) => {
    const [item] = new Cite(writeReferences([WORK], format, { language: 'fr', accessed: ACCESSED })).data;
    expect(item).toMatchObject({
      title: WORK.title,
      publisher: WORK.publisher,
      URL: WORK.url,
      page: '12',
      issued: { 'date-parts': [[2024, 5, 23]] },
    });
    const names = ((item?.author ?? []) as { literal?: string; family?: string; given?: string }[]).map(
      ({ literal, family, given }) => literal ?? [given, family].filter(Boolean).join(' '),
    );
    expect(names).toEqual(WORK.authors);
  });

  it.each(['bibtex', 'ris'] as const)('are read back from %s whatever the title holds', (format) => {
    // Letters, marks and what TeX, RIS and JSON give a meaning to.
    const titles = fc
      .stringMatching(/^[A-Za-zÀ-ÿ€%&#_$~^\\{}"'’«»:;,.!?()[\] -]{1,60}$/u)
      .map((title) => `A${title.trim().replace(/ +/g, ' ')}z`);
    fc.assert(
      fc.property(titles, (title) => {
        const text = writeReferences([{ ...WORK, title }], format, { language: 'fr', accessed: ACCESSED });
        const [item, ...others] = new Cite(text).data;
        expect(others).toEqual([]);
        if (format === 'ris') expect(item?.title).toBe(title);
        else expect(String(item?.title).replaceAll(/[^\p{L}]/gu, '')).toBe(title.replaceAll(/[^\p{L}]/gu, ''));
      }),
      { numRuns: 60 },
    );
  });

  it('name each page of a document once', () => {
    const items = JSON.parse(
      writeReferences([WORK, { ...WORK, page: 3 }, WORK, BARE], 'csl-json', { language: 'fr', accessed: ACCESSED }),
    );
    expect(items.map(({ id }: { id: string }) => id)).toEqual([
      'rapport.pdf#page=12',
      'rapport.pdf#page=3',
      'rapport.pdf',
    ]);
    expect(items[2]).toEqual({ id: 'rapport.pdf', type: 'document', title: WORK.title, language: 'fr' });
  });
});
