import { detectLanguage } from '../language/detect.ts';
import { buildConcepts } from '../retrieval/build-concepts.ts';
import { toLexicalQuery } from '../retrieval/concept.ts';
import { FuzzyDictionaries } from '../retrieval/fuzzy-dictionary.ts';
import { loadLexicon } from '../retrieval/lexicon.ts';
import { toUnitVector } from '../store/unit-vector.ts';
import type { TemporaryIndex } from './temporary-index.ts';

/** What searches: the whole retriever, or one of its two sides alone. */
export type RetrievalSide = 'whole' | 'embedding' | 'lexical';

/** A passage that was found, by its document. */
export interface FoundPassage {
  /** As in the index. */
  readonly documentId: string;
  readonly score: number;
}

/** Best first, at most `limit`. Nothing is known of a question but its text: its language is detected. */
export type PassageSearch = (question: string, limit: number) => Promise<readonly FoundPassage[]>;

export function createPassageSearch(side: RetrievalSide, index: TemporaryIndex): PassageSearch {
  if (side === 'embedding') return searchByMeaning(index);
  if (side === 'lexical') return searchByWords(index);
  return async (question, limit) => {
    const { hits } = await index.retrieval.retriever.search(question, { limit });
    return hits.map(({ document, score }) => ({ documentId: document.id, score }));
  };
}

/** By cosine alone. */
function searchByMeaning({ retrieval: { embeddings, holder } }: TemporaryIndex): PassageSearch {
  return async (question, limit) => {
    const vector = toUnitVector(await embeddings.embedQuery(question), embeddings);
    const snapshot = holder.current();
    return snapshot.vectors
      .search(vector, limit)
      .map(({ ordinal, score }) => ({ documentId: snapshot.documentOf(ordinal).id, score }));
  };
}

/** By BM25F alone, over the question's words and their renderings. */
function searchByWords({ retrieval: { holder }, config }: TemporaryIndex): PassageSearch {
  const lexicon = loadLexicon(config.modelsDir);
  const fuzzyDictionaries = new FuzzyDictionaries();
  return async (question, limit) => {
    const snapshot = holder.current();
    const { lexical } = snapshot;
    const concepts = buildConcepts(question, detectLanguage(question).language ?? 'fr', {
      index: lexical,
      lexicon,
      fuzzyDictionary: (passages) => fuzzyDictionaries.of(lexical, passages),
    });
    return lexical
      .search(toLexicalQuery(concepts), limit)
      .map(({ ordinal, score }) => ({ documentId: snapshot.documentOf(ordinal).id, score }));
  };
}
