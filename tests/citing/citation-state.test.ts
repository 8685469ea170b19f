import { describe, expect, it } from 'vitest';
import { type CitedCollection, findCitationState } from '../../src/citing/citation-state.ts';
import { hashQuote, type PermalinkTarget } from '../../src/citing/permalink.ts';
import type { DocumentContent, DocumentReference, Page } from '../../src/domain.ts';

const BEFORE = 'Le centre emploie 40 personnes. Il est à Lyon depuis 2021. Son budget est de 3 M€.';
const QUOTE = 'Il est à Lyon depuis 2021.';

function reference(id: string, version: string): DocumentReference & { pages: Page[] } {
  const pages = [
    { number: 1, start: 0, end: 35 },
    { number: 2, start: 35, end: 200 },
  ];
  return { id, version, title: id, publisher: null, date: null, language: 'fr', url: null, fileName: id, pages };
}

/** The first sentence is the heading of the others. */
function content(text: string): Pick<DocumentContent, 'text' | 'headings'> {
  return { text, headings: [{ level: 1, start: 0, end: text.indexOf('.') }] };
}

/** The document `a` as it is now, and what is kept of its first version. */
function collection(now: string | null, kept: string | undefined = BEFORE): CitedCollection {
  return {
    documents: new Map(now === null ? [] : [['a', reference('a', '2')]]),
    documentContent: () => content(now ?? ''),
    versionText: (_, version) => (version === '1' ? kept : (now ?? undefined)),
  };
}

const start = BEFORE.indexOf(QUOTE);
const target: PermalinkTarget = {
  documentId: 'a',
  version: '1',
  start,
  end: start + QUOTE.length,
  quoteHash: hashQuote(QUOTE),
};

describe('a citation, asked for later', () => {
  it('is present where its document says so at the same place, whatever has changed elsewhere', () => {
    const now = BEFORE.replace('3 M€', '4 M€');
    expect(findCitationState(target, collection(now))).toMatchObject({
      state: 'present',
      quote: QUOTE,
      place: { start, page: 1, section: ['Le centre emploie 40 personnes'] },
    });
  });

  it.each([
    ['its earlier text is kept', BEFORE],
    ['it is found by its hash', undefined],
  ])('has moved where its document says so elsewhere, and %s', (_, kept) => {
    const state = findCitationState(target, { ...collection(`Avant tout. ${BEFORE}`), versionText: () => kept });
    expect(state).toMatchObject({
      state: 'moved',
      quote: QUOTE,
      place: { start: start + 12, page: 2, section: ['Avant tout'] },
    });
  });

  it('has moved where the same file has another name', () => {
    const renamed = {
      documents: new Map([['b', reference('b', '1')]]),
      documentContent: () => content(BEFORE),
      versionText: () => BEFORE,
    };
    expect(findCitationState(target, renamed)).toMatchObject({
      state: 'moved',
      place: { document: { id: 'b' }, start },
    });
  });

  it('has changed where its document says it otherwise, and shows how', () => {
    const state = findCitationState(target, collection(BEFORE.replace('Lyon depuis 2021', 'Paris depuis 2023')));
    expect(state).toMatchObject({ state: 'changed', quote: QUOTE });
    const { nearest, difference } = state as Extract<typeof state, { state: 'changed' }>;
    expect(nearest).toMatchObject({ start, end: start + 'Il est à Paris depuis 2023.'.length });
    const side = (kind: string) =>
      difference
        .filter((part) => part.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect([side('added'), side('removed')]).toEqual([QUOTE, 'Il est à Paris depuis 2023.']);
  });

  it('has changed, and nothing is like it', () => {
    const state = findCitationState(target, collection('Un tout autre texte sur la mer.'));
    expect(state).toMatchObject({ state: 'changed', quote: QUOTE, nearest: null, difference: [] });
  });

  it('has changed to what nobody can tell any more where its earlier text was purged', () => {
    const purged = { ...collection('Un autre texte.'), versionText: () => undefined };
    expect(findCitationState(target, purged)).toMatchObject({ state: 'changed', quote: null, nearest: null });
  });

  it('is withdrawn with its document', () => {
    expect(findCitationState(target, collection(null))).toEqual({ state: 'withdrawn', quote: QUOTE });
  });

  it('does not take another text for the quote that it names', () => {
    const forged = { ...target, quoteHash: hashQuote('Autre chose.') };
    expect(findCitationState(forged, collection(BEFORE))).toMatchObject({ state: 'changed', quote: null });
  });
});
