import { createHash } from 'node:crypto';
import type { DocumentContent, Heading, Page, Passage, Span } from '../domain.ts';
import { splitSentences } from '../language/sentences.ts';
import { type Boundary, groupUnits, type Unit } from './group-units.ts';

/** Hashed into the manifest: passages of another version are made anew. */
export const SPLITTER_VERSION = '1';

/**
 * The passages of a document, in order: runs of whole sentences, about 90 to 160 words each, never across a heading.
 * A section that is shorter is one passage; a sentence that is longer stands alone. The headings directly above a
 * section's first sentence are part of its first passage, so that what they say can be found and cited. Every
 * character that is not white space lies in exactly one passage.
 */
export function splitIntoPassages(
  document: DocumentContent & { readonly id: string; readonly version: string },
): Passage[] {
  const pageAt = pageFinder(document.pages);
  return findSections(document).flatMap((section) =>
    spansOf(document.text, section).map(({ start, end, bodyStart }) => ({
      id: passageId(document.id, document.version, { start, end }),
      documentId: document.id,
      start,
      end,
      text: document.text.slice(start, end),
      section: section.path,
      page: pageAt(bodyStart),
    })),
  );
}

function passageId(documentId: string, version: string, { start, end }: Span): string {
  const hash = createHash('sha256').update(JSON.stringify([documentId, version, start, end]));
  return `psg_${hash.digest('hex').slice(0, 16)}`;
}

/** What stands under a heading, with the headings directly above it. */
interface Section {
  readonly path: readonly string[];
  /** Where the headings directly above the body start, or the body where there are none. */
  readonly start: number;
  readonly body: Span;
}

/** A heading without text below stays with the next one where that is deeper; otherwise it is a section by itself. */
function findSections({ text, headings }: DocumentContent): Section[] {
  const sections: Section[] = [];
  const above: Heading[] = [];
  let start: number | null = null;
  const textEndBefore = (index: number): number => headings[index]?.start ?? text.length;
  if (hasText(text, 0, textEndBefore(0)))
    sections.push({ path: [], start: 0, body: { start: 0, end: textEndBefore(0) } });
  headings.forEach((heading, index) => {
    while ((above.at(-1)?.level ?? 0) >= heading.level) above.pop();
    above.push(heading);
    start ??= heading.start;
    const next = headings[index + 1];
    const body = { start: heading.end, end: textEndBefore(index + 1) };
    const waits = !hasText(text, body.start, body.end) && next !== undefined && next.level > heading.level;
    if (waits) return;
    sections.push({ path: above.map((one) => text.slice(one.start, one.end)), start, body });
    start = null;
  });
  return sections;
}

function hasText(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() !== '';
}

interface PassageSpan extends Span {
  /** Where its first sentence starts, after headings. */
  readonly bodyStart: number;
}

function spansOf(text: string, section: Section): PassageSpan[] {
  const units = readUnits(text, section);
  const [first] = units;
  if (first === undefined) return [{ start: section.start, end: section.body.start, bodyStart: section.start }];
  const hasHeading = section.start < section.body.start;
  return groupUnits(units).map(({ start, end }, index) => ({
    start: index === 0 && hasHeading ? section.start : start,
    end,
    bodyStart: start,
  }));
}

/** The sentences of a section; lines that each stand for themselves count as sentences. */
function readUnits(text: string, { start, body }: Section): Unit[] {
  const bodyText = text.slice(body.start, body.end);
  const spans = splitSentences(bodyText).flatMap((sentence) => splitLines(bodyText, sentence));
  return spans.map((span, index) => {
    const next = spans[index + 1];
    const words = countWords(bodyText.slice(span.start, span.end));
    return {
      start: body.start + span.start,
      end: body.start + span.end,
      words: index === 0 ? words + countWords(text.slice(start, body.start)) : words,
      boundary: next === undefined ? 'block' : boundaryBetween(bodyText, span, next),
    };
  });
}

function splitLines(text: string, sentence: Span): Span[] {
  const lines = text.slice(sentence.start, sentence.end).split('\n');
  let start = sentence.start;
  return lines.flatMap((line) => {
    const span = { start, end: start + line.length };
    start = span.end + 1;
    return line.trim() === '' ? [] : [span];
  });
}

function boundaryBetween(text: string, unit: Span, next: Span): Boundary {
  if (text.charAt(unit.end - 1) === ':') return 'lead-in';
  const between = text.slice(unit.end, next.start);
  if (between.includes('\n\n')) return 'block';
  return between.includes('\n') ? 'line' : 'sentence';
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function pageFinder(pages: readonly Page[]): (offset: number) => number | null {
  return (offset) => {
    let low = 0;
    let high = pages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pages[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return pages[low]?.number ?? null;
  };
}
