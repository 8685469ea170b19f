import { jsonrepair } from 'jsonrepair';

/** A quote as a model gives it: not yet looked for. */
export interface GivenQuote {
  /** The number of the passage that it says it is from; NaN where it says none. */
  readonly passage: number;
  readonly quote: string;
}

/** A sentence as a model writes it: not yet checked. */
export interface GeneratedSentence {
  readonly text: string;
  readonly quotes: readonly GivenQuote[];
}

/** The reply as a whole, once it has ended. */
export interface GeneratedReply {
  /** Those that had not been given before the end. */
  readonly sentences: readonly GeneratedSentence[];
  /** Whether the model says that the passages do not answer. */
  readonly refuses: boolean;
  /** Parts of the question that it says are not answered. */
  readonly missing: readonly string[];
  /** Whether the reply ended in its middle, or was not of the form asked for. */
  readonly isBroken: boolean;
}

/** What a reply looks like; for providers that see to it. */
export const REPLY_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['answered', 'sentences', 'missing'],
  properties: {
    answered: { type: 'boolean' },
    sentences: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'quotes'],
        properties: {
          text: { type: 'string' },
          quotes: {
            type: 'array',
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['passage', 'quote'],
              properties: { passage: { type: 'integer' }, quote: { type: 'string' } },
            },
          },
        },
      },
    },
    missing: { type: 'array', items: { type: 'string' } },
  },
} as const;

/** What a reply may hold of each; the rest is left out. */
const MOST_SENTENCES = 30;
const MOST_QUOTES = 10;
const MOST_MISSING = 5;
/** Objects around a sentence's; deeper ones are not looked at, or a hostile reply would take long. */
const DEEPEST = 4;
/** A model that thinks aloud first. */
const THINKING = /<think(?:ing)?>[\s\S]*?(?:<\/think(?:ing)?>|$)/giu;

/**
 * Reads a model's reply while it comes, however it is cut into pieces: gives each sentence as soon as its object is
 * closed, whatever stands around (code fences, an introduction, one object a line). Linear time.
 */
export class ReplyReader {
  #text = '';
  #at = 0;
  #isInString = false;
  #isEscaped = false;
  /** Where the objects that are open begin. */
  readonly #open: number[] = [];
  #given = 0;

  /** @returns the sentences that this piece completes */
  push(piece: string): GeneratedSentence[] {
    this.#text += piece;
    const sentences: GeneratedSentence[] = [];
    for (; this.#at < this.#text.length; this.#at++) {
      const closed = this.#step(this.#text.charAt(this.#at));
      // Only what was in one object may hold another: most objects are quotes, and are passed over.
      const sentence = closed === null || !closed.includes('"text"') ? null : readSentence(parse(closed));
      if (sentence !== null && this.#given < MOST_SENTENCES) {
        this.#given++;
        sentences.push(sentence);
      }
    }
    return sentences;
  }

  /** @returns the object that the character closes, or null */
  #step(character: string): string | null {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (character === '\\') this.#isEscaped = true;
      else if (character === '"') this.#isInString = false;
      return null;
    }
    // Outside of all objects a quotation mark is prose.
    if (character === '"' && this.#open.length > 0) this.#isInString = true;
    else if (character === '{') this.#open.push(this.#at);
    else if (character === '}') {
      const start = this.#open.pop();
      return start === undefined || this.#open.length > DEEPEST ? null : this.#text.slice(start, this.#at + 1);
    }
    return null;
  }

  /** Reads what has come as a whole: mended where it is not JSON. */
  end(): GeneratedReply {
    const text = this.#text.replace(THINKING, '');
    const start = text.search(/[{[]/u);
    const isOpen = this.#open.length > 0;
    const whole = start < 0 ? null : (parse(text.slice(start, text.lastIndexOf('}') + 1)) ?? mend(text.slice(start)));
    const { sentences, answered, missing } = asRecord(Array.isArray(whole) ? { sentences: whole } : whole);
    // Where some were given, the mended text would give them again.
    const late = this.#given > 0 || isOpen || !Array.isArray(sentences) ? [] : sentences;
    return {
      sentences: late
        .map(readSentence)
        .filter((sentence) => sentence !== null)
        .slice(0, MOST_SENTENCES),
      refuses: answered === false,
      missing: listStrings(missing).slice(0, MOST_MISSING),
      isBroken: whole === null || isOpen,
    };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function mend(text: string): unknown {
  try {
    return parse(jsonrepair(text));
  } catch {
    return null;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** Null for anything that is no sentence. */
function readSentence(value: unknown): GeneratedSentence | null {
  const { text, quotes } = asRecord(value);
  if (typeof text !== 'string') return null;
  return { text, quotes: (Array.isArray(quotes) ? quotes : []).slice(0, MOST_QUOTES).flatMap(readQuote) };
}

function readQuote(value: unknown): GivenQuote[] {
  if (typeof value === 'string') return [{ passage: Number.NaN, quote: value }];
  const { passage, quote } = asRecord(value);
  if (typeof quote !== 'string') return [];
  return [
    { passage: typeof passage === 'number' || typeof passage === 'string' ? Number(passage) : Number.NaN, quote },
  ];
}
