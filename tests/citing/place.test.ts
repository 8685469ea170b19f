import { describe, expect, it } from 'vitest';
import { pageAt, sectionAt } from '../../src/citing/place.ts';

const TEXT = 'Un\n\na\n\nDeux\n\nb\n\nTrois\n\nc';
const content = {
  text: TEXT,
  headings: [
    { level: 1, start: TEXT.indexOf('Un'), end: TEXT.indexOf('Un') + 2 },
    { level: 2, start: TEXT.indexOf('Deux'), end: TEXT.indexOf('Deux') + 4 },
    { level: 2, start: TEXT.indexOf('Trois'), end: TEXT.indexOf('Trois') + 5 },
  ],
};

describe('a place in a document', () => {
  it.each([
    ['a', ['Un']],
    ['b', ['Un', 'Deux']],
    ['c', ['Un', 'Trois']],
    ['Trois', ['Un', 'Trois']],
  ])('has above %j the headings %j', (words, section) => {
    expect(sectionAt(content, TEXT.indexOf(words))).toEqual(section);
  });

  it('is on the page that holds it, between two pages on the next, and on none where there are none', () => {
    const pages = [
      { number: 1, start: 0, end: 10 },
      { number: 2, start: 12, end: 20 },
    ];
    expect([0, 9, 11, 12, 25].map((offset) => pageAt(pages, offset))).toEqual([1, 1, 2, 2, 2]);
    expect(pageAt([], 3)).toBeNull();
  });
});
