import type { Answer, Citation, ClosestPassage, Source } from './answer.ts';
import { create, createButton } from './elements.ts';
import type { Say, WidgetLanguage } from './strings.ts';

export interface ViewOptions {
  readonly endpoint: string;
  readonly language: WidgetLanguage;
  readonly say: Say;
  /** Told to the ear: that something was copied. */
  readonly announce: (text: string) => void;
}

let views = 0;

/** An answer with its citations folded; a marker in the text unfolds its citation. */
export function createAnswerView(answer: Answer, options: ViewOptions): HTMLElement {
  const { say } = options;
  const prefix = `answer-${++views}`;
  const citations = answer.citations.map((citation) => createCitation(citation, answer, prefix, options));
  const unfold = (marker: number) => citations[answer.citations.findIndex((citation) => citation.marker === marker)];
  return create(
    'div',
    { class: 'answer', part: 'answer' },
    createText(answer, say, (marker) => unfold(marker)?.toggle(true)),
    ...createList(say('missing'), answer.missing, 'missing', answer.questionLanguage),
    ...createList(
      say('disagreements'),
      answer.disagreements.map(({ note }) => note),
      'disagreements',
      answer.answerLanguage,
    ),
    ...(answer.notices.length === 0
      ? []
      : [create('p', { class: 'aside', text: answer.notices.map(({ detail }) => detail).join(' ') })]),
    ...(citations.length === 0
      ? []
      : [
          create(
            'ol',
            { class: 'citations', part: 'citations', attributes: { 'aria-label': say('citations') } },
            ...citations.map(({ item }) => item),
          ),
        ]),
    ...createClosest(answer.closest, options),
  );
}

/** The text with its markers as buttons; other brackets are the documents' own. */
function createText(answer: Answer, say: Say, onMarker: (marker: number) => void): HTMLElement {
  const places = answer.citations
    .flatMap(({ marker, positions }) => positions.map((position) => ({ marker, position, label: `[${marker}]` })))
    .filter(({ position, label }) => answer.text.startsWith(label, position))
    .sort((one, other) => one.position - other.position);
  const container = create(
    'div',
    { class: 'text', part: 'text', attributes: { lang: answer.answerLanguage } },
    create('p'),
  );
  let from = 0;
  for (const { marker, position, label } of places) {
    appendProse(container, answer.text.slice(from, position));
    container.lastElementChild?.append(
      createButton(label, {
        class: 'marker',
        part: 'marker',
        onClick: () => onMarker(marker),
        attributes: { 'aria-label': say('citation', { number: marker }) },
      }),
    );
    from = position + label.length;
  }
  appendProse(container, answer.text.slice(from));
  return container;
}

function appendProse(container: HTMLElement, prose: string): void {
  for (const [index, part] of prose.split(/\n{2,}/).entries()) {
    if (index > 0) container.append(create('p'));
    container.lastElementChild?.append(part);
  }
}

function createList(title: string, items: readonly string[], name: string, language: string): HTMLElement[] {
  if (items.length === 0) return [];
  const list = create('ul', { attributes: { lang: language } }, ...items.map((text) => create('li', { text })));
  return [create('div', { class: `list ${name}`, part: name }, create('p', { class: 'title', text: title }), list)];
}

interface CitationView {
  readonly item: HTMLElement;
  /** Unfolds or folds the quote; with `focus` the reader is taken to it. */
  toggle(focus: boolean): void;
}

function createCitation(citation: Citation, answer: Answer, prefix: string, options: ViewOptions): CitationView {
  const { say } = options;
  const { marker, quote, document: source } = citation;
  const body = create(
    'div',
    { class: 'proof', part: 'quote', attributes: { id: `${prefix}-citation-${marker}` } },
    create('blockquote', { text: quote, attributes: { lang: source.language } }),
    ...(citation.translation === undefined
      ? []
      : [
          create(
            'p',
            { class: 'aside', attributes: { lang: citation.translation.language } },
            `${say('unofficial')}: ${citation.translation.text}`,
          ),
        ]),
    ...(citation.status === 'repaired' ? [create('p', { class: 'aside', text: say('repaired') })] : []),
    create(
      'p',
      { class: 'links' },
      createLink(citation, answer, options),
      createButton(say('copy'), { class: 'link', onClick: () => void copy(citation, options) }),
    ),
  );
  body.hidden = true;
  const button = createButton('', {
    class: 'citation',
    part: 'citation',
    onClick: () => toggle(false),
    attributes: { 'aria-expanded': 'false', 'aria-controls': body.id },
  });
  button.append(
    create('span', { class: 'number', text: `[${marker}]`, attributes: { 'aria-hidden': 'true' } }),
    create('span', { class: 'origin', text: describeSource(source, citation.page, options) }),
  );
  const toggle = (focus: boolean) => {
    body.hidden = !focus && !body.hidden;
    button.setAttribute('aria-expanded', String(!body.hidden));
    if (!focus) return;
    button.focus({ preventScroll: true });
    button.scrollIntoView({ block: 'nearest' });
  };
  return { item: create('li', {}, button, body), toggle };
}

function createClosest(passages: readonly ClosestPassage[], options: ViewOptions): HTMLElement[] {
  if (passages.length === 0) return [];
  const items = passages.map((passage) =>
    create(
      'li',
      {},
      create('p', { class: 'origin', text: describeSource(passage.document, passage.page, options) }),
      create('blockquote', { class: 'excerpt', text: passage.text, attributes: { lang: passage.document.language } }),
      create('p', { class: 'links' }, createLink(passage, null, options)),
    ),
  );
  return [
    create(
      'div',
      { class: 'list closest', part: 'closest' },
      create('p', { class: 'title', text: options.say('closest') }),
      create('ul', {}, ...items),
    ),
  ];
}

/** Title, publisher, date and page, as far as they are known. */
function describeSource(source: Source, page: number | null, { say, language }: ViewOptions): string {
  const details = [
    source.title,
    source.publisher,
    source.date === null ? null : formatDate(source.date, language),
    page === null ? null : say('page', { number: page }),
  ];
  return details.filter((detail) => detail !== null && detail !== '').join(' · ');
}

/** An ISO 8601 date of any precision: « 1er mai 2024 », "May 2024", "2024". */
function formatDate(date: string, language: WidgetLanguage): string {
  const [year = 0, month, day] = date.split('-').map(Number);
  const written = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    year: 'numeric',
    ...(month ? { month: 'long' as const } : {}),
    ...(day ? { day: 'numeric' as const } : {}),
    timeZone: 'UTC',
  }).format(Date.UTC(year, (month || 1) - 1, day || 1));
  return (language === 'fr' ? written.replace(/^1 /, '1er ') : written).replaceAll(' ', '\u00A0');
}

function createLink(
  { document: source, start, end, permalink }: Pick<Citation, 'document' | 'start' | 'end'> & Partial<Citation>,
  answer: Answer | null,
  options: ViewOptions,
): HTMLElement {
  const others = (answer?.citations ?? [])
    .filter(({ document }) => document.id === source.id)
    .map((citation) => `${citation.start}-${citation.end}`);
  const query = new URLSearchParams({
    start: String(start),
    end: String(end),
    version: source.version,
    lang: options.language,
  });
  if (others.length > 1) query.set('marks', others.join(','));
  const signed = new URL(permalink ?? '/', location.href).searchParams;
  for (const name of ['expires', 'signature']) if (signed.has(name)) query.set(name, signed.get(name) ?? '');
  const href = `${options.endpoint}/documents/${encodeURIComponent(source.id)}?${query}#quote`;
  return create('a', { text: options.say('view'), attributes: { href, target: '_blank', rel: 'noopener noreferrer' } });
}

async function copy({ quote, document: source, page }: Citation, options: ViewOptions): Promise<void> {
  const quoted = source.language === 'fr' ? `«\u00A0${quote}\u00A0»` : `“${quote}”`;
  const reference = [describeSource(source, page, options), source.url].filter((part) => part !== null).join(', ');
  try {
    await navigator.clipboard.writeText(`${quoted} (${reference})`);
    options.announce(options.say('copied'));
  } catch {
    options.announce(options.say('notCopied'));
  }
}
