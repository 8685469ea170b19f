import { FootnoteReferenceRun, HeadingLevel, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { describe, expect, it } from 'vitest';
import { makeDocx, makeZip } from './make-docx.ts';
import { outline, read } from './read.ts';
import { describeReader } from './reader-contract.ts';

function cell(text: string, options: { rowSpan?: number; columnSpan?: number } = {}): TableCell {
  return new TableCell({ children: [new Paragraph(text)], ...options });
}

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('reading a Word document', () => {
  it('reads headings by their styles, paragraphs, lists and tables in order', async () => {
    const docx = await makeDocx([
      new Paragraph({ text: 'Le titre', heading: HeadingLevel.TITLE }),
      new Paragraph({ text: 'Une partie', heading: HeadingLevel.HEADING_2 }),
      new Paragraph({
        children: [new TextRun('Un texte '), new TextRun({ text: 'en gras', bold: true }), new TextRun('.')],
      }),
      new Paragraph({ text: 'premier point', bullet: { level: 0 } }),
      new Paragraph({ text: 'point de second rang', bullet: { level: 1 } }),
      new Paragraph({ text: 'second point', bullet: { level: 0 } }),
      new Table({
        rows: [
          new TableRow({ children: [cell('Pays'), cell('Ville')] }),
          new TableRow({ children: [cell('France', { rowSpan: 2 }), cell('Paris')] }),
          new TableRow({ children: [cell('Lyon')] }),
        ],
      }),
    ]);
    expect(outline(await read('note.docx', docx))).toBe(
      '# Le titre\n\n## Une partie\n\nUn texte en gras.\n\n- premier point\n- point de second rang\n- second point\n\n' +
        'Pays | Ville\nFrance | Paris\nFrance | Lyon',
    );
  });

  it('keeps footnotes as paragraphs at the end and leaves their marks out of the text', async () => {
    const docx = await makeDocx(
      [
        new Paragraph({
          children: [new TextRun('La loi a changé'), new FootnoteReferenceRun(1), new TextRun(' les communes.')],
        }),
      ],
      { footnotes: { 1: { children: [new Paragraph('Loi du 7 août 2015.')] } } },
    );
    expect((await read('note.docx', docx)).text).toBe('La loi a changé les communes.\n\nLoi du 7 août 2015.');
  });

  it('takes title, author and language from the properties, but no date of publication', async () => {
    const docx = await makeDocx([new Paragraph('Un texte.')], { title: 'Le vrai titre', creator: 'Anne Durand' });
    expect(await read('note.docx', docx)).toMatchObject({
      title: 'Le vrai titre',
      authors: ['Anne Durand'],
      date: null,
    });
  });

  it('says that a document of pictures alone is scanned, and one of nothing is empty', async () => {
    const picture = new ImageRun({ type: 'png', data: PIXEL, transformation: { width: 100, height: 100 } });
    await expect(read('scan.docx', await makeDocx([new Paragraph({ children: [picture] })]))).rejects.toMatchObject({
      code: 'file_scanned',
    });
    await expect(read('vide.docx', await makeDocx([new Paragraph('')]))).rejects.toMatchObject({ code: 'file_empty' });
  });

  it('tells an encrypted document and an old .doc from a Word document', async () => {
    const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    await expect(read('ancien.docx', compound)).rejects.toMatchObject({ code: 'file_not_as_named' });
    const encrypted = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]);
    await expect(read('secret.docx', encrypted)).rejects.toMatchObject({ code: 'file_encrypted' });
    await expect(read('ancien.doc', compound)).rejects.toMatchObject({ code: 'file_type_unsupported' });
  });

  it('tells another kind of ZIP archive from a Word document', async () => {
    await expect(read('tableur.docx', makeZip({ 'xl/workbook.xml': '<x/>' }))).rejects.toMatchObject({
      code: 'file_not_as_named',
    });
  });

  it('refuses an archive that would unpack to more than it may, or to more than it says', async () => {
    const bomb = makeZip({ 'word/document.xml': '<x/>' }, 300 * 1024 * 1024);
    await expect(read('bombe.docx', bomb)).rejects.toMatchObject({ code: 'file_damaged' });
    const liar = makeZip({ 'word/document.xml': `<x>${'a'.repeat(5000)}</x>` }, 10);
    await expect(read('menteur.docx', liar)).rejects.toMatchObject({ code: 'file_damaged' });
  });

  it('says that a truncated document is damaged', async () => {
    const docx = await makeDocx([new Paragraph('Un texte.')]);
    await expect(read('coupe.docx', docx.slice(0, docx.length - 100))).rejects.toMatchObject({ code: 'file_damaged' });
  });
});

describeReader({
  format: 'DOCX',
  fileName: 'contrat.docx',
  makeFile: () =>
    makeDocx([
      new Paragraph({ text: 'Un titre élevé', heading: HeadingLevel.HEADING_1 }),
      new Paragraph('Un premier paragraphe, avec « guillemets ».'),
      new Paragraph('Un second paragraphe.'),
    ]),
});
