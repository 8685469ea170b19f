import type { Exchange } from './history.ts';

const MOST_ANSWERS = 50;

/** The answers that a reader gathers for a briefing, in their order, as long as the tab is open. */
export class BriefingList {
  readonly #key: string;
  #exchanges: readonly Exchange[] = [];

  constructor(key: string) {
    this.#key = `sourcier-briefing:${key}`;
    try {
      const kept: unknown = JSON.parse(sessionStorage.getItem(this.#key) ?? '[]');
      if (Array.isArray(kept)) this.#exchanges = kept;
    } catch {
      this.#exchanges = [];
    }
  }

  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  get isFull(): boolean {
    return this.#exchanges.length >= MOST_ANSWERS;
  }

  /** The same question with the same answer is there once. */
  has({ question, answer }: Exchange): boolean {
    return this.#exchanges.some((other) => other.question === question && other.answer.text === answer.text);
  }

  add({ question, answer }: Exchange): void {
    if (this.isFull || this.has({ question, answer })) return;
    // A briefing says nothing of the closest passages, which take the most room.
    this.#keep([...this.#exchanges, { question, answer: { ...answer, closest: [] } }]);
  }

  remove(index: number): void {
    this.#keep(this.#exchanges.filter((_, other) => other !== index));
  }

  /** Changes places with the one before. */
  raise(index: number): void {
    const [above, exchange] = this.#exchanges.slice(index - 1, index + 1);
    if (index < 1 || above === undefined || exchange === undefined) return;
    this.#keep([...this.#exchanges.slice(0, index - 1), exchange, above, ...this.#exchanges.slice(index + 1)]);
  }

  #keep(exchanges: readonly Exchange[]): void {
    this.#exchanges = exchanges;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(exchanges));
    } catch {
      // Storage may be full or forbidden: the list lasts as long as the page.
    }
  }
}
