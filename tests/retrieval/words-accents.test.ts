import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { EMPTY_LEXICON } from '../../src/retrieval/lexicon.ts';
import { createSnapshot } from './memory-snapshot.ts';
import { DOCUMENTS } from './small-collection.ts';

/** Words alone decide: every text has the same vector. */
const embeddings = {
  embedDocuments: async (texts: string[]) => texts.map(() => [1]),
  embedQuery: async () => [1],
};

/** The spellings in the order in which passages with them are found; each passage says the same of one of them. */
async function rank(spellings: readonly string[], question: string, language: Language = 'fr'): Promise<string[]> {
  // A passage that is another but for its accents counts as a repetition of it, and comes last.
  const passages = spellings.map((spelling, index) => ({
    section: [],
    text: `On en parle ici : ${spelling}, voir ${['Lorient', 'Quimper', 'Morlaix'][index]}.`,
  }));
  const snapshot = await createSnapshot(
    [...DOCUMENTS, { id: 'mots', title: 'Mots', language: 'fr', passages }],
    embeddings,
  );
  const retriever = new HybridRetriever({ snapshot: () => snapshot, embeddings, lexicon: EMPTY_LEXICON });
  const { hits } = await retriever.search(question, { limit: 10, language });
  const found = hits.filter(({ document }) => document.id === 'mots');
  return found.map(({ passage }) => spellings.find((spelling) => passage.text.includes(` ${spelling},`)) ?? '');
}

describe('accents are folded and the accented form is a second, better match', () => {
  it.each([
    ['côté', ['cote', 'coté', 'côté']],
    ['coté', ['cote', 'côté', 'coté']],
    ['congrès', ['congres', 'congrès']],
    ['élève', ['élevé', 'eleve', 'élève']],
    ['élevé', ['élève', 'eleve', 'élevé']],
    ['pêche', ['péché', 'peche', 'pêche']],
    ['tâches', ['taches', 'tâches']],
    ['forêt', ['foret', 'forêt']],
  ])('a question with « %s » finds all of %j and puts its own spelling first', async (word, spellings) => {
    const ranking = await rank(spellings, `Où parle-t-on de ${word} ?`);
    expect(ranking[0]).toBe(word);
    expect([...ranking].sort()).toEqual([...spellings].sort());
  });

  it.each([
    ['cote', 'côté'],
    ['congres', 'congrès'],
    ['eleve', 'élève'],
    ['regularite', 'régularité'],
    ['financee', 'financée'],
    ['acces', 'accès'],
    ['interet', 'intérêt'],
    ['oeuvre', 'œuvre'],
  ])('a question typed without accents, « %s », finds « %s »', async (typed, word) => {
    expect(await rank([word, 'autre'], `ou parle-t-on de ${typed}`)).toContain(word);
    expect((await rank([word, 'autre'], `ou parle-t-on de ${typed}`))[0]).toBe(word);
  });

  it.each([
    ['Étienne', 'Etienne'],
    ['Etienne', 'Étienne'],
    ['Poincaré', 'POINCARE'],
    ['Noël', 'Noel'],
  ])('a name in an English question, %s, finds %s', async (asked, written) => {
    expect((await rank([written, 'autre'], `Who is ${asked}?`, 'en'))[0]).toBe(written);
  });
});
