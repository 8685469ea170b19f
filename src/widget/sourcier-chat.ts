import type { Answer } from './answer.ts';
import { createAnswerView, type ViewOptions } from './answer-view.ts';
import { AskFailure, ask } from './ask.ts';
import { BriefingList } from './briefing-list.ts';
import { BriefingView } from './briefing-view.ts';
import { create, createButton } from './elements.ts';
import { type Exchange, History } from './history.ts';
import { chooseLanguage, type Say, speaker, type WidgetLanguage } from './strings.ts';
import css from './styles.css';

const OBSERVED = ['lang', 'heading', 'placeholder', 'open', 'inline', 'suggestions', 'endpoint', 'public-key'] as const;
const MOST_CHARACTERS = 2_000;
/** Without a word of the answer for so long, the reader is told that it goes on. */
const SLOW_MS = 8_000;

let sheet: CSSStyleSheet | undefined;
let chats = 0;

/** What happens in a chat; each crosses the shadow boundary. */
export interface ChatEvents {
  'sourcier-toggle': CustomEvent<{ readonly open: boolean }>;
  'sourcier-ask': CustomEvent<{ readonly question: string }>;
  'sourcier-answer': CustomEvent<{ readonly answer: Answer }>;
  'sourcier-error': CustomEvent<{ readonly kind: string }>;
}

/**
 * `<sourcier-chat>`: a chat that answers with citations, on any page.
 *
 * @attribute endpoint address of the service; by default the one that the script came from
 * @attribute lang `fr` or `en`; by default the page's language, else the browser's
 * @attribute heading, placeholder words in the place of our own
 * @attribute theme `light`, `dark` or `auto` (the default)
 * @attribute inline part of the page, in the place of a button that opens a panel
 * @attribute open whether the panel is open
 * @attribute public-key a key of PUBLIC_KEYS
 * @attribute documents ids of the documents that are asked, separated by commas
 * @attribute suggestions questions to begin with, separated by |
 * @fires sourcier-toggle, sourcier-ask, sourcier-answer, sourcier-error
 * @csspart launcher, panel, heading, turns, question, answer, text, marker, citations, citation, quote, briefing, form, input, send
 * @cssprop --sourcier-accent, --sourcier-on-accent, --sourcier-background, --sourcier-text, --sourcier-muted,
 *   --sourcier-line, --sourcier-soft, --sourcier-radius, --sourcier-font, --sourcier-font-size, --sourcier-z-index
 */
export class SourcierChat extends HTMLElement {
  static readonly observedAttributes = OBSERVED;
  /** Where the script came from: the service, mostly. */
  static defaultEndpoint = '';

  readonly #root: ShadowRoot;
  readonly #id = `sourcier-chat-${++chats}`;
  readonly #launcher = createButton('', { class: 'launcher', part: 'launcher', onClick: () => this.#setOpen(true) });
  readonly #heading = create('h2', { part: 'heading', attributes: { id: `${this.#id}-heading` } });
  readonly #clear = createButton('', { onClick: () => this.#forget() });
  readonly #close = createButton('', { onClick: () => this.#setOpen(false) });
  readonly #turns = create('div', { class: 'turns', part: 'turns', attributes: { tabindex: '0' } });
  readonly #status = create('p', { class: 'unseen', attributes: { role: 'status' } });
  readonly #input = create('textarea', { part: 'input', attributes: { rows: '1', id: `${this.#id}-input` } });
  readonly #label = create('label', { class: 'unseen', attributes: { for: `${this.#id}-input` } });
  readonly #send = create('button', { class: 'send', part: 'send', attributes: { type: 'submit' } });
  readonly #foot = create('p', { class: 'foot' });
  readonly #panel = this.#createPanel();
  readonly #frame = create('div', {}, this.#launcher, this.#panel);
  #history: History | null = null;
  #gathered: BriefingList | null = null;
  #briefing: BriefingView | null = null;
  #pending: AbortController | null = null;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    if (sheet === undefined) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.append(this.#frame, this.#status);
    this.#input.addEventListener('keydown', (event) => this.#onKey(event));
    this.#panel.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || this.#isInline) return;
      event.stopPropagation();
      this.#setOpen(false);
    });
  }

  connectedCallback(): void {
    this.#history ??= new History(this.#storageKey);
    this.#gathered ??= new BriefingList(this.#storageKey);
    this.#draw();
  }

  disconnectedCallback(): void {
    this.#pending?.abort();
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return;
    if (name === 'endpoint' || name === 'public-key') {
      this.#history = new History(this.#storageKey);
      this.#gathered = new BriefingList(this.#storageKey);
    }
    if (name === 'open') this.#showPanel();
    else this.#draw();
  }

  get #endpoint(): string {
    const address = this.getAttribute('endpoint') ?? SourcierChat.defaultEndpoint;
    return new URL(address || '/', document.baseURI).href.replace(/\/+$/, '');
  }

  get #storageKey(): string {
    return `${this.#endpoint} ${this.getAttribute('public-key') ?? ''}`;
  }

  get #isInline(): boolean {
    return this.hasAttribute('inline');
  }

  get #language(): WidgetLanguage {
    const page = this.closest('[lang]')?.getAttribute('lang') ?? document.documentElement.lang;
    return chooseLanguage(this.getAttribute('lang'), page, navigator.language);
  }

  get #say(): Say {
    return speaker(this.#language);
  }

  #createPanel(): HTMLElement {
    const form = create('form', { part: 'form' }, this.#label, this.#input, this.#send);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#pending === null) void this.#ask(this.#input.value.trim());
      else this.#pending.abort();
    });
    const head = create('div', { class: 'head' }, this.#heading, this.#clear, this.#close);
    return create(
      'section',
      { class: 'panel', part: 'panel', attributes: { 'aria-labelledby': this.#heading.id, id: `${this.#id}-panel` } },
      head,
      this.#turns,
      form,
      this.#foot,
    );
  }

  /** Everything in the widget's words, and the conversation so far. */
  #draw(): void {
    const say = this.#say;
    this.#frame.lang = this.#language;
    this.#frame.className = this.#isInline ? 'inline' : 'floating';
    this.#heading.textContent = this.getAttribute('heading') ?? say('heading');
    this.#launcher.textContent = this.getAttribute('heading') ?? say('open');
    this.#launcher.setAttribute('aria-controls', `${this.#id}-panel`);
    this.#clear.textContent = say('clear');
    this.#clear.setAttribute('aria-label', say('clearAll'));
    this.#close.textContent = say('close');
    this.#close.hidden = this.#isInline;
    this.#label.textContent = this.getAttribute('placeholder') ?? say('placeholder');
    this.#input.placeholder = this.getAttribute('placeholder') ?? say('placeholder');
    this.#foot.textContent = say('notice');
    this.#turns.setAttribute('aria-label', say('answer'));
    this.#turns.setAttribute('role', 'region');
    this.#drawBriefing();
    this.#setPending(this.#pending);
    this.#showPanel();
    if (this.#pending === null) this.#drawTurns();
  }

  #drawTurns(): void {
    const exchanges = this.#history?.exchanges ?? [];
    this.#turns.replaceChildren(
      ...exchanges.flatMap((exchange) => [
        this.#createQuestion(exchange.question),
        create('div', { class: 'reply' }, ...this.#createReply(exchange)),
      ]),
    );
    this.#clear.hidden = exchanges.length === 0;
    const suggestions = (this.getAttribute('suggestions') ?? '')
      .split('|')
      .map((text) => text.trim())
      .filter(Boolean);
    if (exchanges.length > 0 || suggestions.length === 0) return;
    const buttons = suggestions.map((text) => createButton(text, { onClick: () => void this.#ask(text) }));
    const title = create('p', { class: 'title', text: this.#say('suggestions') });
    this.#turns.append(create('div', { class: 'suggestions' }, title, ...buttons));
  }

  /** Anew in the reader's language; what was gathered stays. */
  #drawBriefing(): void {
    if (this.#gathered === null) return;
    const view = new BriefingView(this.#gathered, {
      ...this.#viewOptions,
      key: () => this.getAttribute('public-key'),
      describe: (failure) => this.#describe(failure),
    });
    if (this.#briefing === null) this.#turns.after(view.element);
    else this.#briefing.element.replaceWith(view.element);
    this.#briefing = view;
  }

  #createReply(exchange: Exchange): readonly Node[] {
    const add = this.#briefing?.createAddButton(exchange);
    return [createAnswerView(exchange.answer, this.#viewOptions), ...(add === undefined ? [] : [add])];
  }

  get #viewOptions(): ViewOptions {
    return {
      endpoint: this.#endpoint,
      language: this.#language,
      say: this.#say,
      announce: (text) => this.#announce(text),
    };
  }

  #createQuestion(question: string): HTMLElement {
    const you = create('span', { class: 'unseen', text: `${this.#say('you')}: ` });
    return create('p', { class: 'question', part: 'question' }, you, question);
  }

  #showPanel(): void {
    const isOpen = this.#isInline || this.hasAttribute('open');
    this.#panel.hidden = !isOpen;
    this.#launcher.hidden = isOpen;
    this.#launcher.setAttribute('aria-expanded', String(isOpen));
  }

  /** By the reader: the focus goes where they would look for it. */
  #setOpen(open: boolean): void {
    this.toggleAttribute('open', open);
    if (open) this.#input.focus({ preventScroll: true });
    else this.#launcher.focus({ preventScroll: true });
    this.#fire('sourcier-toggle', { open });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (this.#pending === null) this.#input.form?.requestSubmit();
  }

  async #ask(question: string): Promise<void> {
    const say = this.#say;
    if (question === '') return this.#announce(say('empty'));
    if ([...question].length > MOST_CHARACTERS) return this.#tellProblem(say('tooLong'));
    const pending = new AbortController();
    this.#setPending(pending);
    this.#input.value = '';
    this.#turns.querySelector('.suggestions')?.remove();
    const text = create('div', { class: 'text', part: 'text' });
    const waiting = create('p', { class: 'waiting', text: say('searching') });
    const reply = create('div', { class: 'reply' }, text, waiting);
    this.#turns.append(this.#createQuestion(question), reply);
    this.#scrollTo(reply);
    this.#announce(say('searching'));
    const slow = setTimeout(() => {
      waiting.textContent = say('slow');
      this.#announce(say('slow'));
    }, SLOW_MS);
    this.#fire('sourcier-ask', { question });
    try {
      const answer = await ask(question, {
        endpoint: this.#endpoint,
        publicKey: this.getAttribute('public-key'),
        language: this.#language,
        documents: (this.getAttribute('documents') ?? '')
          .split(',')
          .map((id) => id.trim())
          .filter(Boolean),
        history: this.#history?.turns ?? [],
        signal: pending.signal,
        onText: (soFar) => {
          clearTimeout(slow);
          text.replaceChildren(...soFar.split(/\n{2,}/).map((paragraph) => create('p', { text: paragraph })));
        },
      });
      this.#history?.add({ question, answer });
      reply.replaceChildren(...this.#createReply({ question, answer }));
      this.#clear.hidden = false;
      this.#announce(`${say('ready', { count: answer.citations.length })} ${answer.text.replace(/\[\d+\]/g, '')}`);
      this.#fire('sourcier-answer', { answer });
    } catch (error) {
      if (pending.signal.aborted) {
        waiting.textContent = say('stopped');
        this.#announce(say('stopped'));
      } else this.#fail(error, question, reply);
    } finally {
      clearTimeout(slow);
      if (this.#pending === pending) this.#setPending(null);
    }
  }

  #fail(error: unknown, question: string, reply: HTMLElement): void {
    const failure = error instanceof AskFailure ? error : new AskFailure('broken');
    const message = this.#describe(failure);
    const retry = createButton(this.#say('retry'), {
      onClick: () => {
        reply.previousElementSibling?.remove();
        reply.remove();
        void this.#ask(question);
      },
    });
    reply.replaceChildren(create('div', { class: 'failure', part: 'failure' }, create('p', { text: message }), retry));
    this.#announce(message);
    this.#fire('sourcier-error', { kind: failure.kind });
  }

  #describe({ kind, retryAfter, detail }: AskFailure): string {
    const say = this.#say;
    switch (kind) {
      case 'offline':
        return say('offline');
      case 'unreachable':
        return say('unreachable');
      case 'not_allowed':
        return say('notAllowed');
      case 'rate_limited':
        return say('rateLimited', { seconds: retryAfter ?? 60 });
      case 'overloaded':
        return detail ?? say('overloaded');
      default:
        return detail ?? say('failed');
    }
  }

  #tellProblem(message: string): void {
    this.#turns.append(
      create('div', { class: 'reply' }, create('div', { class: 'failure' }, create('p', { text: message }))),
    );
    this.#announce(message);
  }

  #forget(): void {
    this.#pending?.abort();
    this.#history?.clear();
    this.#setPending(null);
    this.#drawTurns();
    this.#input.focus({ preventScroll: true });
  }

  /** While an answer is awaited, the button stops it. */
  #setPending(pending: AbortController | null): void {
    this.#pending = pending;
    this.#send.textContent = this.#say(pending === null ? 'send' : 'stop');
    this.#turns.setAttribute('aria-busy', String(pending !== null));
  }

  #scrollTo(reply: HTMLElement): void {
    // Within the panel only: the page stays where it is.
    this.#turns.scrollTop = Math.max(0, reply.offsetTop - this.#turns.offsetTop - 80);
  }

  /** To the ear, once: never word by word. */
  #announce(text: string): void {
    this.#status.textContent = text;
  }

  #fire<Name extends keyof ChatEvents>(name: Name, detail: ChatEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
