import PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;

/** A PDF as pdfkit draws it, in memory. */
export async function makePdf(
  draw: (pdf: Pdf) => void,
  options: ConstructorParameters<typeof PDFDocument>[0] = {},
): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: 72, bufferPages: true, ...options });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', resolve);
  });
  draw(pdf);
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

/** Lines set one under another at fixed places, without any wrapping of pdfkit's own. */
export function setLines(pdf: Pdf, lines: readonly string[], left: number, top: number, leading = 14): void {
  lines.forEach((line, index) => {
    pdf.text(line, left, top + index * leading, { lineBreak: false });
  });
}

/** The same words above and below the text of every page. */
export function setRunningLines(pdf: Pdf, header: string, footer: (page: number, pages: number) => string): void {
  const { count } = pdf.bufferedPageRange();
  for (let page = 0; page < count; page++) {
    pdf.switchToPage(page);
    pdf.page.margins.bottom = 0;
    pdf.font('Helvetica').fontSize(8);
    pdf.text(header, 72, 40, { lineBreak: false });
    pdf.text(footer(page + 1, count), 72, 800, { lineBreak: false });
  }
}
