import { hyphenationPoints } from './syllables.ts';

export interface Line {
  readonly text: string;
  /** The last line of its paragraph, which is not stretched to the full width. */
  readonly last: boolean;
}

const MOST_HYPHENS_IN_A_ROW = 2;
/** Share of the line left blank below which a word goes to the next line whole. */
const TOLERATED_BLANK = 0.06;

/**
 * Fills lines one after the other (first fit), cutting a word where the line would otherwise stay too short. Only the
 * ordinary space parts words: a no-break space holds them together.
 *
 * @param widthOf the width of a text in the unit of `width`
 */
export function breakLines(paragraph: string, width: number, widthOf: (text: string) => number): Line[] {
  const words = paragraph.split(' ');
  const lines: string[] = [];
  let line = '';
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width) {
      line = longer;
      continue;
    }
    const room = width - widthOf(`${line} `);
    const cut = room > TOLERATED_BLANK * width && mayHyphenate(lines) ? cutWord(word, room, widthOf) : null;
    lines.push(cut === null ? line : `${line} ${cut.head}`);
    line = '';
    words.unshift(cut === null ? word : cut.tail);
  }
  lines.push(line);
  return lines.map((text, index) => ({ text, last: index === lines.length - 1 }));
}

function mayHyphenate(lines: readonly string[]): boolean {
  const previous = lines.slice(-MOST_HYPHENS_IN_A_ROW);
  return previous.length < MOST_HYPHENS_IN_A_ROW || previous.some((line) => !line.endsWith('-'));
}

function cutWord(word: string, room: number, widthOf: (text: string) => number): { head: string; tail: string } | null {
  const point = hyphenationPoints(word).findLast((position) => widthOf(`${word.slice(0, position)}-`) <= room);
  return point === undefined ? null : { head: `${word.slice(0, point)}-`, tail: word.slice(point) };
}
