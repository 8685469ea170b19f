import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { type GateCase, readGateCases } from '../../src/evaluation/gate-cases.ts';
import { indexedId } from '../../src/evaluation/index-documents.ts';
import { withIndexedCollection } from '../../src/evaluation/temporary-index.ts';
import type { RetrievedExample } from './retrieved.ts';

/** A case of NoMIRACL (Thakur et al., 2024, arXiv:2312.11361) with what was retrieved of its passages. */
export type RetrievedCase = Pick<GateCase, 'question' | 'answerable' | 'part'> &
  Pick<RetrievedExample, 'hits' | 'concepts'>;

/**
 * Asks every question of its own ten passages, which lie in one index with those of all cases: how rare a word is comes
 * from all of them.
 */
export async function retrieveCases(dataFolder: string): Promise<RetrievedCase[]> {
  const cases = readGateCases(join(dataFolder, 'eval', 'nomiracl-en'));
  const texts = new Map(cases.flatMap(({ passages }) => passages.map(({ id, text }) => [id, text])));
  const documents = [...texts].map(([id, text]) => ({ id, text, title: '', language: 'en' as const }));
  return await withIndexedCollection(loadConfig({}), documents, async ({ retrieval }) => {
    const retrieved: RetrievedCase[] = [];
    for (const { question, answerable, part, passages, language } of cases) {
      const filter = { documents: passages.map(indexedId) };
      const { hits, question: prepared } = await retrieval.retrieve(
        { text: question, filter },
        language,
        passages.length,
      );
      retrieved.push({ question, answerable, part, hits, concepts: prepared.concepts });
    }
    return retrieved;
  });
}
