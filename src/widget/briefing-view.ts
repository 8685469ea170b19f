import { AskFailure } from './ask.ts';
import type { BriefingList } from './briefing-list.ts';
import { create, createButton } from './elements.ts';
import type { Exchange } from './history.ts';
import type { Say, WidgetLanguage } from './strings.ts';
import { BRIEFING_FORMATS, type BriefingFormat, offerFile, writeBriefing } from './write-briefing.ts';

export interface BriefingViewOptions {
  readonly endpoint: string;
  readonly language: WidgetLanguage;
  readonly say: Say;
  readonly key: () => string | null;
  readonly describe: (failure: AskFailure) => string;
  /** Told to the ear. */
  readonly announce: (text: string) => void;
}

let views = 0;

/** What a reader gathers for a briefing: answers are added, put in order, and exported as one file. */
export class BriefingView {
  readonly element: HTMLDetailsElement;
  readonly #list: BriefingList;
  readonly #options: BriefingViewOptions;
  readonly #summary = create('summary');
  readonly #items = create('ol');
  readonly #title: HTMLInputElement;
  readonly #format: HTMLSelectElement;
  readonly #trouble = create('p', { class: 'trouble' });
  readonly #export: HTMLButtonElement;
  /** The buttons of answers that are shown, which say whether theirs is in. */
  readonly #buttons = new Map<HTMLButtonElement, Exchange>();

  constructor(list: BriefingList, options: BriefingViewOptions) {
    const { say } = options;
    const prefix = `briefing-${++views}`;
    this.#list = list;
    this.#options = options;
    this.#title = create('input', {
      attributes: { id: `${prefix}-title`, type: 'text', maxlength: '300', autocomplete: 'off' },
    });
    this.#format = create(
      'select',
      { attributes: { id: `${prefix}-format` } },
      ...BRIEFING_FORMATS.map((format) => create('option', { text: say(format), attributes: { value: format } })),
    );
    this.#export = createButton(say('export'), { class: 'export', onClick: () => void this.#write() });
    this.element = create(
      'details',
      { class: 'briefing', part: 'briefing' },
      this.#summary,
      this.#items,
      create(
        'div',
        { class: 'fields' },
        create('label', { text: say('briefingTitle'), attributes: { for: this.#title.id } }),
        this.#title,
        create('label', { text: say('format'), attributes: { for: this.#format.id } }),
        this.#format,
        this.#export,
      ),
      this.#trouble,
    );
    this.#draw();
  }

  /** A button that puts an answer into the briefing. */
  createAddButton(exchange: Exchange): HTMLButtonElement {
    const button = createButton('', { class: 'link add', onClick: () => this.#add(exchange) });
    this.#buttons.set(button, exchange);
    this.#drawButton(button, exchange);
    return button;
  }

  #add(exchange: Exchange): void {
    const { announce, say } = this.#options;
    this.#list.add(exchange);
    this.#draw();
    announce(say('added', { count: this.#list.exchanges.length }));
  }

  #draw(): void {
    const { exchanges } = this.#list;
    this.element.hidden = exchanges.length === 0;
    this.#trouble.hidden = true;
    this.#summary.textContent = this.#options.say('briefing', { count: exchanges.length });
    this.#items.replaceChildren(...exchanges.map((exchange, index) => this.#createItem(exchange, index)));
    for (const [button, exchange] of this.#buttons) {
      if (button.isConnected) this.#drawButton(button, exchange);
      else this.#buttons.delete(button);
    }
  }

  #drawButton(button: HTMLButtonElement, exchange: Exchange): void {
    const isIn = this.#list.has(exchange);
    button.textContent = this.#options.say(isIn ? 'inBriefing' : this.#list.isFull ? 'briefingFull' : 'add');
    button.disabled = isIn || this.#list.isFull;
  }

  #createItem({ question, answer }: Exchange, index: number): HTMLElement {
    const { say } = this.#options;
    const raise = createButton('↑', {
      class: 'step',
      onClick: () => {
        this.#list.raise(index);
        this.#draw();
        this.#focusItem(Math.max(0, index - 1));
      },
      attributes: { 'aria-label': say('raise', { question }) },
    });
    raise.disabled = index === 0;
    const remove = createButton('×', {
      class: 'step',
      onClick: () => {
        this.#list.remove(index);
        this.#draw();
        this.#focusItem(Math.min(index, this.#list.exchanges.length - 1));
      },
      attributes: { 'aria-label': say('remove', { question }) },
    });
    const words = create('span', { text: question, attributes: { lang: answer.questionLanguage } });
    return create('li', {}, create('span', { class: 'row' }, words, raise, remove));
  }

  /** The buttons were made anew: whoever works from the keyboard stays where they were. */
  #focusItem(index: number): void {
    const buttons = this.#items.children[index]?.querySelectorAll('button');
    [...(buttons ?? [])].find((button) => !button.disabled)?.focus();
  }

  async #write(): Promise<void> {
    const { endpoint, language, key, describe, announce, say } = this.#options;
    this.#trouble.hidden = true;
    this.#export.disabled = true;
    try {
      const title = this.#title.value.trim();
      const format = this.#format.value as BriefingFormat;
      offerFile(await writeBriefing(this.#list.exchanges, { endpoint, language, key: key(), title, format }));
      announce(say('exported'));
    } catch (error) {
      this.#trouble.textContent = describe(error instanceof AskFailure ? error : new AskFailure('broken'));
      this.#trouble.hidden = false;
      announce(this.#trouble.textContent);
    } finally {
      this.#export.disabled = false;
    }
  }
}
