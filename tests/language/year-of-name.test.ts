import { describe, expect, it } from 'vitest';
import { isYearOfName } from '../../src/language/dates.ts';

function isNamed(text: string): boolean {
  return isYearOfName(text, text.search(/\d{4}/));
}

describe('a year', () => {
  it.each([
    ['le plan est financé par France 2030', 'a programme'],
    ['avec l’aide d’Horizon 2020 et du port', 'a programme after an elision'],
    ['the plan is paid for by France 2030', 'in English too'],
  ])('belongs to a name: %s (%s)', (text) => {
    expect(isNamed(text)).toBe(true);
  });

  it.each([
    ['le phare a rouvert en 2030', 'a preposition'],
    ['le phare a rouvert le 3 Mai 2030', 'a month'],
    ['the lighthouse reopened in March 2030', 'an English month'],
    ['le phare rouvrira à l’Automne 2030', 'a season'],
    ['les résultats du T2 2030', 'a quarter'],
    ['Budget 2030', 'what opens a line has a capital whatever it is'],
    ['le phare (Morel 2030)', 'a reference'],
    ['Ouest, 2030', 'a comma'],
  ])('is a date: %s (%s)', (text) => {
    expect(isNamed(text)).toBe(false);
  });
});
