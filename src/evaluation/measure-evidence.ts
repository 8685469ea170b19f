import type { Config } from '../config.ts';
import type { Hit, Language } from '../domain.ts';
import { type GroupedFigures, groupFigures, type MeasuredQuery } from './figures.ts';
import { type GoldenQuestion, holdsEvidence, readGoldenQuestions } from './golden-questions.ts';
import { hit, reciprocalRank } from './metrics.ts';
import { withIngestedFolder } from './temporary-index.ts';
import { timeSearches, USUAL_HITS } from './time-searches.ts';

export const EVIDENCE_MEASURES = ['hit@1', 'hit@3', 'hit@5', 'hit@10', 'mrr@10'] as const;

export type EvidenceMeasure = (typeof EVIDENCE_MEASURES)[number];

export interface EvidenceMeasurementOptions {
  readonly config: Config;
  /** The file of golden questions. */
  readonly golden: string;
  /** The folder of the documents that they are asked of. */
  readonly documents: string;
  /** Whether each search is done once more to be timed. */
  readonly isTimed: boolean;
}

const LANGUAGES: readonly Language[] = ['fr', 'en'];

/**
 * Ingests a folder into a temporary index and searches it for each question in both languages: at which rank is a
 * passage that holds the evidence? How many passages do is not known, so nothing is said of recall.
 *
 * @throws {SourcierError} `evaluation_file_…`, `setting_invalid` where the folder cannot be read, and what ingesting
 *   throws
 */
export async function measureEvidence(options: EvidenceMeasurementOptions): Promise<GroupedFigures<EvidenceMeasure>> {
  const questions = readGoldenQuestions(options.golden);
  return await withIngestedFolder(options.config, options.documents, async ({ retrieval: { retriever } }) => {
    const search = async (text: string, limit: number) => (await retriever.search(text, { limit })).hits;
    const measured: MeasuredQuery<EvidenceMeasure>[] = [];
    for (const language of LANGUAGES) {
      const asked = questions.map((question) => ({ question, text: question[language] }));
      const times = options.isTimed ? await timeSearches(search, asked) : [];
      for (const [position, { question, text }] of asked.entries()) {
        const scores = scoreHits(await search(text, USUAL_HITS), question);
        const milliseconds = times[position] ?? null;
        measured.push({ id: question.id, text, language, kind: null, scores, milliseconds });
      }
    }
    return groupFigures(measured, EVIDENCE_MEASURES);
  });
}

function scoreHits(hits: readonly Hit[], { evidence }: GoldenQuestion): Record<EvidenceMeasure, number> {
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
