import { type ReadResult, readDocument } from '../../src/documents/read-document.ts';

/** Reads a document given as bytes or as text in UTF-8. */
export function read(fileName: string, content: Uint8Array | string, sidecar?: string): Promise<ReadResult> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return readDocument({ bytes, fileName, ...(sidecar !== undefined && { sidecar }) });
}

/** The text with `#` marks before its headings, to see words and structure at once. */
export function outline({ text, headings }: Pick<ReadResult, 'text' | 'headings'>): string {
  let marked = '';
  let position = 0;
  for (const { start, level } of headings) {
    marked += `${text.slice(position, start)}${'#'.repeat(level)} `;
    position = start;
  }
  return marked + text.slice(position);
}

/** The text of one page. */
export function pageText({ text, pages }: Pick<ReadResult, 'text' | 'pages'>, number: number): string {
  const page = pages.find((one) => one.number === number);
  return page === undefined ? '' : text.slice(page.start, page.end).trim();
}
