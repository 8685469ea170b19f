import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { breakLines } from '../../training/corpus/line-breaking.ts';
import { readManuscripts, renderManuscript } from '../../training/corpus/render.ts';
import { hyphenationPoints } from '../../training/corpus/syllables.ts';
import { CORPUS } from './plain-reading.ts';

const manuscripts = readManuscripts();

describe('building PDF and DOCX from manuscripts', () => {
  it.each(manuscripts)('gives the very bytes of $name.$format that ship, and its sidecar', async (manuscript) => {
    for (const { fileName, bytes } of await renderManuscript(manuscript)) {
      expect(Buffer.compare(readFileSync(join(CORPUS, fileName)), bytes), fileName).toBe(0);
    }
  });

  it.each(manuscripts.filter(({ format }) => format === 'pdf'))(
    'sets $name on three pages or more',
    async ({ name }) => {
      const pdf = await PDFDocument.load(readFileSync(join(CORPUS, `${name}.pdf`)));
      expect(pdf.getPageCount()).toBeGreaterThanOrEqual(3);
      expect(pdf.getTitle()).toBe(manuscripts.find((manuscript) => manuscript.name === name)?.metadata.title);
    },
  );
});

describe('cutting French words', () => {
  it.each([
    ['chercheuse', 'cher-cheuse', 'ch stays whole'],
    ['université', 'uni-ver-sité', 'the first part has three letters at least'],
    ['l’université', 'l’uni-ver-sité', 'the elided article does not count as letters of the word'],
    ['abstraites', 'abs-trai-tes', 'of several consonants the inseparable pair goes on'],
    ['génération.', 'géné-ra-tion.', 'punctuation after the word does not hinder'],
    ['réflexion', 'réflexion', 'x between vowels is not parted'],
    ['Grenoble', 'Grenoble', 'a name is not cut'],
    ['IA-cluster', 'IA-cluster', 'a word with a hyphen is not cut again'],
    ['aissai-contact@cnrs.fr', 'aissai-contact@cnrs.fr', 'an address is not cut'],
  ])('%s becomes %s: %s', (word, cut) => {
    expect(parts(word).join('-')).toBe(cut);
  });
});

describe('breaking a paragraph into lines', () => {
  const word = fc.constantFrom('le', 'développement', 'l’intelligence', 'artificielle', 'recherche', 'calcul', 'et');
  const widthOf = (text: string) => text.length;

  it('loses nothing, adds only hyphens at line ends, and keeps within the width', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 60 }), fc.integer({ min: 15, max: 60 }), (words, width) => {
        const lines = breakLines(words.join(' '), width, widthOf);
        for (const { text } of lines) expect(text.length).toBeLessThanOrEqual(width);
        expect(lines.map(({ text }) => (text.endsWith('-') ? text.slice(0, -1) : `${text} `)).join('')).toBe(
          `${words.join(' ')} `,
        );
      }),
    );
  });

  it('cuts a word where the line would stay too short', () => {
    const lines = breakLines('le calcul et le développement', 22, widthOf);
    expect(lines.map(({ text }) => text)).toEqual(['le calcul et le déve-', 'loppement']);
  });
});

function parts(word: string): string[] {
  const cuts = [0, ...hyphenationPoints(word), word.length];
  return cuts.slice(1).map((cut, index) => word.slice(cuts[index], cut));
}
