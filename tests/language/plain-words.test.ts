import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sayPlainly } from '../../src/language/plain-words.ts';

describe('a locution', () => {
  it.each([
    ['fr', 'Qui est à la tête du port ?', 'Qui dirige du port ?', 'leading'],
    ['fr', 'Qui est a la tete du port ?', 'Qui dirige du port ?', 'the same, typed without accents'],
    ['fr', 'Quand le concours a-t-il eu lieu ?', 'Quand le concours  ?', 'nothing but that it happened'],
    ['fr', 'Brest fait-elle partie de la région ?', 'Brest membre de la région ?', 'being a member'],
    ['fr', 'Que fait-on dans le cadre du plan ?', 'Que fait-on  du plan ?', 'no frame'],
    ['fr', 'Qui a mis en place le fonds ?', 'Qui a créé le fonds ?', 'creating'],
    ['fr', 'Depuis quand le port existe-t-il ?', 'Depuis quand le port créé ?', 'being created'],
    ['en', 'Who is in charge of the port?', 'Who directs of the port?', 'leading'],
    ['en', 'When was the fund set up?', 'When was the fund created?', 'creating'],
    ['en', 'Who took over from Anne Morel?', 'Who succeeded from Anne Morel?', 'succeeding'],
    ['en', 'Where does the fair take place?', 'Where does the fair ?', 'nothing but that it happens'],
  ] as const)('%s: %s is looked for as %s (%s)', (language, question, plain, _meaning) => {
    expect(sayPlainly(question, language)).toBe(plain);
  });

  it.each([
    ['fr', 'Qui a la tête dure ?', 'a head that nothing is led by'],
    ['fr', 'Quelle partie du port est fermée ?', 'a part'],
    ['fr', 'Pourquoi le port existe-t-il ?', 'no beginning'],
    ['en', 'Which place is the oldest?', 'a place'],
    ['en', 'What did the port add to the price?', 'no total'],
    ['en', 'Who set the price?', 'no locution without its second word'],
  ] as const)('is not seen in words that mean themselves: %s %s (%s)', (language, question, _meaning) => {
    expect(sayPlainly(question, language)).toBe(question);
  });

  it('never makes a question more than twice as long, whatever it holds', () => {
    const words = fc.constantFrom('est ', 'à la tête ', 'a eu lieu ', 'take ', 'set up ', '-t-il ', 'd’', 'é', '\n');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 400 }), fc.constantFrom('fr', 'en'), (parts, language) => {
        expect(sayPlainly(parts.join(''), language as 'fr' | 'en').length).toBeLessThanOrEqual(
          2 * parts.join('').length,
        );
      }),
    );
  });
});
