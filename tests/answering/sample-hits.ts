import type { EvidenceWeights } from '../../src/answering/evidence-weights.ts';
import type { Concept, Hit, Language } from '../../src/domain.ts';
import { analyse } from '../../src/language/analyse.ts';

/** Coverage alone decides, so that what is expected can be read off the words. */
export const COVERAGE_WEIGHTS: EvidenceWeights = {
  version: 'test',
  selection: { coverage: 4, contextCoverage: 1 },
  gate: {
    intercept: -2,
    weights: { coverage: 6 },
    threshold: 0.5,
    refusal: { intercept: 0, slope: -1 },
    answer: { intercept: 0, slope: 1 },
  },
};

/** A hit whose passage is a whole document's text, `offset` characters into it. */
export function makeHit(
  text: string,
  options: Partial<{ id: string; language: Language; section: string[]; score: number; offset: number }> = {},
): Hit {
  const { id = 'a.md', language = 'fr', section = [], score = 1, offset = 0 } = options;
  return {
    score,
    passage: {
      id: `psg_${id}`,
      documentId: id,
      text,
      section,
      page: 1,
      start: offset,
      end: offset + text.length,
    },
    document: {
      id,
      version: '0123456789abcdef',
      title: `Titre de ${id}`,
      publisher: 'Éditeur',
      date: '2024-05-23',
      language,
      url: null,
      fileName: id,
    },
  };
}

/** The words of a question as concepts that stand for themselves, equally rare. */
export function makeConcepts(words: string, language: Language = 'fr'): Concept[] {
  return analyse(words, language).map(({ term, start, end }) => ({
    word: words.slice(start, end),
    variants: { fr: [{ term, probability: 1 }], en: [{ term, probability: 1 }] },
    weight: 1,
    rarity: 1,
  }));
}
