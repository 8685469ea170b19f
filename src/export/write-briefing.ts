import { type Briefing, type BriefingContents, composeBriefing } from './briefing.ts';
import { writeDocx } from './briefing-docx.ts';
import { writeHtml } from './briefing-html.ts';
import { writeMarkdown } from './briefing-markdown.ts';

export const BRIEFING_FORMATS = ['markdown', 'html', 'docx', 'json'] as const;

export type BriefingFormat = (typeof BRIEFING_FORMATS)[number];

/** The ending of a file, and its media type. */
export const BRIEFING_FILES: Readonly<Record<BriefingFormat, { readonly ending: string; readonly mediaType: string }>> =
  {
    markdown: { ending: 'md', mediaType: 'text/markdown; charset=utf-8' },
    html: { ending: 'html', mediaType: 'text/html; charset=utf-8' },
    docx: { ending: 'docx', mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
    json: { ending: 'json', mediaType: 'application/json; charset=utf-8' },
  };

/** A briefing as the bytes of a file. */
export async function writeBriefing(contents: BriefingContents, format: BriefingFormat): Promise<Uint8Array> {
  const briefing = composeBriefing(contents);
  switch (format) {
    case 'docx':
      return await writeDocx(briefing);
    case 'html':
      return encode(writeHtml(briefing));
    case 'markdown':
      return encode(writeMarkdown(briefing));
    case 'json':
      return encode(`${JSON.stringify(toJson(contents, briefing), null, 2)}\n`);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toJson(
  { title, language, date, entries }: BriefingContents,
  { bibliography, notFound, notes, method }: Briefing,
) {
  return { title, language, date, entries, notes, notFound, bibliography, method };
}
