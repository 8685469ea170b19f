/** The one place that knows the PDF library: everything else works on pieces of text with their positions. */

import { PasswordException, PDFParse } from 'pdf-parse';
import { SourcierError } from '../../../errors.ts';
import { multiply, toMatrix } from './matrix.ts';
import { NO_RULES, type OperatorList, type Rules, readRules } from './rules.ts';

/** A piece of text as it was drawn. Lengths are points (1/72 inch), from the top left corner of the page. */
export interface TextItem {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  /** Height of the font. */
  readonly size: number;
  readonly isBold: boolean;
}

export interface PdfPage {
  /** Counts from 1. */
  readonly number: number;
  readonly height: number;
  readonly items: readonly TextItem[];
  readonly rules: Rules;
}

export interface PdfContent {
  readonly pages: readonly PdfPage[];
  readonly title: string;
  readonly author: string;
  readonly language: string;
}

const MAX_PAGES = 5_000;
const MAX_MILLISECONDS = 300_000;

/**
 * The text of every page with its positions. The library works page by page and frees what it holds at the end.
 *
 * @throws {SourcierError} `file_encrypted`, `file_damaged` (also where a file has more than 5,000 pages or takes more
 * than five minutes)
 */
export async function readPdfPages(bytes: Uint8Array): Promise<PdfContent> {
  const parser = new PDFParse({
    // A copy: the library takes the array's memory away.
    data: Uint8Array.from(bytes),
    verbosity: 0,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    // Pictures are not decoded: only their text would matter.
    maxImageSize: 1,
  });
  try {
    return await withTimeLimit(readContent(parser));
  } catch (error) {
    if (SourcierError.is(error)) throw error;
    throw new SourcierError(error instanceof PasswordException ? 'file_encrypted' : 'file_damaged', {}, error);
  } finally {
    await parser.destroy().catch(() => undefined);
  }
}

async function withTimeLimit<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SourcierError('file_damaged', {}, 'time limit')), MAX_MILLISECONDS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is used of the document that pdf-parse loads with pdf.js; its own `getText` gives no positions. */
interface LoadedDocument {
  readonly numPages: number;
  getPage(number: number): Promise<LoadedPage>;
  getMetadata(): Promise<{ readonly info: Readonly<Record<string, unknown>> }>;
}

interface LoadedPage {
  readonly commonObjs: { has(name: string): boolean; get(name: string): unknown };
  getViewport(options: { scale: number }): Viewport;
  getTextContent(options: { disableNormalization: boolean }): Promise<{ readonly items: readonly LoadedItem[] }>;
  getOperatorList(): Promise<OperatorList>;
  cleanup(): void;
}

interface Viewport {
  readonly width: number;
  readonly height: number;
  readonly transform: readonly number[];
}

interface LoadedItem {
  /** Missing in marks that hold no text. */
  readonly str?: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly fontName: string;
}

async function loadDocument(parser: PDFParse): Promise<LoadedDocument> {
  const { load } = parser as unknown as { load?: () => Promise<LoadedDocument> };
  if (load === undefined) throw new Error('pdf-parse has no load(): another version than package.json names');
  return load.call(parser);
}

async function readContent(parser: PDFParse): Promise<PdfContent> {
  const document = await loadDocument(parser);
  if (document.numPages < 1 || document.numPages > MAX_PAGES) {
    throw new SourcierError('file_damaged', {}, `${document.numPages} pages`);
  }
  const boldFonts = new Map<string, boolean>();
  const pages: PdfPage[] = [];
  const deadline = Date.now() + MAX_MILLISECONDS;
  for (let number = 1; number <= document.numPages; number++) {
    if (Date.now() > deadline) throw new SourcierError('file_damaged', {}, 'time limit');
    pages.push(await readPage(await document.getPage(number), number, boldFonts));
  }
  const { info } = await document.getMetadata();
  return {
    pages,
    title: property(info, 'Title'),
    author: property(info, 'Author'),
    language: property(info, 'Language'),
  };
}

function property(info: Readonly<Record<string, unknown>>, name: string): string {
  const value = info[name];
  return typeof value === 'string' ? value.trim() : '';
}

async function readPage(page: LoadedPage, number: number, boldFonts: Map<string, boolean>): Promise<PdfPage> {
  const viewport = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent({ disableNormalization: true });
  const operators = await page.getOperatorList();
  learnFonts(page, items, boldFonts);
  const placed = items.flatMap((item) => placeItem(item, viewport, boldFonts.get(item.fontName) ?? false));
  page.cleanup();
  const turns = mainDirection(placed);
  return {
    number,
    height: viewport.height,
    items: withoutDoubles(turnUpright(placed, turns)),
    rules: turns === 0 ? readRules(operators, toMatrix(viewport.transform)) : NO_RULES,
  };
}

/** Whether a font is bold is known only once the page's drawing commands have been read. */
function learnFonts(page: LoadedPage, items: readonly LoadedItem[], boldFonts: Map<string, boolean>): void {
  for (const { fontName } of items) {
    if (boldFonts.has(fontName)) continue;
    const font = page.commonObjs.has(fontName) ? page.commonObjs.get(fontName) : null;
    boldFonts.set(fontName, font !== null && typeof font === 'object' && isBoldFont(font));
  }
}

function isBoldFont(font: { readonly bold?: unknown; readonly black?: unknown; readonly name?: unknown }): boolean {
  if (font.bold === true || font.black === true) return true;
  return typeof font.name === 'string' && /bold|black|heavy|semibold|demi/i.test(font.name);
}

interface PlacedItem extends TextItem {
  /** Direction of reading in quarter turns: 0 is to the right, 1 downwards. */
  readonly quarterTurns: number;
}

const MOST_SLANT = Math.PI / 36;

/** Text that runs neither across nor along the page is a stamp over it, not part of it. */
function placeItem(item: LoadedItem, viewport: Viewport, isBold: boolean): PlacedItem[] {
  if (item.str === undefined || item.str === '') return [];
  const [a, b, c, d, left, baseline] = multiply(toMatrix(viewport.transform), toMatrix(item.transform));
  const angle = Math.atan2(b, a);
  const quarterTurns = Math.round(angle / (Math.PI / 2));
  const size = Math.hypot(c, d);
  const isSlanted = Math.abs(angle - quarterTurns * (Math.PI / 2)) > MOST_SLANT;
  const isOffPage = left < -1 || left > viewport.width + 1 || baseline < -1 || baseline > viewport.height + size;
  const right = left + item.width;
  // A damaged file may hold numbers that are none; every comparison with them would be false.
  const isPlaced = [left, right, baseline, size].every(Number.isFinite) && size > 0 && right >= left;
  if (!isPlaced || isSlanted || isOffPage) return [];
  return [{ text: item.str, left, right, baseline, size, isBold, quarterTurns: (quarterTurns + 4) % 4 }];
}

/** The direction that most of the text has: a table may be set sideways on its page. */
function mainDirection(items: readonly PlacedItem[]): number {
  const characters = [0, 0, 0, 0];
  for (const { quarterTurns, text } of items) characters[quarterTurns] = (characters[quarterTurns] ?? 0) + text.length;
  return characters.indexOf(Math.max(...characters));
}

/** The text in one direction, turned so that it runs to the right. */
function turnUpright(items: readonly PlacedItem[], turns: number): TextItem[] {
  const cosine = Math.round(Math.cos((turns * Math.PI) / 2));
  const sine = Math.round(Math.sin((turns * Math.PI) / 2));
  return items
    .filter(({ quarterTurns }) => quarterTurns === turns)
    .map(({ text, left, right, baseline, size, isBold }) => {
      const turnedLeft = left * cosine + baseline * sine;
      const turnedBaseline = baseline * cosine - left * sine;
      return { text, left: turnedLeft, right: turnedLeft + right - left, baseline: turnedBaseline, size, isBold };
    });
}

/** Text that is drawn twice, a hair's breadth apart, to look bold or shaded. */
function withoutDoubles(items: readonly TextItem[]): TextItem[] {
  const last = new Map<string, TextItem>();
  return items.filter((item) => {
    if (item.text.trim() === '') return true;
    const same = last.get(item.text);
    last.set(item.text, item);
    return same === undefined || Math.abs(same.left - item.left) > 1 || Math.abs(same.baseline - item.baseline) > 1;
  });
}
