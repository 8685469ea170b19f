import { toCanonical } from '../../../language/normalise.ts';
import { collapseSpaces } from '../../blocks.ts';
import { extentOf } from './extent.ts';
import { composeAccents, spellOutLigatures } from './glyphs.ts';
import type { TableCells } from './grids.ts';
import type { TextItem } from './pdf-pages.ts';

/** A run of text on one line without a wide gap. Lengths are points. */
export interface Fragment {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly isBold: boolean;
  /** The cells of a table that rules draw; the fragment then stands for the whole of it. */
  readonly table?: TableCells;
}

/** Shares of the font's height. */
const WORD_GAP = 0.13;
const WIDE_GAP = 0.8;
const BACKWARD_KERN = 0.6;
const SAME_BASELINE = 0.15;
const RAISED_BASELINE = 0.55;
const RAISED_NOTE = 0.15;
const UNIT_BEFORE = /(?:^|[\s\d])(?:[kcdm]?m|ha|s|h)$/;

/** The fragments of a page, from items in the order in which they were drawn. */
export function joinItems(items: readonly TextItem[]): Fragment[] {
  const fragments: Fragment[] = [];
  let run = new Run();
  for (const item of items) {
    if (!run.accepts(item)) {
      fragments.push(...run.toFragment());
      run = new Run();
    }
    run.add(item);
  }
  fragments.push(...run.toFragment());
  return fragments;
}

/**
 * Items in drawing order that touch each other. The order is kept: an accent that is drawn after its letter stands to
 * the left of the letter's end.
 */
class Run {
  readonly #items: TextItem[] = [];
  #text = '';
  #right = 0;

  accepts(item: TextItem): boolean {
    const first = this.#items[0];
    const last = this.#items.at(-1);
    if (first === undefined || last === undefined) return true;
    const size = Math.max(last.size, item.size);
    const gap = item.left - this.#right;
    return gap < WIDE_GAP * size && gap > -BACKWARD_KERN * size && isSameLine(first, last, item);
  }

  add(item: TextItem): void {
    if (item.text.trim() === '') {
      // Its width is that of the gap: it must not close the gap to the next word.
      this.#text += ' ';
      if (this.#items.length === 0) this.#right = item.left;
    } else if (this.#isNoteMark(item)) {
      this.#right = item.right;
    } else {
      const isApart = this.#items.length > 0 && item.left - this.#right > WORD_GAP * item.size;
      this.#text += isApart ? ` ${item.text}` : item.text;
      this.#right = item.right;
      this.#items.push(item);
    }
  }

  /** The raised number of a footnote would stick to the word before it. m², 10⁶ and 1ᵉʳ are no such numbers. */
  #isNoteMark(item: TextItem): boolean {
    const last = this.#items.at(-1);
    if (last === undefined || !/^[\s(]*\d{1,3}[\s)]*$|^\*+$/.test(item.text)) return false;
    const isRaised = item.size < 0.85 * last.size && last.baseline - item.baseline > RAISED_NOTE * last.size;
    return isRaised && /[\p{L}.,;:!?»”")\]…]\s?$/u.test(this.#text) && !UNIT_BEFORE.test(this.#text);
  }

  toFragment(): Fragment[] {
    const visible = this.#items;
    const [first] = visible;
    const text = cleanText(this.#text);
    if (first === undefined || text === '') return [];
    const size = dominantSize(visible);
    const { baseline } = visible.find((item) => item.size === size) ?? first;
    const letters = visible.reduce((sum, item) => sum + item.text.length, 0);
    const boldLetters = visible.reduce((sum, item) => sum + (item.isBold ? item.text.length : 0), 0);
    return [
      {
        text,
        ...extentOf(visible),
        baseline,
        size,
        isBold: boldLetters >= 0.9 * letters,
      },
    ];
  }
}

/** Raised and lowered figures are smaller than the line that they belong to. */
function isSameLine(first: TextItem, last: TextItem, item: TextItem): boolean {
  const size = Math.max(first.size, last.size, item.size);
  const distance = Math.min(Math.abs(item.baseline - first.baseline), Math.abs(item.baseline - last.baseline));
  const isScript = Math.min(last.size, item.size) < 0.85 * size;
  return distance <= (isScript ? RAISED_BASELINE : SAME_BASELINE) * size;
}

function dominantSize(items: readonly TextItem[]): number {
  const characters = new Map<number, number>();
  for (const { size, text } of items) characters.set(size, (characters.get(size) ?? 0) + text.trim().length);
  return [...characters].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/** A soft hyphen at a line's end is a hyphenation: canonical text would lose it. */
function cleanText(text: string): string {
  const visible = spellOutLigatures(text.replace(/\u00AD(?=\s*$)/, '-'));
  return collapseSpaces(toCanonical(composeAccents(collapseSpaces(visible))));
}
