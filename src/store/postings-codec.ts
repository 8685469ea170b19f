import { FIELD_COUNT, type LanguagePostings, type Postings } from './lexical-postings.ts';
import { bytesOf, decodeSections, encodeSections, viewOf } from './section-file.ts';

const FORMAT = 'SRCLEX1\n';

export function encodePostings(postings: Postings): Uint8Array[] {
  return encodeSections(FORMAT, {
    rows: bytesOf(postings.rows),
    languages: postings.languages,
    lengths: bytesOf(postings.lengths),
    ...encodeLanguage('fr', postings.byLanguage.fr),
    ...encodeLanguage('en', postings.byLanguage.en),
  });
}

/** No term holds a line feed: canonical text keeps it for the ends of lines. */
function encodeLanguage(language: string, { terms, starts, passages, frequencies }: LanguagePostings) {
  return {
    [`${language}.terms`]: Buffer.from(terms.join('\n')),
    [`${language}.starts`]: bytesOf(starts),
    [`${language}.passages`]: bytesOf(passages),
    [`${language}.frequencies`]: frequencies,
  };
}

/** Null where these bytes are not postings written by `encodePostings` on such a machine. */
export function decodePostings(bytes: Uint8Array): Postings | null {
  const read = decodeSections(FORMAT, bytes);
  if (read === null) return null;
  const postings: Postings = {
    rows: new Float64Array(...viewOf(read('rows'), 8)),
    languages: read('languages'),
    lengths: new Uint32Array(...viewOf(read('lengths'), 4)),
    byLanguage: { fr: decodeLanguage('fr', read), en: decodeLanguage('en', read) },
  };
  return isCoherent(postings) ? postings : null;
}

function decodeLanguage(language: string, read: (name: string) => Uint8Array): LanguagePostings {
  const terms = Buffer.from(read(`${language}.terms`)).toString('utf8');
  return {
    terms: terms === '' ? [] : terms.split('\n'),
    starts: new Uint32Array(...viewOf(read(`${language}.starts`), 4)),
    passages: new Uint32Array(...viewOf(read(`${language}.passages`), 4)),
    frequencies: read(`${language}.frequencies`),
  };
}

function isCoherent({ rows, languages, lengths, byLanguage }: Postings): boolean {
  return (
    languages.length === rows.length &&
    lengths.length === rows.length * FIELD_COUNT &&
    Object.values(byLanguage).every(
      ({ terms, starts, passages, frequencies }) =>
        starts.length === terms.length + 1 &&
        starts.at(-1) === passages.length &&
        frequencies.length === passages.length * FIELD_COUNT,
    )
  );
}
