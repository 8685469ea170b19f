import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from '../../src/documents/assemble.ts';
import type { Block } from '../../src/documents/blocks.ts';
import { splitIntoPassages } from '../../src/documents/split.ts';
import type { DocumentContent, Passage } from '../../src/domain.ts';

function split(content: DocumentContent): Passage[] {
  return splitIntoPassages({ ...content, id: 'document', version: 'abc' });
}

function splitBlocks(...blocks: Block[]): Passage[] {
  return split(assemble(blocks, 0));
}

function heading(level: number, text: string): Block {
  return { kind: 'heading', level, text };
}

/** A sentence of so many words. */
function sentence(words: number, first = 'Le'): string {
  return `${[first, ...Array.from({ length: words - 2 }, () => 'mot'), 'fin'].join(' ')}.`;
}

function paragraph(...sentences: string[]): Block {
  return { kind: 'paragraph', text: sentences.join(' ') };
}

function wordsOf(passages: readonly Passage[]): number[] {
  return passages.map(({ text }) => text.split(/\s+/).length);
}

describe('splitIntoPassages', () => {
  it('makes a short section one passage, its heading included', () => {
    const [passage, ...others] = splitBlocks(heading(1, 'Le rapport'), paragraph('Une phrase.', 'Une autre.'));
    expect(others).toEqual([]);
    expect(passage).toMatchObject({
      documentId: 'document',
      start: 0,
      text: 'Le rapport\n\nUne phrase. Une autre.',
      section: ['Le rapport'],
      page: null,
    });
    expect(passage?.id).toMatch(/^psg_[0-9a-f]{16}$/);
  });

  it('never goes across a heading, and gives each passage the headings above it', () => {
    const passages = splitBlocks(
      paragraph('Avant-propos.'),
      heading(1, 'Titre'),
      paragraph('Un.'),
      heading(2, 'Partie'),
      paragraph('Deux.'),
      heading(3, 'Détail'),
      paragraph('Trois.'),
      heading(2, 'Autre partie'),
      paragraph('Quatre.'),
    );
    expect(passages.map(({ section }) => section.join(' > '))).toEqual([
      '',
      'Titre',
      'Titre > Partie',
      'Titre > Partie > Détail',
      'Titre > Autre partie',
    ]);
  });

  it('keeps a heading without a text with the deeper one below it, and alone where none is below it', () => {
    const passages = splitBlocks(
      heading(1, 'Titre'),
      heading(2, 'Partie'),
      paragraph('Un.'),
      heading(2, 'Vide'),
      heading(2, 'Autre'),
      paragraph('Deux.'),
      heading(1, 'Fin'),
    );
    expect(passages.map(({ text }) => text)).toEqual(['Titre\n\nPartie\n\nUn.', 'Vide', 'Autre\n\nDeux.', 'Fin']);
    expect(passages[1]?.section).toEqual(['Titre', 'Vide']);
  });

  it('makes passages of 90 to 160 words of whole sentences', () => {
    const passages = splitBlocks(paragraph(...Array.from({ length: 40 }, () => sentence(20))));
    for (const words of wordsOf(passages)) {
      expect(words).toBeGreaterThanOrEqual(90);
      expect(words).toBeLessThanOrEqual(160);
    }
    for (const { text } of passages) expect(text).toMatch(/^Le .*fin\.$/s);
  });

  it('shares a short remainder out instead of leaving it alone', () => {
    const sentences = Array.from({ length: 17 }, () => sentence(10));
    expect(wordsOf(splitBlocks(paragraph(...sentences))).sort()).toEqual([80, 90]);
  });

  it('lets a sentence above 160 words stand alone', () => {
    const long = `${Array.from({ length: 200 }, () => 'mot').join(' ')}.`;
    expect(wordsOf(splitBlocks(paragraph(sentence(100)), paragraph(long), paragraph(sentence(100))))).toEqual([
      100, 200, 100,
    ]);
  });

  it('cuts between paragraphs rather than inside them', () => {
    const two = [paragraph(sentence(60), sentence(45)), paragraph(sentence(50), sentence(60))];
    expect(wordsOf(splitBlocks(...two))).toEqual([105, 110]);
  });

  it('keeps a list with its lead-in where they fit together', () => {
    const list: Block = {
      kind: 'lines',
      text: ['- un', '- deux', '- trois'].map((item) => `${item} ${sentence(25, 'est')}`).join('\n'),
    };
    const passages = splitBlocks(paragraph(sentence(110)), paragraph('Voici les trois points :'), list);
    expect(passages.map(({ text }) => text.includes('Voici'))).toEqual([false, true]);
    expect(passages[1]?.text).toMatch(/^Voici les trois points :\n\n- un/);
  });

  it('names the page on which a passage’s first sentence stands', () => {
    const content = assemble(
      [
        { kind: 'heading', level: 1, text: 'Titre', page: 1 },
        { kind: 'paragraph', text: sentence(100), page: 2 },
        {
          kind: 'paragraph',
          text: `${sentence(100)} ${sentence(90)}`,
          page: 2,
          pageBreaks: [{ offset: sentence(100).length + 1, page: 3 }],
        },
      ],
      3,
    );
    expect(split(content).map(({ page }) => page)).toEqual([2, 2, 3]);
  });

  it('gives a passage another id in another version of its document', () => {
    const content = assemble([paragraph('Une phrase.')], 0);
    const ids = ['1', '2'].map((version) => splitIntoPassages({ ...content, id: 'd', version })[0]?.id);
    expect(new Set(ids).size).toBe(2);
    expect(splitIntoPassages({ ...content, id: 'd', version: '1' })[0]?.id).toBe(ids[0]);
  });

  const words = fc.string({
    unit: fc.constantFrom(...'aéÀ .!?:;,«»-|0123456789()\n\t', '😀', '…', '\u00A0', '- ', '1. ', 'M. ', 'http://'),
  });
  const block = fc
    .record({
      kind: fc.constantFrom<'paragraph' | 'lines' | 'heading'>('paragraph', 'lines', 'heading'),
      text: words,
      level: fc.integer({ min: 1, max: 6 }),
    })
    .map(({ kind, text, level }): Block => (kind === 'heading' ? { kind, level, text } : { kind, text }));

  it('covers every visible character of any document once, in order, with exact slices', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
        const content = assemble(blocks, 0);
        let position = 0;
        for (const passage of split(content)) {
          expect(passage.start).toBeGreaterThanOrEqual(position);
          expect(content.text.slice(position, passage.start).trim()).toBe('');
          expect(passage.text).toBe(content.text.slice(passage.start, passage.end));
          expect(passage.text.isWellFormed()).toBe(true);
          expect(passage.text.trim()).not.toBe('');
          position = passage.end;
        }
        expect(content.text.slice(position).trim()).toBe('');
      }),
      { seed: 17, numRuns: 300 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => split({ text, pages: [], headings: [] })).not.toThrow();
      }),
      { seed: 19 },
    );
    for (const text of [
      '',
      ' ',
      'a'.repeat(1_000_000),
      'a '.repeat(500_000),
      '.'.repeat(1_000_000),
      'a\n'.repeat(200_000),
    ]) {
      expect(
        split({ text, pages: [], headings: [] })
          .map((passage) => passage.text)
          .join('')
          .replace(/\s/g, '').length,
      ).toBe(text.replace(/\s/g, '').length);
    }
  });
});
