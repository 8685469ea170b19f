import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A Wikipedia paragraph of PIAF 1.0. */
export interface PiafParagraph {
  readonly id: string;
  /** The article's title. */
  readonly title: string;
  readonly text: string;
}

export interface PiafQuestion {
  readonly id: string;
  readonly text: string;
  /** Wordings of the answer, as they stand in the paragraph. */
  readonly answers: readonly string[];
  readonly paragraphId: string;
}

function readJsonLines<Row>(path: string): Row[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

/** @param dataFolder the data folder, which holds `eval/piaf-v1.0` */
export function loadPiaf(dataFolder: string): { paragraphs: PiafParagraph[]; questions: PiafQuestion[] } {
  const folder = join(dataFolder, 'eval', 'piaf-v1.0');
  const relevant = new Map(
    readFileSync(join(folder, 'qrels.tsv'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t') as [string, string, string])
      .map(([question, paragraph]) => [question, paragraph]),
  );
  const questions = readJsonLines<Omit<PiafQuestion, 'paragraphId'>>(join(folder, 'queries.jsonl'));
  return {
    paragraphs: readJsonLines<PiafParagraph>(join(folder, 'corpus.jsonl')),
    questions: questions.map((question) => ({ ...question, paragraphId: relevant.get(question.id) ?? '' })),
  };
}
