import { Document, ExternalHyperlink, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { Language } from '../domain.ts';
import type { Briefing, BriefingNote, BriefingRun } from './briefing.ts';
import { BRIEFING_WORDS, type BriefingWords, quoted } from './briefing-words.ts';

/** What XML 1.0 cannot hold. */
const NOT_IN_XML = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu;

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

function clean(text: string): string {
  return text.replaceAll(NOT_IN_XML, '\uFFFD');
}

/** A briefing as a Word document, with real footnotes and heading styles. A note used again has its number again. */
export async function writeDocx(briefing: Briefing): Promise<Uint8Array> {
  const words = BRIEFING_WORDS[briefing.language];
  const footnotes = new Footnotes(briefing.notes, words);
  const children = [
    heading(briefing.title, HeadingLevel.TITLE),
    new Paragraph({ text: clean(briefing.dateLine), spacing: { after: 300 } }),
    ...briefing.sections.flatMap(({ question, paragraphs, remarks }) => [
      heading(question, HeadingLevel.HEADING_1),
      ...paragraphs.map(
        (paragraph) =>
          new Paragraph({ spacing: { after: 160 }, children: paragraph.map((run) => footnotes.writeRun(run)) }),
      ),
      ...remarks.map(
        (remark) =>
          new Paragraph({
            spacing: { after: 160 },
            indent: { left: 360 },
            children: [new TextRun({ text: clean(remark), italics: true })],
          }),
      ),
    ]),
    ...(briefing.notFound.length === 0
      ? []
      : [heading(words.notFound, HeadingLevel.HEADING_1), ...bullets(briefing.notFound)]),
    ...(briefing.notes.length === 0
      ? []
      : [
          heading(words.evidence, HeadingLevel.HEADING_1),
          ...briefing.notes.flatMap((note) => writeEvidence(note, words)),
          heading(words.bibliography, HeadingLevel.HEADING_1),
          ...bullets(briefing.bibliography),
        ]),
    heading(words.methodTitle, HeadingLevel.HEADING_1),
    new Paragraph(clean(briefing.method)),
  ];
  const document = new Document({
    title: clean(briefing.title),
    creator: 'Sourcier',
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: LOCALES[briefing.language] } },
        },
      },
    },
    footnotes: footnotes.byId,
    sections: [{ children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function heading(text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ text: clean(text), heading: level, spacing: { before: 280, after: 120 } });
}

function bullets(items: readonly string[]): Paragraph[] {
  return items.map((item) => new Paragraph({ text: clean(item), bullet: { level: 0 } }));
}

function writeEvidence(
  { number, reference, quote, language, section, translation }: BriefingNote,
  words: BriefingWords,
): Paragraph[] {
  const indent = { left: 360 };
  const aside = (text: string) =>
    new Paragraph({ indent, children: [new TextRun({ text: clean(text), color: '56606A' })] });
  return [
    new Paragraph({
      keepNext: true,
      children: [new TextRun({ text: `${number}. `, bold: true }), new TextRun(clean(reference))],
    }),
    ...(section === '' ? [] : [aside(words.place(section))]),
    new Paragraph({
      indent,
      spacing: { after: translation === null ? 160 : 0 },
      children: [new TextRun({ text: clean(quote), italics: true, language: { value: LOCALES[language] } })],
    }),
    ...(translation === null ? [] : [aside(words.unofficial(translation))]),
  ];
}

/** The footnotes in the order of their first use, which is that of their numbers. */
class Footnotes {
  readonly byId: Record<string, { children: Paragraph[] }> = {};
  readonly #notes: ReadonlyMap<number, BriefingNote>;
  readonly #words: BriefingWords;

  constructor(notes: readonly BriefingNote[], words: BriefingWords) {
    this.#notes = new Map(notes.map((note) => [note.number, note]));
    this.#words = words;
  }

  writeRun(run: BriefingRun): TextRun | FootnoteReferenceRun {
    if (!('note' in run)) return new TextRun(clean(run.text));
    const note = this.#notes.get(run.note);
    // Word would give a second reference a footnote of its own.
    if (note === undefined || this.byId[run.note] !== undefined) {
      return new TextRun({ text: String(run.note), superScript: true });
    }
    this.byId[run.note] = { children: [new Paragraph({ children: [new TextRun(' '), ...this.#write(note)] })] };
    return new FootnoteReferenceRun(run.note);
  }

  #write({ reference, quote, language, translation, permalink }: BriefingNote): (TextRun | ExternalHyperlink)[] {
    const rendering = translation === null ? [] : [new TextRun(` ${clean(this.#words.unofficial(translation))}`)];
    // A relative address leads nowhere from a file: it is there to be checked.
    const link = /^https?:/.test(permalink)
      ? new ExternalHyperlink({
          link: permalink,
          children: [new TextRun({ text: this.#words.check, style: 'Hyperlink' })],
        })
      : new TextRun({ text: permalink, size: 12 });
    return [
      new TextRun(`${clean(reference)} `),
      new TextRun({ text: clean(quoted(quote, language)), language: { value: LOCALES[language] } }),
      ...rendering,
      new TextRun(' '),
      link,
    ];
  }
}
