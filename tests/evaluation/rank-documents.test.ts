import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankDocuments } from '../../src/evaluation/rank-documents.ts';

/** A search that finds these documents' passages in this order, and remembers how many were asked for. */
function searchOver(documents: readonly string[]) {
  const asked: number[] = [];
  const search = async (_question: string, limit: number) => {
    asked.push(limit);
    return documents.slice(0, limit).map((documentId, place) => ({ documentId, score: 9 - place }));
  };
  return { search, asked };
}

describe('ranking documents', () => {
  it('puts each at the place of its best passage', async () => {
    const { search } = searchOver(['a', 'b', 'a', 'c', 'b']);
    expect(await rankDocuments(search, 'question', 10, 10)).toEqual([
      { document: 'a', score: 9 },
      { document: 'b', score: 8 },
      { document: 'c', score: 6 },
    ]);
  });

  it('asks for more passages until there are enough documents', async () => {
    const { search, asked } = searchOver([...Array.from({ length: 15 }, () => 'a'), 'b', 'c', 'd']);
    expect((await rankDocuments(search, 'question', 3, 4)).map(({ document }) => document)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([4, 8, 16, 32]);
  });

  it('gives distinct documents in the order of their first passages, as many as there are up to the depth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 8 }),
        async (passages, depth, firstLimit) => {
          const ranking = await rankDocuments(searchOver(passages).search, 'question', depth, firstLimit);
          expect(ranking.map(({ document }) => document)).toEqual([...new Set(passages)].slice(0, depth));
        },
      ),
    );
  });
});
