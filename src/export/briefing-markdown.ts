import type { Briefing, BriefingNote, BriefingRun } from './briefing.ts';
import { BRIEFING_WORDS } from './briefing-words.ts';

/** What Markdown, or HTML in it, would give a meaning to. */
const SPECIAL = /[\\`*_{}[\]<>#|~^&$]/g;
const OPENS_BLOCK = /^(\s*)([-+=:]|\d+[.)])/;

/** Text of an answer, a document or a person, as Markdown shows it: word for word. */
function inert(text: string): string {
  return text
    .replaceAll(/\s+/g, (space) => (space.includes('\n') ? ' ' : space))
    .replaceAll(SPECIAL, '\\$&')
    .replace(OPENS_BLOCK, '$1\\$2');
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

type Words = (typeof BRIEFING_WORDS)['fr'];

function writeNote({ reference, quote, language, translation, permalink }: BriefingNote, words: Words): string {
  const rendering = translation === null ? '' : ` ${words.unofficial}: ${inert(translation)}`;
  return `${inert(reference)} ${inert(words.quoted(quote, language))}${rendering} <${permalink}>`;
}

function writeEvidence({ number, reference, quote, section }: BriefingNote, words: Words): string[] {
  const place = section === '' ? '' : ` — ${words.place}: ${inert(section)}`;
  return [`${number}. ${inert(reference)}${place}`, '', `   > ${inert(quote)}`, ''];
}
