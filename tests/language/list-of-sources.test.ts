import { describe, expect, it } from 'vitest';
import { opensListOfSources } from '../../src/language/list-of-sources.ts';

describe('a heading', () => {
  it.each([
    'Sources',
    'SOURCES :',
    'Bibliographie',
    'Références',
    'Références bibliographiques',
    'Notes et références',
    '7. Bibliographie',
    'Sources consultées',
    'References',
    'Notes and references',
    'Works cited',
  ])('« %s » opens a list of sources', (heading) => {
    expect(opensListOfSources(heading)).toBe(true);
  });

  it.each(['Sources de financement', 'Les sources d’énergie', 'Références clients', 'Notes', 'Sources of income', ''])(
    '« %s » opens none',
    (heading) => {
      expect(opensListOfSources(heading)).toBe(false);
    },
  );
});
