import { escapeHtml } from '../language/escape-html.ts';
import type { Briefing, BriefingNote, BriefingRun } from './briefing.ts';
import { BRIEFING_WORDS, type BriefingWords } from './briefing-words.ts';

const STYLE = [
  'body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 Georgia,"DejaVu Serif",serif;color:#1d2329}',
  'h1,h2{font-family:system-ui,"DejaVu Sans",sans-serif;line-height:1.25}blockquote{margin:.3rem 0 .9rem;padding-left:.9rem;border-left:3px solid #155e78;white-space:pre-line}',
  '.remark{padding:.4rem .9rem;background:#fff6e0}.date,.method{color:#56606a}@media print{body{margin:0;max-width:none}}',
].join('');

/** A briefing as one HTML page that loads nothing, with notes that lead to and fro. */
export function writeHtml(briefing: Briefing): string {
  const words = BRIEFING_WORDS[briefing.language];
  const seen = new Set<number>();
  const parts = [`<h1>${escapeHtml(briefing.title)}</h1>`, `<p class="date">${escapeHtml(briefing.dateLine)}</p>`];
  for (const { question, language, paragraphs, remarks } of briefing.sections) {
    parts.push(`<section><h2>${escapeHtml(question)}</h2>`);
    for (const paragraph of paragraphs) {
      parts.push(`<p lang="${language}">${paragraph.map((run) => writeRun(run, seen)).join('')}</p>`);
    }
    for (const remark of remarks) parts.push(`<p class="remark">${escapeHtml(remark)}</p>`);
    parts.push('</section>');
  }
  if (briefing.notFound.length > 0) parts.push(`<h2>${escapeHtml(words.notFound)}</h2>`, list(briefing.notFound));
  if (briefing.notes.length > 0) {
    parts.push(
      `<h2>${escapeHtml(words.evidence)}</h2>`,
      `<ol>${briefing.notes.map((note) => writeNote(note, words)).join('')}</ol>`,
    );
    parts.push(`<h2>${escapeHtml(words.bibliography)}</h2>`, list(briefing.bibliography));
  }
  parts.push(`<h2>${escapeHtml(words.methodTitle)}</h2>`, `<p class="method">${escapeHtml(briefing.method)}</p>`);
  return `<!doctype html>
<html lang="${briefing.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(briefing.title)}</title><style>${STYLE}</style></head>
<body>
${parts.join('\n')}
</body></html>
`;
}

function writeRun(run: BriefingRun, seen: Set<number>): string {
  if (!('note' in run)) return escapeHtml(run.text);
  const id = seen.has(run.note) ? '' : ` id="use-${run.note}"`;
  seen.add(run.note);
  return `<sup><a href="#note-${run.note}"${id}>${run.note}</a></sup>`;
}

function writeNote(
  { number, reference, quote, language, section, translation, permalink }: BriefingNote,
  words: BriefingWords,
): string {
  const place = section === '' ? '' : `<br>${escapeHtml(words.place(section))}`;
  const rendering = translation === null ? '' : `<p>${escapeHtml(words.unofficial(translation))}</p>`;
  const address = escapeHtml(permalink);
  // A relative address leads nowhere from a file: it is there to be checked.
  const link = /^https?:/.test(permalink) ? `<a href="${address}">${words.check}</a>` : `<small>${address}</small>`;
  const back = `<a href="#use-${number}" aria-label="${words.backToText}" title="${words.backToText}">↩</a>`;
  return `<li id="note-${number}" value="${number}">${escapeHtml(reference)}${place}<blockquote lang="${language}">${escapeHtml(quote)}</blockquote>${rendering}${link} ${back}</li>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
}
