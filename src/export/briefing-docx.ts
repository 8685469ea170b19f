import { Document, ExternalHyperlink, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { Briefing, BriefingNote, BriefingRun } from './briefing.ts';
import { BRIEFING_WORDS } from './briefing-words.ts';

/** What XML 1.0 cannot hold. */
const NOT_IN_XML = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|\p{Surrogate}/gu;

function clean(text: string): string {
  return text.replaceAll(NOT_IN_XML, '\uFFFD');
}

/** A briefing as a Word document, with real footnotes and heading styles. A note used again says which it is. */
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
          ...briefing.notes.flatMap((note) => writeEvidence(note)),
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
          run: { font: 'Calibri', size: 22, language: { value: briefing.language === 'fr' ? 'fr-FR' : 'en-GB' } },
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

function writeEvidence({ number, reference, quote, section }: BriefingNote): Paragraph[] {
  return [
    new Paragraph({ children: [new TextRun({ text: `${number}. `, bold: true }), new TextRun(clean(reference))] }),
    ...(section === ''
      ? []
      : [new Paragraph({ indent: { left: 360 }, children: [new TextRun({ text: clean(section), color: '56606A' })] })]),
    new Paragraph({
      indent: { left: 360 },
      spacing: { after: 160 },
      children: [new TextRun({ text: clean(quote), italics: true })],
    }),
  ];
}

/** Word gives each reference a footnote of its own. */
class Footnotes {
  readonly byId: Record<string, { children: Paragraph[] }> = {};
  readonly #notes: ReadonlyMap<number, BriefingNote>;
  readonly #words: (typeof BRIEFING_WORDS)['fr'];
  /** The footnote that each note has in print. */
  readonly #printed = new Map<number, number>();

  constructor(notes: readonly BriefingNote[], words: (typeof BRIEFING_WORDS)['fr']) {
    this.#notes = new Map(notes.map((note) => [note.number, note]));
    this.#words = words;
  }

  writeRun(run: BriefingRun): TextRun | FootnoteReferenceRun {
    if (!('note' in run)) return new TextRun(clean(run.text));
    const id = Object.keys(this.byId).length + 1;
    const printed = this.#printed.get(run.note);
    const note = this.#notes.get(run.note);
    if (printed === undefined) this.#printed.set(run.note, id);
    const children =
      printed !== undefined || note === undefined
        ? [new TextRun(this.#words.seeNote(printed ?? run.note))]
        : this.#write(note);
    this.byId[id] = { children: [new Paragraph({ children: [new TextRun(' '), ...children] })] };
    return new FootnoteReferenceRun(id);
  }

  #write({ reference, quote, language, translation, permalink }: BriefingNote): (TextRun | ExternalHyperlink)[] {
    const rendering = translation === null ? [] : [`${this.#words.unofficial}: ${translation}`];
    const text = [reference, this.#words.quoted(quote, language), ...rendering].join(' ');
    // A relative address leads nowhere from a file: it is there to be checked.
    const link = /^https?:/.test(permalink)
      ? new ExternalHyperlink({
          link: permalink,
          children: [new TextRun({ text: this.#words.check, style: 'Hyperlink' })],
        })
      : new TextRun({ text: permalink, size: 12 });
    return [new TextRun(`${clean(text)} `), link];
  }
}
