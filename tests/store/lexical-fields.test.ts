import { describe, expect, it } from 'vitest';
import { analysePassage } from '../../src/language/analyse-passage.ts';
import { FieldAnalyser } from '../../src/store/lexical-fields.ts';

const TEXT = 'Les centres\n\nLe calcul intensif à Grenoble.';
const DOCUMENT = { title: 'Rapport', language: 'fr', headings: [{ start: 0, end: 11, level: 1 }] } as const;

const analysed = (text: string) => analysePassage({ text, section: [] }, DOCUMENT);

describe('the fields of a passage', () => {
  it('hold the words of the body, of the headings above and of the title', () => {
    const analyser = new FieldAnalyser(DOCUMENT);
    const fields = analyser.analyse({
      ...analysed(TEXT.slice(13)),
      start: 13,
      end: TEXT.length,
      section: ['Les centres'],
    });
    expect(fields).toEqual({ text: ['calcul', 'intens', 'grenobl'], headings: ['centr'], title: ['rapport'] });
  });

  it('count a heading that is part of the passage as a heading only', () => {
    const analyser = new FieldAnalyser(DOCUMENT);
    const fields = analyser.analyse({
      ...analysed(TEXT),
      start: 0,
      end: TEXT.length,
      section: ['Les centres'],
    });
    expect(fields.text).toEqual(['calcul', 'intens', 'grenobl']);
    expect(fields.headings).toEqual(['centr']);
  });

  it('count a heading that repeats the title as the title only', () => {
    const analyser = new FieldAnalyser({ ...DOCUMENT, title: 'Les Centres' });
    const fields = analyser.analyse({
      ...analysed(TEXT),
      start: 0,
      end: TEXT.length,
      section: ['Les centres', 'Grenoble'],
    });
    expect(fields.headings).toEqual(['grenobl']);
    expect(fields.title).toEqual(['centr']);
  });

  it('change with the section from passage to passage', () => {
    const analyser = new FieldAnalyser({ ...DOCUMENT, headings: [] });
    const at = (section: string[]) => analyser.analyse({ sentences: [], start: 0, end: 0, section }).headings;
    expect([at(['Lyon']), at([]), at(['Nice']), at(['Nice'])]).toEqual([['lyon'], [], ['nic'], ['nic']]);
  });
});
