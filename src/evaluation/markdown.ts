import type { Table } from './figures-table.ts';

/** The first row is the header. */
export function toMarkdownTable([header = [], ...rows]: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

/** On one line. The texts of a test set are anybody's: what they hold is shown, not obeyed. */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|#]/g, '\\$&');
}
