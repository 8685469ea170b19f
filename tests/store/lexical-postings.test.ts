import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELD_COUNT, LANGUAGES, type Postings, selectRows } from '../../src/store/lexical-postings.ts';
import { decodePostings, encodePostings } from '../../src/store/postings-codec.ts';
import { anyPassage, build, passage } from './postings.ts';

/** Everything that postings say, in a form without an order of terms. */
function describePostings({ rows, languages, lengths, byLanguage }: Postings) {
  const terms = LANGUAGES.flatMap((language) => {
    const { terms: names, starts, passages, frequencies } = byLanguage[language];
    return names.map((name, term) => {
      const [start, end] = [starts[term] as number, starts[term + 1] as number];
      const counts = [...frequencies.subarray(start * FIELD_COUNT, end * FIELD_COUNT)];
      return [language, name, [...passages.subarray(start, end)], counts] as const;
    });
  });
  const key = ([language, name]: (typeof terms)[number]) => `${language} ${name}`;
  return {
    rows: [...rows],
    languages: [...languages],
    lengths: [...lengths],
    terms: terms.sort((one, other) => (key(one) < key(other) ? -1 : 1)),
  };
}

describe('postings', () => {
  it('of some rows are those built from these passages alone, wherever they were before', () => {
    const anyCase = fc.array(fc.tuple(anyPassage, fc.boolean()), { maxLength: 15 });
    fc.assert(
      fc.property(anyCase, fc.nat(15), (passages, cut) => {
        const rows = passages.map((_, index) => index * 3 + 1);
        const all = passages.map(([one]) => one);
        const sources = [build(all.slice(0, cut), rows.slice(0, cut)), build(all.slice(cut), rows.slice(cut))];
        const kept = passages.flatMap(([one, isKept], index) => (isKept ? [{ one, row: rows[index] as number }] : []));
        const selected = selectRows(
          sources,
          Float64Array.from(kept, ({ row }) => row),
        );
        const expected = build(
          kept.map(({ one }) => one),
          kept.map(({ row }) => row),
        );
        expect(describePostings(selected)).toEqual(describePostings(expected));
      }),
    );
  });

  it('are the same after being written and read', () => {
    fc.assert(
      fc.property(fc.array(anyPassage, { maxLength: 10 }), (passages) => {
        const postings = build(passages);
        const read = decodePostings(Buffer.concat(encodePostings(postings)));
        expect(read && describePostings(read)).toEqual(describePostings(postings));
      }),
    );
  });

  it('are read from bytes at any address', () => {
    const postings = build([passage('centre calcul', 'région')]);
    const bytes = Buffer.concat([Buffer.alloc(3), ...encodePostings(postings)]).subarray(3);
    const read = decodePostings(bytes);
    expect(read && describePostings(read)).toEqual(describePostings(postings));
  });

  it('are not made of other bytes', () => {
    expect(decodePostings(Buffer.from('nothing of the kind, but long enough'))).toBeNull();
  });

  it('count to 255 in one field of one passage', () => {
    const { byLanguage } = build([passage('centre '.repeat(300), 'centre')]);
    expect([...byLanguage.fr.frequencies]).toEqual([255, 1, 0]);
  });
});
