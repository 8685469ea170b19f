import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config.ts';
import type { Concept, Hit } from '../../src/domain.ts';
import { openRetrieval } from '../../src/services.ts';
import type { PiafParagraph, PiafQuestion } from '../piaf.ts';

/** Passages retrieved for a question, as the answerer asks for by default. */
const PASSAGES = 8;

/** What a question is asked of: all paragraphs, all but its own, or all but those of its own article. */
export const SITUATIONS = ['answerable', 'without_paragraph', 'without_article'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** What the retriever found for one question in one situation. */
export interface RetrievedExample {
  readonly question: PiafQuestion;
  /** The title of the question's article. */
  readonly article: string;
  readonly situation: Situation;
  readonly hits: readonly Hit[];
  readonly concepts: readonly Concept[];
}

function writeCorpus(folder: string, paragraphs: readonly PiafParagraph[]): void {
  for (const { id, title, text } of paragraphs) {
    writeFileSync(join(folder, `${id}.txt`), text);
    writeFileSync(join(folder, `${id}.txt.meta.yaml`), stringify({ title, language: 'fr' }));
  }
}

/** Asks every question in every situation of an index of the paragraphs, which is made and removed again. */
export async function retrieveExamples(
  paragraphs: readonly PiafParagraph[],
  questions: readonly PiafQuestion[],
): Promise<RetrievedExample[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sourcier-evidence-'));
  const corpusDir = mkdtempSync(join(folder, 'corpus-'));
  writeCorpus(corpusDir, paragraphs);
  const retrieval = await openRetrieval(loadConfig({ CORPUS_DIR: corpusDir, INDEX_DIR: join(folder, 'index') }));
  await retrieval.ingest();
  const titleOf = new Map(paragraphs.map(({ id, title }) => [id, title]));
  const examples: RetrievedExample[] = [];
  for (const [place, question] of questions.entries()) {
    if (place % 200 === 0) console.error(`${place} of ${questions.length} questions`);
    const article = titleOf.get(question.paragraphId) ?? '';
    const isExcluded: Record<Situation, (id: string) => boolean> = {
      answerable: () => false,
      without_paragraph: (id) => id === question.paragraphId,
      without_article: (id) => titleOf.get(id) === article,
    };
    for (const situation of SITUATIONS) {
      const documents = paragraphs.filter(({ id }) => !isExcluded[situation](id)).map(({ id }) => `${id}.txt`);
      const filter = situation === 'answerable' ? {} : { filter: { documents } };
      const {
        hits,
        question: { concepts },
      } = await retrieval.retrieve({ text: question.text, ...filter }, 'fr', PASSAGES);
      examples.push({ question, article, situation, hits, concepts });
    }
  }
  await retrieval.close();
  rmSync(folder, { recursive: true });
  return examples;
}

/**
 * Keeps what was retrieved in a file: features can be changed and learned from again without searching again.
 *
 * @param folder where `<name>.jsonl` is written if it is missing, and read as it is if it exists; undefined for none
 */
export async function remember<Example>(
  folder: string | undefined,
  name: string,
  retrieve: () => Promise<Example[]>,
): Promise<Example[]> {
  if (folder === undefined) return await retrieve();
  const path = join(folder, `${name}.jsonl`);
  if (existsSync(path)) {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Example);
  }
  const examples = await retrieve();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, examples.map((example) => `${JSON.stringify(example)}\n`).join(''));
  return examples;
}
