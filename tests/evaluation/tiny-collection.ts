import type { Folder } from './folder.ts';

/** Five short documents in two languages, and six queries that differ from them in words and in language. */
export const DOCUMENTS = [
  {
    id: 'phare/1',
    title: 'Le phare de Morel',
    text: 'Le phare de Morel a été construit en 1890.\nIl mesure trente-deux mètres.',
  },
  { id: 'port', title: 'Le port de Kerlan', text: '# Le port de Kerlan accueille 320 bateaux de pêche.', lang: 'fr' },
  { id: 'mill', title: 'The mill', text: 'The wind mill of Ravel grinds wheat and barley for the village bakers.' },
  { id: 'school', title: 'The school', text: 'The primary school has twelve teachers and opens at eight.', lang: 'en' },
  { id: 'marché', text: 'Le marché aux fleurs se tient chaque samedi sur la grande place.' },
] as const;

export const QUERIES = [
  { id: 'q1', text: 'Quand le phare de Morel a-t-il été construit ?', lang: 'fr', kind: 'direct' },
  { id: 'q2', text: 'When was the Morel lighthouse built?', lang: 'en', kind: 'crossed' },
  { id: 'q3', text: 'How many boats are there in the port of Kerlan?', lang: 'en', kind: 'crossed' },
  { id: 'q4', text: 'What does the mill grind?', lang: 'en', kind: 'direct' },
  { id: 'q5', text: 'Combien d’enseignants l’école primaire compte-t-elle ?', lang: 'fr', kind: 'crossed' },
  { id: 'q6', text: 'Quel jour se tient le marché aux fleurs ?', lang: 'fr', kind: 'direct' },
] as const;

const QRELS = [
  ['q1', 'phare/1', 1],
  ['q2', 'phare/1', 2],
  ['q3', 'port', 1],
  ['q3', 'school', 0],
  ['q4', 'mill', 1],
  ['q5', 'school', 1],
  ['q6', 'marché', 1],
];

export function writeTinyCollection(folder: Folder): void {
  folder.writeJsonLines('corpus.jsonl', DOCUMENTS);
  folder.writeJsonLines('queries.jsonl', QUERIES);
  folder.write('qrels.tsv', QRELS.map((row) => `${row.join('\t')}\n`).join(''));
}
