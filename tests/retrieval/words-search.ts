import type { Language } from '../../src/domain.ts';
import { toCanonical } from '../../src/language/normalise.ts';
import { buildConcepts } from '../../src/retrieval/build-concepts.ts';
import { toLexicalQuery } from '../../src/retrieval/concept.ts';
import { FuzzyDictionaries } from '../../src/retrieval/fuzzy-dictionary.ts';
import { EMPTY_LEXICON, type Lexicon } from '../../src/retrieval/lexicon.ts';
import { LexicalIndex } from '../../src/store/lexical-index.ts';
import { countTerms } from '../../training/fusion/collection-index.ts';
import { DOCUMENTS } from './small-collection.ts';

export interface WordSearch {
  /** Ordinals of the given texts, best first; those of the small collection around them are left out. */
  readonly found: readonly number[];
  /** Whether no passage of the small collection comes before them. */
  readonly isFirst: boolean;
  /** The question's words that the first of the given texts does not hold; compounds that it holds in parts left out. */
  readonly missing: readonly string[];
  /** Of the first of the given texts; 0 where nothing of it is found. */
  readonly score: number;
  /** The names in the explanation of the first of the given texts. */
  readonly explained: readonly string[];
}

/** Searches texts among those of the small collection, by words alone; without a lexicon unless one is given. */
export function searchWords(
  texts: readonly string[],
  question: string,
  languages: Record<'texts' | 'question', Language>,
  lexicon: Lexicon = EMPTY_LEXICON,
): WordSearch {
  const passages = [
    ...texts.map((text) => ({ text: toCanonical(text), title: 'Mots', section: [], language: languages.texts })),
    ...DOCUMENTS.flatMap(({ title, language = 'fr', passages: own }) =>
      own.map((one) => ({ ...one, title, language })),
    ),
  ];
  const index = new LexicalIndex(countTerms(passages));
  const dictionaries = new FuzzyDictionaries();
  const concepts = buildConcepts(toCanonical(question), languages.question, {
    index,
    lexicon,
    fuzzyDictionary: (language) => dictionaries.of(index, language),
  });
  const query = toLexicalQuery(concepts);
  const hits = index.search(query, passages.length).map(({ ordinal }) => ordinal);
  const explanation = index.explain(query, 0);
  const explained = (explanation?.parts ?? []).map(({ name }) => name);
  const held = new Set(explained.map((name) => name.split(' → ')[0]));
  return {
    found: hits.filter((ordinal) => ordinal < texts.length),
    isFirst: (hits[0] ?? passages.length) < texts.length,
    missing: concepts.map(({ word }) => word).filter((word) => !held.has(word)),
    score: explanation?.value ?? 0,
    explained,
  };
}
