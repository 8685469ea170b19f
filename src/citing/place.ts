import type { DocumentContent, Page } from '../domain.ts';

/** The number of the physical page that holds the offset, or null where the document has none. */
export function pageAt(pages: readonly Page[], offset: number): number | null {
  return pages.find(({ end }) => offset < end)?.number ?? pages.at(-1)?.number ?? null;
}

/** The headings above the offset, outermost first; a heading that holds it is the last of them. */
export function sectionAt({ text, headings }: Pick<DocumentContent, 'text' | 'headings'>, offset: number): string[] {
  const above: { readonly level: number; readonly words: string }[] = [];
  for (const { level, start, end } of headings) {
    if (start > offset) break;
    while ((above.at(-1)?.level ?? 0) >= level) above.pop();
    above.push({ level, words: text.slice(start, end) });
  }
  return above.map(({ words }) => words);
}
