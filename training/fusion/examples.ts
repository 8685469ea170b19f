import type { EmbeddingsInterface } from '@langchain/core/embeddings';
import { type PreparedQuestion, prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import type { Candidate } from '../../src/retrieval/fuse.ts';
import type { Direction } from '../../src/retrieval/fusion-weights.ts';
import type { Lexicon } from '../../src/retrieval/lexicon.ts';
import type { ReadablePassage } from '../../src/retrieval/passage-features.ts';
import { alignedCollection } from './aligned-collection.ts';
import { type Collection, type CollectionPassage, piafCollection } from './collection.ts';
import { CollectionIndex, prepareCollection } from './collection-index.ts';
import { type RankingFigures, summariseRanks } from './metrics.ts';

export const SEED = 20261120;

/** Passages of both languages in one collection, so that the scores of all directions are learned on one scale. */
export const DIRECTIONS: readonly Direction[] = ['fr-fr', 'fr-en', 'en-fr', 'en-en'];

export interface ExampleCandidate extends Candidate {
  readonly direction: Direction;
  readonly readable: ReadablePassage;
}

/** A question with its candidates and which of them answer. */
export interface Example {
  /** The language of the question, then of the passage that answers it. */
  readonly direction: Direction;
  readonly question: PreparedQuestion;
  readonly candidates: readonly ExampleCandidate[];
  readonly relevant: ReadonlySet<number>;
}

export interface ExampleSet {
  readonly name: string;
  readonly examples: readonly Example[];
}

/**
 * What weights are learned from, and what they are measured on: questions of PIAF, and made-up questions on
 * documentation of which each section is in one language by chance. The sections and questions of the two parts differ.
 */
export async function loadExampleSets(
  dataFolder: string,
  part: 'learning' | 'reporting',
  embeddings: EmbeddingsInterface,
  lexicon: Lexicon,
): Promise<{ piaf: ExampleSet; documentation: ExampleSet }> {
  const documentation = await alignedCollection(dataFolder, {
    name: `documentation, ${part} sections`,
    kind: 'machine',
    accepts: () => true,
    sectionsPerSource: 200,
    questions: 1_000,
    passageLanguages: ['fr', 'en'],
    seed: part === 'learning' ? SEED : SEED + 1,
  });
  return {
    piaf: await collectExamples(piafCollection(dataFolder, part), embeddings, lexicon),
    documentation: await collectExamples(documentation, embeddings, lexicon),
  };
}

export async function collectExamples(
  collection: Collection,
  embeddings: EmbeddingsInterface,
  lexicon: Lexicon,
): Promise<ExampleSet> {
  const index = new CollectionIndex(await prepareCollection(collection, embeddings), lexicon);
  const examples = collection.questions.map(({ text, language, relevant }, place): Example => {
    const concepts = index.concepts(place);
    return {
      direction: `${language}-${index.languageOf(relevant[0] ?? 0)}`,
      question: prepareQuestion({ text, kind: classifyQuestion(text, language), concepts }),
      relevant: new Set(relevant),
      candidates: index.candidates(place, concepts).map((candidate) => {
        const passage = collection.passages[candidate.ordinal] as CollectionPassage;
        const headingSimilarity = index.headingSimilarity(place, candidate.ordinal);
        return {
          ...candidate,
          direction: `${language}-${index.languageOf(candidate.ordinal)}`,
          readable: { passage, document: passage, headingSimilarity },
        };
      }),
    };
  });
  return { name: collection.name, examples };
}

/** Figures of each direction that has examples. @param rank ordinals of an example's candidates, best first */
export function figuresByDirection<Some extends Pick<Example, 'direction' | 'relevant'>>(
  examples: readonly Some[],
  rank: (example: Some) => readonly number[],
): Record<string, RankingFigures> {
  const figures: Record<string, RankingFigures> = {};
  for (const direction of DIRECTIONS) {
    const ranks = examples
      .filter((example) => example.direction === direction)
      .map((example) => rank(example).findIndex((ordinal) => example.relevant.has(ordinal)) + 1);
    if (ranks.length > 0) figures[direction] = summariseRanks(ranks);
  }
  return figures;
}
