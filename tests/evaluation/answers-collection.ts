import { mkdirSync } from 'node:fs';
import type { Folder } from './folder.ts';

const DOCUMENTS = {
  'phare.md':
    '# Le phare de Morel\n\nLe phare de Morel a été construit en 1890 par Anne Le Goff. Il mesure trente-deux mètres.\n\n' +
    '## Visites\n\nLe phare se visite de mai à septembre. L’entrée coûte 6 euros.\n',
  'phare-ancien.md':
    '---\ntitle: Notes sur le phare\ndate: 1998-04-02\n---\n\n# Notes sur le phare\n\nLe phare de Morel a été construit en 1893.\n',
  'port.md':
    '# Le port de Kerlan\n\nLe port de Kerlan accueille 320 bateaux de pêche. Le capitaine du port est Yves Morvan.\n',
  'marche.md': '# Le marché aux fleurs\n\nLe marché aux fleurs se tient chaque samedi sur la grande place de Kerlan.\n',
};

export const QUESTIONS = [
  {
    id: 'who',
    kind: 'answer',
    fr: 'Qui est le capitaine du port de Kerlan ?',
    en: 'Who is the captain of the port of Kerlan?',
    evidence: ['Le capitaine du port est Yves Morvan'],
    nuggets: ['Morvan'],
  },
  {
    id: 'two',
    kind: 'answer',
    fr: 'Combien de bateaux le port de Kerlan accueille-t-il, et combien coûte l’entrée du phare ?',
    en: 'How many boats does the port of Kerlan hold, and how much is the entrance to the lighthouse?',
    evidence: ['accueille 320 bateaux', 'L’entrée coûte 6 euros'],
    nuggets: ['\\b320\\b', '\\b6\\b'],
  },
  {
    id: 'elsewhere',
    kind: 'answer',
    fr: 'Quel jour a lieu le marché aux fleurs ?',
    en: 'On which day is the flower market held?',
    evidence: ['une phrase que nul document ne contient'],
    nuggets: ['samedi|Saturday', 'dimanche'],
  },
  {
    id: 'unmentioned',
    kind: 'unanswerable',
    fr: 'Qui a fondé la bibliothèque de Tréguier ?',
    en: 'Who founded the library of Tréguier?',
    evidence: [],
    nuggets: [],
  },
  {
    id: 'known',
    kind: 'unanswerable',
    fr: 'Combien de bateaux le port de Kerlan vend-il ?',
    en: 'How many boats does the port of Kerlan sell?',
    evidence: [],
    nuggets: [],
  },
  {
    id: 'conflict',
    kind: 'conflict',
    fr: 'Quand le phare de Morel a-t-il été construit ?',
    en: 'When was the Morel lighthouse built?',
    evidence: ['construit en 1890', 'construit en 1893'],
    nuggets: ['1890', '1893'],
  },
] as const;

/** Four documents in `documents`, and questions of every kind on them in `golden.jsonl`. */
export function writeAnswersCollection(folder: Folder): { documents: string; golden: string } {
  mkdirSync(folder.at('documents'));
  for (const [name, text] of Object.entries(DOCUMENTS)) folder.write(`documents/${name}`, text);
  return { documents: folder.at('documents'), golden: folder.writeJsonLines('golden.jsonl', QUESTIONS) };
}
