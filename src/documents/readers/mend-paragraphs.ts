import { closesForeignBracket, endsSentence, leavesBracketOpen, startsLowerCase } from './line-marks.ts';
import type { PlainBlock } from './plain-lines.ts';

/** Captions of pictures that the conversion set between two halves of a paragraph. */
const MOST_BLOCKS_BETWEEN = 3;
const CREDIT = /©|\(c\) |^crédits? photo|^photo ?:/i;

/** Shorter ones are headings, captions or labels, which end without a point too. */
const SHORTEST_BROKEN_HALF = 60;
/** Longer ones have no end in sight: what follows is not their end. */
const LONGEST_BROKEN_HALF = 10_000;

/** Paragraphs that a conversion broke apart (blank lines, a page, a picture in the middle of a sentence) are one again. */
export function mendBrokenParagraphs(blocks: readonly PlainBlock[]): PlainBlock[] {
  const mended: PlainBlock[] = [];
  for (const block of blocks) {
    const halfIndex = findFirstHalf(mended, block);
    const half = mended[halfIndex];
    if (half === undefined) mended.push(block);
    else mended[halfIndex] = { ...half, text: `${half.text} ${block.text}` };
  }
  return mended;
}

/** The index of the paragraph that `block` goes on with, -1 where there is none. */
function findFirstHalf(before: readonly PlainBlock[], block: PlainBlock): number {
  if (block.kind !== 'paragraph' || block.markedLevel !== undefined || isCredit(block)) return -1;
  for (let index = before.length - 1; index >= 0 && before.length - index <= MOST_BLOCKS_BETWEEN; index--) {
    const candidate = before[index];
    if (candidate === undefined) break;
    if (isCredit(candidate)) continue;
    return goesOn(candidate, block) ? index : -1;
  }
  return -1;
}

function isCredit(block: PlainBlock): boolean {
  return block.kind === 'paragraph' && CREDIT.test(block.text);
}

function goesOn(half: PlainBlock, next: PlainBlock): boolean {
  if (half.kind !== 'paragraph' || half.markedLevel !== undefined) return false;
  const { length } = half.text;
  if (length < SHORTEST_BROKEN_HALF || length > LONGEST_BROKEN_HALF || endsSentence(half.text)) return false;
  if (startsLowerCase(next.text)) return true;
  return (half.text.endsWith(',') || leavesBracketOpen(half.text)) && closesForeignBracket(next.text);
}
