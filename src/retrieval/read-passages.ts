import type { PreparedQuestion } from '../language/prepare-question.ts';
import type { IndexedPassage, IndexSnapshot } from '../store/index-snapshot.ts';
import type { SearchedQuestion } from './candidates.ts';
import { createSpellingMeasure } from './exact-spelling.ts';
import type { FusedPassage } from './fuse.ts';
import { measurePassage } from './passage-features.ts';
import { type RankedPassage, RERANK_DEPTH, type RerankWeights, rerank } from './rerank.ts';

/** What of a snapshot is needed to read passages and to show them. */
export type PassageReader = Pick<
  IndexSnapshot,
  'passages' | 'indexedPassages' | 'documentOf' | 'headingSimilarity' | 'lexical'
>;

/** The same snapshot for one search: each passage is fetched and checked once. */
export function rememberPassages(snapshot: PassageReader): PassageReader {
  const fetched = new Map<number, IndexedPassage>();
  const indexedPassages = (ordinals: readonly number[]): IndexedPassage[] => {
    const missing = ordinals.filter((ordinal) => !fetched.has(ordinal));
    for (const [index, indexed] of snapshot.indexedPassages(missing).entries()) {
      fetched.set(missing[index] as number, indexed);
    }
    return ordinals.map((ordinal) => fetched.get(ordinal) as IndexedPassage);
  };
  return {
    indexedPassages,
    passages: (ordinals) => indexedPassages(ordinals).map(({ passage }) => passage),
    documentOf: (ordinal) => snapshot.documentOf(ordinal),
    headingSimilarity: (vector, ordinal) => snapshot.headingSimilarity(vector, ordinal),
    lexical: snapshot.lexical,
  };
}

/** Reads the passages that fusion puts first and ranks them again; the others follow in their order. */
export function readAndRerank(
  fused: readonly FusedPassage[],
  question: PreparedQuestion,
  { language: asked, vector, ruler }: Pick<SearchedQuestion, 'language' | 'vector' | 'ruler'>,
  reader: PassageReader,
  weights: RerankWeights,
): RankedPassage[] {
  const measureSpelling = createSpellingMeasure(question.concepts);
  const first = fused.slice(0, RERANK_DEPTH);
  const fetched = reader.indexedPassages(first.map(({ ordinal }) => ordinal));
  const read = first.map((passage, place) => {
    const document = reader.documentOf(passage.ordinal);
    const indexed = fetched[place] as IndexedPassage;
    const headingSimilarity = ruler(reader.headingSimilarity(vector, passage.ordinal));
    const features = measurePassage(
      { passage: indexed.passage, analysis: indexed.analysis, document, headingSimilarity },
      question,
    );
    const spelling = measureSpelling(indexed.passage.text);
    const { ordinal, score } = passage;
    return { ordinal, score, features, spelling, isAcross: document.language !== asked };
  });
  return rerank(read, fused.slice(RERANK_DEPTH), weights);
}
