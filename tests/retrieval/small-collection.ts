import type { SmallDocument } from './memory-snapshot.ts';

/** Documents of an invented port, in French but for two, written for the ranking tests. */
export const DOCUMENTS: readonly SmallDocument[] = [
  {
    id: 'rapport-port',
    title: 'Rapport d’activité du port de Kervan',
    date: '2023',
    publisher: 'Port de Kervan',
    passages: [
      {
        section: ['Gouvernance'],
        text: 'Le conseil de surveillance est présidé par Maëlle Le Goffic depuis 2021. Il se réunit quatre fois par an et arrête le budget.',
      },
      {
        section: ['Trafic'],
        text: 'En 2023, le port a accueilli 1 240 navires, soit 8 % de plus qu’en 2022. Le trafic de marchandises atteint 3,6 millions de tonnes.',
      },
      {
        section: ['Investissements'],
        text: 'Le nouveau quai a coûté 42 M€. La région en a payé la moitié, l’État un quart, le port le reste.',
      },
      {
        section: ['Effectifs'],
        text: 'Le port emploie 315 personnes, dont 120 dockers et 45 pilotes de remorqueur.',
      },
    ],
  },
  {
    id: 'institut-mer',
    title: 'L’Institut des sciences de la mer',
    date: '2024-05',
    publisher: 'Université de Kervan',
    passages: [
      {
        section: ['Présentation'],
        text: 'L’ISM réunit 16 laboratoires et 230 chercheurs. Son directeur, Jalil Benhaddou, a été élu en mars 2024.',
      },
      {
        section: ['Moyens de calcul'],
        text: 'Le supercalculateur de l’institut simule les courants marins. Il est refroidi à l’eau de mer et sa chaleur chauffe les bureaux.',
      },
      {
        section: ['Santé et environnement'],
        text: 'Les équipes étudient la qualité de l’eau et ses effets sur la santé des riverains.',
      },
      {
        section: ['Partenariats'],
        text: 'L’institut travaille avec des entreprises de la pêche et avec l’AP-KV, l’assistance publique de Kervan.',
      },
    ],
  },
  {
    id: 'phare',
    title: 'Le phare de la Pointe-aux-Loups',
    date: '2019-07-01',
    publisher: 'Office de tourisme',
    passages: [
      {
        section: ['Histoire'],
        text: 'Construit en 1868 par l’ingénieur Gaussier, le phare fut électrifié en 1931 puis automatisé en 1994.',
      },
      {
        section: ['Visite'],
        text: 'Le phare est ouvert au public d’avril à octobre. L’entrée est gratuite pour les enfants ; les adultes paient cinq euros.',
      },
    ],
  },
  {
    id: 'energy',
    title: 'Energy plan of the port of Kervan',
    language: 'en',
    date: '2024-01-15',
    publisher: 'Port de Kervan',
    passages: [
      {
        section: ['Goals'],
        text: 'The port will halve its emissions by 2030. Ships at berth will plug into shore power instead of burning fuel.',
      },
      {
        section: ['Solar panels'],
        text: 'Solar panels on the warehouse roofs produce a fifth of the electricity that the cranes need.',
      },
    ],
  },
];
