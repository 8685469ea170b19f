import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePermalink, encodePermalink, hashQuote } from '../../src/citing/permalink.ts';

const target = fc.record({
  documentId: fc.stringMatching(/^[A-Za-z0-9._-]{1,40}$/),
  version: fc.stringMatching(/^[0-9a-f]{16}$/),
  start: fc.nat(),
  end: fc.nat(),
  quoteHash: fc.string().map(hashQuote),
});

describe('a permalink', () => {
  it('gives back what was put into it, in characters that are safe in an address', () => {
    fc.assert(
      fc.property(target, (value) => {
        const id = encodePermalink(value);
        expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodePermalink(id)).toEqual(value);
      }),
    );
  });

  it('is null for anything else', () => {
    fc.assert(fc.property(fc.string(), (id) => decodePermalink(id) === null));
    expect(
      decodePermalink(`${encodePermalink({ documentId: 'a', version: 'b', start: 1, end: 2, quoteHash: 'c' })}x`),
    ).toBeNull();
  });
});
