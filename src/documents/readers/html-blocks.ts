import { type Block, collapseSpaces, joinCells } from '../blocks.ts';
import { type HtmlElement, type HtmlNode, isElement, textBelow } from './html-dom.ts';

/** What holds no words of the document: code, forms, pictures, navigation and what stands beside the text. */
const NOT_TEXT = new Set(
  (
    'script style noscript template head nav aside button input select textarea option optgroup datalist svg math ' +
    'iframe object embed canvas audio video img map dialog'
  ).split(' '),
);

const NOT_TEXT_ROLES = new Set(['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'dialog', 'menu']);

const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q ruby rb rp rt s samp small ' +
    'span strike strong sub sup time tt u var wbr'
  ).split(' '),
);

const HEADING = /^h([1-6])$/;
const LIST_STRUCTURE = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table']);
const MAX_SPAN = 100;

/** Whether a reader of the page does not see the element as part of its text. */
export function isLeftOut(element: HtmlElement): boolean {
  const { attribs } = element;
  return (
    NOT_TEXT.has(element.name) ||
    NOT_TEXT_ROLES.has(attribs.role?.toLowerCase() ?? '') ||
    attribs.hidden !== undefined ||
    attribs['aria-hidden'] === 'true' ||
    /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(attribs.style ?? '')
  );
}

/**
 * The blocks of a part of a page, in its order: headings, paragraphs, list items (`- ` or their number before them),
 * table rows with the header's first. `shouldSkip` leaves out further elements.
 */
export function readHtmlBlocks(roots: readonly HtmlNode[], shouldSkip: (element: HtmlElement) => boolean): Block[] {
  const walker = new BlockWalker(shouldSkip);
  for (const root of roots) walker.visit(root);
  return walker.finish();
}

interface List {
  /** The number of the next item, or null for bullets. */
  next: number | null;
}

/** Gathers inline text until something ends the block that it belongs to. */
class BlockWalker {
  readonly #shouldSkip: (element: HtmlElement) => boolean;
  readonly #blocks: Block[] = [];
  readonly #lists: List[] = [];
  #inline: string[] = [];
  /** The lines of the outermost list that is open. */
  #lines: string[] = [];
  /** `- ` or `3. `, until the item's first words are there. */
  #marker = '';
  /** Words of the same item go on in the line that is there. */
  #continuesLine = false;

  constructor(shouldSkip: (element: HtmlElement) => boolean) {
    this.#shouldSkip = shouldSkip;
  }

  finish(): Block[] {
    this.#endParagraph();
    this.#endLines();
    return this.#blocks;
  }

  visit(node: HtmlNode): void {
    if (node.type === 'text') {
      this.#inline.push(node.data);
    } else if (isElement(node)) {
      if (!isLeftOut(node) && !this.#shouldSkip(node)) this.#visitElement(node);
    }
  }

  #visitElement(element: HtmlElement): void {
    const { name } = element;
    const level = HEADING.exec(name)?.[1];
    if (name === 'br' || name === 'hr') this.#inline.push(' ');
    else if (isNoteMark(element)) return;
    else if (INLINE.has(name)) this.#visitChildren(element);
    else if (level !== undefined) this.#visitHeading(element, Number(level));
    else if (name === 'ul' || name === 'ol' || name === 'menu') this.#visitList(element);
    else if (name === 'li' && this.#lists.length > 0) this.#visitItem(element);
    else if (name === 'table') this.#visitTable(element);
    else if (name === 'dl') this.#visitDefinitions(element);
    else if (name === 'pre') this.#visitPreformatted(element);
    else this.#visitBlock(element);
  }

  #visitChildren(element: HtmlElement): void {
    for (const child of element.childNodes) this.visit(child);
  }

  #visitBlock(element: HtmlElement): void {
    this.#endParagraph();
    this.#visitChildren(element);
    this.#endParagraph();
  }

  #visitHeading(element: HtmlElement, level: number): void {
    this.#endParagraph();
    this.#endLines();
    this.#visitChildren(element);
    const text = this.#takeInline();
    if (text !== '') this.#blocks.push({ kind: 'heading', level, text });
  }

  /** A list of cards with headings or tables in them is the page's layout, not a list. */
  #visitList(element: HtmlElement): void {
    this.#endParagraph();
    if (holdsAny(element, LIST_STRUCTURE)) {
      this.#visitBlock(element);
      return;
    }
    if (this.#lists.length === 0) this.#endLines();
    const start = Number.parseInt(element.attribs.start ?? '1', 10);
    this.#lists.push({ next: element.name === 'ol' ? start || 1 : null });
    this.#visitChildren(element);
    this.#endParagraph();
    this.#lists.pop();
    this.#continuesLine = false;
    if (this.#lists.length === 0) this.#endLines();
  }

  #visitItem(element: HtmlElement): void {
    this.#endParagraph();
    const list = this.#lists.at(-1);
    this.#marker = list === undefined || list.next === null ? '- ' : `${list.next++}. `;
    this.#continuesLine = false;
    this.#visitChildren(element);
    this.#endParagraph();
    this.#marker = '';
    this.#continuesLine = false;
  }

  #visitTable(table: HtmlElement): void {
    this.#endParagraph();
    const rows = rowsOf(table);
    const isLayout = rows.every((row) => row.length <= 1) || holdsAnyBelow(table, LIST_STRUCTURE);
    if (isLayout || this.#lists.length > 0) {
      this.#visitBlock(table);
      return;
    }
    for (const caption of table.childNodes) {
      if (isElement(caption) && caption.name === 'caption') this.#visitBlock(caption);
    }
    this.#pushLines(this.#readRows(rows));
  }

  /** A cell that spans rows stands in each of them, since each row is read by itself. */
  #readRows(rows: readonly (readonly HtmlElement[])[]): (string | null)[] {
    const hanging = new Map<number, { text: string; rows: number }>();
    return rows.map((row) => {
      const cells: string[] = [];
      for (const cell of row) {
        placeHanging(cells, hanging);
        const text = this.#readCell(cell);
        const rowSpan = spanOf(cell, 'rowspan');
        if (rowSpan > 1) hanging.set(cells.length, { text, rows: rowSpan - 1 });
        cells.push(text, ...new Array<string>(spanOf(cell, 'colspan') - 1).fill(''));
      }
      placeHanging(cells, hanging);
      return joinCells(cells);
    });
  }

  #readCell(cell: HtmlElement): string {
    const blocks = readHtmlBlocks(cell.childNodes, this.#shouldSkip);
    return blocks.map((block) => block.text.replaceAll('\n', ' ')).join(' ');
  }

  /** Terms and their definitions make a table of two columns. */
  #visitDefinitions(list: HtmlElement): void {
    this.#endParagraph();
    const rows: string[][] = [];
    for (const element of definitionParts(list)) {
      const text = this.#readCell(element);
      const row = rows.at(-1);
      if (element.name === 'dt' || row === undefined) rows.push([text]);
      else row.push(text);
    }
    this.#pushLines(rows.map(joinCells));
  }

  #visitPreformatted(element: HtmlElement): void {
    this.#endParagraph();
    this.#pushLines(textBelow(element).split('\n'));
  }

  #pushLines(lines: readonly (string | null)[]): void {
    this.#endLines();
    const text = lines.filter((line) => line !== null && line.trim() !== '').join('\n');
    if (text !== '') this.#blocks.push({ kind: 'lines', text });
  }

  #takeInline(): string {
    const text = collapseSpaces(this.#inline.join(''));
    this.#inline = [];
    return text;
  }

  #endParagraph(): void {
    const text = this.#takeInline();
    if (text === '') return;
    if (this.#lists.length === 0) {
      this.#endLines();
      this.#blocks.push({ kind: 'paragraph', text });
    } else if (this.#continuesLine) {
      this.#lines.push(`${this.#lines.pop() ?? ''} ${text}`);
    } else {
      this.#lines.push(this.#marker + text);
      this.#marker = '';
      this.#continuesLine = true;
    }
  }

  #endLines(): void {
    if (this.#lines.length > 0) this.#blocks.push({ kind: 'lines', text: this.#lines.join('\n') });
    this.#lines = [];
    this.#continuesLine = false;
  }
}

/** The mark of a footnote: a raised link to a place on the same page. It would stick to the word before it. */
function isNoteMark(element: HtmlElement): boolean {
  if (element.name !== 'sup') return false;
  const children = element.childNodes.filter((child) => child.type !== 'text' || child.data.trim() !== '');
  const [link] = children;
  return children.length === 1 && link !== undefined && isElement(link) && /^#./.test(link.attribs.href ?? '');
}

function rowsOf(table: HtmlElement): HtmlElement[][] {
  const rows: HtmlElement[][] = [];
  const visit = (parent: HtmlElement): void => {
    for (const child of parent.childNodes) {
      if (!isElement(child) || isLeftOut(child)) continue;
      if (child.name === 'tr') rows.push(child.childNodes.filter(isElement).filter(isCell));
      else if (['thead', 'tbody', 'tfoot'].includes(child.name)) visit(child);
    }
  };
  visit(table);
  return rows;
}

function isCell(element: HtmlElement): boolean {
  return (element.name === 'td' || element.name === 'th') && !isLeftOut(element);
}

function definitionParts(list: HtmlElement): HtmlElement[] {
  return list.childNodes.filter(isElement).flatMap((child) => {
    if (child.name === 'dt' || child.name === 'dd') return [child];
    return child.name === 'div'
      ? child.childNodes.filter(isElement).filter(({ name }) => name === 'dt' || name === 'dd')
      : [];
  });
}

function placeHanging(cells: string[], hanging: Map<number, { text: string; rows: number }>): void {
  for (let cell = hanging.get(cells.length); cell !== undefined; cell = hanging.get(cells.length)) {
    cell.rows--;
    if (cell.rows === 0) hanging.delete(cells.length);
    cells.push(cell.text);
  }
}

function spanOf(cell: HtmlElement, attribute: 'rowspan' | 'colspan'): number {
  const span = Number.parseInt(cell.attribs[attribute] ?? '1', 10);
  return span >= 1 ? Math.min(span, MAX_SPAN) : 1;
}

function holdsAny(element: HtmlElement, names: ReadonlySet<string>): boolean {
  return element.childNodes.some((child) => isElement(child) && (names.has(child.name) || holdsAny(child, names)));
}

/** A table is found when it lies inside a cell, not by its own name. */
function holdsAnyBelow(table: HtmlElement, names: ReadonlySet<string>): boolean {
  return rowsOf(table).some((row) => row.some((cell) => holdsAny(cell, names)));
}
