import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

interface CnilPage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** The CNIL's help pages, for reporting only. `title`: the questions are the pages' titles. */
export function cnilCollection(dataFolder: string, kind: 'annotated' | 'title'): Collection {
  const folder = join(dataFolder, 'eval', 'cnil-besoindaide');
  const lines = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  const pages = lines('corpus.jsonl').map((line) => JSON.parse(line) as CnilPage);
  const positions = new Map(pages.map(({ id }, position) => [id, position]));
  const relevant = new Map<string, number[]>();
  for (const line of lines('qrels.tsv')) {
    const [question = '', page = ''] = line.split('\t');
    relevant.set(question, [...(relevant.get(question) ?? []), positions.get(page) ?? -1]);
  }
  const questions = lines('queries.jsonl')
    .map((line) => JSON.parse(line) as { id: string; text: string; kind: string })
    .filter((question) => question.kind === kind)
    .map(({ id, text }) => ({ text, language: 'fr' as const, relevant: relevant.get(id) ?? [] }));
  const passages = pages.map(({ text, title }) => ({ text, title, section: [], language: 'fr' as const }));
  return { name: `CNIL, ${kind} questions`, passages, questions };
}
