import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Block, Manuscript } from './manuscript.ts';

const HEADING_LEVELS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 };

/**
 * Builds a manuscript as a DOCX with heading styles, Word lists, tables with a header row, and a running header and
 * footer. The same manuscript always gives the same bytes.
 */
export async function renderDocx(manuscript: Manuscript): Promise<Uint8Array> {
  const { title, publisher } = manuscript.metadata;
  const document = new Document({
    styles: { default: { document: { run: { font: 'Liberation Serif', size: 22, language: { value: 'fr-FR' } } } } },
    numbering: {
      config: [
        {
          reference: 'numbers',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 720, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        headers: { default: new Header({ children: [new Paragraph(title)] }) },
        footers: { default: new Footer({ children: [footerLine(publisher)] }) },
        children: manuscript.blocks.flatMap((block, index) => elementsOf(block, index)),
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(manuscript) },
  ]);
  return withoutTimes(packed);
}

function footerLine(publisher: string): Paragraph {
  return new Paragraph({
    children: [
      new TextRun({ children: [`${publisher} – page `, PageNumber.CURRENT, ' sur ', PageNumber.TOTAL_PAGES] }),
    ],
  });
}

/** `index` keeps the numbering of one ordered list apart from the next. */
function elementsOf(block: Block, index: number): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ text: block.text, heading: HEADING_LEVELS[block.level] })];
    case 'paragraph':
      return [new Paragraph({ text: block.text, spacing: { after: 120 } })];
    case 'list':
      return block.items.map((text) =>
        block.ordered
          ? new Paragraph({ text, numbering: { reference: 'numbers', level: 0, instance: index } })
          : new Paragraph({ text, bullet: { level: 0 } }),
      );
    case 'table':
      return [tableOf(block.rows), new Paragraph('')];
    case 'columns':
      throw new Error('columns are for PDF manuscripts only');
  }
}

function tableOf(rows: readonly (readonly string[])[]): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: rows.map(
      (row, index) =>
        new TableRow({
          // The library writes an explicit `false` too, which some readers take for a header.
          ...(index === 0 && { tableHeader: true }),
          children: row.map(
            (text) =>
              new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold: index === 0 })] })] }),
          ),
        }),
    ),
  });
}

/** The library dates these properties with the present moment; ours carry the manuscript's date, and its language. */
function coreProperties({ metadata, keywords }: Manuscript): string {
  const instant = `${new Date(metadata.date).toISOString().slice(0, 19)}Z`;
  const elements = {
    'dc:title': metadata.title,
    'dc:creator': metadata.authors.join(', '),
    'dc:description': metadata.note,
    'dc:language': metadata.language,
    'cp:keywords': keywords,
  };
  const simple = Object.entries(elements).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const dated = ['created', 'modified'].map(
    (name) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${instant}</dcterms:${name}>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ...simple,
    ...dated,
    '</cp:coreProperties>',
  ].join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Sets the time of every entry of a ZIP archive to 1 January 1980, the earliest that the format knows. Entries are found
 * through the central directory (APPNOTE 4.3.12), since their data may hold any bytes.
 */
function withoutTimes(archive: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(archive);
  const view = new DataView(bytes.buffer);
  const midnightOfFirstJanuary1980 = 0x0021_0000;
  const endRecord = bytes.length - 22;
  const entries = view.getUint16(endRecord + 10, true);
  let entry = view.getUint32(endRecord + 16, true);
  for (let count = 0; count < entries; count += 1) {
    view.setUint32(entry + 12, midnightOfFirstJanuary1980, true);
    view.setUint32(view.getUint32(entry + 42, true) + 10, midnightOfFirstJanuary1980, true);
    entry +=
      46 + view.getUint16(entry + 28, true) + view.getUint16(entry + 30, true) + view.getUint16(entry + 32, true);
  }
  return bytes;
}
