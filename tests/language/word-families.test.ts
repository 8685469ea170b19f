import { describe, expect, it } from 'vitest';
import { stem } from '../../src/language/stem.ts';
import { listRelatives } from '../../src/language/word-families.ts';

describe('words of one root', () => {
  it.each([
    ['fr', 'dirige', 'directrice'],
    ['fr', 'construite', 'constructeur'],
    ['fr', 'naissance', 'né'],
    ['en', 'sold', 'sale'],
    ['en', 'chose', 'choice'],
  ] as const)('%s: “%s” and “%s” are relatives, both ways', (language, one, other) => {
    expect(listRelatives(stem(one, language), language)).toContain(stem(other, language));
    expect(listRelatives(stem(other, language), language)).toContain(stem(one, language));
  });

  it('have no relative in themselves, and most words have none', () => {
    expect(listRelatives(stem('dirige', 'fr'), 'fr')).not.toContain(stem('dirige', 'fr'));
    expect(listRelatives(stem('phare', 'fr'), 'fr')).toEqual([]);
    expect(listRelatives(stem('directeur', 'fr'), 'en')).toEqual([]);
  });
});
