import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { LocalEmbeddings } from '../../src/embedding/local-embeddings.ts';
import { HybridRetriever } from '../../src/retrieval/hybrid-retriever.ts';
import { type Lexicon, loadLexicon } from '../../src/retrieval/lexicon.ts';
import { createSnapshot, type SmallDocument } from './memory-snapshot.ts';

/**
 * One index with French and English documents: neither language may drown the other, whichever is the larger. Each
 * subject is told in one language only and is asked for in both.
 */
const modelsDir = resolve(import.meta.dirname, '../../models');

interface Subject {
  readonly id: string;
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  readonly asked: Readonly<Record<Language, string>>;
}

const SUBJECTS: readonly Subject[] = [
  {
    id: 'piscine',
    language: 'fr',
    title: 'La piscine municipale',
    text: 'La piscine municipale ouvre à sept heures en semaine. L’eau du grand bassin est chauffée à 27 degrés, et les enfants de moins de six ans entrent gratuitement.',
    asked: { fr: 'À quelle heure ouvre la piscine ?', en: 'When does the swimming pool open?' },
  },
  {
    id: 'dechets',
    language: 'fr',
    title: 'La collecte des déchets',
    text: 'Les déchets verts sont ramassés le mardi, le verre un jeudi sur deux. Une amende est due par qui laisse ses ordures sur le trottoir.',
    asked: { fr: 'Quand les déchets verts sont-ils ramassés ?', en: 'When is garden waste collected?' },
  },
  {
    id: 'bibliotheque',
    language: 'fr',
    title: 'La bibliothèque',
    text: 'La bibliothèque prête cinq livres à la fois pour trois semaines. Chaque semaine de retard coûte un euro.',
    asked: { fr: 'Combien de livres peut-on emprunter ?', en: 'How many books can be borrowed from the library?' },
  },
  {
    id: 'vaccination',
    language: 'fr',
    title: 'La vaccination des agents',
    text: 'La vaccination contre la grippe est offerte aux agents du service de santé chaque automne. Le médecin du travail vaccine sans rendez-vous.',
    asked: { fr: 'Qui est vacciné contre la grippe ?', en: 'Who gets vaccinated against the flu?' },
  },
  {
    id: 'bridge',
    language: 'en',
    title: 'The old bridge',
    text: 'The old bridge was closed to lorries after an inspection found cracks in two of its arches. Repairs will take eight months.',
    asked: { fr: 'Pourquoi le vieux pont est-il fermé aux camions ?', en: 'Why is the old bridge closed to lorries?' },
  },
  {
    id: 'school',
    language: 'en',
    title: 'School meals',
    text: 'School meals are prepared by the kitchen of the hospital. Parents pay according to their income, and half of the vegetables come from local farms.',
    asked: {
      fr: 'D’où viennent les légumes de la cantine de l’école ?',
      en: 'Where do the vegetables in school meals come from?',
    },
  },
  {
    id: 'elections',
    language: 'en',
    title: 'Elections',
    text: 'Voters register at the town hall until six weeks before an election. A proxy form can be signed at the police station.',
    asked: {
      fr: 'Où les électeurs s’inscrivent-ils pour une élection ?',
      en: 'Where do voters register for an election?',
    },
  },
  {
    id: 'energy',
    language: 'en',
    title: 'Heating of public buildings',
    text: 'Wood boilers heat the public buildings since 2019. They cut emissions of carbon dioxide by two thirds and burn waste from the sawmill.',
    asked: { fr: 'Avec quoi les bâtiments publics sont-ils chauffés ?', en: 'What heats the public buildings?' },
  },
];

/** Passages on other matters, in one language: councils, committees, roads, as a town writes about them. */
function fillers(language: Language, count: number): SmallDocument[] {
  const matters = {
    fr: ['les routes', 'le stade', 'les marchés', 'le théâtre', 'les parcs', 'la gare', 'le cimetière', 'les archives'],
    en: ['roads', 'the stadium', 'markets', 'the theatre', 'parks', 'the station', 'the cemetery', 'archives'],
  };
  const sentence = {
    fr: (matter: string, n: number) =>
      `Le conseil a examiné ${matter} lors de sa séance numéro ${n}. Un rapport sera présenté par la commission, et les habitants seront consultés.`,
    en: (matter: string, n: number) =>
      `The council discussed ${matter} at its meeting number ${n}. A report will be presented by the committee, and residents will be consulted.`,
  };
  return Array.from({ length: count }, (_, n) => {
    const matter = matters[language][n % 8] ?? '';
    return {
      id: `${language}-${n}`,
      title: language === 'fr' ? `Séance ${n}` : `Meeting ${n}`,
      language,
      passages: [{ section: [], text: sentence[language](matter, n) }],
    };
  });
}

const documents = SUBJECTS.map(({ id, language, title, text }) => {
  return { id, language, title, passages: [{ section: [], text }] };
});

const COLLECTIONS: readonly [string, readonly SmallDocument[]][] = [
  ['as many of both', documents],
  ['many more English ones', [...documents, ...fillers('en', 120)]],
  ['many more French ones', [...documents, ...fillers('fr', 120)]],
];

let embeddings: LocalEmbeddings;
let lexicon: Lexicon;

beforeAll(async () => {
  embeddings = await LocalEmbeddings.load({ model: 'sourcier-bilingual-static', modelsDir, allowDownload: false });
  lexicon = loadLexicon(modelsDir);
});

describe.each(COLLECTIONS)('an index of French and English documents, %s', (_, collection) => {
  let retriever: HybridRetriever;

  beforeAll(async () => {
    const snapshot = await createSnapshot(collection, embeddings);
    retriever = new HybridRetriever({ snapshot: () => snapshot, embeddings, lexicon });
  });

  const questions = SUBJECTS.flatMap((subject) =>
    (['fr', 'en'] as const).map((asked) => [subject.asked[asked], subject.language, subject.id, asked] as const),
  );

  it.each(questions)('answers « %s » from the %s document %s', async (question, _language, id, asked) => {
    const { hits, language } = await retriever.search(question, { limit: 5 });
    expect(language).toBe(asked);
    expect(hits[0]?.document.id).toBe(id);
  });
});
