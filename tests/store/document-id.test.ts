import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentId } from '../../src/store/document-id.ts';

describe('the id of a document', () => {
  it('is its path where that is safe in a URL', () => {
    expect(documentId('rapport_2024.v2.pdf')).toBe('rapport_2024.v2.pdf');
  });

  it('joins folders by two hyphens', () => {
    expect(documentId('notes/2024/bilan.md')).toBe('notes--2024--bilan.md');
  });

  it('folds accents and replaces other characters, and tells such paths apart by a hash', () => {
    expect(documentId('Rapport été (final).pdf')).toMatch(/^Rapport-ete-final-\.pdf-[0-9a-f]{8}$/);
    expect(documentId('Œuvre.md')).toMatch(/^Oeuvre\.md-[0-9a-f]{8}$/);
    expect(documentId('rapport été.pdf')).not.toBe(documentId('rapport ete.pdf'));
  });

  it('tells a folder from two hyphens in a name', () => {
    const paths = ['a/b.md', 'a--b.md', 'a-/b.md', 'a/-b.md', 'a---b.md'];
    expect(new Set(paths.map(documentId)).size).toBe(paths.length);
  });

  it('is the same for both ways to write an accent', () => {
    expect(documentId('été.md'.normalize('NFD'))).toBe(documentId('été.md'.normalize('NFC')));
  });

  it('is safe in a URL and different for different paths', () => {
    const segment = fc.string({ unit: fc.constantFrom(...'aB9.-_ é’/œ'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(segment, segment, (one, other) => {
        expect(documentId(one)).toMatch(/^[A-Za-z0-9._-]+$/);
        if (one !== other) expect(documentId(one)).not.toBe(documentId(other));
      }),
    );
  });
});
