import PDFDocument from 'pdfkit';
import { breakLines } from './line-breaking.ts';
import type { Block, Manuscript } from './manuscript.ts';

/** All lengths in points; A4 is 595.28 × 841.89. */
const PAGE = { width: 595.28, height: 841.89, left: 82, right: 82, top: 96, bottom: 96, gutter: 22 };
const BODY = { font: 'Times-Roman', size: 11.5, leading: 16.5 };
const CELL = { font: 'Helvetica', bold: 'Helvetica-Bold', size: 9, leading: 12, padding: 4 };
const RUNNING = { font: 'Helvetica', size: 8, headerY: 52, footerY: 786 };
const HEADING = {
  1: { font: 'Helvetica-Bold', size: 19, leading: 25, before: 0, after: 10 },
  2: { font: 'Helvetica-Bold', size: 13, leading: 18, before: 16, after: 4 },
  3: { font: 'Helvetica-Bold', size: 10.5, leading: 15, before: 10, after: 2 },
};
const MARKER_WIDTH = 16;

/** A strip as wide as a column that is never divided: a line of text, a row of a table. */
interface Strip {
  readonly height: number;
  /** Blank above it, dropped at the top of a column. */
  readonly before: number;
  /** It must not be the last strip of its column. */
  readonly keepWithNext: boolean;
  readonly draw: (x: number, y: number) => void;
}

type Pdf = InstanceType<typeof PDFDocument>;

/**
 * Sets a manuscript as an A4 PDF: running header and footer with page numbers, justified text with words cut at line
 * ends, columns where the manuscript asks for them. The same manuscript always gives the same bytes, which is why
 * nothing is compressed (compressed bytes differ between versions of zlib).
 */
export async function renderPdf(manuscript: Manuscript): Promise<Uint8Array> {
  const { title, authors, note, date } = manuscript.metadata;
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    compress: false,
    lang: 'fr-FR',
    info: {
      Title: title,
      Author: authors.join(', '),
      Subject: note,
      Keywords: manuscript.keywords,
      CreationDate: new Date(date),
    },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));

  let y = Number.POSITIVE_INFINITY;
  for (const part of partsByColumns(manuscript.blocks)) y = setPart(pdf, part.blocks, part.columns, y);
  drawRunningLines(pdf, manuscript);
  pdf.end();
  await finished;
  return Buffer.concat(chunks);
}

function partsByColumns(blocks: readonly Block[]): { columns: number; blocks: Block[] }[] {
  const parts = [{ columns: 1, blocks: [] as Block[] }];
  for (const block of blocks) {
    if (block.kind === 'columns') parts.push({ columns: block.count, blocks: [] });
    else parts.at(-1)?.blocks.push(block);
  }
  return parts;
}

/** Sets blocks from `y` downwards, over as many pages as they need, and returns the y below the last of them. */
function setPart(pdf: Pdf, blocks: readonly Block[], columns: number, y: number): number {
  const bottom = PAGE.height - PAGE.bottom;
  const width = (PAGE.width - PAGE.left - PAGE.right - (columns - 1) * PAGE.gutter) / columns;
  let strips = blocks.flatMap((block) => stripsOf(pdf, block, width));
  let top = y + (strips[0]?.before ?? 0);
  for (;;) {
    if (bottom - top < 4 * BODY.leading) {
      pdf.addPage();
      top = PAGE.top;
    }
    const height = balancedHeight(strips, columns, bottom - top);
    let lowest = top;
    for (let column = 0; column < columns; column += 1) {
      const x = PAGE.left + column * (width + PAGE.gutter);
      const count = stripsThatFit(strips, height);
      lowest = Math.max(lowest, drawColumn(strips.slice(0, count), x, top));
      strips = strips.slice(count);
    }
    if (strips.length === 0) return lowest;
    top = Number.POSITIVE_INFINITY;
  }
}

/** The least height, at most `available`, at which the columns hold all strips; `available` where none does. */
function balancedHeight(strips: readonly Strip[], columns: number, available: number): number {
  for (let height = BODY.leading; columns > 1 && height < available; height += BODY.leading / 2) {
    let rest = strips;
    for (let column = 0; column < columns; column += 1) rest = rest.slice(stripsThatFit(rest, height));
    if (rest.length === 0) return height;
  }
  return available;
}

/** How many strips a column of this height takes: at least one, and none that must keep with the next as its last. */
function stripsThatFit(strips: readonly Strip[], height: number): number {
  let used = 0;
  let count = 0;
  for (const [index, strip] of strips.entries()) {
    used += strip.height + (index === 0 ? 0 : strip.before);
    if (used > height) break;
    count = index + 1;
  }
  if (count === strips.length) return count;
  let kept = count;
  while (kept > 0 && strips[kept - 1]?.keepWithNext) kept -= 1;
  return kept > 0 ? kept : Math.max(count, 1);
}

function drawColumn(strips: readonly Strip[], x: number, top: number): number {
  let y = top;
  for (const [index, strip] of strips.entries()) {
    y += index === 0 ? 0 : strip.before;
    strip.draw(x, y);
    y += strip.height;
  }
  return y;
}

function stripsOf(pdf: Pdf, block: Block, width: number): Strip[] {
  switch (block.kind) {
    case 'heading':
      return headingStrips(pdf, block.text, block.level, width);
    case 'paragraph':
      return textStrips(pdf, block.text, width, { before: 6 });
    case 'list':
      return block.items.flatMap((item, index) =>
        textStrips(pdf, item, width, { before: 3, marker: block.ordered ? `${index + 1}.` : '–' }),
      );
    case 'table':
      return tableStrips(pdf, block.rows, width);
    case 'columns':
      return [];
  }
}

function headingStrips(pdf: Pdf, text: string, level: 1 | 2 | 3, width: number): Strip[] {
  const style = HEADING[level];
  const lines = ragged(pdf, text, width, style.font, style.size);
  return lines.map((line, index) => ({
    height: style.leading + (index === lines.length - 1 ? style.after : 0),
    before: index === 0 ? style.before : 0,
    keepWithNext: true,
    draw: (x, y) => write(pdf, line, x, y, style.font, style.size),
  }));
}

/** Lines of a paragraph or a list item; neither its first nor its last line stands alone in a column. */
function textStrips(pdf: Pdf, text: string, width: number, layout: { before: number; marker?: string }): Strip[] {
  const indent = layout.marker === undefined ? 0 : MARKER_WIDTH;
  const lineWidth = width - indent;
  pdf.font(BODY.font).fontSize(BODY.size);
  const lines = breakLines(text, lineWidth, (part) => pdf.widthOfString(part));
  return lines.map((line, index) => ({
    height: BODY.leading,
    before: index === 0 ? layout.before : 0,
    keepWithNext: !line.last && (index === 0 || index === lines.length - 2),
    draw: (x, y) => {
      if (index === 0 && layout.marker !== undefined) write(pdf, layout.marker, x, y, BODY.font, BODY.size);
      pdf.font(BODY.font).fontSize(BODY.size);
      // pdfkit stretches no-break spaces too.
      const gaps = line.text.split(/\s/).length - 1;
      const stretch = line.last || gaps === 0 ? 0 : (lineWidth - pdf.widthOfString(line.text)) / gaps;
      pdf.text(line.text, x + indent, y, { lineBreak: false, wordSpacing: stretch });
    },
  }));
}

/** A table stays in one column, so that its header is above every row. */
function tableStrips(pdf: Pdf, rows: readonly (readonly string[])[], width: number): Strip[] {
  const widths = columnWidths(pdf, rows, width);
  return rows.map((row, index) => {
    const font = index === 0 ? CELL.bold : CELL.font;
    const cells = row.map((cell, column) =>
      ragged(pdf, cell, (widths[column] ?? 0) - 2 * CELL.padding, font, CELL.size),
    );
    const height = Math.max(...cells.map((lines) => lines.length)) * CELL.leading + 2 * CELL.padding;
    return {
      height: height + (index === rows.length - 1 ? CELL.padding : 0),
      before: index === 0 ? 10 : 0,
      keepWithNext: index < rows.length - 1,
      draw: (x, y) => {
        let left = x;
        for (const [column, lines] of cells.entries()) {
          pdf
            .rect(left, y, widths[column] ?? 0, height)
            .lineWidth(0.5)
            .stroke();
          for (const [number, line] of lines.entries()) {
            write(pdf, line, left + CELL.padding, y + CELL.padding + number * CELL.leading, font, CELL.size);
          }
          left += widths[column] ?? 0;
        }
      },
    };
  });
}

/** Shares the width among a table's columns in proportion to their widest cells. */
function columnWidths(pdf: Pdf, rows: readonly (readonly string[])[], width: number): number[] {
  pdf.font(CELL.bold).fontSize(CELL.size);
  const widest = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => pdf.widthOfString(row[column] ?? ''))),
  );
  const natural = widest.map((cell) => cell + 2 * CELL.padding);
  const total = natural.reduce((sum, cell) => sum + cell, 0);
  return natural.map((cell) => (cell / total) * width);
}

function ragged(pdf: Pdf, text: string, width: number, font: string, size: number): string[] {
  pdf.font(font).fontSize(size);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trimStart();
    if (lines.length > 0 && pdf.widthOfString(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function write(pdf: Pdf, text: string, x: number, y: number, font: string, size: number): void {
  pdf.font(font).fontSize(size).text(text, x, y, { lineBreak: false });
}

function drawRunningLines(pdf: Pdf, manuscript: Manuscript): void {
  const { title, publisher } = manuscript.metadata;
  const right = PAGE.width - PAGE.right;
  const pages = pdf.bufferedPageRange().count;
  for (let page = 0; page < pages; page += 1) {
    pdf.switchToPage(page);
    pdf.font(RUNNING.font).fontSize(RUNNING.size);
    const folio = `Page ${page + 1} sur ${pages}`;
    write(pdf, title, PAGE.left, RUNNING.headerY, RUNNING.font, RUNNING.size);
    pdf
      .moveTo(PAGE.left, RUNNING.headerY + 13)
      .lineTo(right, RUNNING.headerY + 13)
      .lineWidth(0.5)
      .stroke();
    write(pdf, publisher, PAGE.left, RUNNING.footerY, RUNNING.font, RUNNING.size);
    write(pdf, folio, right - pdf.widthOfString(folio), RUNNING.footerY, RUNNING.font, RUNNING.size);
  }
}
