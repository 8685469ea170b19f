import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { type ArticlePart, partOf } from '../../src/evaluation/article-part.ts';
import { indexedId } from '../../src/evaluation/index-documents.ts';
import { withIndexedCollection } from '../../src/evaluation/temporary-index.ts';
import type { RetrievedExample } from './retrieved.ts';

/** A question with the ten passages that it is asked of, from NoMIRACL (Thakur et al., 2024, arXiv:2312.11361). */
interface Case {
  readonly id: string;
  readonly question: string;
  readonly answerable: boolean;
  readonly passages: readonly { readonly id: string; readonly text: string }[];
}

function readCases(dataFolder: string): Case[] {
  const lines = readFileSync(join(dataFolder, 'eval', 'nomiracl-en', 'cases.jsonl'), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
}

/** A case with what was retrieved of its passages. */
export interface RetrievedCase extends Pick<RetrievedExample, 'hits' | 'concepts'> {
  readonly question: string;
  readonly answerable: boolean;
  readonly part: ArticlePart;
}

/**
 * Asks every question of its own ten passages, which lie in one index with those of all cases: how rare a word is comes
 * from all of them.
 */
export async function retrieveCases(dataFolder: string): Promise<RetrievedCase[]> {
  const cases = readCases(dataFolder);
  const texts = new Map(cases.flatMap(({ passages }) => passages.map(({ id, text }) => [id, text])));
  const documents = [...texts].map(([id, text]) => ({ id, text, title: '', language: 'en' as const }));
  return await withIndexedCollection(loadConfig({}), documents, async ({ retrieval }) => {
    const retrieved: RetrievedCase[] = [];
    for (const { id, question, answerable, passages } of cases) {
      const filter = { documents: passages.map(indexedId) };
      const { hits, concepts } = await retrieval.retrieve({ text: question, filter }, 'en', passages.length);
      retrieved.push({ question, answerable, part: partOf(id), hits, concepts });
    }
    return retrieved;
  });
}
