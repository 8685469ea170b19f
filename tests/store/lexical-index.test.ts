import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bm25fParameters, DEFAULT_PARAMETERS } from '../../src/store/bm25f.ts';
import { LexicalIndex } from '../../src/store/lexical-index.ts';
import { FIELDS, type Field } from '../../src/store/lexical-postings.ts';
import type { LexicalQuery, QueryConcept } from '../../src/store/lexical-query.ts';
import { anyPassage, anyQuery, build, passage, type TestPassage } from './postings.ts';

function concept(word: string, weight = 1): QueryConcept {
  return { word, weight, variants: [{ term: word, probability: 1 }] };
}

function french(...words: string[]): LexicalQuery {
  return { fr: words.map((word) => concept(word)), en: [] };
}

/** BM25F as it stands in the book, passage by passage, without any index. */
function scoreNaively(
  passages: readonly TestPassage[],
  query: LexicalQuery,
  ordinal: number,
  { k1, fields }: Bm25fParameters,
): number {
  const { language, fields: own } = passages[ordinal] as TestPassage;
  const peers = passages.filter((other) => other.language === language);
  const average = (field: Field) => peers.reduce((sum, peer) => sum + peer.fields[field].length, 0) / peers.length;
  const frequencyOf = (term: string) =>
    FIELDS.reduce((sum, field) => {
      const occurrences = own[field].filter((other) => other === term).length;
      const { weight, b } = fields[field];
      return occurrences === 0
        ? sum
        : sum + (weight * occurrences) / (1 - b + (b * own[field].length) / average(field));
    }, 0);
  const documentFrequencyOf = (term: string) =>
    peers.filter((peer) => FIELDS.some((field) => peer.fields[field].includes(term))).length;
  return query[language].reduce((score, { weight, variants }) => {
    const frequency = variants.reduce((sum, { term, probability }) => sum + probability * frequencyOf(term), 0);
    const summed = variants.reduce((sum, { term, probability }) => sum + probability * documentFrequencyOf(term), 0);
    const documentFrequency = Math.min(peers.length, summed);
    const idf = Math.log(1 + (peers.length - documentFrequency + 0.5) / (documentFrequency + 0.5));
    return frequency === 0 ? score : score + (weight * idf * frequency * (k1 + 1)) / (k1 + frequency);
  }, 0);
}

describe('a lexical search', () => {
  it('gives the score worked out by hand', () => {
    const passages = [passage('budget budget centre année'), passage('centre calcul'), passage('région énergie')];
    const parameters = {
      k1: 1.2,
      fields: { ...DEFAULT_PARAMETERS.fields, text: { weight: 1, b: 0.75 } },
    };
    const [best, ...others] = new LexicalIndex(build(passages), parameters).search(french('budget'), 10);
    // N = 3, df = 1: idf = ln(1 + 2.5 / 1.5) = 0.98083. Mean length 8/3, this one 4: 2 / (0.25 + 0.75 · 1.5) = 1.45455.
    // 0.98083 · 1.45455 · 2.2 / (1.2 + 1.45455) = 1.18235
    expect(best?.ordinal).toBe(0);
    expect(best?.score).toBeCloseTo(1.18235, 4);
    expect(others).toEqual([]);
  });

  it('agrees with the formula applied passage by passage', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const weight = fc.double({ min: 0, max: 3, noNaN: true });
    const fieldParameters = fc.record({ weight, b: probability });
    const anyParameters = fc.record({
      k1: fc.double({ min: 0.1, max: 3, noNaN: true }),
      fields: fc.record({ text: fieldParameters, headings: fieldParameters, title: fieldParameters }),
    });
    fc.assert(
      fc.property(fc.array(anyPassage, { maxLength: 12 }), anyQuery, anyParameters, (passages, query, parameters) => {
        const found = new LexicalIndex(build(passages), parameters).search(query, 100);
        const scores = new Map(found.map(({ ordinal, score }) => [ordinal, score]));
        for (const ordinal of passages.keys()) {
          expect(scores.get(ordinal) ?? 0).toBeCloseTo(scoreNaively(passages, query, ordinal, parameters), 4);
        }
      }),
    );
  });

  it('gives the same answer however often it is asked', () => {
    fc.assert(
      fc.property(fc.array(anyPassage, { maxLength: 8 }), anyQuery, anyQuery, (passages, query, other) => {
        const index = new LexicalIndex(build(passages));
        const first = index.search(query, 5);
        index.search(other, 2);
        expect(index.search(query, 5)).toEqual(first);
      }),
    );
  });

  it('returns no more than asked for, best first, ties by ordinal', () => {
    const index = new LexicalIndex(build([passage('centre'), passage('centre'), passage('centre centre')]));
    // Twice the word counts for more than the greater length takes away; the other two are equal.
    expect(index.search(french('centre'), 2).map(({ ordinal }) => ordinal)).toEqual([2, 0]);
  });

  it('leaves out what the predicate does not accept, and asks once for each candidate at most', () => {
    const index = new LexicalIndex(build([passage('centre'), passage('centre calcul'), passage('région')]));
    const asked: number[] = [];
    const found = index.search(french('centre', 'calcul'), 5, (ordinal) => {
      asked.push(ordinal);
      return ordinal !== 1;
    });
    expect(found.map(({ ordinal }) => ordinal)).toEqual([0]);
    expect(asked).toEqual([0, 1]);
  });

  it('keeps the languages apart', () => {
    const index = new LexicalIndex(build([passage('centre', '', '', 'fr'), passage('centre', '', '', 'en')]));
    expect(index.search(french('centre'), 5).map(({ ordinal }) => ordinal)).toEqual([0]);
    expect(index.documentFrequency('centre', 'en')).toBe(1);
    expect(index.passageCount('fr')).toBe(1);
  });

  it('ranks', () => {
    const index = new LexicalIndex(
      build([
        passage('année région énergie budget calcul', 'centre'),
        passage('année région centre budget calcul', 'énergie'),
        passage('année région énergie budget calcul', 'énergie', 'énergie'),
        passage('centre centre centre budget calcul', 'énergie'),
      ]),
    );
    expect(index.search(french('centre'), 10).map(({ ordinal }) => ordinal)).toEqual([
      3, // three times in the text
      0, // once, in a field as short as one word
      1, // once, in the text
    ]);
  });

  it('shares one frequency among the variants of a concept', () => {
    const passages = [passage('centre calcul'), passage('centre centre'), passage('région région')];
    const index = new LexicalIndex(build(passages));
    const variants = [
      { term: 'centre', probability: 0.5 },
      { term: 'calcul', probability: 0.5 },
    ];
    const [first, second] = index.search({ fr: [{ word: 'center', weight: 1, variants }], en: [] }, 5);
    // Half of each of two words is as much as half of one word twice.
    expect(first).toMatchObject({ ordinal: 0 });
    expect(second).toMatchObject({ ordinal: 1, score: first?.score });
  });

  it('knows terms, their passages and nothing else', () => {
    const index = new LexicalIndex(build([passage('centre calcul'), passage('', 'centre'), passage('', '', 'centre')]));
    expect(index.documentFrequency('centre', 'fr')).toBe(3);
    expect(index.documentFrequency('inconnu', 'fr')).toBe(0);
    expect([...index.terms('fr')].sort()).toEqual(['calcul', 'centre']);
    expect(index.search(french('inconnu'), 5)).toEqual([]);
  });

  it.each([
    { k1: -1, fields: DEFAULT_PARAMETERS.fields },
    { k1: Number.NaN, fields: DEFAULT_PARAMETERS.fields },
    { k1: 1, fields: { ...DEFAULT_PARAMETERS.fields, text: { weight: -1, b: 0.5 } } },
    { k1: 1, fields: { ...DEFAULT_PARAMETERS.fields, title: { weight: 1, b: 1.5 } } },
  ])('refuses parameters out of their range %#', (parameters) => {
    expect(() => new LexicalIndex(build([]), parameters)).toThrow(RangeError);
  });
});

describe('the scores of given passages', () => {
  it('are what a search gives them, and 0 for those that it does not find', () => {
    fc.assert(
      fc.property(fc.array(anyPassage, { maxLength: 8 }), anyQuery, (passages, query) => {
        const index = new LexicalIndex(build(passages));
        const found = new Map(index.search(query, 100).map(({ ordinal, score }) => [ordinal, score]));
        const ordinals = passages.map((_, ordinal) => ordinal).reverse();
        expect(index.scores(query, ordinals)).toEqual(ordinals.map((ordinal) => found.get(ordinal) ?? 0));
      }),
    );
  });
});

describe('an explanation', () => {
  it('has the value of the score, made of the concepts, each made of its fields', () => {
    fc.assert(
      fc.property(fc.array(anyPassage, { maxLength: 8 }), anyQuery, (passages, query) => {
        const index = new LexicalIndex(build(passages));
        for (const { ordinal, score } of index.search(query, 100)) {
          const explanation = index.explain(query, ordinal);
          expect(explanation?.value).toBeCloseTo(score, 4);
          for (const part of explanation?.parts ?? []) {
            const fields = part.parts ?? [];
            expect(fields.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(part.value, 6);
          }
        }
      }),
    );
  });

  it('names the concept and the fields where it stands', () => {
    const index = new LexicalIndex(build([passage('centre', '', 'centre'), passage('région')]));
    const explanation = index.explain(french('centre', 'région'), 0);
    expect(explanation?.parts?.map(({ name }) => name)).toEqual(['centre']);
    expect(explanation?.parts?.[0]?.parts?.map(({ name }) => name)).toEqual(['text', 'title']);
  });

  it('is null where no concept occurs', () => {
    const index = new LexicalIndex(build([passage('centre')]));
    expect(index.explain(french('région'), 0)).toBeNull();
    expect(index.explain(french('centre'), 7)).toBeNull();
  });
});
