import type { Language } from '../../src/domain.ts';
import { type ArticlePart, partOf } from '../../src/evaluation/article-part.ts';
import { loadPiaf } from '../piaf.ts';

/** A passage as it is indexed. */
export interface CollectionPassage {
  readonly text: string;
  readonly title: string;
  /** The headings above it. */
  readonly section: readonly string[];
  readonly language: Language;
}

export interface CollectionQuestion {
  readonly text: string;
  readonly language: Language;
  /** Positions in `passages`; any of them answers. */
  readonly relevant: readonly number[];
}

/** Passages and questions with the passages that answer them. */
export interface Collection {
  readonly name: string;
  readonly passages: readonly CollectionPassage[];
  readonly questions: readonly CollectionQuestion[];
}

/** All paragraphs of PIAF with the questions on the articles to learn from, or with the others. */
export function piafCollection(dataFolder: string, part: ArticlePart): Collection {
  const { paragraphs, questions } = loadPiaf(dataFolder);
  const positions = new Map(paragraphs.map(({ id }, position) => [id, position]));
  const passages = paragraphs.map(({ text, title }) => ({ text, title, section: [], language: 'fr' as const }));
  const chosen = questions.flatMap(({ text, paragraphId }) => {
    const position = positions.get(paragraphId);
    if (position === undefined || partOf(passages[position]?.title ?? '') !== part) return [];
    return [{ text, language: 'fr' as const, relevant: [position] }];
  });
  return { name: `PIAF, ${part} articles`, passages, questions: chosen };
}
