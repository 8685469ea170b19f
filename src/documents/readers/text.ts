import type { Block, ReaderOutput } from '../blocks.ts';
import { decodeText } from '../decode-text.ts';
import { stripInlineMarkdown } from './markdown-inline.ts';
import { mendBrokenParagraphs } from './mend-paragraphs.ts';
import { markHeadings } from './plain-headings.ts';
import { groupPlainLines } from './plain-lines.ts';

/**
 * Reads plain text. Its structure is guessed from its lines: paragraphs between blank lines, hard-wrapped lines joined
 * again, list items, short lines that stand alone as headings. Texts converted from Markdown keep their words only.
 *
 * @throws {SourcierError} `file_not_text`
 */
export function readText(bytes: Uint8Array): ReaderOutput {
  const decoded = decodeText(bytes);
  const strip = carriesMarkdown(decoded.text) ? (line: string) => stripInlineMarkdown(line) : (line: string) => line;
  const groups = mendBrokenParagraphs(groupPlainLines(decoded.text));
  const blocks: Block[] = markHeadings(groups).map((block) => ({ ...block, text: stripLines(block.text, strip) }));
  return {
    blocks,
    pageCount: 0,
    metadata: {},
    warnings: decoded.guessed ? [{ code: 'encoding_guessed' }] : [],
  };
}

/** Pairs of `**`, `[words](address)` and `# ` headings: a single star or bracket may be anything. */
const MARKDOWN_SIGNS = /\*\*[^\s*][^*\n]{0,300}\*\*|\[[^[\]\n]{1,300}\]\([^()\s]{1,500}\)|^#{1,6} \S/m;

function carriesMarkdown(text: string): boolean {
  return MARKDOWN_SIGNS.test(text);
}

/** Line by line, so that a mark without its partner does no harm beyond its line. */
function stripLines(text: string, strip: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => strip(line))
    .join('\n');
}
