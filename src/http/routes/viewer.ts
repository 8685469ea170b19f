import Type from 'typebox';
import type { Language, Page } from '../../domain.ts';
import { escapeHtml } from '../../language/escape-html.ts';
import { formatDate } from '../../language/format-date.ts';
import type { Services } from '../../services.ts';
import type { AppInstance } from '../app-instance.ts';
import { type LinkSignature, readSignature } from '../link-signature.ts';
import { fill, type PageKit, type Texts } from '../page-kit.ts';
import type { StoredDocument } from '../present.ts';
import { type Mark, renderDocument } from '../render-document.ts';
import { renderPage } from '../render-page.ts';
import { IdSchema } from '../schemas/documents.ts';

/** What the address says; anything that is not of the form is passed over, as a page is better than none. */
interface Wanted {
  readonly start: number;
  readonly end: number;
  readonly others: readonly { readonly start: number; readonly end: number }[];
  readonly version: string | null;
  /** Whether the reader comes from a permalink whose quote has moved. */
  readonly isMoved: boolean;
  /** Of the link that the reader came by; links from here carry it on. */
  readonly signature: LinkSignature | null;
}

const MOST_MARKS = 50;
const SPAN = /^(\d{1,9})-(\d{1,9})$/;

function readWanted(query: Readonly<Record<string, unknown>>): Wanted {
  const { start, end, marks, version, state } = query;
  const others = (typeof marks === 'string' ? marks : '').split(',', MOST_MARKS).flatMap((mark) => {
    const [, from, to] = SPAN.exec(mark) ?? [];
    return from === undefined || to === undefined ? [] : [{ start: Number(from), end: Number(to) }];
  });
  return {
    start: typeof start === 'string' && /^\d{1,9}$/.test(start) ? Number(start) : Number.NaN,
    end: typeof end === 'string' && /^\d{1,9}$/.test(end) ? Number(end) : Number.NaN,
    others,
    version: typeof version === 'string' ? version : null,
    isMoved: state === 'moved',
    signature: readSignature(query),
  };
}

/** The quote asked for, and the others of the same answer, in the order of the text. */
function toMarks({ start, end, others }: Wanted, length: number): Mark[] {
  const isInText = (span: { start: number; end: number }) => span.start < span.end && span.end <= length;
  const isWanted = (span: { start: number; end: number }) => span.start === start && span.end === end;
  const spans = [{ start, end }, ...others.filter((span) => !isWanted(span))]
    .filter(isInText)
    .sort((one, other) => one.start - other.start);
  return spans.map((span, index) => {
    const isCurrent = isWanted(span);
    return { ...span, isCurrent, id: isCurrent ? 'quote' : `quote-${index + 1}` };
  });
}

function link(href: string, text: string, attributes = ''): string {
  return `<a href="${escapeHtml(href)}"${attributes}>${escapeHtml(text)}</a>`;
}

/** Only addresses that a browser may follow: metadata are data. */
function isWebAddress(url: string | null): url is string {
  return url !== null && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function pageOf(pages: readonly Page[], offset: number): number | null {
  return pages.find(({ start, end }) => start <= offset && offset < end)?.number ?? null;
}

/** The view of one document: what `renderPage` fills in, and the pieces of HTML. */
class View {
  readonly #document: StoredDocument;
  readonly #texts: Texts;
  readonly #language: Language;
  readonly #marks: readonly Mark[];
  readonly #wanted: Wanted;

  constructor(document: StoredDocument, texts: Texts, language: Language, wanted: Wanted, marks: readonly Mark[]) {
    this.#document = document;
    this.#texts = texts;
    this.#language = language;
    this.#wanted = wanted;
    this.#marks = marks;
  }

  get values(): Texts {
    const { title, language } = this.#document;
    return {
      ...this.#texts,
      language: this.#language,
      document_title: title,
      document_language: language,
      document_details: this.#details.join(' · '),
      reference: [title, ...this.#details, this.#pageLabel, this.#document.url].filter(Boolean).join(', '),
    };
  }

  get pieces(): Readonly<Record<string, string>> {
    return {
      languages: this.#languages,
      links: this.#links,
      notices: this.#notices,
      toolbar: this.#toolbar,
    };
  }

  #text(name: string, values: Readonly<Record<string, string | number>> = {}): string {
    return fill(this.#texts[name] ?? '', values);
  }

  get #details(): string[] {
    const { authors, publisher, date, licence } = this.#document;
    const written = date === null ? null : formatDate(date, this.#language);
    return [authors.join(', '), publisher, written, licence].filter(
      (detail): detail is string => detail !== null && detail !== '',
    );
  }

  get #page(): number | null {
    return Number.isNaN(this.#wanted.start) ? null : pageOf(this.#document.pages, this.#wanted.start);
  }

  get #pageLabel(): string {
    return this.#page === null ? '' : this.#text('page', { number: this.#page });
  }

  /** The same place, in the other language or at another quote. */
  #address(changes: Readonly<Record<string, string>>, fragment = ''): string {
    const { start, end, others, version, signature } = this.#wanted;
    const query = new URLSearchParams({
      ...(Number.isNaN(start) ? {} : { start: String(start), end: String(end) }),
      ...(others.length === 0 ? {} : { marks: others.map((other) => `${other.start}-${other.end}`).join(',') }),
      ...(version === null ? {} : { version }),
      ...signature,
      lang: this.#language,
      ...changes,
    });
    return `?${query}${fragment}`;
  }

  get #languages(): string {
    const current = (language: Language) => (language === this.#language ? ' aria-current="true"' : '');
    return [
      link(this.#address({ lang: 'fr' }), 'Français', ` lang="fr" hreflang="fr"${current('fr')}`),
      link(this.#address({ lang: 'en' }), 'English', ` lang="en" hreflang="en"${current('en')}`),
    ].join('\n        ');
  }

  get #links(): string {
    const { id, url, fileName } = this.#document;
    const { signature } = this.#wanted;
    const query = signature === null ? '' : `?${new URLSearchParams({ ...signature })}`;
    const file = `/v1/documents/${encodeURIComponent(id)}/file${query}`;
    const page = /\.pdf$/i.test(fileName) ? this.#page : null;
    const original =
      page === null
        ? link(file, this.#text('original_file'))
        : link(`${file}#page=${page}`, this.#text('viewer_original_page', { number: page }));
    const source = isWebAddress(url) ? link(url, this.#text('viewer_source'), ' rel="noopener noreferrer"') : '';
    return [original, source].filter(Boolean).join(' ');
  }

  get #notices(): string {
    const { start, version, isMoved } = this.#wanted;
    const isChanged = version !== null && version !== this.#document.version;
    const isNowhere = !Number.isNaN(start) && !this.#marks.some(({ isCurrent }) => isCurrent);
    const notice = isNowhere ? 'viewer_nowhere' : isMoved ? 'viewer_moved' : isChanged ? 'viewer_changed' : null;
    return notice === null ? '' : `<p class="notice">${escapeHtml(this.#text(notice))}</p>`;
  }

  get #toolbar(): string {
    const current = this.#marks.findIndex(({ isCurrent }) => isCurrent);
    if (current < 0) return '';
    const to = (index: number, name: string) => {
      const mark = this.#marks[index];
      if (mark === undefined) return '';
      const place = { start: String(mark.start), end: String(mark.end), marks: this.#allMarks };
      return link(this.#address(place, '#quote'), this.#text(name));
    };
    const position = this.#text('viewer_position', { number: current + 1, count: this.#marks.length });
    const parts = [
      this.#marks.length > 1 ? `<span>${escapeHtml(position)}</span>` : '',
      to(current - 1, 'viewer_previous'),
      to(current + 1, 'viewer_next'),
      `<button type="button" id="copy" hidden>${escapeHtml(this.#text('viewer_copy'))}</button>`,
      '<span id="copy-status" role="status"></span>',
    ]
      .filter(Boolean)
      .join(' ');
    return `<nav class="toolbar" aria-label="${escapeHtml(this.#text('viewer_citations'))}">${parts}</nav>`;
  }

  get #allMarks(): string {
    return this.#marks.map(({ start, end }) => `${start}-${end}`).join(',');
  }
}

/**
 * `GET /documents/{id}`: a document to read, with the quote of a citation (`?start=…&end=…`) marked, and the others of its
 * answer in this document (`marks=start-end,…`). It needs no script. `version` tells whether the document has changed.
 */
export async function registerViewerRoute(app: AppInstance, services: Services, kit: PageKit): Promise<void> {
  const template = await kit.readTemplate('viewer.html');

  app.get(
    '/documents/:id',
    {
      config: { access: 'original', documentOf: ({ id }) => id },
      schema: { hide: true, params: IdSchema, querystring: Type.Record(Type.String(), Type.Unknown()) },
      errorHandler: kit.sendProblem,
    },
    async (request, reply) => {
      const language = kit.languageOf(request);
      const { id } = request.params;
      const document = services.document(id);
      const content = services.documentContent(id);
      const wanted = readWanted(request.query);
      const marks = toMarks(wanted, content.text.length);
      const view = new View(document, kit.texts[language], language, wanted, marks);
      const labelPage = (number: number) => fill(kit.texts[language].viewer_page ?? '', { number });
      const text = renderDocument({ ...content, pages: document.pages }, marks, labelPage);
      const pieces: Readonly<Record<string, string>> = { ...view.pieces, text };
      const html = renderPage(template, language, view.values).replace(
        /<!-- (\w+) -->/g,
        (_, name: string) => pieces[name] ?? '',
      );
      return kit.send(reply, html, language);
    },
  );
}
