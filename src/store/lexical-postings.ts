import type { Language } from '../domain.ts';

/** The fields of a passage, in the order of their numbers in `frequencies` and `lengths`. */
export const FIELDS = ['text', 'headings', 'title'] as const;
export type Field = (typeof FIELDS)[number];
export const FIELD_COUNT = FIELDS.length;

export const LANGUAGES = ['fr', 'en'] as const satisfies readonly Language[];

/**
 * Which terms stand in which passages of one language, in compressed-row form: the passages of term `t` are
 * `passages[starts[t]]` … `passages[starts[t + 1] − 1]`, ascending.
 */
export interface LanguagePostings {
  readonly terms: readonly string[];
  readonly starts: Uint32Array;
  /** Positions in `rows`. */
  readonly passages: Uint32Array;
  /** FIELD_COUNT numbers a posting: how often the term stands in each field. */
  readonly frequencies: Uint8Array;
}

/** The raw counts that BM25F is computed from; nothing in here depends on its parameters. */
export interface Postings {
  /** Row ids of the passages, ascending. */
  readonly rows: Float64Array;
  /** The language of each passage, as a position in LANGUAGES. */
  readonly languages: Uint8Array;
  /** FIELD_COUNT numbers a passage: terms in each field. */
  readonly lengths: Uint32Array;
  readonly byLanguage: Readonly<Record<Language, LanguagePostings>>;
}

/** The terms of each field of one passage, in any order, repeated as often as they occur. */
export type FieldTerms = Readonly<Record<Field, readonly string[]>>;

/**
 * The postings of those rows alone, in one piece. Each source gives the rows that it has; rows that none has are left
 * out, and so are terms that stand in none of them. What comes out is what a builder would have made of the passages.
 *
 * @param sources no row is in two of them, and the rows of each are later than those of the one before
 * @param rows ascending
 */
export function selectRows(sources: readonly Postings[], rows: Float64Array): Postings {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined && isEqual(only.rows, rows)) return only;
  const kept: number[] = [];
  const positions = sources.map((source) => findPositions(source.rows, rows, kept));
  const languages = new Uint8Array(kept.length);
  const lengths = new Uint32Array(kept.length * FIELD_COUNT);
  for (const [index, source] of sources.entries()) {
    for (const [old, position] of (positions[index] as Int32Array).entries()) {
      if (position < 0) continue;
      languages[position] = source.languages[old] as number;
      lengths.set(source.lengths.subarray(old * FIELD_COUNT, (old + 1) * FIELD_COUNT), position * FIELD_COUNT);
    }
  }
  const select = (language: Language) =>
    selectPostings(
      sources.map((source) => source.byLanguage[language]),
      positions,
    );
  return { rows: Float64Array.from(kept), languages, lengths, byLanguage: { fr: select('fr'), en: select('en') } };
}

function isEqual(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index]);
}

/** For each of a source's passages its new position, or −1; appends the rows that are kept. Both lists ascend. */
function findPositions(own: Float64Array, wanted: Float64Array, kept: number[]): Int32Array {
  const positions = new Int32Array(own.length).fill(-1);
  let next = 0;
  for (const [index, row] of own.entries()) {
    while (next < wanted.length && (wanted[next] as number) < row) next++;
    if (wanted[next] !== row) continue;
    positions[index] = kept.length;
    kept.push(row);
  }
  return positions;
}

function selectPostings(sources: readonly LanguagePostings[], positions: readonly Int32Array[]): LanguagePostings {
  const ids = new Map<string, number>();
  const counts: number[] = [];
  for (const [index, source] of sources.entries()) {
    const kept = countKept(source, positions[index] as Int32Array);
    for (const [term, name] of source.terms.entries()) {
      const count = kept[term] as number;
      if (count === 0) continue;
      const id = ids.get(name) ?? ids.size;
      ids.set(name, id);
      counts[id] = (counts[id] ?? 0) + count;
    }
  }
  const selected = allocate([...ids.keys()], counts);
  const next = selected.starts.slice();
  for (const [index, source] of sources.entries())
    copyKept(source, positions[index] as Int32Array, ids, selected, next);
  return selected;
}

function countKept({ terms, starts, passages }: LanguagePostings, positions: Int32Array): Uint32Array {
  const counts = new Uint32Array(terms.length);
  for (let term = 0; term < terms.length; term++) {
    const end = starts[term + 1] as number;
    let count = 0;
    for (let posting = starts[term] as number; posting < end; posting++) {
      if ((positions[passages[posting] as number] as number) >= 0) count++;
    }
    counts[term] = count;
  }
  return counts;
}

function allocate(terms: readonly string[], counts: readonly number[]): LanguagePostings {
  const starts = new Uint32Array(terms.length + 1);
  for (const [term, count] of counts.entries()) starts[term + 1] = (starts[term] as number) + count;
  const total = starts[terms.length] as number;
  return { terms, starts, passages: new Uint32Array(total), frequencies: new Uint8Array(total * FIELD_COUNT) };
}

function copyKept(
  source: LanguagePostings,
  positions: Int32Array,
  ids: ReadonlyMap<string, number>,
  selected: LanguagePostings,
  next: Uint32Array,
): void {
  for (const [term, name] of source.terms.entries()) {
    const id = ids.get(name);
    if (id === undefined) continue;
    const end = source.starts[term + 1] as number;
    let target = next[id] as number;
    for (let posting = source.starts[term] as number; posting < end; posting++) {
      const position = positions[source.passages[posting] as number] as number;
      if (position < 0) continue;
      selected.passages[target] = position;
      for (let field = 0; field < FIELD_COUNT; field++) {
        selected.frequencies[target * FIELD_COUNT + field] = source.frequencies[
          posting * FIELD_COUNT + field
        ] as number;
      }
      target++;
    }
    next[id] = target;
  }
}
