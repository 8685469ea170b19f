import type { Config } from '../config.ts';
import type { Hit, Language } from '../domain.ts';
import type { Retrieval } from '../services.ts';
import { checkFolder } from './evaluation-files.ts';
import { type GroupedFigures, groupFigures, type MeasuredQuery } from './figures.ts';
import { type GoldenQuestion, holdsEvidence, readQuestionsWithEvidence } from './golden-questions.ts';
import { hit, reciprocalRank } from './metrics.ts';
import { withIngestedFolder } from './temporary-index.ts';
import { timeSearches, USUAL_HITS } from './time-searches.ts';

export const PASSAGE_MEASURES = ['hit@1', 'hit@3', 'hit@5', 'hit@10', 'mrr@10'] as const;

export type PassageMeasure = (typeof PASSAGE_MEASURES)[number];

export interface PassageMeasurementOptions {
  readonly config: Config;
  /** The file of golden questions. */
  readonly golden: string;
  /** The folder of the documents that they are asked of. */
  readonly documents: string;
  /** Whether each search is done once more to be timed. */
  readonly isTimed: boolean;
}

export interface PassageMeasurement {
  readonly figures: GroupedFigures<PassageMeasure>;
  /** What lowers the figures and is nobody's intention: a lexicon that is missing, say. */
  readonly warnings: Retrieval['warnings'];
}

const LANGUAGES: readonly Language[] = ['fr', 'en'];

/**
 * Ingests a folder into a temporary index and searches it for each question in both languages: at which rank is a
 * passage that holds the evidence? How many passages do is not known, so nothing is said of recall.
 *
 * @throws {SourcierError} `evaluation_file_…`, also where a document cannot be read; `model_missing`, `model_unusable`,
 *   `index_unwritable`
 */
export async function measurePassages(options: PassageMeasurementOptions): Promise<PassageMeasurement> {
  const questions = readQuestionsWithEvidence(options.golden);
  checkFolder(options.documents);
  return await withIngestedFolder(options.config, options.documents, async ({ retrieval: { retriever, warnings } }) => {
    const search = async (text: string, limit: number) => (await retriever.search(text, { limit })).hits;
    const measured: MeasuredQuery<PassageMeasure>[] = [];
    for (const language of LANGUAGES) {
      const asked = questions.map((question) => ({ question, text: question[language] }));
      const times = options.isTimed ? await timeSearches(search, asked) : [];
      for (const [position, { question, text }] of asked.entries()) {
        const scores = scoreHits(await search(text, USUAL_HITS), question);
        const milliseconds = times[position] ?? null;
        measured.push({ id: question.id, text, language, kind: null, scores, milliseconds });
      }
    }
    return { figures: groupFigures(measured, PASSAGE_MEASURES), warnings };
  });
}

function scoreHits(hits: readonly Hit[], { evidence }: GoldenQuestion): Record<PassageMeasure, number> {
  const ranking = hits.map(({ passage }) => passage.id);
  const grades = new Map(
    hits.map(({ passage }) => [passage.id, evidence.some((wanted) => holdsEvidence(passage.text, wanted)) ? 1 : 0]),
  );
  return {
    'hit@1': hit(ranking, grades, 1),
    'hit@3': hit(ranking, grades, 3),
    'hit@5': hit(ranking, grades, 5),
    'hit@10': hit(ranking, grades, 10),
    'mrr@10': reciprocalRank(ranking, grades, 10),
  };
}
