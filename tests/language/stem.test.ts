import { describe, expect, it } from 'vitest';
import { LONGEST_WORD, stem } from '../../src/language/stem.ts';

describe('stem', () => {
  it('brings together the forms of a French word by its accented endings, and gives it without accents', () => {
    const forms = ['financer', 'financé', 'financée', 'financées', 'Financés'];
    expect(new Set(forms.map((form) => stem(form, 'fr')))).toEqual(new Set(['financ']));
    expect(stem('régularité', 'fr')).toBe('regular');
  });

  it('brings together the forms of an English word', () => {
    expect(new Set(['direct', 'directs', 'directed', 'Directing'].map((form) => stem(form, 'en')))).toEqual(
      new Set(['direct']),
    );
  });

  it('reads œ as oe and drops apostrophes within a word', () => {
    expect(stem('œuvres', 'fr')).toBe(stem('oeuvres', 'fr'));
    expect(stem('prud’hommes', 'fr')).toBe(stem('prudhommes', 'fr'));
  });

  it('reads decomposed accents as composed ones', () => {
    expect(stem('régularité'.normalize('NFD'), 'fr')).toBe('regular');
  });

  it('leaves words with a digit whole', () => {
    expect(stem('3IA', 'fr')).toBe('3ia');
    expect(stem('H100s', 'en')).toBe('h100s');
  });

  it('reads only the start of a word that no language has', () => {
    expect(stem('ou'.repeat(500_000), 'fr').length).toBeLessThanOrEqual(LONGEST_WORD);
  });
});
