/** The one place that knows the HTML parser. */

import { type CheerioAPI, load } from 'cheerio';
import type { ChildNode, Element } from 'domhandler';
import { limitNesting } from './html-nesting.ts';

export type HtmlDocument = CheerioAPI;

export type HtmlNode = ChildNode;
export type HtmlElement = Element;

/** Any page, however broken, in time linear in its length. */
export function parseHtml(html: string): HtmlDocument {
  return load(limitNesting(html));
}

/** A small XML part of an office document. */
export function parseXml(xml: string): HtmlDocument {
  return load(xml, { xml: true });
}

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]{1,31}));/gi;
const MAX_KNOWN_ENTITIES = 5_000;
const namedEntities = new Map<string, string>();

/** Replaces character references (`&eacute;`, `&#233;`, `&amp;`) by what they stand for. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (entity, decimal?: string, hexadecimal?: string) => {
    if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
    if (hexadecimal !== undefined) return characterOf(Number.parseInt(hexadecimal, 16));
    return decodeNamedEntity(entity);
  });
}

function characterOf(codePoint: number): string {
  return codePoint > 0 && codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\uFFFD';
}

function decodeNamedEntity(entity: string): string {
  const known = namedEntities.get(entity);
  if (known !== undefined) return known;
  const decoded = load(entity, null, false).text();
  if (namedEntities.size < MAX_KNOWN_ENTITIES) namedEntities.set(entity, decoded);
  return decoded;
}

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'attribs' in node;
}

/** All text below a node, at any depth, without recursion. */
export function textBelow(node: HtmlNode): string {
  const pieces: string[] = [];
  const pending: HtmlNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.type === 'text') pieces.push(next.data);
    else if ('childNodes' in next) for (const child of next.childNodes.toReversed()) pending.push(child);
  }
  return pieces.join('');
}
