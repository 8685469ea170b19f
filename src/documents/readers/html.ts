import type { Block, ReaderOutput } from '../blocks.ts';
import { decodeText } from '../decode-text.ts';
import { isLeftOut, readHtmlBlocks } from './html-blocks.ts';
import { type HtmlDocument, type HtmlElement, type HtmlNode, isElement, parseHtml, textBelow } from './html-dom.ts';
import { readHtmlMetadata } from './html-metadata.ts';

/**
 * Reads a web page: the part that holds its text, without navigation, forms and what stands around it.
 *
 * @throws {SourcierError} `file_not_text`
 */
export function readHtml(bytes: Uint8Array): ReaderOutput {
  const decoded = decodeText(bytes, declaredEncoding(bytes));
  const page = parseHtml(decoded.text);
  const blocks = readPageBlocks(page);
  return {
    blocks,
    pageCount: 0,
    metadata: readHtmlMetadata(page, firstHeading(blocks)),
    warnings: decoded.guessed ? [{ code: 'encoding_guessed' }] : [],
  };
}

/** Browsers look for the declaration in the first 1,024 bytes (HTML standard, 13.2.3.2); some pages have it later. */
const DECLARATION_WINDOW_BYTES = 4096;

function declaredEncoding(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, DECLARATION_WINDOW_BYTES)).toString('latin1');
  const declaration =
    /<meta\s[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})/i.exec(start) ??
    /^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})/i.exec(start);
  return declaration?.[1] ?? null;
}

function firstHeading(blocks: readonly Block[]): string | null {
  return blocks.find((block) => block.kind === 'heading')?.text ?? null;
}

function readPageBlocks(page: HtmlDocument): Block[] {
  const body = page('body')[0];
  if (body === undefined) return [];
  const scope = mainPart(page, body);
  const shouldSkip = (element: HtmlElement): boolean => isPageFrame(element, scope);
  const blocks = readHtmlBlocks([scope], shouldSkip);
  if (blocks.length === 0) return readHtmlBlocks([body], () => false);
  const hasTitle = blocks.some((block) => block.kind === 'heading' && block.level === 1);
  return hasTitle ? blocks : [...titleOutside(page, shouldSkip), ...blocks];
}

/** A part of the page that is not most of its text is a teaser or a sample, not the document. */
const MOST_OF_TEXT = 0.5;

function mainPart(page: HtmlDocument, body: HtmlElement): HtmlElement {
  const wholeLength = visibleLength(body);
  for (const candidates of [page('main, [role="main"]').toArray(), page('article').toArray()]) {
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined && visibleLength(only) >= MOST_OF_TEXT * wholeLength) return only;
  }
  return body;
}

function visibleLength(element: HtmlElement): number {
  let length = 0;
  const pending: HtmlNode[] = [...element.childNodes];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.type === 'text') length += node.data.trim().length;
    else if (isElement(node) && !isLeftOut(node)) for (const child of node.childNodes) pending.push(child);
  }
  return length;
}

/** The header and footer of the page; those of an article belong to its text. */
function isPageFrame(element: HtmlElement, scope: HtmlElement): boolean {
  if (element.name !== 'header' && element.name !== 'footer') return false;
  if (scope.name !== 'body') return false;
  for (let parent = element.parent; parent !== null; parent = parent.parent) {
    if ('name' in parent && (parent.name === 'article' || parent.name === 'main' || parent.name === 'section'))
      return false;
  }
  return true;
}

/** Many pages set their title in the header, above the part that holds the text. */
function titleOutside(page: HtmlDocument, isFrame: (element: HtmlElement) => boolean): Block[] {
  const titles = page('h1')
    .toArray()
    .filter((title) => textBelow(title).trim() !== '');
  const [title] = titles;
  if (titles.length !== 1 || title === undefined || isFrame(title)) return [];
  return readHtmlBlocks([title], () => false);
}
