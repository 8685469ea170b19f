import type { Briefing, BriefingNote, BriefingRun } from './briefing.ts';
import { BRIEFING_WORDS, type BriefingWords, quoted } from './briefing-words.ts';

/** What Markdown, or HTML in it, would give a meaning to. */
const SPECIAL = /[\\`*_{}[\]<>#|~^&$]/g;
const OPENS_BLOCK = /^( *)(?:([-+=:])|(\d+)([.)]))/;

/** Text of an answer, a document or a person, as Markdown shows it: word for word, on one line. */
export function inert(text: string): string {
  return text
    .replaceAll(/[\t\n\v\f\r]+/g, ' ')
    .replaceAll(SPECIAL, '\\$&')
    .replace(OPENS_BLOCK, (_, spaces: string, sign = '', digits = '', point = '') =>
      sign === '' ? `${spaces}${digits}\\${point}` : `${spaces}\\${sign}`,
    );
}

/** A briefing in Markdown (CommonMark with footnotes as GitHub and Pandoc have them). */
export function writeMarkdown(briefing: Briefing): string {
  const words = BRIEFING_WORDS[briefing.language];
  const lines: string[] = [`# ${inert(briefing.title)}`, '', briefing.dateLine, ''];
  for (const { question, paragraphs, remarks } of briefing.sections) {
    lines.push(`## ${inert(question)}`, '');
    for (const paragraph of paragraphs) lines.push(paragraph.map(writeRun).join(''), '');
    for (const remark of remarks) lines.push(`> ${inert(remark)}`, '');
  }
  if (briefing.notFound.length > 0) {
    lines.push(`## ${words.notFound}`, '', ...briefing.notFound.map((question) => `- ${inert(question)}`), '');
  }
  if (briefing.notes.length > 0) {
    lines.push(`## ${words.evidence}`, '', ...briefing.notes.flatMap((note) => writeEvidence(note, words)));
    lines.push(
      `## ${words.bibliography}`,
      '',
      ...briefing.bibliography.map((reference) => `- ${inert(reference)}`),
      '',
    );
  }
  lines.push(`## ${words.methodTitle}`, '', inert(briefing.method), '');
  for (const note of briefing.notes) lines.push(`[^${note.number}]: ${writeNote(note, words)}`, '');
  return `${lines.join('\n').trimEnd()}\n`;
}

function writeRun(run: BriefingRun): string {
  return 'note' in run ? `[^${run.note}]` : inert(run.text);
}

function writeNote({ reference, quote, language, translation, permalink }: BriefingNote, words: BriefingWords): string {
  const rendering = translation === null ? '' : ` ${inert(words.unofficial(translation))}`;
  // A relative address leads nowhere from a file: it is there to be checked.
  const link = /^https?:/.test(permalink) ? `<${permalink}>` : inert(permalink);
  return `${inert(reference)} ${inert(quoted(quote, language))}${rendering} ${link}`;
}

function writeEvidence({ number, reference, quote, section }: BriefingNote, words: BriefingWords): string[] {
  const place = section === '' ? '' : ` — ${inert(words.place(section))}`;
  const label = `${number}. `;
  return [`${label}${inert(reference)}${place}`, '', `${' '.repeat(label.length)}> ${inert(quote)}`, ''];
}
