import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { splitQuestion } from '../../src/language/question-parts.ts';

const textsOf = (question: string, language: Language) => splitQuestion(question, language).map(({ text }) => text);

describe('a question that asks several things', () => {
  it.each<[Language, string, string[]]>([
    [
      'fr',
      'Qui dirige la Banque Verte et quel est son budget ?',
      ['Qui dirige la Banque Verte', 'quel est son budget (Banque Verte)\u00A0?'],
    ],
    [
      'fr',
      'Qui a fondé le musée Morel et en quelle année ?',
      ['Qui a fondé le musée Morel', 'en quelle année (a fondé le musée Morel)\u00A0?'],
    ],
    [
      'en',
      'When was the Hollis Museum founded and by whom?',
      ['When was the Hollis Museum founded', 'by whom (was the Hollis Museum founded)?'],
    ],
    [
      'en',
      'How many trams were bought in May 2024, and with what funding?',
      ['How many trams were bought in May 2024', 'with what funding (trams were bought in May 2024)?'],
    ],
    ['en', 'Who runs the ferry? When does it leave?', ['Who runs the ferry', 'When does it leave (runs the ferry)?']],
    [
      'fr',
      'Où se tient la foire ; combien coûte l’entrée ?',
      ['Où se tient la foire', 'combien coûte l’entrée (se tient la foire)\u00A0?'],
    ],
  ])('%s: “%s” is asked in parts, each with what it is about', (language, question, parts) => {
    expect(textsOf(question, language)).toEqual(parts);
  });

  it.each<[Language, string, string[]]>([
    ['fr', 'Compare le budget de Lyon et de Nantes', ['le budget de Lyon', 'le budget de Nantes']],
    ['en', 'Compare the population of Leeds and York', ['the population of Leeds', 'the population of York']],
    ['en', 'What is the difference between the Alpha plan and the Beta plan?', ['the Alpha plan', 'the Beta plan']],
    ['fr', 'Quelle est la différence entre un tramway et un métro ?', ['un tramway', 'un métro']],
    [
      'en',
      'What is the difference in price between the day pass and the week pass?',
      ['price of the day pass', 'price of the week pass'],
    ],
  ])('%s: “%s” is asked of each of the two that are compared', (language, question, parts) => {
    expect(textsOf(question, language)).toEqual(parts);
  });

  it.each<[Language, string, string[]]>([
    // What is more so is an amount,
    [
      'fr',
      'Lequel reçoit le plus de la région, le port ou le musée ?',
      ['quel montant reçoit la région le port', 'quel montant reçoit la région le musée'],
    ],
    [
      'fr',
      'Entre le port et le musée, qui a le plus gros budget ?',
      ['quel montant a budget le port', 'quel montant a budget le musée'],
    ],
    [
      'en',
      'Which has the larger budget, the port or the museum?',
      ['how much has budget the port', 'how much has budget the museum'],
    ],
    // or a time,
    ['fr', 'Quel phare est le plus ancien, Morel ou Vauban ?', ['quand est Morel', 'quand est Vauban']],
    ['en', 'Between Leeds and York, which is older?', ['when is Leeds', 'when is York']],
    // or a number
    ['fr', 'Qui a le plus de salariés, Brest ou Lorient ?', ['combien a salariés Brest', 'combien a salariés Lorient']],
    ['en', 'Which is the most powerful, Argo or Nemo?', ['how many is powerful Argo', 'how many is powerful Nemo']],
  ])('%s: “%s” is asked of each of the two to choose from', (language, question, parts) => {
    expect(textsOf(question, language)).toEqual(parts);
  });

  it('says each part in its own words, for an answer that has to name what is missing', () => {
    const [, second] = splitQuestion('Qui dirige la Banque Verte et quel est son budget ?', 'fr');
    expect(second?.asked).toBe('quel est son budget ?');
    const [port] = splitQuestion('Lequel reçoit le plus, le port ou le musée ?', 'fr');
    expect(port?.asked).toBe('reçoit le plus (le port)');
  });
});

describe('one question', () => {
  it.each<[Language, string]>([
    // « et », "and" between words, not questions
    ['fr', 'Quels sont les liens entre recherche et développement ?'],
    ['fr', 'Combien de chercheurs et de doctorants travaillent à l’Institut Curie ?'],
    ['fr', 'Qui préside l’Association des arts et métiers ?'],
    ['fr', 'Où et quand a eu lieu la conférence ?'],
    ['fr', 'Quel est le prix du pain et du lait à Nantes ?'],
    ['fr', 'Quand les villes de Lyon et Nantes ont-elles signé l’accord ?'],
    ['en', 'Who chairs the Arts and Crafts Council?'],
    ['en', 'What research and innovation does the lab fund?'],
    ['en', 'How many boys and girls attend the school?'],
    ['en', 'When did France and Spain sign the treaty?'],
    ['en', 'Which rivers flow through Paris and Rouen?'],
    // A question word that opens a clause of the same question
    ['fr', 'Quel est le nom de la personne qui dirige le port ?'],
    ['en', 'What is the name of the man who built the tower?'],
    ['en', 'Do you know when the shop opens?'],
    // A choice in which nothing is more so
    ['fr', 'Qui préside la ville, le maire ou le préfet ?'],
    ['en', 'Who heads the town, the mayor or the prefect?'],
    ['en', 'Which cluster does she head, Argo or Nemo?'],
    // What comes before the joint asks nothing
    ['fr', 'Les trains de nuit, où vont-ils ?'],
    ['en', 'The old bridge, when was it built?'],
  ])('%s: “%s” stays whole', (language, question) => {
    expect(textsOf(question, language)).toEqual([question]);
  });

  it('stays whole where it is a long list of clauses', () => {
    const many = Array.from({ length: 12 }, (_, index) => `qui est ${index}`).join(' et ');
    expect(textsOf(many, 'fr')).toEqual([many]);
  });
});

it('splits whatever is asked into one to four parts, none empty', () => {
  const words = fc.constantFrom(
    'qui',
    'et',
    'and',
    'when',
    'Paris',
    '?',
    ',',
    'compare',
    'de',
    'of',
    '\u202E',
    'x'.repeat(500),
  );
  const question = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(words).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(question, fc.constantFrom<Language>('fr', 'en'), (text, language) => {
      const parts = splitQuestion(text, language);
      expect(parts.length).toBeGreaterThan(0);
      expect(parts.length).toBeLessThanOrEqual(4);
      if (text.trim() !== '') for (const part of parts) expect(part.text).not.toBe('');
    }),
    { seed: 3, numRuns: 300 },
  );
});
