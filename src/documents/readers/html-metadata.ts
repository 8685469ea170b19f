import { collapseSpaces, type StatedMetadata } from '../blocks.ts';
import { acceptMetadata } from '../stated-metadata.ts';
import type { HtmlDocument } from './html-dom.ts';

/** Names of `<meta>` (lower case), the most exact first: Highwire Press, Dublin Core, Open Graph, plain HTML. */
const NAMES = {
  title: ['citation_title', 'dc.title', 'dcterms.title', 'og:title'],
  publisher: ['citation_publisher', 'dc.publisher', 'dcterms.publisher', 'og:site_name', 'publisher'],
  authors: ['citation_author', 'dc.creator', 'dcterms.creator', 'author'],
  date: [
    'citation_publication_date',
    'dcterms.issued',
    'dc.date.issued',
    'dcterms.date',
    'dc.date',
    'article:published_time',
    'date',
  ],
  licence: ['dcterms.license', 'dc.rights', 'dcterms.rights', 'licence', 'license'],
} as const;

/**
 * What a page says of itself in its head. `<time>` elements are no publication dates: they may date anything.
 *
 * @param heading the page's first heading, to tell the title from the site's name after it
 */
export function readHtmlMetadata(page: HtmlDocument, heading: string | null): StatedMetadata {
  const metas = readMetas(page);
  const all = (key: keyof typeof NAMES): readonly string[] =>
    NAMES[key].map((name) => metas.get(name) ?? []).find((values) => values.length > 0) ?? [];
  const pageTitle = collapseSpaces(page('head > title').first().text());
  return acceptMetadata({
    title: withoutSiteName(all('title')[0] ?? pageTitle, heading),
    publisher: all('publisher')[0],
    authors: all('authors'),
    date: isoDate(all('date')[0]),
    url: page('link[rel~="canonical"]').first().attr('href') ?? metas.get('og:url')?.[0],
    language: page('html').attr('lang') ?? page('html').attr('xml:lang'),
    licence: all('licence')[0] ?? page('link[rel~="license"]').first().attr('href'),
    note: undefined,
  });
}

function readMetas(page: HtmlDocument): Map<string, string[]> {
  const metas = new Map<string, string[]>();
  for (const meta of page('meta').toArray()) {
    const name = (meta.attribs.name ?? meta.attribs.property ?? '').trim().toLowerCase();
    const content = collapseSpaces(meta.attribs.content ?? '');
    if (name === '' || content === '') continue;
    metas.set(name, [...(metas.get(name) ?? []), content]);
  }
  return metas;
}

/** `2024/05/23`, as Highwire Press writes it, in ISO 8601. */
function isoDate(date: string | undefined): string | undefined {
  return date?.replace(/^(\d{4})\/(\d{1,2})(?:\/(\d{1,2}))?$/, (_, year: string, month: string, day?: string) =>
    [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-'),
  );
}

/** « Les chiffres de 2024 | Ministère » under the heading « Les chiffres de 2024 » is the heading and the site. */
function withoutSiteName(title: string, heading: string | null): string {
  if (heading === null) return title;
  const headingText = collapseSpaces(heading);
  const rest = title.startsWith(headingText) ? title.slice(headingText.length) : '';
  return /^\s*[|–—·»-]\s/.test(rest) ? headingText : title;
}
