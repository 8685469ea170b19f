import { countParts } from '../../language/count-parts.ts';
import type { Block } from '../blocks.ts';
import { readListMark } from './line-marks.ts';
import type { PlainBlock } from './plain-lines.ts';

const MAX_WORDS = 18;
const MAX_CHARACTERS = 130;
/** The title of an article may be a whole sentence. */
const MAX_TITLE_WORDS = 25;
const MAX_TITLE_CHARACTERS = 200;

const MONTH =
  'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|' +
  'january|february|march|april|may|june|july|august|september|october|november|december';
const DATE_ONLY = new RegExp(
  `^(?:(?:le|on) )?(?:\\d{1,2}(?:er|st|nd|rd|th)? )?(?:${MONTH}) (?:\\d{1,2}, )?\\d{4}$`,
  'i',
);
const NUMERIC_DATE = /\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d{2}(?:-\d{2})?\b/;
const BYLINE =
  /^(?:publi[ée]e?s? (?:le|par)|mis(?:es?)? à jour|modifiée?s? le|rédigée?s? par|published|updated|posted|written by|by )/i;
/** A form's field: « Porteur : A. Durand ». */
const LABELLED = /^\p{L}+[ \u00A0\u202F]?: \S/u;
const ADDRESS = /\S@\S+\.\S|https?:\/\/|www\.|©|\s[|>]\s|^\+?[\d\s().-]{8,}$/;
const ENDS_LIKE_TEXT = /[.;:,!…]["»”’)\]]*$/;
const NUMBERING = /^(\d{1,2}(?:\.\d{1,2}){0,4})[.)]?\s/;

/**
 * Tells headings from text: a short line that stands alone, does not end like a sentence, is no date, address, credit
 * or list item, and has something longer or another heading after it. The first one is the title; one directly under
 * another is its sub-heading; lines in capitals rank above others where a text begins with them.
 */
export function markHeadings(blocks: readonly PlainBlock[]): Block[] {
  const marked = blocks.map((block, index) => block.markedLevel !== undefined || couldBeHeading(block, index === 0));
  const isHeading = marked.map((could, index) => could && isFollowedByText(blocks, marked, index));
  const title = findTitle(blocks, isHeading);
  const capitalsLead = doCapitalsLead(blocks, isHeading, title);
  let previousLevel: number | null = null;
  return blocks.map((block, index): Block => {
    if (isHeading[index] !== true) {
      previousLevel = null;
      return { kind: block.kind === 'list' ? 'lines' : 'paragraph', text: block.text };
    }
    const level: number = index === title ? (block.markedLevel ?? 1) : levelOf(block, capitalsLead, previousLevel);
    previousLevel = level;
    return { kind: 'heading', level, text: block.text };
  });
}

/** Where the first section has an ordinary heading, capitals are not the higher rank: sections would hang wrongly. */
function doCapitalsLead(blocks: readonly PlainBlock[], isHeading: readonly boolean[], title: number): boolean {
  const first = blocks.find(
    (_, index) => index !== title && isHeading[index] === true && isHeading[index + 1] !== true,
  );
  return first !== undefined && isAllCapitals(first.text);
}

const LONGEST_ABOVE_TITLE = 160;

/** The index of the title, -1 where there is none: above it stand a logo, a date, the way through a site, no text. */
function findTitle(blocks: readonly PlainBlock[], isHeading: readonly boolean[]): number {
  const first = isHeading.indexOf(true);
  const above = blocks.slice(0, Math.max(0, first));
  return above.some(({ text }) => text.length > LONGEST_ABOVE_TITLE || /\p{L}\.$/u.test(text)) ? -1 : first;
}

function couldBeHeading(block: PlainBlock, isFirst: boolean): boolean {
  const text = unmarked(block.text);
  if (!block.standsAlone || text.includes('\n')) return false;
  const words = countParts(text);
  const isShort =
    words <= (isFirst ? MAX_TITLE_WORDS : MAX_WORDS) &&
    text.length <= (isFirst ? MAX_TITLE_CHARACTERS : MAX_CHARACTERS);
  if (!isShort || !/\p{L}{2}/u.test(text) || ENDS_LIKE_TEXT.test(text) || ADDRESS.test(text)) return false;
  if (DATE_ONLY.test(text) || NUMERIC_DATE.test(text) || BYLINE.test(text)) return false;
  if (!isFirst && LABELLED.test(text)) return false;
  if (block.kind === 'list') return isNumberedTitle(text);
  return words >= 3 || !/^\p{Ll}+$/u.test(text);
}

/** A numbered line by itself, such as « 2. Les moyens », is a heading where a bullet would be a list of one item. */
function isNumberedTitle(text: string): boolean {
  return NUMBERING.test(text) && /^\p{Lu}/u.test(readListMark(text)?.rest ?? '');
}

/** `**Words**` on a line of its own. */
function unmarked(text: string): string {
  return text.replace(/^\*\*([^*]+)\*\*$/, '$1');
}

/** The last line of a text, and one before a shorter line, head nothing. */
function isFollowedByText(blocks: readonly PlainBlock[], marked: readonly boolean[], index: number): boolean {
  const block = blocks[index];
  const next = blocks[index + 1];
  if (block === undefined || next === undefined) return false;
  if (block.markedLevel !== undefined || marked[index + 1] === true) return true;
  return next.text.length > block.text.length;
}

function levelOf(block: PlainBlock, capitalsLead: boolean, previousLevel: number | null): number {
  if (block.markedLevel !== undefined) return block.markedLevel;
  const depth = (NUMBERING.exec(block.text)?.[1] ?? '').split('.').length - 1;
  const base = (capitalsLead && !isAllCapitals(block.text) ? 3 : 2) + depth;
  const below = previousLevel === null || depth > 0 ? base : Math.max(base, previousLevel + 1);
  return Math.min(below, 6);
}

function isAllCapitals(text: string): boolean {
  return /\p{Lu}.*\p{Lu}/su.test(text) && !/\p{Ll}/u.test(text);
}
