import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Language, Turn } from '../../src/domain.ts';
import { makeStandalone } from '../../src/language/follow-up.ts';

const asked = (...questions: string[]): Turn[] => questions.map((content) => ({ role: 'user', content }));

describe('a follow-up', () => {
  it.each<[Language, string[], string, string]>([
    // Possessives and pronouns get what they stand for.
    ['fr', ['Qui dirige la Banque Verte ?'], 'et son budget ?', 'et son budget (Banque Verte)\u00A0?'],
    [
      'fr',
      ['Qui dirige la Banque Verte ?'],
      'Quand a-t-elle été créée ?',
      'Quand a-t-elle été créée (Banque Verte)\u00A0?',
    ],
    ['fr', ['Qui dirige la Banque Verte ?'], 'Qui la finance ?', 'Qui la finance (Banque Verte)\u00A0?'],
    [
      'fr',
      ['Qu’est-ce que le programme de rénovation ?'],
      'Qui le finance ?',
      'Qui le finance (programme de rénovation)\u00A0?',
    ],
    [
      'fr',
      ['Quand le musée Morel a-t-il ouvert ?'],
      'Combien de salles y trouve-t-on ?',
      'Combien de salles y trouve-t-on (Morel)\u00A0?',
    ],
    ['en', ['Who heads the Hollis Museum?'], 'and its budget?', 'and Hollis Museum’s budget?'],
    ['en', ['Who heads the Hollis Museum?'], 'When was it created?', 'When was Hollis Museum created?'],
    ['en', ['Who heads the Hollis Museum?'], 'And who founded it?', 'And who founded Hollis Museum?'],
    ['en', ['What does Ada Brown study?'], 'Where does she work?', 'Where does Ada Brown work?'],
    // A fragment takes the place of what is like it.
    ['fr', ['Combien de trams roulent à Lyon ?'], 'Et à Grenoble ?', 'Combien de trams roulent à Grenoble ?'],
    ['en', ['How many trams run in Lyon?'], 'What about Grenoble?', 'How many trams run in Grenoble?'],
    ['fr', ['Quel était le budget de Lyon en 2023 ?'], 'Et en 2024 ?', 'Quel était le budget de Lyon en 2024 ?'],
    ['en', ['What was the budget of Leeds in 2023?'], 'and in 2024?', 'What was the budget of Leeds in 2024?'],
    ['fr', ['Combien de trams roulent à Lyon ?'], 'Et en 2024 ?', 'Combien de trams roulent à Lyon (en 2024)\u00A0?'],
    ['en', ['Who heads the Hollis Museum?'], 'And the staff?', 'The staff (Hollis Museum)?'],
    // A bare question word asks the same otherwise.
    ['fr', ['Qui a fondé la Banque Verte ?'], 'Quand ?', 'Quand (a fondé la Banque Verte)\u00A0?'],
    ['en', ['When was the Hollis Museum founded?'], 'By whom?', 'By whom (was the Hollis Museum founded)?'],
    [
      'fr',
      ['Qui a fondé la Banque Verte ?'],
      'et en quelle année ?',
      'et en quelle année (a fondé la Banque Verte)\u00A0?',
    ],
    // The topic goes on through turns that do not name it.
    [
      'fr',
      ['Qui dirige la Banque Verte ?', 'Quand a-t-elle été créée ?'],
      'Et son siège ?',
      'Et son siège (Banque Verte)\u00A0?',
    ],
    // A history in the other language
    ['fr', ['Who heads the Hollis Museum?'], 'Quel est son budget ?', 'Quel est son budget (Hollis Museum)\u00A0?'],
  ])('%s: after %j, “%s” is “%s”', (language, history, question, standalone) => {
    expect(makeStandalone(question, asked(...history), language)).toEqual({ text: standalone, changed: true });
  });

  it('takes its topic from an answer where no question named one', () => {
    const history: Turn[] = [
      { role: 'user', content: 'quelle banque finance les vélos ?' },
      { role: 'assistant', content: 'Selon le rapport, la Banque Verte les finance.' },
    ];
    expect(makeStandalone('Qui la dirige ?', history, 'fr').text).toContain('vélos');
  });
});

describe('a question that stands by itself', () => {
  it.each<[Language, string[], string]>([
    ['fr', ['Qui dirige la Banque Verte ?'], 'Où se trouve Marseille ?'],
    ['fr', ['Qui dirige la Banque Verte ?'], 'Quel est le taux de chômage dans les villes moyennes ?'],
    ['fr', ['Qui dirige la Banque Verte ?'], 'Quel est le budget de la Banque Verte ?'],
    ['en', ['Who heads the Hollis Museum?'], 'What is the capital of Peru?'],
    ['en', ['Who heads the Hollis Museum?'], 'How many steps does the Morel lighthouse have?'],
    ['en', ['Who heads the Hollis Museum?'], 'What is the budget of the Hollis Museum?'],
    ['en', [], 'When was it created?'],
  ])('%s: after %j, “%s” is left as it is', (language, history, question) => {
    expect(makeStandalone(question, asked(...history), language)).toEqual({ text: question, changed: false });
  });
});

it('never throws, never gets empty and is quick, whatever the history holds', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'et son budget ?',
      'it',
      'Et à Lyon ?',
      'What about',
      'A'.repeat(3_000),
      '('.repeat(2_000),
      'le '.repeat(900),
    ),
  );
  const turn = fc.record({ role: fc.constantFrom<Turn['role']>('user', 'assistant'), content: text });
  fc.assert(
    fc.property(
      text,
      fc.array(turn, { maxLength: 25 }),
      fc.constantFrom<Language>('fr', 'en'),
      (question, history, language) => {
        const { text: standalone, changed } = makeStandalone(question, history, language);
        if (question.trim() !== '') expect(standalone).not.toBe('');
        if (!changed) expect(standalone).toBe(question.trim());
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});
