import { describe, expect, it } from 'vitest';
import { describeDisagreement } from '../../src/answering/disagreement-note.ts';
import { type FoundDisagreement, findDisagreement } from '../../src/answering/disagreements.ts';
import { collectEvidence } from '../../src/answering/evidence.ts';
import type { Concept, Language } from '../../src/domain.ts';
import { prepareQuestion } from '../../src/language/prepare-question.ts';
import { classifyQuestion } from '../../src/language/question-kind.ts';
import { makeConcepts, makeHit } from './sample-hits.ts';

const SELECTION = { selection: { coverage: 4, contextCoverage: 1, expectation: 2, nearExpectation: 1 } };

interface Case {
  readonly question: string;
  /** The question's content words. */
  readonly words: string;
  /** A document each; a sentence may hold several. */
  readonly documents: readonly string[];
  readonly language?: Language;
}

function disagreementOn({ question, words, documents, language = 'fr' }: Case, dates: readonly string[] = []) {
  const hits = documents.map((text, index) => {
    const hit = makeHit(text, { id: `${index}.md`, language });
    return {
      ...hit,
      document: { ...hit.document, date: dates[index] ?? hit.document.date, publisher: `Éditeur ${index}` },
    };
  });
  const concepts: Concept[] = makeConcepts(words, language);
  const prepared = prepareQuestion({ text: question, kind: classifyQuestion(question, language), concepts });
  return findDisagreement(collectEvidence(hits, prepared, SELECTION), prepared);
}

const writtenValues = (found: FoundDisagreement | null) =>
  found?.map(({ evidence, quantity }) => evidence.text.slice(quantity.start, quantity.end)) ?? null;

const CONTRADICTIONS: readonly (Case & { readonly values: readonly string[] })[] = [
  {
    question: 'En quelle année le musée Morel a-t-il été créé ?',
    words: 'musée Morel créé',
    documents: ['La ville a créé le musée Morel en 1987.', 'Le musée Morel fut créé en 1989 par la région.'],
    values: ['1987', '1989'],
  },
  {
    question: 'En quelle année la gare de Valmont a-t-elle ouvert ?',
    words: 'gare Valmont ouvert',
    documents: ['En 1902, la gare de Valmont a ouvert. La ligne est belle. La gare de Valmont a ouvert en 1905.'],
    values: ['1902', '1905'],
  },
  {
    question: 'Quelle est la hauteur de la tour Morel ?',
    words: 'hauteur tour Morel',
    documents: [
      'La hauteur de la tour Morel est de 84 mètres.',
      'La tour Morel, d’une hauteur de 91 m, domine le port.',
    ],
    values: ['84 mètres', '91 m'],
  },
  {
    question: 'Quand l’hôpital Bichet a-t-il été inauguré ?',
    words: 'hôpital Bichet inauguré',
    documents: [
      'L’hôpital Bichet fut inauguré le 3 mai 1974.',
      'Inauguré le 4 mai 1974, l’hôpital Bichet soigne tous les âges.',
    ],
    values: ['3 mai 1974', '4 mai 1974'],
  },
  {
    question: 'Combien de lits compte l’hôpital Bichet ?',
    words: 'lits compte hôpital Bichet',
    documents: ['L’hôpital Bichet compte 420 lits.', 'Avec ses 512 lits, l’hôpital Bichet compte parmi les grands.'],
    values: ['420', '512'],
  },
  {
    question: 'Combien d’habitants vivent à Valmont ?',
    words: 'habitants vivent Valmont',
    documents: ['À Valmont vivent 8 200 habitants.', 'Quelle ville ! 9 700 habitants y vivent, à Valmont.'],
    values: ['8 200', '9 700'],
  },
  {
    question: 'Combien d’argent a coûté le pont Lancret ?',
    words: 'coûté pont Lancret',
    documents: ['Le pont Lancret a coûté 12 millions d’euros.', 'Le pont Lancret a coûté 15 M€ à la région.'],
    values: ['12 millions d’euros', '15 M€'],
  },
  {
    question: 'Quel budget reçoit le théâtre Delorme ?',
    words: 'budget reçoit théâtre Delorme',
    documents: ['Le théâtre Delorme reçoit un budget de 2 M€.', 'Le budget que reçoit le théâtre Delorme est de 3 M€.'],
    values: ['2 M€', '3 M€'],
  },
  {
    question: 'Quelle part des élèves du lycée Ampère mange à la cantine ?',
    words: 'élèves lycée Ampère cantine',
    documents: [
      'Au lycée Ampère, 62 % des élèves mangent à la cantine.',
      'Au lycée Ampère, 48 % des élèves mangent à la cantine.',
    ],
    values: ['62 %', '48 %'],
  },
  {
    question: 'Combien de temps dure la traversée vers Bréhat ?',
    words: 'dure traversée Bréhat',
    documents: ['La traversée vers Bréhat dure dix minutes.', 'Vers Bréhat, la traversée dure 25 minutes.'],
    values: ['dix minutes', '25 minutes'],
  },
  {
    question: 'When was the Hollis Museum founded?',
    words: 'Hollis Museum founded',
    documents: ['The Hollis Museum was founded in 1911.', 'Founded in 1914, the Hollis Museum shows ships.'],
    language: 'en',
    values: ['1911', '1914'],
  },
  {
    question: 'How many rooms does the Hollis Museum have?',
    words: 'rooms Hollis Museum',
    documents: ['The Hollis Museum has 14 rooms.', 'Visitors walk through the 17 rooms of the Hollis Museum.'],
    language: 'en',
    values: ['14', '17'],
  },
  {
    question: 'How much did the Leven tunnel cost?',
    words: 'Leven tunnel cost',
    documents: ['The Leven tunnel cost £40 million.', 'In the end the Leven tunnel cost £55 million. It leaks.'],
    language: 'en',
    values: ['£40 million', '£55 million'],
  },
];

const NEAR_MISSES: readonly (Case & { readonly why: string })[] = [
  {
    why: 'figures of other attributes',
    question: 'Combien d’argent a coûté le pont Lancret ?',
    words: 'coûté pont Lancret',
    documents: [
      'Le pont Lancret a coûté 12 millions d’euros.',
      'Le péage du pont Lancret rapporte 15 millions d’euros.',
    ],
  },
  {
    why: 'other things of the same kind',
    question: 'Combien de lits compte l’hôpital Bichet ?',
    words: 'lits compte hôpital Bichet',
    documents: ['L’hôpital Bichet compte 420 lits.', 'L’hôpital Laennec compte 512 lits.'],
  },
  {
    why: 'other events of the same thing',
    question: 'En quelle année le musée Morel a-t-il été créé ?',
    words: 'musée Morel créé',
    documents: ['La ville a créé le musée Morel en 1987.', 'Le musée Morel a déménagé en 1995.'],
  },
  {
    why: 'a year and a day of that year',
    question: 'Quand l’hôpital Bichet a-t-il été inauguré ?',
    words: 'hôpital Bichet inauguré',
    documents: ['L’hôpital Bichet fut inauguré en 1974.', 'L’hôpital Bichet fut inauguré le 3 mai 1974.'],
  },
  {
    why: 'measures in different units',
    question: 'Quelle est la hauteur de la tour Morel ?',
    words: 'hauteur tour Morel',
    documents: ['La hauteur de la tour Morel est de 84 mètres.', 'La tour Morel a une hauteur de 276 pieds.'],
  },
  {
    why: 'the same number in words',
    question: 'Combien de salles compte le musée Morel ?',
    words: 'salles compte musée Morel',
    documents: ['Le musée Morel compte douze salles.', 'Le musée Morel compte 12 salles.'],
  },
  {
    why: 'the same amount in other units',
    question: 'Combien d’argent a coûté le pont Lancret ?',
    words: 'coûté pont Lancret',
    documents: ['Le pont Lancret a coûté 1,5 milliard d’euros.', 'Le pont Lancret a coûté 1 500 M€.'],
  },
  {
    why: 'an approximate value',
    question: 'Combien d’habitants vivent à Valmont ?',
    words: 'habitants vivent Valmont',
    documents: ['À Valmont vivent 8 214 habitants.', 'À Valmont vivent environ 9 000 habitants.'],
  },
  {
    why: 'a rounded value',
    question: 'Combien d’habitants vivent à Valmont ?',
    words: 'habitants vivent Valmont',
    documents: ['À Valmont vivent 7 914 habitants.', 'À Valmont vivent 8 000 habitants.'],
  },
  {
    why: 'a lower bound',
    question: 'Combien de lits compte l’hôpital Bichet ?',
    words: 'lits compte hôpital Bichet',
    documents: ['L’hôpital Bichet compte 420 lits.', 'L’hôpital Bichet compte plus de 300 lits.'],
  },
  {
    why: 'a part of the whole',
    question: 'Combien de lits compte l’hôpital Bichet ?',
    words: 'lits compte hôpital Bichet',
    documents: ['L’hôpital Bichet compte 420 lits.', 'L’hôpital Bichet compte, en plus, dont 60 lits de pédiatrie.'],
  },
  {
    why: 'other periods, which the sentences name',
    question: 'Combien de visiteurs accueille le musée Morel ?',
    words: 'visiteurs accueille musée Morel',
    documents: [
      'En 2020, le musée Morel accueille 12 000 visiteurs.',
      'En 2023, le musée Morel accueille 31 000 visiteurs.',
    ],
  },
  {
    why: 'a plan and what came of it',
    question: 'Combien d’argent coûte le pont Lancret ?',
    words: 'coûte pont Lancret',
    documents: [
      'Le pont Lancret coûte 12 millions d’euros.',
      'Il était prévu que le pont Lancret coûte 9 millions d’euros.',
    ],
  },
  {
    why: 'a change that is told as one',
    question: 'Combien de lits compte l’hôpital Bichet ?',
    words: 'lits compte hôpital Bichet',
    documents: ['L’hôpital Bichet compte 420 lits.', 'Auparavant, l’hôpital Bichet compte 300 lits.'],
  },
  {
    why: 'a range that holds the value',
    question: 'Combien de salles compte le musée Morel ?',
    words: 'salles compte musée Morel',
    documents: ['Le musée Morel compte 12 salles.', 'Le musée Morel compte 10 à 15 salles.'],
  },
  {
    why: 'several values in one sentence',
    question: 'Combien de salles compte le musée Morel ?',
    words: 'salles compte musée Morel',
    documents: [
      'Le musée Morel compte 12 salles.',
      'Le musée Morel compte 12 salles au rez-de-chaussée et 9 salles à l’étage.',
    ],
  },
  {
    why: 'a count of something else',
    question: 'Combien de salles compte le musée Morel ?',
    words: 'salles compte musée Morel',
    documents: ['Le musée Morel compte 12 salles.', 'Le musée Morel compte 30 gardiens pour ses salles.'],
  },
  {
    why: 'a question that asks for no value',
    question: 'Pourquoi le musée Morel a-t-il été créé ?',
    words: 'musée Morel créé',
    documents: ['La ville a créé le musée Morel en 1987.', 'Le musée Morel fut créé en 1989.'],
  },
  {
    why: 'planned opening dates',
    question: 'When will the Leven tunnel open?',
    words: 'Leven tunnel open',
    documents: ['The Leven tunnel will open in 2031.', 'The Leven tunnel is expected to open in 2033.'],
    language: 'en',
  },
];

describe('documents that contradict each other', () => {
  it.each(CONTRADICTIONS)('are found: $question', ({ values, ...one }) => {
    expect(writtenValues(disagreementOn(one))?.sort()).toEqual([...values].sort());
  });

  it('are shown newest first, those without a date last', () => {
    const [one] = CONTRADICTIONS;
    expect(one && writtenValues(disagreementOn(one, ['2019-02', '2023-07-01']))).toEqual(['1989', '1987']);
    expect(one && writtenValues(disagreementOn(one, ['2024', '2023-07-01']))).toEqual(['1987', '1989']);
  });

  it('are named with their publishers and dates, in both languages', () => {
    const [one] = CONTRADICTIONS;
    const found = one && disagreementOn(one, ['2019-02', '2023-07-01']);
    expect(found && describeDisagreement(found, 'fr')).toEqual({
      values: ['1989', '1987'],
      note: 'Les sources ne concordent pas\u00A0: 1989 selon Éditeur 1 (1er juillet 2023)\u00A0; 1987 selon Éditeur 0 (février 2019).',
    });
    expect(found && describeDisagreement(found, 'en').note).toBe(
      'The sources disagree: 1989 according to Éditeur 1 (1 July 2023); 1987 according to Éditeur 0 (February 2019).',
    );
  });

  it('may be one document that contradicts itself', () => {
    const within = CONTRADICTIONS.find(({ documents }) => documents.length === 1);
    const found = within && disagreementOn(within);
    expect(found && describeDisagreement(found, 'fr').note).toBe('Le document se contredit\u00A0: 1902\u00A0; 1905.');
  });
});

describe('no contradiction is made of', () => {
  it.each(NEAR_MISSES)('$why', (one) => {
    expect(writtenValues(disagreementOn(one))).toBeNull();
  });
});
