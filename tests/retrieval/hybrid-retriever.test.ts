import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/domain.ts';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { EMPTY_LEXICON, loadLexicon } from '../../src/retrieval/lexicon.ts';
import type { IndexSnapshot } from '../../src/store/index-snapshot.ts';
import { createSnapshot, type SmallDocument } from './memory-snapshot.ts';
import { DOCUMENTS } from './small-collection.ts';

const modelsDir = resolve(import.meta.dirname, '../../models');

let embeddings: LocalEmbeddings;
let snapshot: IndexSnapshot;
let retriever: HybridRetriever;

beforeAll(async () => {
  embeddings = await LocalEmbeddings.load({ model: 'sourcier-bilingual-static', modelsDir, allowDownload: false });
  snapshot = await createSnapshot(DOCUMENTS, embeddings);
  retriever = new HybridRetriever({ snapshot: () => snapshot, embeddings, lexicon: loadLexicon(modelsDir) });
});

async function search(question: string, options = {}) {
  return retriever.search(question, { limit: 5, ...options });
}

/** The first hit as `document / section`. */
async function best(question: string, options = {}): Promise<string> {
  const { hits } = await search(question, options);
  return hits[0] === undefined ? '' : `${hits[0].document.id} / ${hits[0].passage.section.join(' > ')}`;
}

describe('ranking of French questions', () => {
  it.each([
    ['Qui préside le conseil de surveillance ?', 'rapport-port / Gouvernance', 'both words of the body stand there'],
    ['Combien de navires en 2023 ?', 'rapport-port / Trafic', 'navires and the year'],
    [
      'Combien de bateaux le port a-t-il accueillis ?',
      'rapport-port / Trafic',
      '« accueillis » is a form of « accueilli »',
    ],
    ['Quel est le prix du nouveau quai ?', 'rapport-port / Investissements', '« quai » is rare, « prix » is « coûté »'],
    ['Qui dirige l’ISM ?', 'institut-mer / Présentation', 'the acronym, behind an elision'],
    ['L’IMS emploie combien de dockers ?', 'rapport-port / Effectifs', 'an unknown acronym does not hide the rest'],
    ['horaires de visite du phare', 'phare / Visite', 'the heading says « Visite »'],
    ['Que fait l’APKV ?', 'institut-mer / Partenariats', 'AP-KV written as one word'],
    ['3,6 millions de tonnes', 'rapport-port / Trafic', 'a number with a decimal comma'],
    ['1240 navires', 'rapport-port / Trafic', '1 240 is written with a space there'],
  ])('puts « %s » to %s: %s', async (question, expected) => {
    expect(await best(question)).toBe(expected);
  });
});

describe('ranking of English questions over French passages', () => {
  it.each([
    ['Who chairs the supervisory board?', 'rapport-port / Gouvernance', 'chair → présider, surveillance'],
    ['How many ships came to the port in 2023?', 'rapport-port / Trafic', 'ship → navire, and the year'],
    ['Who is the director of the institute?', 'institut-mer / Présentation', 'director → directeur, heading or not'],
    ['What cools the supercomputer?', 'institut-mer / Moyens de calcul', 'super + the renderings of computer'],
    ['Who paid for the new quay?', 'rapport-port / Investissements', 'pay → payer'],
    ['Which engineer built the lighthouse?', 'phare / Histoire', 'engineer → ingénieur, lighthouse → phare'],
    ['How many people work as dockers?', 'rapport-port / Effectifs', 'dockers is the same word'],
    [
      'effects of water quality on health',
      'institut-mer / Santé et environnement',
      'quality, water and health are translated',
    ],
  ])('puts "%s" to %s: %s', async (question, expected) => {
    expect(await best(question)).toBe(expected);
  });

  it('puts an English question to an English passage where that answers', async () => {
    expect(await best('What produces electricity for the cranes?')).toBe('energy / Solar panels');
  });

  it('puts a French question to an English passage where that answers', async () => {
    expect(await best('Quelle électricité produisent les panneaux solaires des entrepôts ?')).toBe(
      'energy / Solar panels',
    );
  });

  it('finds names even without a lexicon', async () => {
    const bare = new HybridRetriever({ snapshot: () => snapshot, embeddings, lexicon: EMPTY_LEXICON });
    const { hits } = await bare.search('Jalil Benhaddou', { limit: 1, language: 'en' });
    expect(hits[0]?.passage.text).toContain('Benhaddou');
  });
});

describe('misspelt names', () => {
  it.each([
    ['Qu’a construit l’ingénieur Gausier ?', 'a letter is missing'],
    ['What did Gaussierr build?', 'a letter too many'],
    ['Gaußier', 'another writing of ss'],
    ['GAUSSIER', 'capitals'],
  ])('are found: %s (%s)', async (question) => {
    expect(await best(question)).toBe('phare / Histoire');
  });

  it('are shown as what they were taken for', async () => {
    const { question } = await search('Le Gofic', { language: 'fr' });
    const terms = question.concepts.flatMap(({ variants }) => variants.fr.map(({ term }) => term));
    expect(terms).toContain('goffic');
  });
});

describe('filters', () => {
  it('keep to the named documents', async () => {
    const { hits } = await search('port de Kervan', { filter: { documents: ['phare'] } });
    expect(hits.length).toBeGreaterThan(0);
    expect(new Set(hits.map(({ document }) => document.id))).toEqual(new Set(['phare']));
  });

  it('keep to dates and publishers', async () => {
    const { hits } = await search('port', { filter: { dateFrom: '2024', publisher: 'Port de Kervan' } });
    expect(new Set(hits.map(({ document }) => document.id))).toEqual(new Set(['energy']));
  });

  it('give nothing where they let no document through', async () => {
    expect((await search('port', { filter: { dateTo: '1800' } })).hits).toEqual([]);
  });
});

describe('balance of the languages', () => {
  /** The same statements in both languages, one document each. */
  const statements = [
    ['Le musée ouvre à dix heures et ferme le lundi.', 'The museum opens at ten and is closed on Mondays.'],
    ['La bibliothèque prête des livres à tous les habitants.', 'The library lends books to all inhabitants.'],
    ['La piscine est chauffée par la chaleur de l’usine.', 'The swimming pool is heated by the factory.'],
    ['Le marché se tient chaque samedi sur la place.', 'The market takes place every Saturday on the square.'],
  ] as const;
  const questions = [
    ['Quand le musée est-il fermé ?', 'When is the museum closed?'],
    ['Qui peut emprunter des livres à la bibliothèque ?', 'Who can borrow books from the library?'],
    ['Comment la piscine est-elle chauffée ?', 'How is the swimming pool heated?'],
    ['Quel jour se tient le marché ?', 'On which day does the market take place?'],
  ] as const;

  /** One statement among many of the other language, which must not drown it. */
  async function rankOfLonely(number: number, lonely: 'fr' | 'en', asked: 'fr' | 'en'): Promise<number> {
    const crowd = lonely === 'fr' ? 'en' : 'fr';
    const column = { fr: 0, en: 1 } as const;
    const documents = statements.flatMap((statement, index): SmallDocument[] => {
      const language = index === number ? lonely : crowd;
      return [
        { id: String(index), title: '', language, passages: [{ section: [], text: statement[column[language]] }] },
      ];
    });
    const mixed = await createSnapshot(documents, embeddings);
    const over = new HybridRetriever({ snapshot: () => mixed, embeddings, lexicon: loadLexicon(modelsDir) });
    const { hits } = await over.search(questions[number]?.[column[asked]] ?? '', { limit: 4, language: asked });
    return hits.findIndex(({ document }) => document.id === String(number)) + 1;
  }

  it.each([
    ['fr', 'fr'],
    ['fr', 'en'],
    ['en', 'fr'],
    ['en', 'en'],
  ] as const)('finds the one passage in %s among those of the other language, asked in %s', async (lonely, asked) => {
    for (const number of statements.keys()) expect(await rankOfLonely(number, lonely, asked)).toBe(1);
  });
});

describe('the outcome of a search', () => {
  it('names the language of the question: given, detected, or the interface’s', async () => {
    expect((await search('Who chairs the board?')).language).toBe('en');
    expect((await search('Qui préside ?')).language).toBe('fr');
    expect((await search('Benhaddou', { interfaceLanguage: 'en' })).language).toBe('en');
    expect((await search('Benhaddou')).language).toBe('fr');
    expect((await search('Qui préside ?', { language: 'en' })).language).toBe('en');
  });

  it('holds no more hits than wanted, each once, with falling scores', async () => {
    const { hits } = await search('Kervan', { limit: 3 });
    expect(hits).toHaveLength(3);
    expect(new Set(hits.map(({ passage }) => passage.id)).size).toBe(3);
    const scores = hits.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('explains each score, in parts that add up to it, down to words and fields', async () => {
    const check = ({ value, parts }: Explanation): void => {
      if (parts === undefined) return;
      expect(parts.reduce((sum, part) => sum + part.value, 0)).toBeCloseTo(value, 5);
      parts.forEach(check);
    };
    const { hits } = await search('How many ships came to the port in 2023?', { explain: true });
    for (const { explanation, score } of hits) {
      expect(explanation?.value).toBe(score);
      if (explanation !== undefined) check(explanation);
    }
    const words = hits[0]?.explanation?.parts?.[0];
    expect(words?.parts?.map(({ name }) => name)).toEqual(expect.arrayContaining(['ships → navir', '2023']));
    expect(words?.parts?.[0]?.parts?.every(({ name }) => ['text', 'headings', 'title'].includes(name))).toBe(true);
  });

  it('explains nothing unless asked', async () => {
    expect((await search('Kervan')).hits.every((hit) => hit.explanation === undefined)).toBe(true);
  });

  it('puts a passage that repeats a better one word for word behind all others', async () => {
    const text = 'Le bac traverse la rade toutes les heures.';
    const passages = (others: string[]) => others.map((other) => ({ section: [], text: other }));
    const documents = [
      { id: 'a', title: '', passages: passages([text, 'La rade est fermée au bac en hiver.']) },
      { id: 'b', title: '', passages: passages([text.toUpperCase()]) },
    ];
    const repeating = await createSnapshot(documents, embeddings);
    const over = new HybridRetriever({ snapshot: () => repeating, embeddings, lexicon: EMPTY_LEXICON });
    const ids = async (limit: number) => {
      const { hits } = await over.search('Quand le bac traverse-t-il la rade ?', { limit });
      return hits.map(({ document }) => document.id);
    };
    expect(await ids(3)).toEqual(['a', 'a', 'b']);
    expect(await ids(2)).toEqual(['a', 'a']);
  });

  it('is empty for an empty index', async () => {
    const nothing = await createSnapshot([], embeddings);
    const over = new HybridRetriever({ snapshot: () => nothing, embeddings, lexicon: loadLexicon(modelsDir) });
    expect((await over.search('Qui préside ?', { limit: 5 })).hits).toEqual([]);
  });

  it('stands a question of nothing but function words, of signs, or of 2,000 letters', async () => {
    for (const question of ['Qui est-ce ?', '???', 'x'.repeat(2_000), 'port '.repeat(400), '𝔘𝔫 '.repeat(300)]) {
      expect((await search(question)).hits.length).toBeLessThanOrEqual(5);
    }
  });
});

describe('the LangChain retriever', () => {
  it('gives passages as documents with their place, their document and their score', async () => {
    const documents = await retriever.invoke('Qui préside le conseil de surveillance ?');
    expect(documents.length).toBeGreaterThan(0);
    expect(documents.length).toBeLessThanOrEqual(8);
    const [first] = documents;
    expect(first?.pageContent).toContain('Maëlle Le Goffic');
    expect(first?.metadata.section).toEqual(['Gouvernance']);
    expect(first?.metadata.document.title).toBe('Rapport d’activité du port de Kervan');
    expect(first?.metadata.score).toBeGreaterThan(documents[1]?.metadata.score ?? Number.POSITIVE_INFINITY);
  });
});
