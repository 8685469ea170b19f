import { describe, expect, it } from 'vitest';
import { Vocabulary } from '../../src/documents/readers/pdf/vocabulary.ts';

const NOTHING = new Vocabulary([]);

describe('Vocabulary', () => {
  it.each([
    ['l’intelli-', 'gence'],
    ['mer-', 'veille'],
    ['socio-écono-', 'mique'],
    ['ren-', 'dez-vous'],
    ['l’anti-', 'constitutionnalité'],
  ])('joins %s %s where nothing says otherwise', (before, after) => {
    expect(NOTHING.readHyphen(before, after)).toBe('join');
  });

  it.each([
    ['Paris-', 'Saclay', 'a capital follows'],
    ['3IA-', '2030', 'a figure follows'],
    ['IA-', 'embarquée', 'an acronym stands before'],
    ['peut-', 'être', 'grammar'],
    ['faut-', 'il', 'an inversion'],
    ['celui-', 'ci', 'grammar'],
    ['eux-', 'mêmes', 'grammar'],
    ['c’est-à-', 'dire', 'the part before is a word'],
    ['a-t-', 'elle', 'the part before is a word'],
    ['Aix-', 'les-Bains', 'the part after is a word'],
    ['vingt-', 'deux', 'a number'],
    ['www.exemple-', 'public.fr', 'an address'],
    ['anne@mon-', 'exemple.fr', 'an address'],
  ])('keeps the hyphen of %s %s: %s', (before, after) => {
    expect(NOTHING.readHyphen(before, after)).toBe('keep');
  });

  it('follows the document’s own spelling', () => {
    const vocabulary = new Vocabulary(['Le savoir-faire et la coopération', 'les rendez-vous']);
    expect(vocabulary.readHyphen('le savoir-', 'faire')).toBe('keep');
    expect(vocabulary.readHyphen('les rendez-', 'vous')).toBe('keep');
    expect(vocabulary.readHyphen('la coopéra-', 'tion')).toBe('join');
  });

  it('does not count words that a line’s end cuts', () => {
    const vocabulary = new Vocabulary(['une coopéra-', 'tion utile']);
    expect(vocabulary.readHyphen('une coopéra-', 'tion')).toBe('join');
    expect(new Vocabulary(['la sous-', 'préfecture', 'la sous-préfecture']).readHyphen('sous-', 'préfecture')).toBe(
      'keep',
    );
  });
});
