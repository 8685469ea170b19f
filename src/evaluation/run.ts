import { invalidLine, readLines, writeEvaluationFile } from './evaluation-files.ts';
import type { RankedDocument } from './rank-documents.ts';

/** For each query its ranking: what a system found. */
export type Run = ReadonlyMap<string, readonly RankedDocument[]>;

/**
 * Writes a run as trec_eval reads it: query, `Q0`, document, rank, score and tag, separated by spaces. Scores never
 * rise with the rank, since trec_eval goes by them: a passage that only repeats a better one ranks below its score.
 *
 * @param tag names the system; without white space
 * @throws {SourcierError} `output_unwritable`
 */
export function writeRun(path: string, run: Run, tag: string): void {
  const lines: string[] = [];
  for (const [query, ranking] of run) {
    let last = Number.POSITIVE_INFINITY;
    for (const [index, { document, score }] of ranking.entries()) {
      last = Math.min(last, score);
      lines.push(`${query} Q0 ${document} ${index + 1} ${last} ${tag}\n`);
    }
  }
  writeEvaluationFile(path, lines.join(''));
}

/**
 * Reads a run of any system, each query's documents by their ranks.
 *
 * @throws {SourcierError} `evaluation_file_missing`; `evaluation_file_invalid` for a malformed line, and where a query
 *   has a document or a rank twice
 */
export function readRun(path: string): Run {
  const byQuery = new Map<string, Map<number, RankedDocument>>();
  const seen = new Set<string>();
  for (const { number, text } of readLines(path)) {
    const [query = '', , document = '', rank = '', score = '', tag, ...more] = text.trim().split(/\s+/);
    const isWellFormed = tag !== undefined && more.length === 0 && /^\d+$/.test(rank) && Number.isFinite(Number(score));
    if (!isWellFormed) {
      throw invalidLine(path, number, {
        fr: 'il faut six colonnes : question, Q0, document, rang, score, nom du système',
        en: 'it takes six columns: query, Q0, document, rank, score, name of the system',
      });
    }
    const ranking = byQuery.get(query) ?? new Map<number, RankedDocument>();
    if (seen.has(`${query} ${document}`) || ranking.has(Number(rank))) {
      throw invalidLine(path, number, {
        fr: `le document « ${document} » ou le rang ${rank} figure deux fois pour la question « ${query} »`,
        en: `the document "${document}" or the rank ${rank} occurs twice for the query "${query}"`,
      });
    }
    seen.add(`${query} ${document}`);
    byQuery.set(query, ranking.set(Number(rank), { document, score: Number(score) }));
  }
  const inOrder = (ranking: ReadonlyMap<number, RankedDocument>) =>
    [...ranking].sort(([one], [other]) => one - other).map(([, document]) => document);
  return new Map([...byQuery].map(([query, ranking]) => [query, inOrder(ranking)]));
}
