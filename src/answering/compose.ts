import { encodePermalink, hashQuote } from '../citing/permalink.ts';
import type { Citation, Disagreement, Language } from '../domain.ts';
import { introduceSource, nameMissing, presentQuote } from './frames.ts';
import type { Quote } from './select-quotes.ts';

/** What answers one of the things that a question asks. */
export interface PartAnswer {
  /** The value asked for, as the answer begins; it stands in the first quote. Null where there is none to put first. */
  readonly short: string | null;
  /** In the order in which they are to be shown; at least one. */
  readonly quotes: readonly Quote[];
  /** Set where the quotes contradict each other; then each of them is a side, and a sentence says so before them. */
  readonly disagreement: { readonly values: readonly string[]; readonly note: string } | null;
}

export interface ComposedAnswer {
  readonly text: string;
  readonly citations: readonly Citation[];
  readonly disagreements: readonly Disagreement[];
}

export interface CompositionOptions {
  /** What the documents do not answer, as the question says it. */
  readonly missing: readonly string[];
  readonly language: Language;
  /** The physical page of an offset into a document's canonical text, or null where it has no pages. */
  readonly pageAt: (documentId: string, offset: number) => number | null;
}

/** A text that grows, with the place of each of its markers. */
class MarkedText {
  text = '';
  readonly #positions = new Map<number, number[]>();

  add(text: string): void {
    this.text += text;
  }

  mark(marker: number): void {
    this.#positions.set(marker, [...this.positionsOf(marker), this.text.length]);
    this.text += `[${marker}]`;
  }

  positionsOf(marker: number): number[] {
    return this.#positions.get(marker) ?? [];
  }
}

/** Gives every place that is quoted one number, in the order of first use. */
class Markers {
  readonly quotes: Quote[] = [];

  of(quote: Quote): number {
    const known = this.quotes.findIndex((other) => isSamePlace(other, quote));
    return known >= 0 ? known + 1 : this.quotes.push(quote);
  }
}

function isSamePlace(one: Quote, other: Quote): boolean {
  return one.hit.document.id === other.hit.document.id && one.start === other.start && one.end === other.end;
}

/**
 * Writes the answer: the values asked for, then the quotes, a document at a time, each with its marker, then what is
 * missing. A quote that answers two parts is shown once.
 */
export function composeAnswer(parts: readonly PartAnswer[], options: CompositionOptions): ComposedAnswer {
  const { language, pageAt, missing } = options;
  const markers = new Markers();
  for (const quote of inOrder(parts)) for (const place of [quote, ...quote.alsoIn]) markers.of(place);
  const written = new MarkedText();
  writeOpenings(parts, markers, written);
  writeQuotes(inOrder(parts), markers, language, written);
  if (missing.length > 0) written.add(`\n\n${nameMissing(missing, language)}`);
  return {
    text: written.text,
    citations: markers.quotes.map((quote, index) => cite(quote, index + 1, written.positionsOf(index + 1), pageAt)),
    disagreements: parts.flatMap(({ disagreement, quotes }) =>
      disagreement === null ? [] : [{ ...disagreement, markers: quotes.map((quote) => markers.of(quote)) }],
    ),
  };
}

/** All quotes, a document at a time in the order of their first use, each place once. */
function inOrder(parts: readonly PartAnswer[]): readonly Quote[] {
  const byDocument = new Map<string, Quote[]>();
  for (const quote of parts.flatMap(({ quotes }) => quotes)) {
    const { id } = quote.hit.document;
    const group = byDocument.get(id) ?? [];
    if (!group.some((other) => isSamePlace(other, quote))) byDocument.set(id, [...group, quote]);
  }
  return [...byDocument.values()].flat();
}

function writeOpenings(parts: readonly PartAnswer[], markers: Markers, written: MarkedText): void {
  const openings = new Set<string>();
  for (const { short, quotes, disagreement } of parts) {
    const [first] = quotes;
    const opening = disagreement?.note ?? short;
    if (opening === null || first === undefined || openings.has(opening)) continue;
    written.add(`${openings.size === 0 ? '' : ' '}${opening}`);
    openings.add(opening);
    if (disagreement !== null) continue;
    written.add(' ');
    written.mark(markers.of(first));
    written.add('.');
  }
}

function writeQuotes(quotes: readonly Quote[], markers: Markers, language: Language, written: MarkedText): void {
  let document: string | null = null;
  for (const quote of quotes) {
    const source = quote.hit.document;
    if (source.id !== document) {
      written.add(`${written.text === '' ? '' : '\n\n'}${introduceSource(source, language, document !== null)}`);
      document = source.id;
    }
    written.add(` ${presentQuote(quote.text, source.language)} `);
    for (const place of [quote, ...quote.alsoIn]) written.mark(markers.of(place));
  }
}

function cite(
  { hit, start, end, text }: Quote,
  marker: number,
  positions: readonly number[],
  pageAt: CompositionOptions['pageAt'],
): Citation {
  const { document, passage } = hit;
  const target = { documentId: document.id, version: document.version, start, end, quoteHash: hashQuote(text) };
  return {
    marker,
    positions,
    quote: text,
    status: 'verified',
    passageId: passage.id,
    section: passage.section,
    page: pageAt(document.id, start),
    start,
    end,
    document,
    permalink: `/citations/${encodePermalink(target)}`,
  };
}
