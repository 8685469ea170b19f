import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/language/analyse.ts';
import { type AnalysedPassage, analysePassage } from '../../src/language/analyse-passage.ts';
import { toCanonical } from '../../src/language/normalise.ts';
import { decodeAnalysis, encodeAnalysis } from '../../src/store/analysis-codec.ts';

const copy = (analysis: AnalysedPassage) => decodeAnalysis(encodeAnalysis(analysis));

describe('the analysis of a passage', () => {
  it('is that of its title, its headings and each of its sentences', () => {
    const text = 'Le port de Kervan reçoit 36 M€. Il ouvre en mai.';
    const { headings, sentences } = analysePassage(
      { text, section: ['Budget', 'Le port'] },
      { title: 'Rapport annuel', language: 'fr' },
    );
    const heading = (line: string) => analyse(line, 'fr');
    expect(headings).toEqual([heading('Rapport annuel'), heading('Budget'), heading('Le port')]);
    expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual([
      'Le port de Kervan reçoit 36 M€.',
      'Il ouvre en mai.',
    ]);
    expect(sentences[1]?.terms).toEqual(analyse('Il ouvre en mai.', 'fr'));
  });

  it('is read back as it was written, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }),
        fc.constantFrom('fr' as const, 'en' as const),
        (text, section, language) => {
          const passage = { text: toCanonical(text), section: section.map(toCanonical) };
          const analysis = analysePassage(passage, { title: 'Rapport', language });
          expect(copy(analysis)).toEqual(analysis);
        },
      ),
    );
  });

  it('is read back where words have other readings, at places before and behind them', () => {
    const text =
      'Le 1er mars 2024, l’art. L. 123-4 et GPT-4 ont coûté €36M à l’AP-HP (S.N.C.F.), soit 1,5 milliard d’euros.';
    const analysis = analysePassage({ text: `${text}\n\n${text}`, section: [] }, { title: '', language: 'fr' });
    expect(analysis.sentences).toHaveLength(2);
    expect(copy(analysis)).toEqual(analysis);
  });

  it('is read back where numbers need several bytes', () => {
    const far = 2 ** 30 - 1;
    const terms = [
      { term: 'loin', position: far, start: far, end: far + 130 },
      { term: 'près', position: 0, start: 0, end: 128 },
    ];
    const analysis = { headings: [[], terms], sentences: [{ start: 200, end: 20_000, terms }] };
    expect(copy(analysis)).toEqual(analysis);
  });

  it('of a passage without a word takes a few bytes', () => {
    const analysis = analysePassage({ text: '…', section: [] }, { title: '', language: 'fr' });
    expect(copy(analysis)).toEqual(analysis);
    expect(encodeAnalysis(analysis).length).toBeLessThan(10);
  });
});
