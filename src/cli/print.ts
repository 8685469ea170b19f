import type { Answer, Explanation, Hit, Language } from '../domain.ts';
import { SourcierError } from '../errors.ts';
import type { StoredDocument } from '../store/index-snapshot.ts';
import type { IngestionReport } from '../store/ingestion-report.ts';
import { type CheckedCitation, isSound } from './check-briefing.ts';
import type { Translate } from './messages.ts';

/** Renderings of results as lines for a terminal: pure functions, so that tests read them as a person would. */

/** Documents are hostile: control characters could move the cursor, forge lines of a terminal or turn them around. */
function inert(text: string): string {
  return text.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === '\n' ? '\n' : '\uFFFD'));
}

function sourceLine({
  title,
  publisher,
  date,
}: {
  title: string;
  publisher: string | null;
  date: string | null;
}): string {
  return [title, publisher, date].filter((part) => part !== null).join(', ');
}

function place(page: number | null, section: readonly string[], translate: Translate): string {
  const parts = [page === null ? null : translate('page', { page }), section.length === 0 ? null : section.join(' › ')];
  return parts.filter((part) => part !== null).join(', ');
}

function indent(text: string, width: number): string {
  return text.replace(/^/gm, ' '.repeat(width));
}

export function renderAnswer(answer: Answer, translate: Translate): string {
  const lines = [answer.text, ''];
  for (const notice of answer.notices) lines.push(notice.detail);
  for (const { text, reason } of answer.unsupported) lines.push(translate('unsupported', { text, reason }));
  for (const { marker, document, page, section, start, end, quote } of answer.citations) {
    lines.push(`[${marker}] ${sourceLine(document)}`);
    lines.push(
      `    ${[place(page, section, translate), `${document.id} ${start}–${end}`].filter(Boolean).join(' · ')}`,
    );
    // A model's sentences say it in other words.
    if (answer.engine.answerer === 'llm') lines.push(indent(quote, 4));
  }
  for (const hit of answer.closest) lines.push(renderHit(hit, translate));
  return inert(lines.join('\n').trimEnd());
}

function renderExplanation({ name, value, parts = [] }: Explanation, depth: number): string[] {
  return [
    `${' '.repeat(depth)}${name}: ${value.toFixed(3)}`,
    ...parts.flatMap((part) => renderExplanation(part, depth + 2)),
  ];
}

function renderHit({ passage, document, score, explanation }: Hit, translate: Translate): string {
  const header = `${score.toFixed(3)}  ${sourceLine(document)}`;
  const where = place(passage.page, passage.section, translate);
  const lines = [header, ...(where === '' ? [] : [indent(where, 7)]), indent(passage.text, 7)];
  if (explanation !== undefined) lines.push(...renderExplanation(explanation, 7));
  return inert(`${lines.join('\n')}\n`);
}

export function renderHits(hits: readonly Hit[], translate: Translate): string {
  if (hits.length === 0) return translate('no_hits');
  return hits
    .map((hit) => renderHit(hit, translate))
    .join('\n')
    .trimEnd();
}

/** A citation a paragraph: its state and its quote, then where it stands, or what the document says now. */
export function renderCitations(citations: readonly CheckedCitation[], translate: Translate): string {
  const paragraphs = citations.map(({ permalink, state, quote, place: at, nearest, difference }) => {
    const lines = [`${translate(`citation_${state}`)} ${quote?.replaceAll(/\s+/g, ' ') ?? permalink}`];
    const now = difference.filter(({ kind }) => kind !== 'removed').map(({ text }) => text);
    if (nearest !== null)
      lines.push(indent(translate('citation_now', { text: now.join('').replaceAll(/\s+/g, ' ') }), 4));
    const { document, page = null, section = [] } = at ?? nearest ?? {};
    if (document !== undefined) {
      const parts = [sourceLine(document), place(page, section, translate), document.id];
      lines.push(indent(parts.filter((part) => part !== '').join(' · '), 4));
    }
    return lines.join('\n');
  });
  const sound = citations.filter(isSound).length;
  return inert([...paragraphs, translate('citations_checked', { sound, count: citations.length })].join('\n'));
}

export function renderDocuments(documents: readonly StoredDocument[], translate: Translate): string {
  if (documents.length === 0) return translate('no_documents');
  return inert(documents.map((document) => `${document.id}\n    ${sourceLine(document)}`).join('\n'));
}

export function renderReport(report: IngestionReport, language: Language, translate: Translate): string {
  const lines = report.failures.map(
    ({ file, code, parameters }) => `✗ ${file}: ${new SourcierError(code, parameters).detail(language)}`,
  );
  for (const { file, code, pages = [] } of report.warnings) {
    lines.push(
      `! ${code === 'encoding_guessed' ? translate('warn_encoding', { file }) : translate('warn_pages', { file, pages: pages.join(', ') })}`,
    );
  }
  lines.push(
    translate('ingest_done', {
      added: report.added.length,
      replaced: report.replaced.length,
      unchanged: report.unchanged,
      withdrawn: report.withdrawn.length,
      failed: report.failures.length,
      passages: report.passages,
    }),
  );
  if (report.reindexed > 0) lines.push(translate('ingest_reindexed', { count: report.reindexed }));
  if (report.passedOver.length > 0)
    lines.push(translate('ingest_passed_over', { files: report.passedOver.join(', ') }));
  return inert(lines.join('\n'));
}
