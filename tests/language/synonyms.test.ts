import { describe, expect, it } from 'vitest';
import type { Language } from '../../src/domain.ts';
import { stem } from '../../src/language/stem.ts';
import { listSynonyms } from '../../src/language/synonyms.ts';

function mean(one: string, from: Language, other: string, into: Language, asksWho = false): boolean {
  return listSynonyms(stem(one, from), from, into, asksWho).includes(stem(other, into));
}

describe('words that say the same of what is asked', () => {
  it.each([
    ['fonder', 'fr', 'créer', 'fr'],
    ['founded', 'en', 'création', 'fr'],
    ['début', 'fr', 'start', 'en'],
    ['funding', 'en', 'subvention', 'fr'],
    ['selected', 'en', 'lauréat', 'fr'],
    ['buys', 'en', 'purchase', 'en'],
    ['won', 'en', 'décerné', 'fr'],
    ['contribute', 'en', 'apporte', 'fr'],
    ['lasts', 'en', 'durée', 'fr'],
    ['owns', 'en', 'propriété', 'fr'],
    ['rose', 'en', 'augmente', 'fr'],
    ['construire', 'fr', 'construite', 'fr'],
    ['surveyed', 'en', 'enquête', 'fr'],
    ['plafond', 'fr', 'limite', 'fr'],
    ['budget', 'fr', 'mobilise', 'fr'],
    ['hauteur', 'fr', 'culmine', 'fr'],
    ['long', 'en', 'longueur', 'fr'],
    ['weighs', 'en', 'poids', 'fr'],
  ] as const)('%s (%s) and %s (%s), both ways', (one, from, other, into) => {
    expect(mean(one, from, other, into)).toBe(true);
    expect(mean(other, into, one, from)).toBe(true);
  });

  it('lead to who is in charge only where who does it is asked', () => {
    expect(mean('heads', 'en', 'dirige', 'fr', true)).toBe(true);
    expect(mean('heads', 'en', 'dirige', 'fr')).toBe(false);
    expect(mean('tête', 'fr', 'préside', 'fr', true)).toBe(true);
    expect(mean('titulaire', 'fr', 'confiée', 'fr', true)).toBe(true);
  });

  it('lead from piloting to directing, but not from a director to whatever is piloted', () => {
    expect(mean('pilote', 'fr', 'dirigé', 'fr', true)).toBe(true);
    expect(mean('directeur', 'fr', 'pilotage', 'fr', true)).toBe(false);
  });

  it('keep a president and a director apart', () => {
    expect(mean('préside', 'fr', 'directeur', 'fr', true)).toBe(false);
    expect(mean('director', 'en', 'président', 'fr', true)).toBe(false);
  });

  it('leave out the word itself, and know nothing of most words', () => {
    expect(mean('fonder', 'fr', 'fonder', 'fr')).toBe(false);
    expect(listSynonyms(stem('phare', 'fr'), 'fr', 'en', true)).toEqual([]);
  });
});
