import type { Answer, Turn } from './answer.ts';

/** A question with its answer, as the tab keeps it. */
export interface Exchange {
  readonly question: string;
  readonly answer: Answer;
}

const MOST_EXCHANGES = 20;
/** What the service takes of earlier turns. */
const MOST_TURNS = 10;
const TURN_CHARACTERS = 4_000;

/** The conversation of one tab: gone when it is closed. Where the browser keeps nothing, it lasts as long as the page. */
export class History {
  readonly #key: string;
  #exchanges: Exchange[] = [];

  constructor(key: string) {
    this.#key = `sourcier-chat:${key}`;
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

  /** For the service, oldest first. */
  get turns(): Turn[] {
    return this.#exchanges
      .flatMap(({ question, answer }): Turn[] => [
        { role: 'user', content: question },
        { role: 'assistant', content: answer.text.slice(0, TURN_CHARACTERS) },
      ])
      .slice(-MOST_TURNS);
  }

  add(exchange: Exchange): void {
    this.#exchanges = [...this.#exchanges, exchange].slice(-MOST_EXCHANGES);
    this.#keep();
  }

  clear(): void {
    this.#exchanges = [];
    this.#keep();
  }

  #keep(): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#exchanges));
    } catch {
      // Storage may be full or forbidden: the conversation goes on without it.
    }
  }
}
