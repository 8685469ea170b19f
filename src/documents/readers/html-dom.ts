/** The one place that knows the HTML parser. */

import { type CheerioAPI, load } from 'cheerio/slim';

export type HtmlDocument = CheerioAPI;
export type { AnyNode, Element } from 'domhandler';

/**
 * Parses with htmlparser2, which is forgiving and takes linear time; a parser that follows the HTML standard to the
 * letter looks through all open elements at each tag, which takes hours for a megabyte of nested ones.
 */
export function parseHtml(html: string): HtmlDocument {
  return load(html, { xmlMode: false, decodeEntities: true });
}

/** The XML parts of an office document. */
export function parseXml(xml: string): HtmlDocument {
  return load(xml, { xmlMode: true, decodeEntities: true });
}

/** The text that character references stand for: `&eacute;`, `&#233;`, `&amp;`. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, (entity) => parseHtml(entity).text());
}
