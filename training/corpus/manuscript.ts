import { parse } from 'yaml';

/** What a manuscript's front matter holds: the document's metadata, and how it is to be built. */
export interface ManuscriptMetadata {
  readonly title: string;
  readonly publisher: string;
  readonly authors: readonly string[];
  /** ISO 8601, to the precision known: `2025-04` or `2025-11-26`. */
  readonly date: string;
  readonly language: string;
  readonly licence: string;
  readonly note: string;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly string[] }
  /** The first row is the header. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }
  /** What follows is set in so many columns. */
  | { readonly kind: 'columns'; readonly count: number };

/** The source of a document that is built: plain Markdown without inline marks, so that it reads as it will be set. */
export interface Manuscript {
  readonly name: string;
  readonly format: 'pdf' | 'docx';
  readonly keywords: string;
  readonly metadata: ManuscriptMetadata;
  readonly blocks: readonly Block[];
}

/**
 * Parses a manuscript: YAML front matter, then blocks separated by blank lines. Understood are headings of levels 1–3,
 * lists of one line an item, pipe tables, paragraphs of one line and `<!-- columns: 2 -->`.
 *
 * @throws {Error} where the front matter is missing or names no known format.
 */
export function parseManuscript(name: string, source: string): Manuscript {
  const [, frontMatter, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(source) ?? [];
  if (frontMatter === undefined || body === undefined) throw new Error(`${name}: the front matter is missing`);
  const { format, keywords, ...metadata } = parse(frontMatter) as ManuscriptMetadata &
    Pick<Manuscript, 'format' | 'keywords'>;
  if (format !== 'pdf' && format !== 'docx') throw new Error(`${name}: format must be pdf or docx`);
  const blocks = body
    .trim()
    .split(/\n{2,}/)
    .map(parseBlock);
  return { name, format, keywords, metadata, blocks };
}

function parseBlock(source: string): Block {
  const lines = source.split('\n');
  const columns = /^<!-- columns: (\d) -->$/.exec(source)?.[1];
  if (columns !== undefined) return { kind: 'columns', count: Number(columns) };
  const [, hashes, heading] = /^(#{1,3}) (.+)$/.exec(source) ?? [];
  if (hashes !== undefined && heading !== undefined) {
    return { kind: 'heading', level: hashes.length as 1 | 2 | 3, text: heading };
  }
  if (source.startsWith('- ')) return { kind: 'list', ordered: false, items: lines.map((line) => line.slice(2)) };
  if (/^1\. /.test(source)) {
    return { kind: 'list', ordered: true, items: lines.map((line) => line.replace(/^\d+\. /, '')) };
  }
  if (source.startsWith('|')) {
    const rows = lines.filter((line) => !/^\|[-|]+\|$/.test(line));
    return {
      kind: 'table',
      rows: rows.map((row) =>
        row
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      ),
    };
  }
  return { kind: 'paragraph', text: lines.join(' ') };
}
