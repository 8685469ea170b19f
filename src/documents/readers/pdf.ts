import { SourcierError } from '../../errors.ts';
import type { ReaderOutput, StatedMetadata } from '../blocks.ts';
import { acceptMetadata } from '../stated-metadata.ts';
import { isUsefulAuthor, isUsefulTitle } from './document-properties.ts';
import { toBlocks } from './pdf/blocks.ts';
import { orderColumns } from './pdf/columns.ts';
import { joinContinued } from './pdf/continued.ts';
import { readFragments } from './pdf/grids.ts';
import { groupParts } from './pdf/groups.ts';
import { findBodyStyle, type Line, readFlow } from './pdf/lines.ts';
import { type PdfContent, readPdfPages } from './pdf/pdf-pages.ts';
import { dropRunningLines } from './pdf/running-lines.ts';
import { Vocabulary } from './pdf/vocabulary.ts';

/**
 * Reads a PDF from the places and fonts of its words: without running headers and footers, columns in reading order,
 * headings by their size or weight, tables row by row, paragraphs joined across lines, columns and pages. Its dates
 * are those of the file, not of a publication, so they are no metadata.
 *
 * @throws {SourcierError} `file_encrypted`, `file_damaged`, `file_scanned`
 */
export async function readPdf(bytes: Uint8Array): Promise<ReaderOutput> {
  refuseTruncated(bytes);
  const content = await readPdfPages(bytes);
  const pages = content.pages.map(({ number, height, items, rules }) => ({
    number,
    height,
    fragments: readFragments(items, rules),
    rules: rules.horizontal,
  }));
  const pagesWithoutText = pages.filter(({ fragments }) => fragments.length === 0).map(({ number }) => number);
  if (pagesWithoutText.length === pages.length) throw new SourcierError('file_scanned');

  const flows = orderColumns(dropRunningLines(pages)).map(readFlow);
  const lines = flows.flat().filter((part): part is Line => part.kind === 'line');
  const body = findBodyStyle(lines);
  const groups = joinContinued(
    flows.flatMap((parts) => groupParts(parts, body)),
    body,
  );
  const vocabulary = new Vocabulary(lines.map(({ text }) => text));
  return {
    blocks: toBlocks(groups, vocabulary),
    pageCount: pages.length,
    metadata: readProperties(content),
    warnings: pagesWithoutText.length === 0 ? [] : [{ code: 'pages_without_text', pages: pagesWithoutText }],
  };
}

/** Readers look for the end mark in the last 1,024 bytes (ISO 32000-1, annex H, note 18); some files have more behind it. */
const END_WINDOW_BYTES = 2048;

/** A file without its end would be read in part without a word: the library mends what it can. */
function refuseTruncated(bytes: Uint8Array): void {
  const end = Buffer.from(bytes.subarray(-END_WINDOW_BYTES)).toString('latin1');
  if (!end.includes('%%EOF')) throw new SourcierError('file_damaged');
}

function readProperties({ title, author, language }: PdfContent): StatedMetadata {
  return acceptMetadata({
    title: isUsefulTitle(title) ? title : undefined,
    authors: isUsefulAuthor(author) ? author : undefined,
    language,
  });
}
