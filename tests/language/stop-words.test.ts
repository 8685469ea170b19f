import { describe, expect, it } from 'vitest';
import { isStopWord } from '../../src/language/stop-words.ts';

describe('isStopWord', () => {
  it.each(['le', 'qu', 'Où', 'combien', 'quelle', 'été', 'serait', 'aux', 'jusque', 'LES', 'peut'])(
    'counts %s as a French function word',
    (word) => expect(isStopWord(word, 'fr')).toBe(true),
  );

  it.each(['the', 'Who', 'which', 'how', 'has', 'cannot', "don't", 'we’ll', 'would'])(
    'counts %s as an English function word',
    (word) => expect(isStopWord(word, 'en')).toBe(true),
  );

  it.each(['or', 'avions', 'sommes', 'ai', 'personne', 'recherche'])('keeps %s, which documents are about', (word) =>
    expect(isStopWord(word, 'fr')).toBe(false),
  );

  it.each(['né', 'Né', 'maïs', 'sûr', 'dû', 'entré'])(
    'keeps %s, which only its accent tells from a function word',
    (word) => expect(isStopWord(word, 'fr')).toBe(false),
  );

  it('keeps the languages apart', () => {
    expect(isStopWord('the', 'fr')).toBe(false);
    expect(isStopWord('les', 'en')).toBe(false);
  });
});
