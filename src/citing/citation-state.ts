import { diffWordsWithSpace } from 'diff';
import type { DocumentContent, DocumentReference, Page, Span } from '../domain.ts';
import { fold } from '../language/normalise.ts';
import { splitSentences } from '../language/sentences.ts';
import { hashQuote, type PermalinkTarget } from './permalink.ts';
import { pageAt, sectionAt } from './place.ts';

/** Where a quote stands now. */
export interface CitedPlace extends Span {
  readonly document: DocumentReference;
  /** The physical page on which it starts, or null where the format has no pages. */
  readonly page: number | null;
  /** The headings above it, outermost first. */
  readonly section: readonly string[];
}

/** A run of text that both versions have, or one of them. */
export interface DifferencePart {
  readonly text: string;
  readonly kind: 'same' | 'removed' | 'added';
}

/**
 * What has become of a citation.
 * - `present`: the document still says so, at the same place
 * - `moved`: it says so elsewhere, or the same file has another name
 * - `changed`: it no longer says so; `nearest` is what is most like it, and `difference` how it differs, where the quote
 *   is still known and something is like it
 * - `withdrawn`: the document is no longer in the collection
 */
export type CitationState =
  | { readonly state: 'present' | 'moved'; readonly quote: string; readonly place: CitedPlace }
  | {
      readonly state: 'changed';
      readonly quote: string | null;
      readonly document: DocumentReference;
      readonly nearest: CitedPlace | null;
      readonly difference: readonly DifferencePart[];
    }
  | { readonly state: 'withdrawn'; readonly quote: string | null };

type CitedDocument = DocumentReference & { readonly pages: readonly Page[] };
type CitedContent = Pick<DocumentContent, 'text' | 'headings'>;

/** What of the collection is needed to tell. */
export interface CitedCollection {
  readonly documents: ReadonlyMap<string, CitedDocument>;
  documentContent(id: string): CitedContent;
  /** Of any version that is kept. */
  versionText(id: string, version: string): string | undefined;
}

/** A quote whose earlier text is gone is looked for by its hash, in texts up to this length. */
const LONGEST_HASHED = 300_000;
/** Sentences together that may say what one said before. */
const MOST_SENTENCES = 3;
/** What shares fewer words with the quote is something else. */
const LEAST_ALIKE = 0.4;

/** Tells what has become of the citation that a permalink names. */
export function findCitationState(target: PermalinkTarget, collection: CitedCollection): CitationState {
  const { documentId, version, start, end } = target;
  const earlier = collection.versionText(documentId, version)?.slice(start, end);
  const quote = earlier !== undefined && hashQuote(earlier) === target.quoteHash ? earlier : null;
  const document = collection.documents.get(documentId);
  if (document === undefined) {
    return findRenamed(target, collection) ?? { state: 'withdrawn', quote };
  }
  const content = collection.documentContent(documentId);
  const { text } = content;
  const here = text.slice(start, end);
  if (hashQuote(here) === target.quoteHash) {
    return { state: 'present', quote: here, place: describePlace(document, content, { start, end }) };
  }
  const moved = quote === null ? findByHash(text, target) : findNearestOccurrence(text, quote, start);
  if (moved !== null) {
    const at = { start: moved, end: moved + end - start };
    return { state: 'moved', quote: text.slice(at.start, at.end), place: describePlace(document, content, at) };
  }
  const nearest = quote === null ? null : findMostAlike(text, quote);
  return {
    state: 'changed',
    quote,
    document,
    nearest: nearest === null ? null : describePlace(document, content, nearest),
    difference: quote === null || nearest === null ? [] : compare(quote, text.slice(nearest.start, nearest.end)),
  };
}

function describePlace(document: CitedDocument, content: CitedContent, { start, end }: Span): CitedPlace {
  return { document, page: pageAt(document.pages, start), section: sectionAt(content, start), start, end };
}

/** The same bytes under another name. */
function findRenamed(
  { version, start, end, quoteHash }: PermalinkTarget,
  collection: CitedCollection,
): CitationState | null {
  for (const document of collection.documents.values()) {
    if (document.version !== version) continue;
    const content = collection.documentContent(document.id);
    const quote = content.text.slice(start, end);
    if (hashQuote(quote) === quoteHash) {
      return { state: 'moved', quote, place: describePlace(document, content, { start, end }) };
    }
  }
  return null;
}

/** Of several the one nearest to where it stood. */
function findNearestOccurrence(text: string, quote: string, start: number): number | null {
  let nearest: number | null = null;
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (nearest === null || Math.abs(at - start) < Math.abs(nearest - start)) nearest = at;
  }
  return nearest;
}

function findByHash(text: string, { start, end, quoteHash }: PermalinkTarget): number | null {
  const length = end - start;
  if (text.length > LONGEST_HASHED) return null;
  for (let at = 0; at + length <= text.length; at++) {
    // Quotes begin with a word or a mark, after something that is no part of one.
    const beginsWord = at === 0 || !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
    if (beginsWord && hashQuote(text.slice(at, at + length)) === quoteHash) return at;
  }
  return null;
}

function findMostAlike(text: string, quote: string): Span | null {
  const wanted = countWords(quote);
  const sentences = splitSentences(text);
  const counts = sentences.map(({ start, end }) => countWords(text.slice(start, end)));
  let best: { span: Span; alike: number } | null = null;
  for (let first = 0; first < sentences.length; first++) {
    const together = new Map<string, number>();
    for (let last = first; last < Math.min(sentences.length, first + MOST_SENTENCES); last++) {
      for (const [word, count] of counts[last] ?? []) together.set(word, (together.get(word) ?? 0) + count);
      const alike = measureLikeness(wanted, together);
      const span = { start: sentences[first]?.start ?? 0, end: sentences[last]?.end ?? 0 };
      if (best === null || alike > best.alike) best = { span, alike };
    }
  }
  return best !== null && best.alike >= LEAST_ALIKE ? best.span : null;
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The Dice coefficient of two bags of words, 0 to 1. */
function measureLikeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  const size = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  let common = 0;
  for (const [word, count] of one) common += Math.min(count, other.get(word) ?? 0);
  const whole = size(one) + size(other);
  return whole === 0 ? 0 : (2 * common) / whole;
}

function compare(before: string, after: string): DifferencePart[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    text: value,
    kind: added ? 'added' : removed ? 'removed' : 'same',
  }));
}
