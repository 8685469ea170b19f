import type { Config } from '../config.ts';
import type { Retrieval } from '../services.ts';
import type { IndexSnapshot } from '../store/index-snapshot.ts';
import type { ArticlePart } from './article-part.ts';
import { type GroupedFigures, groupFigures, type MeasuredQuery } from './figures.ts';
import { indexedId } from './index-documents.ts';
import { type IndexFacts, readIndexFacts } from './index-facts.ts';
import { firstRelevantRank, type Grades, MEASURES, type Measure, scoreRanking } from './metrics.ts';
import { createPassageSearch, type RetrievalSide } from './passage-search.ts';
import { type RankedDocument, rankDocuments } from './rank-documents.ts';
import type { Run } from './run.ts';
import { withIndexedCollection } from './temporary-index.ts';
import { readTestCollection, type TestCollectionFiles } from './test-collection.ts';
import { timeSearches } from './time-searches.ts';

/** Documents of a ranking: the depth of the deepest measure. */
const DEPTH = 100;

export interface RetrievalMeasurementOptions {
  readonly config: Config;
  readonly files: TestCollectionFiles;
  readonly side: RetrievalSide;
  /** By default all queries. */
  readonly part?: ArticlePart | undefined;
  /** Whether each search is done once more to be timed. */
  readonly isTimed: boolean;
}

export interface RankedQuery extends MeasuredQuery<Measure> {
  readonly grades: Grades;
  /** Counted from 1; null where no relevant document was found. */
  readonly firstRelevant: number | null;
}

export interface RetrievalMeasurement {
  readonly figures: GroupedFigures<Measure>;
  readonly queries: readonly RankedQuery[];
  readonly run: Run;
  readonly facts: IndexFacts;
  /** What lowers the figures and is nobody's intention: a lexicon that is missing, say. */
  readonly warnings: Retrieval['warnings'];
}

/**
 * Indexes a collection in a temporary index and ranks its documents for each of its queries, each document by its best
 * passage.
 *
 * @throws {SourcierError} `evaluation_file_…`, `model_missing`, `model_unusable`, `index_unwritable`
 */
export async function measureRetrieval(options: RetrievalMeasurementOptions): Promise<RetrievalMeasurement> {
  const { documents, queries } = readTestCollection(options.files, options.part);
  return await withIndexedCollection(options.config, documents, async (index) => {
    const search = createPassageSearch(options.side, index);
    const firstLimit = estimateLimit(index.retrieval.holder.current());
    const ownIds = new Map(documents.map((document) => [indexedId(document), document.id]));
    const run = new Map<string, readonly RankedDocument[]>();
    for (const { id, text } of queries) {
      const ranking = await rankDocuments(search, text, DEPTH, firstLimit);
      run.set(
        id,
        ranking.map(({ document, score }) => ({ document: ownIds.get(document) as string, score })),
      );
    }
    const times = options.isTimed ? await timeSearches(search, queries) : [];
    const ranked = queries.map(({ id, text, language, kind, grades }, position): RankedQuery => {
      const ranking = (run.get(id) ?? []).map(({ document }) => document);
      return {
        id,
        text,
        language,
        kind,
        grades,
        scores: scoreRanking(ranking, grades),
        firstRelevant: firstRelevantRank(ranking, grades),
        milliseconds: times[position] ?? null,
      };
    });
    return {
      figures: groupFigures(ranked, MEASURES),
      queries: ranked,
      run,
      facts: readIndexFacts(index),
      warnings: index.retrieval.warnings,
    };
  });
}

/** The best documents have more passages than others: half as many again as all documents have on average. */
function estimateLimit({ passageCount, documents }: Pick<IndexSnapshot, 'passageCount' | 'documents'>): number {
  return Math.ceil((1.5 * DEPTH * passageCount) / Math.max(1, documents.size));
}
